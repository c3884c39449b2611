import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { runInNewContext } from 'node:vm';
import { removed, rewriteData } from '../../../src/messages/rewrite';
import { visitData } from '../../../src/messages/visit';

/** The names and values that are visited, those of texts only, in a fixed order. */
function textsIn(root: unknown): string[] {
  const found: string[] = [];
  visitData(root, (_holder, { name, value }) => {
    if (typeof value === 'string') found.push(`${name}: ${value}`);
  });
  return found.sort();
}

class Account {
  name = 'a';
}

class OddMap extends Map<string, string> {
  override forEach(): void {
    throw new Error('No.');
  }
}

class OddSet extends Set<string> {
  override forEach(): void {
    throw new Error('No.');
  }
}

/** Returns another object with such a getter, endlessly. */
const endless = (): object => ({
  get next() {
    return endless();
  },
});

describe('What is in a message', () => {
  const circle: Record<string, unknown> = { a: 'b' };
  circle.circle = circle;
  const emitter = Object.assign(new EventEmitter(), { a: 'b' });
  const rows: [what: string, root: () => unknown, found: string[]][] = [
    ['nothing', () => undefined, []],
    ['a text', () => 'a', []],
    [
      'properties, at any depth',
      () => ({ a: 'b', c: { d: ['e', { f: 'g' }] } }),
      ['0: e', 'a: b', 'f: g'],
    ],
    ['a property of a list', () => Object.assign(['a'], { b: 'c' }), ['0: a', 'b: c']],
    [
      'properties without a prototype',
      () => Object.assign(Object.create(null), { a: 'b' }),
      ['a: b'],
    ],
    ['hidden properties', () => Object.defineProperty({}, 'a', { value: 'b' }), ['a: b']],
    ['not what is inherited', () => Object.create({ a: 'b' }), []],
    [
      'what getters return',
      () => ({
        get a() {
          return 'b';
        },
      }),
      ['a: b'],
    ],
    [
      'nothing of a getter that throws',
      () => ({
        get a() {
          throw new Error('No.');
        },
        b: 'c',
      }),
      ['b: c'],
    ],
    ['what instances have', () => new Account(), ['name: a']],
    [
      'what another realm made',
      () => runInNewContext('({ a: ["b"], c: new Map([["d", "e"]]) })'),
      ['0: b', ': d', 'd: e'],
    ],
    [
      'entries, keys included',
      () =>
        new Map<unknown, unknown>([
          ['a', 'b'],
          [{ c: 'd' }, 'e'],
        ]),
      [': a', ': e', 'a: b', 'c: d'],
    ],
    ['members', () => new Set(['a', { b: 'c' }]), [': a', 'b: c']],
    [
      'entries and properties',
      () => Object.assign(new OddMap([['a', 'b']]), { c: 'd' }),
      [': a', 'a: b', 'c: d'],
    ],
    ['members and properties', () => Object.assign(new OddSet(['a']), { c: 'd' }), [': a', 'c: d']],
    ['a circle once', () => circle, ['a: b']],
    ['what is held twice, once', () => [circle, circle], ['a: b']],
    ['a URL as its text', () => ({ a: new URL('http://b/') }), ['a: http://b/']],
    ['a text that is an object', () => ({ a: new String('b') }), ['a: b']],
    [
      'no text of what has properties',
      () => ({ a: Object.assign(new URL('http://b/'), { c: 'd' }) }),
      ['c: d'],
    ],
    ['no text of what has none', () => ({ a: new WeakMap(), b: new Map() }), []],
    ['not what a buffer holds', () => Object.assign(Buffer.from('a'), { b: 'c' }), []],
    ['not what an emitter holds', () => emitter, []],
    ['not what a stream holds', () => [Object.assign(new PassThrough(), { a: 'b' })], []],
    [
      'request and response deeper inside',
      () => ({ a: { req: 'b', res: 'c' } }),
      ['req: b', 'res: c'],
    ],
    ['not those of the message itself', () => ({ req: 'b', res: 'c', a: 'd' }), ['a: d']],
    [
      'nothing of a Proxy that throws',
      () =>
        [Proxy.revocable({}, {})].map(({ proxy, revoke }) => {
          revoke();
          return proxy;
        }),
      [],
    ],
  ];
  for (const [what, root, found] of rows) {
    it(what, () => assert.deepEqual(textsIn(root()), found));
  }

  it('of endless getters, what the first thousand return', () => {
    let visited = 0;
    visitData(endless(), (_holder, { value }) => {
      if (value !== undefined) visited += 1;
    });
    assert.equal(visited, 1000);
  });
});

describe('A change of what is in a message', () => {
  it('adds nothing again that is to go, although it holds what is changed in a copy', () => {
    const frozen = Object.freeze({ a: 'it' });
    const data = {
      map: new Map([['gone', frozen]]),
      set: new Set([frozen]),
      plain: { gone: frozen },
    };
    rewriteData(data, ({ name, value }) => {
      if (name === 'gone' || (name === '' && value === frozen)) return removed;
      return value === 'it' ? '***' : value;
    });
    assert.deepEqual(data, { map: new Map(), set: new Set(), plain: {} });
  });

  it('of a key removes the entry, also where its value is changed', () => {
    const data = { map: new Map([['it', 'it']]) };
    rewriteData(data, ({ value }) => (value === 'it' ? '***' : value));
    assert.equal(data.map.size, 0);
  });

  it('is made in a copy where a Proxy only claims to have made it', () => {
    const silent = { set: () => true, defineProperty: () => true, deleteProperty: () => true };
    const data = { a: new Proxy({ a: 'it', gone: 1 }, silent) };
    rewriteData(data, ({ name, value }) => (name === 'a' && value === 'it' ? '***' : value));
    assert.equal(data.a.a, '***');
  });

  it('replaces a getter by what is left of what it returned', () => {
    const data = {
      get list() {
        return ['it'];
      },
    };
    rewriteData(data, ({ value }) => (value === 'it' ? '***' : value));
    assert.deepEqual(data.list, ['***']);
    assert.equal(data.list, data.list);
  });

  it('of a getter that returns NaN or nothing else is none', () => {
    const data = Object.freeze({ a: Number.NaN, b: 1 });
    const message = { data };
    rewriteData(message, ({ value }) => value);
    assert.equal(message.data, data);
  });
});
