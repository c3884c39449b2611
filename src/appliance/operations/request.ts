import { passwordsInLocation } from '../../messages/password-in-url';
import { formsOf } from '../../messages/redaction';
import { Fault } from '../faults/fault';
import type { Connection } from '../settings/connection';
import type { CheckedParameters, GivenParameters } from './check-parameters';
import { isOffered, type Method, type Operation, type Parameter } from './operation';
import { requireParameters } from './require-parameters';

/** An operation in the dialect of a connection, ready to be sent. */
export interface OperationRequest {
  method: Method;
  /** With the query. */
  path: string;
  /** JSON. */
  body?: string;
  /** The secrets in it, in all forms in which an appliance may repeat them. */
  secrets: readonly string[];
}

/** @returns the secrets among the values of an operation, unencoded. */
export function secretsOf({ parameters = [] }: Operation, values: CheckedParameters): string[] {
  return parameters
    .flatMap(({ name, secret }) => {
      const value = values.get(name);
      if (secret) return [String(value ?? '')];
      return name === 'location' ? passwordsInLocation(value) : [];
    })
    .filter(Boolean);
}

function queryOf(
  { parameters = [], action, rest }: Operation,
  connection: Connection,
  values: CheckedParameters,
): string {
  const twin = connection === 'api' ? undefined : rest;
  const query = new URLSearchParams();
  if (action !== undefined && twin?.action !== null) query.append('action', action);
  for (const parameter of parameters) {
    const value = parameter.in === 'query' ? values.get(parameter.name) : undefined;
    // `collectionFormat: multi`: the name is repeated for each value.
    for (const each of Array.isArray(value) ? value : []) {
      query.append(twin?.names?.[parameter.name] ?? parameter.name, String(each));
    }
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function bodyOf(
  parameters: readonly Parameter[],
  wrapper: string | undefined,
  values: CheckedParameters,
): string | undefined {
  const inBody = parameters.filter((parameter) => parameter.in === 'body');
  if (inBody.length === 0) return undefined;
  const body: Record<string, unknown> = {};
  const structures = new Set(inBody.map(({ within = wrapper }) => within));
  for (const structure of structures) {
    const fields = inBody.filter(
      ({ name, within = wrapper }) => within === structure && values.has(name),
    );
    const content = Object.fromEntries(fields.map(({ name }) => [name, values.get(name)]));
    // An empty structure is sent as well: some are required although all of their fields are optional.
    Object.assign(body, structure === undefined ? content : { [structure]: content });
  }
  return JSON.stringify(body);
}

/**
 * @param given values for the operation's parameters.
 * @returns the request in the dialect of the connection.
 * @throws Fault INVALID_REQUEST where a value is invalid or missing, or where the dialect does not
 *   have the operation.
 */
export function requestOf(
  operation: Operation,
  connection: Connection,
  given?: GivenParameters,
): OperationRequest {
  if (!isOffered(operation, connection)) {
    throw new Fault({
      code: 'INVALID_REQUEST',
      text: `The operation ${operation.name} needs the connection "api": it is not offered below the older /rest.`,
    });
  }
  const { parameters = [] } = operation;
  const twin = connection === 'api' ? undefined : operation.rest;
  const template = `${connection === 'api' ? '/api' : '/rest'}${twin?.path ?? operation.path}`;
  const method = twin?.method ?? operation.method;
  // The most frequent case, kept fast.
  if (given === undefined && parameters.length === 0 && operation.action === undefined) {
    return { method, path: template, secrets: [] };
  }
  const values = requireParameters(operation, given ?? {});
  const inPath = new Set<string>();
  const path = template.replace(/\{(\w+)\}/g, (_place, name: string) => {
    inPath.add(name);
    return encodeURIComponent(String(values.get(name)));
  });
  const left = parameters.filter(({ name }) => !inPath.has(name));
  const body = bodyOf(left, twin?.within, values);
  return {
    method,
    path: path + queryOf(operation, connection, values),
    ...(body === undefined ? {} : { body }),
    secrets: secretsOf(operation, values).flatMap(formsOf),
  };
}
