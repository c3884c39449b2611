import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** A Swagger 2.0 file that values can be held against. */
export interface Swagger {
  /** The paths as they stand there: the actions of a path are told apart by a query in it. */
  readonly paths: Fields;
  /** What the file says of one operation; empty where it says nothing. */
  operation(path: string, method: string): Fields;
  /** How a value differs from the schema at this place of the file, one line each. */
  problems(value: unknown, ...pointer: readonly string[]): string[];
}

export type Fields = Readonly<Record<string, unknown>>;

/**
 * Where values differ from the specification on purpose: what stands here is accepted instead.
 *
 * The generator of the Swagger file has flattened the error of a job to a string. The bindings and
 * the documentation have a structure, and the older dialect one with its type beside it, so clients
 * must take all three, and the scenarios have all three.
 */
const error = { error: { type: ['string', 'object'] } };
const deviations: Readonly<Record<string, Fields>> = {
  ApplianceRecoveryReconciliationJobInfo: error,
  ApplianceRecoveryBackupJobDetailsInfo: error,
  'appliance.recovery.reconciliation.job.info': error,
  'appliance.recovery.backup.job.details.info': error,
};

/**
 * Reads the text of a Swagger file.
 * @throws {SyntaxError} when it is not JSON
 * @throws {TypeError} when it is JSON but no Swagger file
 */
export function readSwagger(text: string): Swagger {
  const document = fields(JSON.parse(text));
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

  function validator(pointer: readonly string[]): ValidateFunction {
    const reference = `specification#/${pointer.map(pointerPart).join('/')}`;
    return ajv.getSchema(reference) ?? ajv.compile({ $ref: reference });
  }

  return {
    paths,
    operation: (path, method) => fields(fields(paths[path])[method.toLowerCase()]),
    problems(value, ...pointer) {
      const validate = validator(pointer);
      validate(value);
      // By name and never by value, which may be a password.
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

function pointerPart(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The fields of a structure; none of anything else. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
