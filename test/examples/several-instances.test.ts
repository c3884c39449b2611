import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { nodeRedVersion } from '../package/installed-package';
import { type Change, type RunningExample, reachEach, set, startExample } from './example';
import { hasMosquitto, type Mosquitto, startMosquitto } from './mosquitto';

const title = '13 - Several Node-RED instances';
const names = ['Branch office', 'Production', 'Test'];
const question = '$share/node-red/vcenter/ask';
/** The id of the node that publishes them. */
const questions = 'cf7eb6458c6a15a6';

/** What the debug sidebar shows of an answer: a sentence, and the instance that asked. */
interface Answer {
  appliance: string;
  text: string;
  instance: string;
}

/** @throws Error if the text is not an answer. */
function readAnswer(shown: string): Answer {
  const [, text, instance] = /^(.*) \(Asked by (\w+)\.\)$/.exec(shown) ?? [];
  const appliance = names.find((name) => text?.includes(name));
  if (!text || !instance || !appliance) throw new Error(`This is no answer: ${shown}`);
  return { appliance, text, instance };
}

function twoInstances(this: Mocha.Suite): void {
  this.timeout(60_000);
  let instances: readonly [RunningExample, RunningExample];
  let broker: Mosquitto;
  let simulators: Record<string, Simulator>;

  before(async () => {
    broker = await startMosquitto();
    instances = await Promise.all([
      startExample(title, { HOSTNAME: 'first', VCENTER_HANDS_OUT: 'true' }),
      startExample(title, { HOSTNAME: 'second' }),
    ]);
  });
  beforeEach(async () => {
    const started = names.map(async (name) => [name, await startSimulator()] as const);
    simulators = Object.fromEntries(await Promise.all(started));
    broker.subscribed.clear();
    broker.left.clear();
    for (const instance of instances) await deploy(instance);
  });
  afterEach(() => Promise.all(Object.values(simulators).map((simulator) => simulator.stop())));
  after(async () => {
    await Promise.all(instances?.map((instance) => instance.stop()) ?? []);
    await broker.stop();
  });

  /** Deploys the flow, and waits until it is subscribed to questions and answers. */
  async function deploy(instance: RunningExample, ...changes: Change[]): Promise<void> {
    const address = { broker: '127.0.0.1', port: String(broker.port) };
    const toBroker = set({ type: 'mqtt-broker' }, address);
    await instance.deploy(reachEach(simulators), toBroker, ...changes);
    await broker.subscribed.next((topic) => topic === question);
    await broker.subscribed.next((topic) => topic === 'vcenter/answers');
  }

  const withPayload = { props: [{ p: 'payload' }], payload: 'now', payloadType: 'str' };

  /** @returns the answers of one round, in the order of the appliances' names. */
  async function round(instance: RunningExample): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const _name of names) answers.push(readAnswer(await instance.shown('show the answer')));
    return answers.sort((one, other) => one.appliance.localeCompare(other.appliance));
  }

  const asked = () =>
    names.map((name) => simulators[name]?.counters().byOperation['backup.job.details.list'] ?? 0);

  it('asks each appliance once a round, by one instance or the other', async () => {
    const [first, second] = instances;
    for (const rounds of [1, 2]) {
      await first.press('now');
      const answers = await round(first);
      assert.deepEqual(
        answers.map(({ appliance, text }) => [appliance, /succeeded/.test(text)]),
        names.map((name) => [name, true]),
      );
      assert.deepEqual(
        new Set(answers.map((answer) => answer.instance)),
        new Set(['first', 'second']),
      );
      assert.deepEqual(await round(second), answers);
      assert.deepEqual(
        asked(),
        names.map(() => rounds),
      );
    }
    assert.deepEqual([...first.complaints(), ...second.complaints()], []);
  });

  it('has a round handed out by the instance that hands out, and by no other', async () => {
    const [first, second] = instances;
    await second.press('every 5 min');
    await first.press('every 5 min');
    await round(first);
    await round(second);
    assert.deepEqual(asked(), [1, 1, 1]);
  });

  it('tells of an appliance that cannot be asked', async () => {
    simulators.Test?.setScenario('forbidden');
    await instances[1].press('now');
    const answers = await round(instances[0]);
    assert.deepEqual(
      answers.map(({ text }) => /succeeded|is not authorized/.exec(text)?.[0]),
      ['succeeded', 'succeeded', 'is not authorized'],
    );
  });

  it('hands out a round for whoever publishes to its topic', async () => {
    const [first, second] = instances;
    // Its button publishes to that topic, as a scheduler would.
    await deploy(
      second,
      set({ type: 'mqtt in', name: 'round' }, { d: true }),
      set({ type: 'mqtt out', name: 'questions' }, { topic: 'vcenter/round' }),
      set({ type: 'inject', name: 'now' }, { wires: [[questions]], ...withPayload }),
    );
    await second.press('now');
    await round(first);
    assert.deepEqual(asked(), [1, 1, 1]);
  });

  it('asks again what an instance has taken along that is gone', async () => {
    const [first, second] = instances;
    await deploy(first, set({ type: 'trigger' }, { duration: '1', units: 's' }));
    // It takes its share of the questions, and answers none.
    await deploy(second, set({ type: 'vcenter-backup-job' }, { d: true }));
    await first.press('now');
    const answered = new Set<string>();
    while (answered.size < names.length) {
      const { appliance, instance } = readAnswer(await first.shown('show the answer'));
      assert.equal(instance, 'first');
      answered.add(appliance);
    }
  });

  it('has all of it done by the instance that is left', async () => {
    const [first, second] = instances;
    await first.deploy(({ type }) => (type === 'tab' ? { disabled: true } : {}));
    await broker.left.next();
    await second.press('now');
    const answers = await round(second);
    assert.deepEqual(
      answers.map((answer) => answer.instance),
      ['second', 'second', 'second'],
    );
    assert.deepEqual(asked(), [1, 1, 1]);
  });
}

if (hasMosquitto) {
  describe(`the example "${title}" in two Node-RED ${nodeRedVersion}`, twoInstances);
  console.log('mosquitto: the example with several instances was tried');
} else {
  console.log('mosquitto: not installed, so the example with several instances was not tried');
}
