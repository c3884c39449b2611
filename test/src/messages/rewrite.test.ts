import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { changeable, removed, rewriteData } from '../../../src/messages/rewrite';

/** Removes what is called `secret`, and masks what says it. */
function clean<Data extends object>(data: Data): Data {
  rewriteData(data, ({ name, value }) => {
    if (name === 'secret') return removed;
    return typeof value === 'string' ? value.replace('it', '***') : value;
  });
  return data;
}

describe('What is changed below an object', () => {
  const rows: [what: string, data: () => object, after: unknown][] = [
    ['a property', () => ({ secret: 1, a: 'it', b: 1 }), { a: '***', b: 1 }],
    ['an element', () => ({ a: ['it', ['it'], 'c'] }), { a: ['***', ['***'], 'c'] }],
    ['a frozen object', () => ({ a: Object.freeze({ secret: 1, b: 'it' }) }), { a: { b: '***' } }],
    [
      'frozen in frozen',
      () => ({ a: Object.freeze([Object.freeze({ secret: 1 }), 'it']) }),
      { a: [{}, '***'] },
    ],
    [
      'a frozen object that is to go',
      () => ({ a: Object.freeze({ secret: Object.freeze(['it']), b: 1 }) }),
      { a: { b: 1 } },
    ],
    [
      'an entry',
      () => ({
        a: new Map<unknown, unknown>([
          ['secret', 1],
          ['b', 'it'],
          ['c', Object.freeze(['it'])],
        ]),
      }),
      {
        a: new Map<string, unknown>([
          ['b', '***'],
          ['c', ['***']],
        ]),
      },
    ],
    ['an entry by its key', () => ({ a: new Map([['it', 1]]) }), { a: new Map() }],
    [
      'a member',
      () => ({ a: new Set(['it', Object.freeze(['it']), 'secret']) }),
      { a: new Set(['***', ['***'], 'secret']) },
    ],
    [
      'a symbol, a function, nothing',
      () => ({ a: [null, undefined, 0n] }),
      { a: [null, undefined, 0n] },
    ],
  ];
  for (const [what, data, after] of rows) {
    it(what, () => {
      assert.deepEqual(clean(data()), after);
    });
  }

  it('is the same object, of whatever realm', () => {
    const data: { a: string[]; b: Map<string, number>; c: Set<string> } = runInNewContext(
      `({ secret: 1, a: ['it'], b: new Map([['secret', 1]]), c: new Set(['it']) })`,
    );
    const { a, b, c } = clean(data);
    assert.equal(a, data.a);
    assert.equal(
      JSON.stringify([data, [...b], [...c]]),
      '[{"a":["***"],"b":{},"c":{}},[],["***"]]',
    );
  });

  it('is one copy, wherever the frozen object is held', () => {
    const frozen = Object.freeze({ secret: 1 });
    const { a, list } = clean({ a: frozen, list: [frozen, { frozen }] });
    assert.notEqual(a, frozen);
    assert.deepEqual([list[0] === a, list[1]], [true, { frozen: a }]);
  });

  it('is a copy only where there is something to change', () => {
    const frozen = Object.freeze({ a: 1 });
    const data = clean({ frozen, changed: Object.freeze({ frozen, secret: 1 }) });
    assert.equal(data.frozen, frozen);
    assert.equal(data.changed.frozen, frozen);
  });

  it('is a circle of copies for a circle of frozen objects', () => {
    const ring: Record<string, unknown> = { secret: 1 };
    ring.list = Object.freeze([ring]);
    Object.freeze(ring);
    const { copy } = clean({ copy: ring });
    assert.ok(Array.isArray(copy.list));
    assert.equal(copy.list[0], copy);
    assert.ok(!('secret' in copy));
  });

  it('keeps its class', () => {
    class Account {
      secret = 'it';
      name = 'a';
    }
    const { frozen, changed } = clean({
      frozen: Object.freeze(new Account()),
      changed: new Account(),
    });
    for (const account of [frozen, changed]) {
      assert.ok(account instanceof Account);
      assert.deepEqual(Object.entries(account), [['name', 'a']]);
    }
  });

  it('calls no setter', () => {
    const data = {
      get a() {
        return 'it';
      },
      set a(_value) {
        assert.fail('called');
      },
    };
    assert.equal(clean(data).a, '***');
  });

  it('is masked as a whole where it can neither be changed nor copied', () => {
    const target = Object.freeze({ secret: 1 });
    let calls = 0;
    // Shows its properties once.
    const once = new Proxy(target, {
      ownKeys(of) {
        calls += 1;
        if (calls > 1) throw new Error('No.');
        return Reflect.ownKeys(of);
      },
    });
    assert.deepEqual(clean({ a: once }), { a: '***' });
  });

  it('may be frozen and nested deeper than the stack, and many', () => {
    const count = 20_000;
    let deep: object = Object.freeze({ secret: 1 });
    for (let level = 0; level < count; level += 1) deep = Object.freeze({ deep });
    const shared = Object.freeze({ secret: 1 });
    const wide = Array.from({ length: count }, () => Object.freeze({ shared }));
    const begun = performance.now();
    const data = clean({ deep, wide: Object.freeze(wide) });
    // It takes some 100 ms; were it not linear, it would take minutes.
    assert.ok(performance.now() - begun < 10_000);
    assert.ok(data.wide.every(({ shared: copy }) => !('secret' in copy)));
    let last: Record<string, unknown> = { ...data };
    while (typeof last.deep === 'object') last = { ...last.deep };
    assert.deepEqual(last, {});
  });
});

describe('What can be changed', () => {
  const given: [what: string, holder: object, isSame: boolean][] = [
    ['a plain object', { a: 1 }, true],
    ['a frozen one', Object.freeze({ a: 1 }), false],
    ['a sealed one', Object.seal({ a: 1 }), false],
    ['one that takes no more', Object.preventExtensions({ a: 1 }), false],
    [
      'one with a fixed property',
      Object.defineProperty({}, 'a', { value: 1, enumerable: true }),
      false,
    ],
  ];
  for (const [what, holder, isSame] of given) {
    it(`${what} is ${isSame ? 'the object itself' : 'a copy'}`, () => {
      const own = changeable(holder);
      assert.equal(own === holder, isSame);
      assert.ok('a' in own && own.a === 1);
      assert.ok(Reflect.set(own, 'b', 1) && Reflect.deleteProperty(own, 'a'));
    });
  }

  it('a Proxy that throws is left as it is', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    assert.ok(changeable(proxy) === proxy);
  });
});
