import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { BackupState, BackupType } from '../backups/backup-jobs';
import type { BackupSteering } from './test-controls';

// What people and other processes say of backups at the control address, in JSON.

interface Wish {
  readonly id?: string;
  readonly state?: BackupState;
  readonly type?: BackupType;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly message?: string;
}

interface End {
  readonly state?: 'SUCCEEDED' | 'FAILED';
  readonly message?: string;
}

const text = { type: 'string', minLength: 1 };
const time = { type: 'string', format: 'date-time' };

const ajv = new Ajv({ allErrors: true });
addFormats(ajv);

const isWish = ajv.compile<Wish>({
  type: 'object',
  additionalProperties: false,
  // What tells of a job's past or future says so by its state.
  dependencies: Object.fromEntries(
    ['id', 'startTime', 'endTime', 'message'].map((name) => [name, ['state']]),
  ),
  properties: {
    id: text,
    state: { enum: ['INPROGRESS', 'SUCCEEDED', 'FAILED'] },
    type: { enum: ['SCHEDULED', 'MANUAL'] },
    startTime: time,
    endTime: time,
    message: text,
  },
});

const isEnd = ajv.compile<End>({
  type: 'object',
  additionalProperties: false,
  properties: { state: { enum: ['SUCCEEDED', 'FAILED'] }, message: text },
});

/**
 * Starts a backup, or adds one of the state that is said. Returns its id.
 * @throws {TypeError} that says what is wrong with the wish
 */
export function addBackup(backups: BackupSteering, body: string): string {
  const { state, type, startTime, endTime, ...rest } = read(isWish, body);
  if (state === undefined) return backups.start(type);
  return backups.add({
    ...rest,
    state,
    ...(type === undefined ? {} : { type }),
    ...(startTime === undefined ? {} : { startTime: new Date(startTime) }),
    ...(endTime === undefined ? {} : { endTime: new Date(endTime) }),
  });
}

/**
 * Ends a backup.
 * @throws {TypeError} that says what is wrong with the wish
 * @throws {RangeError} for a job that there is not
 */
export function endBackup(backups: BackupSteering, id: string, body: string): string {
  const { state = 'SUCCEEDED', message } = read(isEnd, body);
  backups.end(id, state, message);
  return `The backup ends with ${state}.`;
}

function read<T>(fits: ValidateFunction<T>, body: string): T {
  const wish: unknown = body.trim() === '' ? {} : JSON.parse(body);
  if (fits(wish)) return wish;
  throw new TypeError(`That is no backup: ${ajv.errorsText(fits.errors, { dataVar: 'it' })}.`);
}
