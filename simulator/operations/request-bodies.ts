import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { type Fault, fault } from '../protocol/faults';
import { structure } from '../protocol/structure';
import { daysOfWeek, type Recurrence } from '../time/recurrence';

// What the operations take; the field names are the API's. The appliance checks types, unknown
// fields and the rule for backup passwords, and nothing else: a client that sends a location which
// begins with a hyphen (CVE-2024-22274) must find that out by itself.

/** Every field of a body, which means the same in each. */
interface Fields {
  readonly location: string;
  readonly location_type: string;
  readonly location_user: string;
  readonly location_password: string;
  readonly backup_password: string;
  readonly parts: readonly string[];
  readonly comment: string;
  readonly fast_backup: boolean;
  readonly enable: boolean;
  readonly recurrence_info: Recurrence;
  readonly retention_info: { readonly max_count: number };
  readonly sso_admin_user_name: string;
  readonly sso_admin_user_password: string;
  readonly ignore_warnings: boolean;
  readonly start_timestamp: string;
  readonly end_timestamp: string;
  readonly comment_substring: string;
  readonly max_results: number;
}

const text = { type: 'string' };
const name = { type: 'string', minLength: 1 };
const flag = { type: 'boolean' };
const count = { type: 'integer', minimum: 1 };
const time = { type: 'string', format: 'date-time' };

const schemas: Readonly<Record<keyof Fields, object>> = {
  location: name,
  location_type: { enum: ['FTP', 'HTTP', 'FTPS', 'HTTPS', 'SCP', 'SFTP', 'NFS', 'SMB'] },
  location_user: text,
  location_password: text,
  // 8 to 20 visible ASCII characters of all four classes, says the specification.
  backup_password: {
    type: 'string',
    pattern: '^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[^A-Za-z0-9])[!-~]{8,20}$',
  },
  parts: { type: 'array', items: text },
  comment: text,
  fast_backup: flag,
  enable: flag,
  recurrence_info: structure(['hour', 'minute'], {
    hour: { type: 'integer', minimum: 0, maximum: 23 },
    minute: { type: 'integer', minimum: 0, maximum: 59 },
    days: { type: 'array', items: { enum: daysOfWeek } },
  }),
  retention_info: structure(['max_count'], { max_count: count }),
  sso_admin_user_name: text,
  sso_admin_user_password: text,
  ignore_warnings: flag,
  start_timestamp: time,
  end_timestamp: time,
  comment_substring: text,
  max_results: count,
};

const login = ['location_user', 'location_password'] as const;
const singleSignOn = ['sso_admin_user_name', 'sso_admin_user_password'] as const;
const restoreFields = [...login, ...singleSignOn, 'backup_password'] as const;
const scheduleFields = [
  ...login,
  'parts',
  'backup_password',
  'enable',
  'recurrence_info',
  'retention_info',
  'fast_backup',
] as const;
const filterFields = [
  'start_timestamp',
  'end_timestamp',
  'comment_substring',
  'max_results',
] as const;

export const locationBody = body(['location'], login);
export const backupBody = body(
  ['parts', 'location_type', 'location'],
  [...login, 'backup_password', 'comment', 'fast_backup'],
);
export const restoreBody = body(['location_type', 'location'], restoreFields);
export const restoreJobBody = body(
  ['location_type', 'location'],
  [...restoreFields, 'ignore_warnings'],
);
export const reconciliationBody = body([], [...singleSignOn, 'ignore_warnings']);
export const scheduleBody = body(['location'], scheduleFields);
export const scheduleUpdateBody = body([], ['location', ...scheduleFields]);
export const scheduleRunBody = body([], ['comment']);

interface ScheduleCreation {
  readonly schedule: string;
  readonly spec: Accepted<typeof scheduleBody>;
}
export const scheduleCreationBody = bodyOfSchema<ScheduleCreation>(
  structure(['schedule', 'spec'], { schedule: name, spec: scheduleBody.schema }),
);

interface ArchiveSearch {
  readonly loc_spec: Accepted<typeof locationBody>;
  readonly filter_spec: Partial<Pick<Fields, (typeof filterFields)[number]>>;
}
export const archiveSearchBody = bodyOfSchema<ArchiveSearch>(
  structure(['loc_spec', 'filter_spec'], {
    loc_spec: locationBody.schema,
    filter_spec: body([], filterFields).schema,
  }),
);

/** A kind of body. */
export interface Body<Value extends object> {
  readonly schema: object;
  /** What came, or the first thing that is wrong with it. */
  read(input: unknown): Value | Fault;
}

export type Accepted<Kind> = Kind extends Body<infer Value> ? Value : never;

/** A body with these fields; where none is required it may be left out. */
function body<Required extends keyof Fields, Optional extends keyof Fields>(
  required: readonly Required[],
  optional: readonly Optional[],
): Body<Pick<Fields, Required> & Partial<Pick<Fields, Optional>>> {
  const names = [...required, ...optional];
  const properties = Object.fromEntries(names.map((field) => [field, schemas[field]]));
  const { schema, read } = bodyOfSchema<Pick<Fields, Required> & Partial<Pick<Fields, Optional>>>(
    structure(required, properties),
  );
  return { schema, read: (input) => read(required.length === 0 ? (input ?? {}) : input) };
}

function bodyOfSchema<Value extends object>(schema: object): Body<Value> {
  let fits: ValidateFunction<Value> | undefined;
  return {
    schema,
    read(input) {
      // Not before the first body: most simulators never see one of this kind.
      fits ??= addFormats(new Ajv()).compile<Value>(schema);
      if (fits(input)) return input;
      return faultOf(fits.errors?.[0]);
    },
  };
}

/** In words that name the field and never its value, which may be a password. */
function faultOf({
  keyword,
  instancePath = '',
  message,
  params,
}: Partial<ErrorObject> = {}): Fault {
  const at = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'additionalProperties') {
    const field = [at, params?.additionalProperty].filter((part) => part !== '').join('.');
    return fault('UNEXPECTED_INPUT', 'simulator.body.unexpected.field', field);
  }
  const problem = keyword === 'pattern' ? 'does not keep the rule for passwords' : message;
  return fault('INVALID_ARGUMENT', 'simulator.body.invalid', `${at || 'it'} ${problem}`);
}
