/** What is seen of sign-ins that are refused in one hour, where appliances share an account. */
import assert from 'node:assert/strict';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator';
import { type MovedFlow, movedFlows } from './moved-flow';
import {
  jobs,
  minute,
  monitorOf,
  password,
  poll,
  pollers,
  standIn,
  username,
  watchRefusals,
} from './refused-sign-ins';

describe('No account is ever locked: several appliances', function () {
  this.timeout(120_000);
  const startMoved = movedFlows();
  let others: Simulator[] = [];

  afterEach(async () => {
    await Promise.all(others.map((other) => other.stop()));
    others = [];
  });

  it('two spellings of one host', async () => {
    const refusals = watchRefusals();
    const there = await startMoved(
      ({ port }) => ({
        credentials: { username, password: 'wrong' },
        nodes: [
          ...pollers(),
          {
            ...{ id: 'second', type: 'vcenter-appliance', name: 'vc-b', host: 'localhost' },
            ...{ port: String(port), auth: 'session', tls: 'tls', proxyMode: 'none' },
          },
          ...pollers('second', 'second '),
        ],
        nodeCredentials: { second: { username, password: 'wrong' } },
      }),
      { ...standIn, onAnswer: refusals.onAnswer },
    );
    await poll(there, 60, [...jobs, ...jobs.map((job) => `second ${job}`)]);
    assert.ok(refusals.count() >= 4);
    assert.equal(refusals.most(), 2);
    assert.deepEqual(there.simulator.lockouts, []);
  });

  /** Fifty appliances with the same user and password, each with a monitor that looks every minute. */
  async function fifty(onAnswer: NonNullable<SimulatorOptions['onAnswer']>): Promise<MovedFlow> {
    const there = await startMoved({}, { ...standIn, onAnswer });
    const all = { ...standIn, ...there.time.standIn, onAnswer };
    others = await Promise.all(Array.from({ length: 49 }, () => startSimulator(all)));
    const ids = others.map((_other, index) => `appliance ${index}`);
    await there.redeploy({
      nodes: [
        { id: 'busy', type: 'tab', label: 'Busy' },
        monitorOf('monitor', 'appliance', '60'),
        ...others.flatMap(({ host, port }, index) => [
          {
            ...{ id: ids[index] ?? '', type: 'vcenter-appliance', name: `vc-${index}`, host },
            ...{ port: String(port), auth: 'session', tls: 'tls', proxyMode: 'none' },
          },
          monitorOf(`monitor ${index}`, ids[index] ?? '', '60'),
        ]),
      ],
      nodeCredentials: Object.fromEntries(ids.map((id) => [id, { username, password }])),
    });
    // Longer than an acceptance counts for the same secret elsewhere.
    await there.time.pass(6 * minute);
    assert.equal(openSessions(there).length, 50);
    return there;
  }

  const openSessions = ({ simulator }: MovedFlow) =>
    [simulator, ...others].filter((one) => one.counters().openSessions > 0);

  it('fifty appliances share an account with session, and its password is rotated', async () => {
    const refusals = watchRefusals();
    const there = await fifty(refusals.onAnswer);
    for (const one of [there.simulator, ...others]) {
      one.setPassword('rotated');
      one.expireSessions();
    }
    await there.time.pass(60 * minute);
    assert.ok(refusals.count() >= 4);
    assert.equal(refusals.most(), 2, 'over all of them');
  });

  it('fifty with the same user and password, of which two had it changed', async () => {
    const refusals = watchRefusals();
    const there = await fifty(refusals.onAnswer);
    for (const one of others.slice(0, 2)) one.setPassword('changed there');
    for (const one of [there.simulator, ...others]) one.expireSessions();
    await there.time.pass(60 * minute);
    assert.equal(openSessions(there).length, 48);
    assert.ok(refusals.most() <= 4, 'two of each');
  });
});
