import { readFileSync } from 'node:fs';
import type { DialectName } from '../protocol/dialects';
import type { Route } from '../protocol/routes';
import { requestProblems } from './check-request';
import { fields, readSwagger, type Swagger } from './swagger';

/** The published specification (Swagger 2.0), as a judge of answers and requests. */
export interface Specification {
  /** What is wrong with an answer, in words; empty where nothing is. */
  problemsOf(answer: JudgedAnswer): string[];
  /** The same of a request, by its method, its path with query, and its body. */
  problemsOfRequest(method: string, target: string, body: unknown): string[];
}

export interface JudgedAnswer {
  readonly dialect: DialectName;
  /** Undefined for a URL that names no operation. */
  readonly route: Route | undefined;
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

const loaded = new Map<string, Specification>();

/**
 * Reads the specification; a second time it is at hand already.
 * @throws the system's error when there is no such file, SyntaxError when it is not JSON,
 *   TypeError when it is JSON but no Swagger file
 */
export function loadSpecification(path: string): Specification {
  const known = loaded.get(path);
  if (known !== undefined) return known;
  const swagger = readSwagger(readFileSync(path, 'utf8'));
  const specification: Specification = {
    problemsOf: (answer) => answerProblems(swagger, answer),
    problemsOfRequest: (method, target, body) => requestProblems(swagger, method, target, body),
  };
  loaded.set(path, specification);
  return specification;
}

/**
 * What is wrong with a request by the specification that RECOVERY_SPEC names; empty where nothing
 * is. It looks at nothing but that file: neither at what the stand-in takes nor at what the client
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
  const path = route === undefined ? '' : documentedPath(route);
  const method = route?.method.toLowerCase() ?? '';
  const documented = fields(swagger.operation(path, method).responses)[status];
  if (documented === undefined && status < 400) return [`the status ${status} is not documented`];
  const { any, unauthenticated } = errorDefinitions[dialect];
  const hasSchema = documented === undefined || 'schema' in fields(documented);
  if (!hasSchema) return body === '' ? [] : ['a body where none is documented'];
  if (body === '') return ['no body'];
  return documented === undefined
    ? swagger.problems(JSON.parse(body), 'definitions', status === 401 ? unauthenticated : any)
    : swagger.problems(JSON.parse(body), 'paths', path, method, 'responses', `${status}`, 'schema');
}

/** The Swagger file tells the actions of a path apart by the query that it writes into the path. */
function documentedPath(route: Route): string {
  const query = Object.entries(route.query ?? {}).map(([name, value]) => `${name}=${value}`);
  return [route.path, ...query].join('?');
}
