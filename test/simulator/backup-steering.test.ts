import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type Caller, createCaller } from './caller';
import { at, type Client, createClient, type DialectName } from './client';

const second = 1000;
const noon = new Date('2025-03-05T12:00:00.250Z');

describe('Stand-in appliance: backups in the hands of a test', () => {
  let simulator: Simulator;
  let client: Client;
  let callers: Record<DialectName, Caller>;

  beforeEach(async () => {
    simulator = await startSimulator({ speed: 0, scenario: 'none', now: noon });
    client = createClient(simulator);
    callers = {
      api: createCaller(client, simulator, 'api'),
      rest: createCaller(client, simulator, 'rest'),
    };
  });

  afterEach(async () => {
    client.close();
    await simulator.stop();
  });

  async function job(id: string): Promise<unknown> {
    return callers.api.get('backup.job.get', { parameters: { id } });
  }

  it('there are those of yesterday and of the day before, made by the schedule', () => {
    const ended = { state: 'SUCCEEDED', type: 'SCHEDULED' };
    assert.deepEqual(simulator.backups.list(), [
      {
        id: '20250303-230000-23319993',
        ...ended,
        startTime: new Date('2025-03-03T23:00:00Z'),
        endTime: new Date('2025-03-03T23:01:00Z'),
      },
      {
        id: '20250304-230000-23319993',
        ...ended,
        startTime: new Date('2025-03-04T23:00:00Z'),
        endTime: new Date('2025-03-04T23:01:00Z'),
      },
    ]);
  });

  it('those of the schedule have no user: the appliance made them', async () => {
    const details = await callers.api.get('backup.job.details.list');
    assert.deepEqual(
      Object.values(Object(details)).map((each) => at(each, 'user')),
      [undefined, undefined],
    );
  });

  it('as many as are wanted', async () => {
    const other = await startSimulator({ speed: 0, history: 9, now: noon });
    assert.equal(other.backups.list().length, 9);
    await other.stop();
  });

  const endings: readonly ['SUCCEEDED' | 'FAILED' | 'never-ending', string][] = [
    ['SUCCEEDED', 'SUCCEEDED'],
    ['FAILED', 'FAILED'],
    ['never-ending', 'INPROGRESS'],
  ];
  for (const [ending, state] of endings) {
    it(`those that start after nextBackups('${ending}') come to ${state}`, async () => {
      const before = simulator.backups.start();
      simulator.nextBackups(ending);
      const after = simulator.backups.start();
      simulator.clock.advance(3600 * second);
      assert.equal(at(await job(before), 'state'), 'SUCCEEDED');
      assert.equal(at(await job(after), 'state'), state);
    });
  }

  it('one runs until it is told to end', async () => {
    const id = simulator.backups.add({ state: 'INPROGRESS' });
    simulator.clock.advance(3600 * second);
    assert.equal(at(await job(id), 'state'), 'INPROGRESS');
    simulator.backups.end(id, 'FAILED', 'The disk is full.');
    assert.equal(at(await job(id), 'state'), 'FAILED');
    assert.equal(at(await job(id), 'end_time'), simulator.clock.now().toISOString());
    assert.equal(at(await job(id), 'messages', 0, 'default_message'), 'The disk is full.');
  });

  it('one of the past has the times it is given', () => {
    const startTime = new Date('2025-03-01T02:00:00Z');
    const endTime = new Date('2025-03-01T02:20:00Z');
    const id = simulator.backups.add({ state: 'FAILED', type: 'SCHEDULED', startTime, endTime });
    const [added] = simulator.backups.list();
    assert.deepEqual(added, { id, state: 'FAILED', type: 'SCHEDULED', startTime, endTime });
  });

  it('one that has just begun does not end in the future', () => {
    const id = simulator.backups.add({ startTime: simulator.clock.now() });
    const added = simulator.backups.list().find((each) => each.id === id);
    assert.deepEqual(added?.endTime, simulator.clock.now());
  });

  it('two of the same second have ids of their own', () => {
    assert.notEqual(simulator.backups.start(), simulator.backups.start());
  });

  it('an id that is taken, or that there is not, is refused', () => {
    const id = simulator.backups.add({ id: 'mine' });
    assert.throws(() => simulator.backups.add({ id }), /There is a backup job "mine" already/);
    assert.throws(() => simulator.backups.end('yours'), /There is no backup job "yours"/);
  });

  it('one that is removed is gone, and with it what it was to become', async () => {
    const id = simulator.backups.start();
    simulator.backups.remove(id);
    simulator.clock.advance(60 * second);
    const gone = await callers.api.ask('backup.job.get', { parameters: { id } });
    assert.equal(gone.status, 404);
    simulator.backups.start();
    simulator.backups.clear();
    simulator.clock.advance(60 * second);
    assert.deepEqual(await callers.api.get('backup.job.list'), []);
  });
});
