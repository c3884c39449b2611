import Ajv from 'ajv';
import { structure } from '../protocol/structure';
import { outages } from './outages';
import type { Script } from './script';

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const messages = {
  type: 'array',
  items: structure(['id', 'text'], {
    id: text,
    text: structure(['en'], { en: text, de: text }),
    args: texts,
    params: { type: 'object', additionalProperties: { type: 'object' } },
  }),
};
const percent = { type: 'number' };
const job = structure(['status'], {
  status: { enum: ['NONE', 'RUNNING', 'SUCCEEDED', 'FAILED'] },
  progress: { anyOf: [percent, { type: 'array', items: percent, minItems: 2, maxItems: 2 }] },
  error: { enum: ['object', 'string', 'legacy', 'absent'] },
  reasons: messages,
  messages,
});
const phase = structure([], {
  for: { type: 'number', minimum: 0 },
  job: { anyOf: [{ const: 'none' }, job] },
  trouble: { enum: Object.keys(outages) },
  side: { enum: ['api', 'management'] },
  delay: { type: 'number', minimum: 0 },
  start: structure([], {
    refuse: { enum: ['backup-running', 'not-restored'] },
    run: { $ref: 'script' },
    runWarned: { $ref: 'script' },
  }),
});

/** The types of `script.ts`, for scripts that come from outside. */
const schema = { $id: 'script', type: 'array', minItems: 1, items: phase };

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
