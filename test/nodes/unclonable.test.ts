/**
 * Node-RED clones a message for the second wire, and for Complete and Catch nodes. A message may
 * hold what cannot be cloned, as the object of a library that another node put there.
 */
import assert from 'node:assert/strict';
import helper from 'node-red-node-test-helper';
import { type Script, type Simulator, startSimulator } from '../../simulator';
import { within } from '../within';
import { type DeployedFlow, deploy, type SeenMessage } from './deployed-flow';
import { type MovedFlow, movedFlows } from './moved-flow';

const ends: Script = [
  { for: 20, job: { status: 'RUNNING', progress: [0, 100] } },
  { job: { status: 'SUCCEEDED' } },
];
const unclonable = () => ({
  own: {
    get it(): never {
      throw new Error('That is mine.');
    },
  },
});

describe('A message that cannot be cloned', () => {
  let there: MovedFlow;

  const startMoved = movedFlows();

  async function starting(job: Record<string, unknown>, scenario: string | Script): Promise<void> {
    there = await startMoved({ job }, { scenario });
  }

  const rows: [what: string, scenario: string | Script, badge: string][] = [
    ['an answer', [{ job: { status: 'SUCCEEDED' } }], 'green dot succeeded'],
    ['a fault', 'forbidden', 'red ring not-authorized'],
  ];
  for (const [what, scenario, badge] of rows) {
    it(`ends once, with ${what}`, async () => {
      await starting({}, scenario);
      await there.send('a', unclonable());
      assert.equal(there.ends('a'), 1);
      assert.equal(there.badges().at(-1), badge);
    });
  }

  for (const report of ['state', 'end']) {
    it(`ends once, and so do those who wait with it (${report})`, async () => {
      await starting({ action: 'wait', report }, ends);
      await there.send('a');
      await there.send('b', unclonable());
      await there.send('c');
      await there.time.pass(25);
      assert.deepEqual(there.told().slice(-3), ['a succeeded', 'b succeeded', 'c succeeded']);
      assert.deepEqual(['a', 'b', 'c'].map(there.ends), [1, 1, 1]);
    });
  }

  it('ends once, also where its progress cannot be told', async () => {
    await starting({ action: 'wait' }, ends);
    await there.send('a', unclonable());
    assert.equal(there.ends('a'), 1);
    assert.equal(there.badges().at(-1), 'red ring error');
  });
});

describe('A fault of a message that cannot be cloned', () => {
  /** Deeper than lodash.clonedeep can go, be it compiled or not: 3,000 are not always enough. */
  const deep = () => {
    let value: object = {};
    for (let level = 0; level < 30_000; level += 1) value = { value };
    return value;
  };
  const rows: [what: string, make: () => object][] = [
    ['a getter that throws', () => unclonable().own],
    [
      'a Proxy that refuses',
      () =>
        new Proxy(
          {},
          {
            ownKeys() {
              throw new Error('Nobody may see that.');
            },
          },
        ),
    ],
    ['30,000 levels', deep],
  ];
  let simulator: Simulator;
  let flow: DeployedFlow;

  before(async () => {
    simulator = await startSimulator({ scenario: 'forbidden' });
  });
  after(() => simulator.stop());
  afterEach(() => flow.close());

  /** @returns what comes to each of these nodes. */
  function arrivals(...ids: string[]): Promise<SeenMessage[]> {
    const all = ids.map(
      (id) =>
        new Promise<SeenMessage>((resolve) => {
          helper.getNode(id).once('input', resolve);
        }),
    );
    return within(Promise.all(all), () => `a message at ${ids.join(' and ')}`);
  }

  for (const [what, make] of rows) {
    it(`reaches Catch, for one with ${what}`, async () => {
      flow = await deploy(simulator);
      const arrived = arrivals('caught');
      flow.receive({ _msgid: 'the same', own: make() });
      const [caught] = await arrived;
      assert.equal(caught?._msgid, 'the same');
      assert.equal(caught?.fault?.code, 'NOT_AUTHORIZED');
      assert.equal(caught?.error?.code, 'NOT_AUTHORIZED');
    });

    it(`leaves by the output for faults with the whole message, for one with ${what}`, async () => {
      flow = await deploy(simulator, { job: { errorOutput: true, outputs: 5 } });
      const arrived = arrivals('error');
      const own = make();
      flow.receive({ _msgid: 'the same', own });
      const [left] = await arrived;
      assert.equal(left?.fault?.code, 'NOT_AUTHORIZED');
      assert.ok(left !== undefined && 'own' in left);
    });

    it(`reaches Catch where a second wire cannot get it, for one with ${what}`, async () => {
      const wires = [[], [], [], [], ['error', 'further']];
      flow = await deploy(simulator, {
        job: { errorOutput: true, outputs: 5, wires },
        nodes: [{ id: 'further', z: 'tab', type: 'helper', wires: [] }],
      });
      const arrived = arrivals('error', 'caught');
      flow.receive({ _msgid: 'the same', own: make() });
      for (const { fault, _msgid } of await arrived) {
        assert.equal(fault?.code, 'NOT_AUTHORIZED');
        assert.equal(_msgid, 'the same');
      }
    });
  }
});
