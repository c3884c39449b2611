import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type Change, describeExample, reach, set } from './example';

const get = 'reconciliation.job.get';

/** The only thing these tests change that a user need not: the 30 seconds. */
const every = (milliseconds: number): Change =>
  set({ type: 'trigger', name: 'in 30 s' }, { duration: String(milliseconds), units: 'ms' });

describeExample('14 - Poll until it ends', (example) => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ scenario: 'never-ending' });
    await example.deploy(reach(simulator), every(500));
  });
  afterEach(() => simulator.stop());

  const looks = () => simulator.counters().byOperation[get] ?? 0;

  /** The trigger node has a blue dot as long as it holds a message. */
  const waits = () => example.badge('in 30 s', ({ fill }) => fill === 'blue');
  const idles = () => example.badge('in 30 s', ({ fill }) => fill === undefined);

  for (const { end, shownBy } of [
    { end: 'found-succeeded', shownBy: 'succeeded' },
    { end: 'found-failed', shownBy: 'failed' },
    { end: 'none', shownBy: 'not found' },
  ]) {
    it(`asks while the job runs, and stops at "${shownBy}"`, async () => {
      await example.press('Start');
      assert.match(await example.shown('running'), /is running/);
      assert.match(await example.shown('running'), /is running/);
      simulator.setScenario(end);
      await example.shown(shownBy);
      const asked = looks();
      // Node-RED tells what happens in its order: after one more answer the badge is the latest.
      simulator.setScenario('none');
      await example.press('Start');
      await example.shown('not found');
      await idles();
      assert.equal(looks(), asked + 1);
      assert.deepEqual(example.complaints(), []);
    });
  }

  it('forgets the message that waits at "Stop"', async () => {
    await example.deploy(reach(simulator), every(60_000));
    await example.press('Start');
    await example.shown('running');
    await waits();
    await example.press('Stop');
    await idles();
    assert.equal(looks(), 1);
  });

  it('does not ask twice as often when "Start" is pressed twice', async () => {
    await example.deploy(reach(simulator), every(2000));
    await example.press('Start');
    // Two messages at the same time would share a request.
    await example.shown('running');
    await example.press('Start');
    await example.shown('running');
    await example.shown('running');
    await waits();
    assert.equal(looks(), 3);
  });

  it('keeps asking while the services restart, however often that fails', async () => {
    await example.deploy(reach(simulator), every(100));
    await example.press('Start');
    await example.shown('running');
    simulator.answerWith(get, {
      status: 500,
      body: { error_type: 'INTERNAL_SERVER_ERROR', messages: [] },
    });
    // Node-RED itself ends a loop at the tenth error in a row.
    for (let fault = 0; fault < 12; fault += 1) {
      assert.match(await example.shown('unreachable'), /reported an error/);
    }
    simulator.answerWith(get, undefined);
    simulator.setScenario('found-succeeded');
    assert.match(await example.shown('succeeded'), /succeeded/);
  });

  it('keeps asking while nothing listens', async () => {
    await example.press('Start');
    await example.shown('running');
    await simulator.suspend();
    assert.match(await example.shown('unreachable'), /refused the connection/);
    await simulator.resume();
    await example.shown('running');
  });

  it('gives up at a fault that does not pass by itself', async () => {
    simulator.setScenario('forbidden');
    await example.press('Start');
    assert.match(await example.shown('gave up'), /is not authorized/);
    await idles();
  });

  it('gives up where the first sign-in is refused', async () => {
    simulator.setPassword('another');
    await example.press('Start');
    assert.match(await example.shown('gave up'), /refused the sign-in/);
    await idles();
  });
});
