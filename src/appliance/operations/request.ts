import { formsOf } from '../../messages/redaction';
import { sentence } from '../../messages/sentence';
import { Fault } from '../faults/fault';
import type { Connection } from '../settings/connection';
import { isOffered, type Method, type Operation, type Parameter } from './operation';
import type { CheckedParameters, GivenParameters } from './parameter-checks/check-parameters';
import { requireParameters } from './parameter-checks/require-parameters';
import { sentSecrets } from './secrets';

/** The request for an operation, in the dialect of a connection. */
export interface OperationRequest {
  method: Method;
  /** Including the query. */
  path: string;
  /** JSON. */
  body?: string;
  /** The secrets in it, in all encodings in which an appliance may repeat them. */
  secrets: readonly string[];
}

function queryOf(
  { parameters = [], action, rest }: Operation,
  connection: Connection,
  values: CheckedParameters,
): string {
  const restTwin = connection === 'api' ? undefined : rest;
  const query = new URLSearchParams();
  if (action !== undefined && restTwin?.action !== null) query.append('action', action);
  for (const parameter of parameters) {
    const value = parameter.in === 'query' ? values.get(parameter.name) : undefined;
    // `collectionFormat: multi`: the name is repeated for item value.
    for (const item of Array.isArray(value) ? value : []) {
      query.append(restTwin?.names?.[parameter.name] ?? parameter.name, String(item));
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
 * @throws Fault INVALID_REQUEST if a value is invalid or missing, or if the dialect does not offer
 *   the operation.
 */
export function requestOf(
  operation: Operation,
  connection: Connection,
  given?: GivenParameters,
): OperationRequest {
  if (!isOffered(operation, connection)) {
    throw new Fault({
      code: 'INVALID_REQUEST',
      sentences: [sentence('operation-not-offered', { operation: operation.name })],
    });
  }
  const { parameters = [] } = operation;
  const restTwin = connection === 'api' ? undefined : operation.rest;
  const template = `${connection === 'api' ? '/api' : '/rest'}${restTwin?.path ?? operation.path}`;
  const method = restTwin?.method ?? operation.method;
  // A fast path for the most frequent case.
  if (given === undefined && parameters.length === 0 && operation.action === undefined) {
    return { method, path: template, secrets: [] };
  }
  const values = requireParameters(operation, given ?? {});
  const pathParameters = new Set<string>();
  const path = template.replace(/\{(\w+)\}/g, (_place, name: string) => {
    pathParameters.add(name);
    return encodeURIComponent(String(values.get(name)));
  });
  const remaining = parameters.filter(({ name }) => !pathParameters.has(name));
  const body = bodyOf(remaining, restTwin?.within, values);
  return {
    method,
    path: path + queryOf(operation, connection, values),
    ...(body === undefined ? {} : { body }),
    secrets: sentSecrets(operation, values).flatMap(formsOf),
  };
}
