/** What a sensor of PRTG reads, by the table of its manual. */
import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { toPrtg } from '../../../../src/checks/formats/prtg';
import { englishWords } from '../../../../src/messages/sentence';
import { assessment } from '../assessment';
import { backup, fault, hour } from '../measured';

const words = englishWords;
const ofOne = { areSeveral: false, words };
const ofSeveral = { areSeveral: true, words };

/**
 * The elements that a sensor returns, as the manual's table "Advanced Sensors" of "Custom Sensors"
 * lists them (https://www.paessler.com/manuals/prtg/custom_sensors).
 */
const flag = { enum: [0, 1] };
const schema = {
  type: 'object',
  required: ['prtg'],
  additionalProperties: false,
  properties: {
    prtg: {
      type: 'object',
      additionalProperties: false,
      properties: {
        text: { type: 'string', maxLength: 2000 },
        error: { const: 1 },
        result: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: {
            type: 'object',
            required: ['channel', 'value'],
            additionalProperties: false,
            properties: {
              channel: { type: 'string', minLength: 1 },
              value: { type: 'number' },
              unit: { enum: ['Custom', 'Count', 'TimeSeconds', 'BytesDisk'] },
              customunit: { type: 'string' },
              float: flag,
              limitmode: flag,
              limitmaxwarning: { type: 'number' },
              limitmaxerror: { type: 'number' },
            },
            // The value is a whole number, unless it says that it is not.
            anyOf: [{ required: ['float'] }, { properties: { value: { type: 'integer' } } }],
          },
        },
      },
      oneOf: [{ required: ['error', 'text'] }, { required: ['result', 'text'] }],
    },
  },
};
const validate = new Ajv({ strict: false }).compile(schema);

function valid(answer: unknown): unknown {
  assert.ok(validate(answer), JSON.stringify(validate.errors));
  return answer;
}

const limits = { limitmode: 1, limitmaxwarning: 0, limitmaxerror: 1 };

describe('what PRTG reads', () => {
  it('has a channel for each measure, the status first', () => {
    assert.deepEqual(valid(toPrtg([assessment()], ofOne)), {
      prtg: {
        result: [
          { channel: 'Status', value: 0, unit: 'Custom', ...limits },
          { channel: 'Age', value: 46_800, unit: 'TimeSeconds' },
          { channel: 'Duration', value: 3600, unit: 'TimeSeconds' },
          { channel: 'Size', value: 2_000_000_000, unit: 'BytesDisk' },
          { channel: 'Certificate', value: 90, unit: 'Custom', customunit: 'days', float: 1 },
        ],
        text: 'vc-a is recoverable. The last successful backup started 13 h ago, at 2026-03-17 23:00 UTC.',
      },
    });
  });

  it('is an error only where the appliance could not be reached', () => {
    const away = assessment('vc-a', { parts: { reach: fault('UNREACHABLE') } });
    const text = 'vc-a: critical. The fault UNREACHABLE.';
    assert.deepEqual(valid(toPrtg([away], ofOne)), { prtg: { error: 1, text } });
    const entries = { value: [backup(hour, { status: 'FAILED' })] };
    const failed = toPrtg([assessment('vc-a', { parts: { entries } })], ofOne);
    assert.match(JSON.stringify(valid(failed)), /"Status","value":2/);
  });

  it('counts several, and has the oldest age', () => {
    const away = assessment('vc-b', { parts: { reach: fault('UNREACHABLE') } });
    assert.deepEqual(valid(toPrtg([assessment(), away], ofSeveral)), {
      prtg: {
        result: [
          { channel: 'Status', value: 2, unit: 'Custom', ...limits },
          { channel: 'OK', value: 1, unit: 'Count' },
          { channel: 'Warning', value: 0, unit: 'Count' },
          { channel: 'Critical', value: 1, unit: 'Count' },
          { channel: 'Unknown', value: 0, unit: 'Count' },
          { channel: 'Oldest age', value: 46_800, unit: 'TimeSeconds' },
        ],
        text: '1 of 2 appliances need attention. vc-b: critical. The fault UNREACHABLE.',
      },
    });
  });

  it('cuts its text at 2,000 characters', () => {
    const message = { default_message: 'x'.repeat(5000) };
    const entries = { value: [backup(hour, { status: 'FAILED', messages: [message] })] };
    valid(toPrtg([assessment('vc-a', { parts: { entries } })], ofOne));
  });
});
