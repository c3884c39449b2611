import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { structure } from '../protocol/structure';
import type { AddedBackup } from './test-controls';

// What people and other processes send to the control address, in JSON.

const text = { type: 'string', minLength: 1 };
const time = { type: 'string', format: 'date-time' };
const amount = { type: 'number', minimum: 0 };

interface BackupToAdd extends Pick<AddedBackup, 'id' | 'state' | 'type' | 'message'> {
  readonly startTime?: string;
  readonly endTime?: string;
}

interface BackupToEnd {
  readonly state?: 'SUCCEEDED' | 'FAILED';
  readonly message?: string;
}

interface ClockChange {
  readonly speed?: number;
  readonly advance?: number;
}

export const readBackupToAdd = reader<BackupToAdd>('That is no backup', {
  ...structure([], {
    id: text,
    state: { enum: ['INPROGRESS', 'SUCCEEDED', 'FAILED'] },
    type: { enum: ['SCHEDULED', 'MANUAL'] },
    startTime: time,
    endTime: time,
    message: text,
  }),
  // Whoever describes a job's past or future also gives its state.
  dependencies: Object.fromEntries(
    ['id', 'startTime', 'endTime', 'message'].map((name) => [name, ['state']]),
  ),
});

export const readBackupToEnd = reader<BackupToEnd>(
  'That is no backup',
  structure([], { state: { enum: ['SUCCEEDED', 'FAILED'] }, message: text }),
);

export const readClockChange = reader<ClockChange>(
  'The clock takes {"speed": …} and {"advance": …}, in numbers from 0',
  { ...structure([], { speed: amount, advance: amount }), minProperties: 1 },
);

/**
 * Reads the text of a body; an empty one is a structure without fields. It throws TypeError, with
 * what is wrong with the body, and SyntaxError for what is not JSON.
 */
function reader<Value>(complaint: string, schema: object): (body: string) => Value {
  const ajv = addFormats(new Ajv({ allErrors: true }));
  const fits = ajv.compile<Value>(schema);
  return (body) => {
    const value: unknown = body.trim() === '' ? {} : JSON.parse(body);
    if (fits(value)) return value;
    throw new TypeError(`${complaint}: ${ajv.errorsText(fits.errors, { dataVar: 'it' })}.`);
  };
}
