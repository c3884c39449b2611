import assert from 'node:assert/strict';
import { applianceForEachTest } from './appliances';
import { backupRequest, reconciliationSpec, restoreRequest } from './caller';
import { type CommonOperation, dialectNames, faultOf } from './client';

describe('Stand-in appliance: one thing at a time', () => {
  const there = applianceForEachTest({ scenario: 'none' });

  type Start = readonly [operation: CommonOperation, inquiry: object];
  const starts: readonly Start[] = [
    ['backup.job.create', { input: backupRequest }],
    ['backup.validate', { input: backupRequest }],
    ['backup.schedules.run', { parameters: { schedule: 'default' } }],
    ['reconciliation.job.create', { input: reconciliationSpec }],
    ['restore.job.create', { input: restoreRequest }],
  ];
  const occupations: readonly [what: string, begin: () => void][] = [
    ['a backup runs', () => void there.simulator.backups.start()],
    ['a reconciliation runs', () => there.simulator.setScenario('never-ending')],
    ['a restore runs', () => there.simulator.restore.set('INPROGRESS', 10)],
    ['the scenario says that a backup runs', () => there.simulator.setScenario('backup-running')],
  ];
  for (const [what, begin] of occupations) {
    for (const [operation, inquiry] of starts) {
      for (const dialect of dialectNames) {
        it(`while ${what}, ${dialect} refuses ${operation}`, async () => {
          there.simulator.restore.setRestorable(true);
          begin();
          const before = there.simulator.backups.list();
          const refused = await there.callers[dialect].ask(operation, inquiry);
          assert.equal(faultOf(refused), '400 FEATURE_IN_USE');
          assert.deepEqual(there.simulator.backups.list(), before);
        });
      }
    }
  }

  it('after a backup has ended, all of them may start again', async () => {
    there.simulator.backups.end(there.simulator.backups.start());
    const created = await there.callers.api.ask('reconciliation.job.create', {
      input: reconciliationSpec,
    });
    assert.equal(created.status, 201);
  });
});
