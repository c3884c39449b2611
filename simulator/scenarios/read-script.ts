import Ajv from 'ajv';
import { troubles } from './outages';
import type { Script } from './script';

const message = {
  type: 'object',
  required: ['id', 'text'],
  additionalProperties: false,
  properties: {
    id: { type: 'string' },
    text: {
      type: 'object',
      required: ['en'],
      additionalProperties: false,
      properties: { en: { type: 'string' }, de: { type: 'string' } },
    },
    args: { type: 'array', items: { type: 'string' } },
    params: { type: 'object', additionalProperties: { type: 'object' } },
  },
};

const job = {
  type: 'object',
  required: ['status'],
  additionalProperties: false,
  properties: {
    status: { enum: ['NONE', 'RUNNING', 'SUCCEEDED', 'FAILED'] },
    progress: {
      anyOf: [
        { type: 'number' },
        { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
      ],
    },
    error: { enum: ['object', 'string', 'legacy', 'absent'] },
    reasons: { type: 'array', items: message },
    messages: { type: 'array', items: message },
  },
};

/** The types of `script.ts`, for scripts that come from outside. */
const schema = {
  $id: 'script',
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    additionalProperties: false,
    properties: {
      for: { type: 'number', minimum: 0 },
      job: { anyOf: [{ const: 'none' }, job] },
      trouble: { enum: Object.keys(troubles) },
      side: { enum: ['api', 'management'] },
      delay: { type: 'number', minimum: 0 },
      start: {
        type: 'object',
        additionalProperties: false,
        properties: {
          refuse: { enum: ['backup-running', 'not-restored'] },
          run: { $ref: 'script' },
          runWarned: { $ref: 'script' },
        },
      },
    },
  },
};

/**
 * Reads a script that came from outside, as parsed JSON.
 * @throws {TypeError} that says what is wrong with it
 */
export function readScript(value: unknown): Script {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  const fits = ajv.compile<Script>(schema);
  if (fits(value)) return value;
  throw new TypeError(`This is no script: ${ajv.errorsText(fits.errors, { dataVar: 'script' })}.`);
}
