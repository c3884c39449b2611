import assert from 'node:assert/strict';
import { type FailureCode, failure, isFailure } from '../../../../src/appliance/faults/failure';
import { Fault, notConfigured, plainCause } from '../../../../src/appliance/faults/fault';
import { type FaultCode, sentenceOf } from '../../../../src/appliance/faults/fault-codes';
import { isLongPause, isOutage } from '../../../../src/appliance/faults/is-outage';
import { sentence } from '../../../../src/messages/sentence';

const faultWith = (details: Partial<ConstructorParameters<typeof Fault>[0]>) =>
  new Fault({ code: 'UNREACHABLE', sentences: ['It is away.'], ...details });

describe('A fault', () => {
  it('is its text wherever it is converted to one, without a name before it', () => {
    const fault = faultWith({});
    assert.deepEqual(
      [String(fault), fault.message, 'name' in fault && fault.name],
      ['It is away.', 'It is away.', undefined],
    );
  });

  it('has a cause only where there is one', () => {
    assert.equal(faultWith({}).cause, undefined);
  });

  const causes: [title: string, cause: { message: string; code?: string }, expected: string][] = [
    ['its message', { message: 'Said so.', code: 'EPIPE' }, 'Said so.'],
    ['its code, without a message', { message: '', code: 'EPIPE' }, 'EPIPE'],
    ['its name, without both', { message: '' }, 'TypeError'],
  ];
  for (const [title, details, expected] of causes) {
    it(`has a cause that is shown as ${title}, and is plain data`, () => {
      const cause = { name: 'TypeError', ...details };
      const fault = faultWith({ cause });
      assert.equal(String(fault.cause), expected);
      assert.deepEqual(Object.entries(fault.cause ?? {}), Object.entries(cause));
    });
  }

  const reports: [title: string, details: Parameters<typeof faultWith>[0], retryable: boolean][] = [
    ['may be sent again as its code says', {}, true],
    ['may be sent again as its code says, or not', { code: 'NOT_CONFIGURED' }, false],
    ['may be sent again where that is known', { code: 'REFUSED', retryable: true }, true],
    [
      'must not be sent again where it may have happened',
      { outcome: 'unknown', retryable: true },
      false,
    ],
  ];
  for (const [title, details, retryable] of reports) {
    it(title, () => {
      const report = faultWith(details).report();
      assert.deepEqual([report.retryable, report.messages], [retryable, []]);
    });
  }

  it('keeps its sentences between those that are added', () => {
    const added = sentence('canceled-but');
    assert.deepEqual(faultWith({}).precededBy(added).sentences, [added, 'It is away.']);
    assert.deepEqual(faultWith({}).followedBy(added).sentences, ['It is away.', added]);
  });

  it('of what is missing in the settings says that', () => {
    const missing = sentence('proxy-unreadable');
    const fault = notConfigured(missing);
    assert.deepEqual([fault.code, fault.sentences], ['NOT_CONFIGURED', [missing]]);
  });

  it('of a code without a sentence of its own names the code', () => {
    assert.deepEqual(
      [sentenceOf('UNREACHABLE', 'vc-a'), sentenceOf('REFUSED', 'vc-a')],
      [
        sentence('other-fault', { appliance: 'vc-a', code: 'UNREACHABLE' }),
        sentence('refused', { appliance: 'vc-a' }),
      ],
    );
  });
});

describe('An error as plain data', () => {
  const error = (details: object) => Object.assign(new Error('Said so.'), details);
  const rows: [title: string, error: unknown, expected: object][] = [
    ['without a code', error({}), { name: 'Error', message: 'Said so.' }],
    [
      'with a code',
      error({ code: 'EPIPE' }),
      { name: 'Error', code: 'EPIPE', message: 'Said so.' },
    ],
    ['with a code that is no text', error({ code: 7 }), { name: 'Error', message: 'Said so.' }],
    [
      'of OpenSSL: its reason only',
      error({ library: 'SSL routines', reason: 'no shared cipher' }),
      { name: 'Error', message: 'no shared cipher' },
    ],
    ['with a reason, of others', error({ reason: 'x' }), { name: 'Error', message: 'Said so.' }],
    [
      'of OpenSSL, without a reason',
      error({ library: 'x' }),
      { name: 'Error', message: 'Said so.' },
    ],
    [
      'of OpenSSL, with a reason that is no text',
      error({ library: 'x', reason: 7 }),
      { name: 'Error', message: 'Said so.' },
    ],
    ['that is none', 'Said so.', { name: 'Error', message: 'Said so.' }],
  ];
  for (const [title, thrown, expected] of rows) {
    it(title, () => assert.deepEqual(plainCause(thrown), expected));
  }
});

describe('A failure beneath HTTP', () => {
  const rows: [title: string, error: unknown, expected: boolean][] = [
    ['is an error with a code', Object.assign(new Error(), { code: 'EPIPE' }), true],
    ['is no error without one', new Error(), false],
    ['is no error whose code is no text', Object.assign(new Error(), { code: 7 }), false],
    ['is nothing but an error', { code: 'EPIPE' }, false],
  ];
  for (const [title, error, expected] of rows) {
    it(title, () => assert.equal(isFailure(error), expected));
  }

  it('of ours has a reason where a person reads it', () => {
    const code: FailureCode = 'CLOSED';
    const reason = sentence('proxy-unreadable');
    const [shown, hidden] = [failure(code, reason), failure(code, 'closed')];
    assert.deepEqual([shown.code, shown.reason], [code, reason]);
    assert.notEqual(shown.message, '');
    assert.deepEqual([hidden.code, hidden.message, 'reason' in hidden], [code, 'closed', false]);
  });
});

describe('A fault may be an outage', () => {
  const rows: [code: FaultCode, statusCode: number | undefined, before: boolean, after: boolean][] =
    [
      ['UNREACHABLE', undefined, true, true],
      ['UNAVAILABLE', 503, true, true],
      ['AUTHENTICATION_FAILED', 401, false, true],
      ['INVALID_RESPONSE', 200, false, true],
      ['APPLIANCE_ERROR', 500, true, true],
      ['APPLIANCE_ERROR', 501, false, false],
      ['NOT_AUTHORIZED', 403, false, false],
    ];
  for (const [code, statusCode, ...expected] of rows) {
    it(`${code} ${statusCode ?? ''}: ${expected[0]}, after a good answer ${expected[1]}`, () => {
      const fault = faultWith({ code, ...(statusCode === undefined ? {} : { statusCode }) });
      assert.deepEqual([isOutage(fault, false), isOutage(fault, true)], expected);
    });
  }

  const pauses: [code: FaultCode, retryAfter: number | undefined, expected: boolean][] = [
    ['AUTHENTICATION_FAILED', 61, true],
    ['AUTHENTICATION_FAILED', 60, false],
    ['AUTHENTICATION_FAILED', undefined, false],
    ['UNAVAILABLE', 61, false],
  ];
  for (const [code, retryAfter, expected] of pauses) {
    it(`${code}, again after ${retryAfter} s: ${expected ? 'a' : 'no'} long pause`, () => {
      const fault = faultWith({ code, ...(retryAfter === undefined ? {} : { retryAfter }) });
      assert.equal(isLongPause(fault), expected);
    });
  }
});
