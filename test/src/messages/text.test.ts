import assert from 'node:assert/strict';
import { errorText, messageText, messageTexts } from '../../../src/messages/text';

function nested(depth: number): unknown {
  let inner: unknown = { id: 'inner' };
  for (let level = 0; level < depth; level += 1)
    inner = { id: 'outer', params: { next: { l: inner } } };
  return inner;
}

describe('A localizable message as text', () => {
  const cases: [string, unknown, string][] = [
    ['its default message', { id: 'a', default_message: 'Text.', args: [] }, 'Text.'],
    [
      'the localized text where the caller asked for a language',
      { id: 'a', default_message: 'Text.', args: [], localized: 'Der Text.' },
      'Der Text.',
    ],
    [
      'the default message where the localized one lost its characters',
      { id: 'a', default_message: 'Text.', args: [], localized: '??????? ???' },
      'Text.',
    ],
    [
      'the default message where the localized one was decoded wrongly',
      { id: 'a', default_message: 'Text.', args: [], localized: 'Ger\uFFFDt' },
      'Text.',
    ],
    ['its id and args', { id: 'a.b', default_message: '', args: ['x', 'y'] }, 'a.b (x, y)'],
    [
      'its id and named params of every kind',
      {
        id: 'a.b',
        params: {
          s: { s: 'text' },
          i: { i: 7 },
          d: { d: 0.5, precision: 1 },
          dt: { dt: '2025-03-04T07:16:00.000Z', format: 'SHORT_DATE_TIME' },
          l: { l: { id: 'c.d', params: { n: { s: 'deep' } } } },
        },
      },
      'a.b (s: text, i: 7, d: 0.5, dt: 2025-03-04T07:16:00.000Z, l: c.d (n: deep))',
    ],
    ['its id alone', { id: 'a.b' }, 'a.b'],
    ['a plain string', ' said so ', 'said so'],
    ['nothing for null', null, ''],
    ['nothing for a number', 7, ''],
    ['nothing for an empty message', { id: '', default_message: '', args: [] }, ''],
  ];
  for (const [title, message, text] of cases) {
    it(title, () => assert.equal(messageText(message), text));
  }

  it('text, and no exception, for one nested 1,000 deep', () => {
    assert.match(messageText(nested(1000)), /^outer/);
  });
});

describe('A list of messages', () => {
  it('keeps its order and leaves out what says nothing', () => {
    const list = [{ default_message: 'One.' }, null, 3, { id: '' }, { id: 'two' }];
    assert.deepEqual(messageTexts(list), ['One.', 'two']);
  });
  it('is empty for anything that is no list', () => {
    for (const value of [undefined, null, 'text', {}]) assert.deepEqual(messageTexts(value), []);
  });
});

describe('The error of a failed job', () => {
  const message = (text: string) => ({ id: 'x', default_message: text, args: [] });
  const cases: [string, unknown, string | undefined][] = [
    [
      'an object: its messages, outermost first',
      { error_type: 'ERROR', messages: [message('Failed.'), message('Partner away.')] },
      'Failed. Partner away.',
    ],
    ['a string', 'Partner away.', 'Partner away.'],
    [
      'the legacy {type, value}',
      { type: 'com.vmware.vapi.std.errors.error', value: { messages: [message('Old.')] } },
      'Old.',
    ],
    ['a bare localizable message', message('Bare.'), 'Bare.'],
    ['absent', undefined, undefined],
    ['null', null, undefined],
    ['an object that says nothing', {}, undefined],
    ['an empty string', '', undefined],
  ];
  for (const [title, error, text] of cases) {
    it(title, () => assert.equal(errorText(error), text));
  }
  it('ends for one that is nested without an end in sight', () => {
    const error: Record<string, unknown> = {};
    error.value = error;
    assert.equal(errorText(error), undefined);
  });
});
