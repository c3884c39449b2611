/** Waiting for a job that was started just now, at an appliance that does not show it at once. */
import assert from 'node:assert/strict';
import type { Operation, SimulatorOptions } from '../../simulator';
import { type MovedFlow, movedFlows } from './moved-flow';

const ids = {
  reconciliation: 'vcenter-reconciliation-job',
  backup: 'vcenter-backup-job',
  restore: 'vcenter-restore-job',
};
type Kind = keyof typeof ids;

const gets: Record<Kind, Operation[]> = {
  reconciliation: ['reconciliation.job.get'],
  backup: ['backup.job.details.list', 'backup.job.get'],
  restore: ['restore.job.get'],
};

const settings: Record<Kind, Record<string, unknown>> = {
  reconciliation: {},
  backup: { source: 'schedule' },
  restore: {
    specType: 'json',
    spec: JSON.stringify({ location_type: 'SFTP', location: 'sftp://nas.lab.example/vc' }),
  },
};

const none = { status: 404, body: { error_type: 'NOT_FOUND', messages: [] } };
const idle = { status: 200, body: { state: 'NONE', messages: [], progress: 0 } };
const olderReconciliation = {
  status: 200,
  body: {
    status: 'FAILED',
    messages: [],
    progress: 8,
    start_time: '2025-03-04T07:15:02.118Z',
    end_time: '2025-03-04T07:18:10.000Z',
  },
};
const olderRestore = { status: 200, body: { state: 'FAILED', messages: [], progress: 62 } };

describe('A wait for a job that was started just now', () => {
  let there: MovedFlow;

  const startMoved = movedFlows();

  /** Starts in one node, and waits there or in the next. */
  async function starting(kind: Kind, waitsIn: 'the same node' | 'the next', seconds = 20) {
    const type = ids[kind];
    const appliance: SimulatorOptions = {
      scenario: 'none',
      restorable: kind === 'restore',
      backupSeconds: seconds,
      restoreSeconds: seconds,
    };
    const next = { id: 'next', z: 'tab', type, appliance: 'appliance', action: 'wait' };
    const isSame = waitsIn === 'the same node';
    there = await startMoved(
      {
        job: {
          type,
          action: 'start',
          ...settings[kind],
          waitAfterStart: isSame,
          ...(isSame ? {} : { wires: [['next'], ['next'], ['next'], ['next']] }),
        },
        nodes: isSame
          ? []
          : [{ ...next, wires: [['running'], ['succeeded'], ['failed'], ['not found']] }],
      },
      appliance,
    );
  }

  function hide(kind: Kind, answer: object | undefined): void {
    for (const get of gets[kind]) there.simulator.answerWith(get, answer);
  }
  const show = (kind: Kind) => hide(kind, undefined);

  const hidden: [string, Kind, object][] = [
    ['the reconciliation shows an older one', 'reconciliation', olderReconciliation],
    ['there is no reconciliation yet', 'reconciliation', none],
    ['the backup is not there yet', 'backup', none],
    ['the restore shows the end of an older one', 'restore', olderRestore],
    ['the restore is idle', 'restore', idle],
  ];
  for (const [title, kind, answer] of hidden) {
    const nodes =
      kind === 'restore' ? (['the same node'] as const) : (['the same node', 'the next'] as const);
    for (const waitsIn of nodes) {
      it(`goes on while ${title}, in ${waitsIn}`, async () => {
        await starting(kind, waitsIn, 50);
        hide(kind, answer);
        await there.send('a');
        await there.time.pass(40);
        const running = waitsIn === 'the same node' ? ['a running'] : [];
        assert.deepEqual(there.told(), running);
        show(kind);
        await there.time.pass(20);
        assert.equal(there.told().at(-1), 'a succeeded');
        assert.equal(there.last('a').job?.kind, kind);
      });
    }
  }

  const never: [string, Kind, object][] = hidden.filter(([, , answer]) => answer !== olderRestore);
  for (const [title, kind, answer] of never) {
    it(`ends after 60 s, where ${title}: not found, lost`, async () => {
      await starting(kind, 'the same node');
      hide(kind, answer);
      await there.send('a');
      await there.time.pass(59);
      assert.deepEqual(there.told(), ['a running']);
      await there.time.pass(8);
      assert.deepEqual(there.told(), ['a not found']);
      const { job, payload } = there.last('a');
      assert.equal(job?.state, 'lost');
      assert.match(job?.text ?? '', /was accepted, but the job never appeared/);
      assert.ok(
        JSON.stringify(payload).includes('RUNNING') ||
          JSON.stringify(payload).includes('INPROGRESS'),
        'the answer to the start',
      );
    });
  }

  it('a restore has neither id nor times: an end that it shows for 60 s is the answer', async () => {
    await starting('restore', 'the same node');
    hide('restore', olderRestore);
    await there.send('a');
    await there.time.pass(59);
    assert.deepEqual(there.told(), ['a running']);
    await there.time.pass(8);
    assert.deepEqual(there.told(), ['a failed']);
  });

  it('does not count the time in which the appliance is out of reach', async () => {
    await starting('reconciliation', 'the same node');
    hide('reconciliation', none);
    await there.send('a');
    await there.time.pass(10);
    show('reconciliation');
    there.simulator.setScenario([{ for: 300, trouble: 'no-healthy-upstream' }, { job: 'none' }]);
    await there.time.pass(330);
    assert.deepEqual(there.told(), ['a running']);
    await there.time.pass(60);
    assert.deepEqual(there.told(), ['a not found']);
  });

  it('an answer without a start time: what is older is told by its `Date`', async () => {
    await starting('reconciliation', 'the same node');
    const date = new Date(there.simulator.clock.now()).toUTCString();
    const accepted = { status: 'RUNNING', messages: [], progress: 0 };
    there.simulator.answerWith('reconciliation.job.create', {
      status: 201,
      headers: { date },
      body: accepted,
    });
    hide('reconciliation', olderReconciliation);
    await there.send('a');
    await there.time.pass(30);
    assert.deepEqual(there.told(), ['a running']);
    const start_time = new Date(there.simulator.clock.now().getTime() - 25_000).toISOString();
    hide('reconciliation', { status: 200, body: { ...accepted, status: 'SUCCEEDED', start_time } });
    await there.time.pass(6);
    assert.deepEqual(there.told(), ['a succeeded']);
  });

  it('in the next node, where msg.job began 60 s ago or earlier, goes by two polls', async () => {
    await starting('reconciliation', 'the next');
    hide('reconciliation', none);
    const startTime = new Date(there.simulator.clock.now().getTime() - 60_000).toISOString();
    const job = {
      kind: 'reconciliation',
      appliance: { id: 'appliance' },
      state: 'running',
      startTime,
    };
    await there.send('a', { job }, 'next');
    await there.time.pass(36);
    assert.deepEqual(there.told(), ['a not found']);
    assert.match(there.last('a').job?.text ?? '', /How it ended is not known/);
  });
});
