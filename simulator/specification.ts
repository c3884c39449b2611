import { readFileSync } from 'node:fs';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { DialectName } from './dialect';
import type { Route } from './routes';

/** The published specification (Swagger 2.0), as far as it judges answers. */
export interface Specification {
  /** What is wrong with an answer, in words; empty where nothing is. */
  problemsOf(answer: JudgedAnswer): string[];
}

export interface JudgedAnswer {
  readonly dialect: DialectName;
  /** Undefined for a URL that names no operation. */
  readonly route: Route | undefined;
  readonly status: number;
  readonly body: string;
}

/**
 * Where answers differ from the specification on purpose: what stands here is accepted instead.
 *
 * The generator of the Swagger file has flattened the error of a job to a string. The bindings and
 * the documentation have a structure, and the older dialect one with its type beside it, so clients
 * must take all three, and the scenarios have all three.
 */
const deviations: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ApplianceRecoveryReconciliationJobInfo: { error: { type: ['string', 'object'] } },
  ApplianceRecoveryBackupJobDetailsInfo: { error: { type: ['string', 'object'] } },
  'appliance.recovery.reconciliation.job.info': { error: { type: ['string', 'object'] } },
  'appliance.recovery.backup.job.details.info': { error: { type: ['string', 'object'] } },
};

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
  const specification = createSpecification(readFileSync(path, 'utf8'));
  loaded.set(path, specification);
  return specification;
}

function createSpecification(swagger: string): Specification {
  const document = fields(JSON.parse(swagger));
  if (document.swagger !== '2.0') throw new TypeError('The specification is not Swagger 2.0.');
  const paths = fields(document.paths);
  // Swagger knows keywords that JSON Schema does not, hence not strict.
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const definitions = Object.fromEntries(
    Object.entries(fields(document.definitions)).map(([name, definition]) => [
      name,
      exact(name, definition),
    ]),
  );
  ajv.addSchema({ paths, definitions }, 'specification');

  function validator(...pointer: string[]): ValidateFunction {
    const reference = `specification#/${pointer.map(pointerPart).join('/')}`;
    return ajv.getSchema(reference) ?? ajv.compile({ $ref: reference });
  }

  return {
    problemsOf({ dialect, route, status, body }) {
      const path = route === undefined ? '' : documentedPath(route);
      const method = route?.method.toLowerCase() ?? '';
      const responses = fields(fields(fields(paths[path])[method]).responses);
      const documented = responses[status];
      if (documented === undefined && status < 400)
        return [`the status ${status} is not documented`];
      const { any, unauthenticated } = errorDefinitions[dialect];
      const hasSchema = documented === undefined || 'schema' in fields(documented);
      if (!hasSchema) return body === '' ? [] : ['a body where none is documented'];
      const validate =
        documented === undefined
          ? validator('definitions', status === 401 ? unauthenticated : any)
          : validator('paths', path, method, 'responses', String(status), 'schema');
      if (body === '') return ['no body'];
      validate(JSON.parse(body));
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) =>
          `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`,
      );
    },
  };
}

/** A definition that takes no fields but its own, so that a misspelt one is found. */
function exact(name: string, definition: unknown): unknown {
  const { properties, ...rest } = fields(definition);
  if (properties === undefined) return definition;
  return {
    additionalProperties: false,
    ...rest,
    properties: { ...fields(properties), ...deviations[name] },
  };
}

/** The Swagger file tells the actions of a path apart by the query that it writes into the path. */
function documentedPath(route: Route): string {
  const query = Object.entries(route.query ?? {}).map(([name, value]) => `${name}=${value}`);
  return [route.path, ...query].join('?');
}

function pointerPart(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
