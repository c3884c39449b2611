/**
 * A Function node makes its objects in another realm (`vm`), and may make any: frozen ones, instances
 * of a class, a Map. Whatever holds a secret, Catch, Complete and the outputs see it without.
 */
import assert from 'node:assert/strict';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import helper from 'node-red-node-test-helper';
import { type Simulator, startSimulator } from '../../simulator';
import { type DeployedFlow, deploy, type SeenMessage } from './deployed-flow';

const secret = /Ur1-pass|L0cation-pass|B4ckup-pass/;

/** What every Function node of these tests begins with. */
const given = `
  const spec = () => ({
    ...{ location_type: 'SFTP', location: 'sftp://svc:Ur1-pass!@nas.lab.example/vc' },
    ...{ location_password: 'L0cation-pass!', backup_password: 'B4ckup-pass!' },
  });
  const said = 'It is L0cation-pass!, as it stays.';
  const copies = () => [{ ...spec(), said, note: 'It stays.' }, said, 'B4ckup-pass!', ['Ur1-pass!']];
  function freeze(value) {
    if (typeof value === 'object') Object.values(value).forEach(freeze);
    return Object.freeze(value);
  }
  class Account {
    comment = said;
    constructor() { Object.assign(this, spec()); }
  }
  msg.payload = spec();
`;

/** What the Function node does, and what is there to be seen of it afterwards. */
const rows: readonly [what: string, code: string][] = [
  ['a plain object and a list', 'msg.kept = copies();'],
  ['an object without a prototype', 'msg.kept = Object.assign(Object.create(null), ...copies());'],
  [
    'one whose prototype has none',
    'msg.kept = Object.assign(Object.create({ __proto__: null }), { said });',
  ],
  ['a frozen specification', 'msg.payload = Object.freeze(spec()); msg.kept = said;'],
  ['a sealed object beside NaN', 'msg.number = NaN; msg.kept = Object.seal({ ...spec(), said });'],
  ['a frozen object', 'msg.kept = Object.freeze({ ...spec(), said });'],
  ['a frozen list', 'msg.kept = Object.freeze(copies());'],
  ['a sealed object', 'msg.kept = Object.seal({ ...spec(), said });'],
  [
    'one that takes no more properties',
    'msg.kept = Object.preventExtensions({ ...spec(), said });',
  ],
  ['frozen ones in plain ones', 'msg.kept = { list: [{ in: freeze(copies()) }] };'],
  ['plain ones in frozen ones', 'msg.kept = Object.freeze([Object.freeze({ in: copies() })]);'],
  [
    'frozen ones in a circle',
    `const list = copies();
     const kept = { said, list, back: { list } };
     list.push(kept);
     [kept, list, kept.back].forEach(Object.freeze);
     msg.kept = kept;`,
  ],
  [
    'properties that cannot be set or deleted',
    `const fixed = (value) => ({ value, enumerable: true });
     msg.kept = Object.defineProperties({}, {
       said: fixed(said), list: fixed(copies()), backup_password: fixed('B4ckup-pass!'),
     });`,
  ],
  [
    'hidden properties',
    `msg.kept = Object.defineProperty({ note: 'It stays.' }, 'said', { value: said });`,
  ],
  ['getters', `msg.kept = { get said() { return said; }, get list() { return copies(); } };`],
  [
    'getters of the message',
    `Object.defineProperty(msg, 'kept', { get: copies, enumerable: true, configurable: true });`,
  ],
  ['an instance of a class', 'msg.kept = new Account();'],
  [
    'an instance in an instance',
    'msg.kept = Object.assign(new Account(), { in: { it: new Account() } });',
  ],
  ['a frozen instance', 'msg.kept = Object.freeze(new Account());'],
  ['an instance as the specification', 'msg.payload = new Account();'],
  ['an error', 'msg.kept = Object.assign(new Error(said), { cause: copies() });'],
  [
    'a Map',
    `msg.kept = new Map([...Object.entries(spec()), ['said', said], ['in', copies()], [7, 'Ur1-pass!']]);`,
  ],
  ['a Map of what is frozen', `msg.kept = new Map([['in', freeze(copies())]]);`],
  ['a frozen Map', `msg.kept = Object.freeze(new Map(Object.entries({ ...spec(), said })));`],
  ['keys of a Map', `msg.kept = new Map([[{ ...spec(), said }, 1]]);`],
  [
    'a class that extends Map',
    `class Kept extends Map { set() { throw new Error('It is read only.'); } said = said; }
     msg.kept = new Kept();
     Map.prototype.set.call(msg.kept, 'backup_password', 'B4ckup-pass!');`,
  ],
  ['a Set', `msg.kept = new Set([...copies(), freeze(copies())]);`],
  ['a URL', `msg.kept = { note: said, url: new URL(spec().location) };`],
  ['a text that is an object', 'msg.kept = [new String(said)];'],
  ['a read-only Proxy', readOnly('{ ...spec(), said, in: copies() }', 'return false')],
  ['a Proxy that refuses loudly', readOnly('{ ...spec(), said }', `throw new Error('No.')`)],
  ['a Proxy that refuses silently', readOnly('{ ...spec(), said }', 'return true')],
  ['a message that is sealed', 'msg.kept = copies(); return Object.seal(msg);'],
  [
    'a property of the message that cannot be deleted',
    `Object.defineProperty(msg, 'backup_password', { value: 'B4ckup-pass!', enumerable: true });
     msg.kept = said;`,
  ],
];

