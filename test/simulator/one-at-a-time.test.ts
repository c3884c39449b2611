import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import {
  backupRequest,
  type Caller,
  createCaller,
  reconciliationSpec,
  restoreRequest,
} from './caller';
import {
  type Client,
  type CommonOperation,
  createClient,
  type DialectName,
  dialectNames,
  faultOf,
} from './client';

describe('Stand-in appliance: one thing at a time', () => {
  let simulator: Simulator;
  let client: Client;
  let callers: Record<DialectName, Caller>;

  beforeEach(async () => {
    simulator = await startSimulator({ speed: 0, scenario: 'none' });
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

  type Start = readonly [operation: CommonOperation, inquiry: object];
  const starts: readonly Start[] = [
    ['backup.job.create', { input: backupRequest }],
    ['backup.validate', { input: backupRequest }],
    ['backup.schedules.run', { parameters: { schedule: 'default' } }],
    ['reconciliation.job.create', { input: reconciliationSpec }],
    ['restore.job.create', { input: restoreRequest }],
  ];
  const occupations: readonly [what: string, begin: () => void][] = [
    ['a backup runs', () => void simulator.backups.start()],
    ['a reconciliation runs', () => simulator.setScenario('never-ending')],
    ['a restore runs', () => simulator.restore.set('INPROGRESS', 10)],
    ['the scenario says that a backup runs', () => simulator.setScenario('backup-running')],
  ];
  for (const [what, begin] of occupations) {
    for (const [operation, inquiry] of starts) {
      for (const dialect of dialectNames) {
        it(`while ${what}, ${dialect} refuses ${operation}`, async () => {
          simulator.restore.setRestorable(true);
          begin();
          const before = simulator.backups.list();
          const refused = await callers[dialect].ask(operation, inquiry);
          assert.equal(faultOf(refused), '400 FEATURE_IN_USE');
          assert.deepEqual(simulator.backups.list(), before);
        });
      }
    }
  }

  it('after a backup has ended, all of them may start again', async () => {
    simulator.backups.end(simulator.backups.start());
    const created = await callers.api.ask('reconciliation.job.create', {
      input: reconciliationSpec,
    });
    assert.equal(created.status, 201);
  });
});
