import { readFileSync } from 'node:fs';
import type { DialectName } from '../protocol/dialects';
import type { Route } from '../protocol/routes';
import { requestProblems } from './check-request';
import { fields, readSwagger, type Swagger } from './swagger';

interface JudgedAnswer {
  readonly dialect: DialectName;
  /** Undefined for a URL that names no operation. */
  readonly route: Pick<Route, 'method' | 'target'> | undefined;
  readonly status: number;
  readonly body: string;
}

/** What an error looks like where the operation does not document its status. */
const errorDefinitions: Readonly<Record<DialectName, { unauthenticated: string; any: string }>> = {
  api: { unauthenticated: 'VapiStdErrorsUnauthenticated', any: 'VapiStdErrorsError' },
  rest: {
    unauthenticated: 'vapi.std.errors.unauthenticated_error',
    any: 'vapi.std.errors.error_error',
  },
};

/** The file with the specification, as the environment variable RECOVERY_SPEC names it. */
export function specificationPath(): string | undefined {
  return process.env.RECOVERY_SPEC || undefined;
}

const loaded = new Map<string, Swagger>();

/**
 * Reads the specification (Swagger 2.0), by which answers and requests are judged; it is kept in
 * memory from then on.
 * @throws the system's error when there is no such file, SyntaxError when it is not JSON,
 *   TypeError when it is JSON but no Swagger file
 */
export function loadSpecification(path: string) {
  const swagger = loaded.get(path) ?? readSwagger(readFileSync(path, 'utf8'));
  loaded.set(path, swagger);
  return {
    /** What is wrong with an answer, one line each; empty where nothing is. */
    problemsOf: (answer: JudgedAnswer) => answerProblems(swagger, answer),
    /** The same for a request, by its method, its path with query, and its body. */
    problemsOfRequest: (method: string, target: string, body: unknown) =>
      requestProblems(swagger, method, target, body),
  };
}

/**
 * What is wrong with a request by the specification that RECOVERY_SPEC names; empty where nothing
 * is. It considers nothing but that file: neither what the stand-in accepts nor what the client
 * means to send. The body is the text that was sent, or what that was made from.
 * @throws {Error} without RECOVERY_SPEC, and as `loadSpecification`
 */
export function validateRequest(method: string, target: string, body?: unknown): string[] {
  const path = specificationPath();
  if (path === undefined) {
    throw new Error('To check requests, RECOVERY_SPEC must name the file of the specification.');
  }
  return loadSpecification(path).problemsOfRequest(method, target, body);
}

function answerProblems(swagger: Swagger, { dialect, route, status, body }: JudgedAnswer) {
  const target = route?.target ?? '';
  const method = route?.method.toLowerCase() ?? '';
  const documented = fields(swagger.operation(target, method).responses)[status];
  if (documented === undefined && status < 400) return [`the status ${status} is not documented`];
  const hasSchema = documented === undefined || 'schema' in fields(documented);
  if (!hasSchema) return body === '' ? [] : ['a body where none is documented'];
  if (body === '') return ['no body'];
  const value: unknown = JSON.parse(body);
  const { any, unauthenticated } = errorDefinitions[dialect];
  return documented === undefined
    ? swagger.problems(value, 'definitions', status === 401 ? unauthenticated : any)
    : swagger.problems(value, 'paths', target, method, 'responses', `${status}`, 'schema');
}