function readOnly(target: string, answer: string): string {
  return `const no = () => { ${answer}; };
    msg.kept = [new Proxy(${target}, { set: no, deleteProperty: no, defineProperty: no })];`;
}

/** All that there is to be seen, hidden properties and what getters return included. */
function visible(message: unknown): string {
  const options = { depth: Infinity, showHidden: true, getters: true, maxArrayLength: null };
  return inspect(message, { ...options, maxStringLength: null });
}

describe('Secrets in what a Function node made', () => {
  let simulator: Simulator;
  let flow: DeployedFlow;
  let completed: SeenMessage[];

  // One for each test: a backup that runs refuses the next one.
  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'none' });
  });
  afterEach(async () => {
    await flow.close();
    await simulator.stop();
  });

  /** A flow with three nodes behind a Function node each: whom it reaches is up to the message. */
  async function deployFunction(code: string): Promise<void> {
    const start = { action: 'start', source: 'spec', spec: 'payload', specType: 'msg' };
    const node = {
      z: 'tab',
      type: 'vcenter-backup-job',
      target: '',
      targetType: 'appliance',
      ...start,
    };
    const wires = [['running'], ['succeeded'], ['failed'], ['not found'], ['error']];
    const made = { z: 'tab', type: 'function', func: `${given}${code}\nreturn msg;`, outputs: 1 };
    flow = await deploy(simulator, {
      job: { ...node, appliance: '' },
      nodes: [
        { ...node, id: 'to output', appliance: '', errorOutput: true, outputs: 5, wires },
        { ...node, id: 'starting', appliance: 'appliance', outputs: 4, wires },
        { ...made, id: 'for Catch', wires: [['job']] },
        { ...made, id: 'for the output', wires: [['to output']] },
        { ...made, id: 'for an answer', wires: [['starting']] },
      ],
    });
    completed = [];
    helper.getNode('completed').on('input', (message: SeenMessage) => completed.push(message));
  }

  for (const [what, code] of rows) {
    it(`are seen by nobody: ${what}`, async () => {
      await deployFunction(code);

      const caught = await flow.send({}, 'for Catch');
      assert.equal(caught.by, 'catch');
      assert.equal(caught.message.fault?.code, 'NOT_CONFIGURED');
      const sent = await flow.send({}, 'for the output');
      assert.equal(sent.by, 'error');
      assert.equal(sent.message.fault?.code, 'NOT_CONFIGURED');
      const answered = await flow.send({}, 'for an answer');
      assert.equal(answered.by, 'running', visible(answered.message.fault));

      assert.equal(completed.length, 2);
      const seen = [caught.message, sent.message, answered.message, ...completed];
      for (const message of seen) assert.doesNotMatch(visible(message), secret);
      assert.match(visible([sent.message, answered.message]), /stays|payload: Account/);
      assert.deepEqual([caught.ends, sent.ends, answered.ends], [1, 1, 1]);

      const [body = ''] = simulator.requests
        .filter(({ operation }) => operation === 'backup.job.create')
        .map((request) => request.body);
      const { location, location_password, backup_password } = JSON.parse(body);
      assert.deepEqual(
        [location, location_password, backup_password],
        [...['sftp://svc:Ur1-pass!@nas.lab.example/vc', 'L0cation-pass!', 'B4ckup-pass!']],
      );
    });
  }

  it('are seen by nobody: a message that is frozen, from another node than a Function', async () => {
    await deployFunction('');
    const ways: [id: string, at: string][] = [
      ['job', 'catch'],
      ['to output', 'error'],
    ];
    for (const [id, at] of ways) {
      const payload = { location_password: 'L0cation-pass!' };
      const message = Object.freeze({ _msgid: 'a', payload, note: 'It is L0cation-pass!' });
      const ended = new Promise<SeenMessage>((resolve) => {
        for (const last of ['caught', 'completed']) helper.getNode(last).on('input', resolve);
      });
      helper.getNode(id).receive(message);
      assert.doesNotMatch(visible(await ended), secret);
      const [seen, ...others] = flow.arrivals();
      assert.deepEqual([seen?.at, others], [at, []]);
      assert.equal(seen?.message.fault?.code, 'NOT_CONFIGURED');
      assert.doesNotMatch(visible(seen), secret);
    }
  });

  it('stay in what belongs to somebody else: buffers, streams, requests and responses', async () => {
    await deployFunction(`
      msg.kept = [Buffer.from(said), new Uint8Array(Buffer.from(said)), msg.stream];
      msg.nested = { request: msg.req };`);
    const body = { location_password: 'L0cation-pass!' };
    const stream = Object.assign(new PassThrough(), body);
    const req = Object.assign(new IncomingMessage(new Socket()), { body });
    const res = { _res: new ServerResponse(req), kept: body };
    const { message } = await flow.send({ req, res, stream }, 'for the output');
    const [buffer, bytes] = message.kept as Uint8Array[];
    assert.match(String(buffer), secret);
    assert.match(String(Buffer.from(bytes ?? [])), secret);
    assert.deepEqual(
      [stream.location_password, req.body, res.kept],
      [
        ...['L0cation-pass!', { location_password: 'L0cation-pass!' }],
        { location_password: 'L0cation-pass!' },
      ],
    );
  });

  it('leave the rest as it was: what is frozen stays, where there is no secret', async () => {
    await deployFunction(`
      msg.payload = { ...spec(), location: 'sftp://nas.lab.example/vc' };
      const frozen = Object.freeze({ note: 'It stays.' });
      msg.kept = { frozen, again: frozen, instance: Object.freeze(new (class Rest { a = 1; })()) };
      msg.same = msg.kept;`);
    const { message } = await flow.send({}, 'for the output');
    const kept = message.kept as Record<string, object>;
    assert.equal(message.same, kept);
    assert.equal(kept.frozen, kept.again);
    assert.ok(Object.values(kept).every(Object.isFrozen));
    assert.equal(kept.instance?.constructor.name, 'Rest');
  });

  const hostile: readonly [what: string, code: string][] = [
    [
      'a getter that throws',
      `msg.kept = { said, get it() { throw new Error('That is mine.'); } };`,
    ],
    [
      'a revoked Proxy',
      'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); msg.kept = [said, proxy];',
    ],
    [
      'a Proxy that throws',
      `const no = () => { throw new Error('No.'); };
       msg.kept = [said, new Proxy({}, { ownKeys: no, get: no, getPrototypeOf: no, has: no })];`,
    ],
    [
      'getters without an end',
      'const next = () => ({ said, get next() { return next(); } }); msg.kept = next();',
    ],
  ];
  for (const [what, code] of hostile) {
    it(`leave by the output, and the message ends once: ${what}`, async () => {
      await deployFunction(code);
      const next = flow.next();
      flow.receive({}, 'for the output');
      const { by, message } = await next;
      assert.equal(by, 'error');
      assert.equal(message.fault?.code, 'NOT_CONFIGURED');
      if (what !== 'getters without an end') assert.doesNotMatch(visible(message), secret);
      // Node-RED cannot clone such a message for Complete: it is alive, and goes on.
      flow.receive({ payload: 1 }, 'to output');
      assert.equal((await flow.next()).message.fault?.code, 'INVALID_REQUEST');
      assert.equal(flow.arrivals().filter(({ at }) => at === 'error').length, 2);
    });
  }
});
