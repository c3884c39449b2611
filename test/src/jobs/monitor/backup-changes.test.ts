import assert from 'node:assert/strict';
import { specify } from './monitor-rows';
import {
  type Backup,
  history,
  reconciliation,
  restore,
  startWatching,
  timeAt,
  told,
} from './monitored';

const old: Backup = { id: 'old', status: 'SUCCEEDED', start: -24 };
const backup = (status: string): Backup => ({ id: 'new', status, start: 0 });
const running = history(backup('RUNNING'), old);
const succeeded = history(backup('SUCCEEDED'), old);
const failed = history(backup('FAILED'), old);
const nothing = history();

describe('A monitor tells of backups', () => {
  specify([
    {
      title: 'nothing of what is there at the first start',
      steps: [[succeeded], [succeeded]],
    },
    {
      title: 'of one that runs at the first start only its end',
      steps: [[running], [running], [succeeded, 'backup new succeeded'], [succeeded]],
    },
    {
      title: 'that one began, and that it ended well',
      steps: [
        [history(old)],
        [running, 'backup new running'],
        [running],
        [succeeded, 'backup new succeeded'],
        [succeeded],
      ],
    },
    {
      title: 'that one began, and that it failed',
      steps: [[history(old)], [running, 'backup new running'], [failed, 'backup new failed']],
    },
    {
      title: 'nothing of those that had ended before, where it is told of them later',
      steps: [[nothing], [history(old)], [running, 'backup new running']],
    },
    {
      title: 'each word of the appliance for "running" as one',
      steps: [
        [history(old)],
        [history(backup('PENDING'), old), 'backup new running'],
        [running],
        [history(backup('BLOCKED'), old)],
      ],
    },
    {
      title: 'that one ended that began and ended between two looks',
      steps: [[history(old)], [failed, 'backup new failed'], [failed]],
    },
    {
      title: 'the first that an appliance ever makes',
      steps: [[nothing], [running, 'backup new running'], [succeeded, 'backup new succeeded']],
    },
    {
      title: 'several at once in the order in which they began',
      steps: [
        [history(old)],
        [
          history({ id: 'newest', status: 'RUNNING', start: 2 }, backup('FAILED'), old),
          'backup new failed',
          'backup newest running',
        ],
      ],
    },
    {
      title: 'after a restart with its memory: what happened meanwhile',
      steps: [
        [history(old)],
        [running, 'backup new running'],
        ['restart'],
        [succeeded, 'backup new succeeded'],
        ['restart'],
        [succeeded],
      ],
    },
    {
      title: 'after a restart with its memory: one that nobody saw running',
      steps: [[history(old)], ['restart'], [failed, 'backup new failed']],
    },
    {
      title: 'after a restart with the memory that there was none at all',
      steps: [[nothing], ['restart'], [succeeded, 'backup new succeeded']],
    },
    {
      title: 'nothing after a restart without memory',
      steps: [[running], ['restart without memory'], [succeeded], [succeeded]],
    },
    {
      title: 'at the start of the latest, where it is to report what there is',
      settings: { reportAtStart: true },
      steps: [
        [succeeded, 'backup new succeeded'],
        [succeeded],
        ['restart'],
        [succeeded, 'backup new succeeded'],
        [succeeded],
        ['restart without memory'],
        [failed, 'backup new failed'],
      ],
    },
    {
      title: 'at the start of the latest and of what it missed',
      settings: { reportAtStart: true },
      steps: [
        [history(old), 'backup old succeeded'],
        ['restart'],
        [
          history({ id: 'newest', status: 'SUCCEEDED', start: 2 }, backup('FAILED'), old),
          'backup new failed',
          'backup newest succeeded',
        ],
      ],
    },
    {
      title: 'nothing at the start, where there is none to report',
      settings: { reportAtStart: true },
      steps: [[nothing], [running, 'backup new running']],
    },
    {
      title: 'that one is lost, once it was missing twice',
      steps: [
        [history(old)],
        [running, 'backup new running'],
        [history(old)],
        [history(old), 'backup new lost'],
        [history(old)],
      ],
    },
    {
      title: 'of none lost that was missing for a moment',
      steps: [[running], [nothing], [running], [nothing], [succeeded, 'backup new succeeded']],
    },
    {
      title: 'of none lost where an outage lies between',
      steps: [
        [running],
        [history(old)],
        ['fault'],
        [history(old)],
        [running],
        [succeeded, 'backup new succeeded'],
      ],
    },
    {
      title: 'of one lost that was not there any more after a restart',
      steps: [[running], ['restart'], [history(old)], [history(old), 'backup new lost']],
    },
    {
      title: 'how one ended that it had told as lost',
      steps: [
        [running],
        [history(old)],
        [history(old), 'backup new lost'],
        [succeeded, 'backup new succeeded'],
      ],
    },
    {
      title: 'nothing of ended ones that the appliance forgets',
      steps: [[succeeded], [history(backup('SUCCEEDED'))], [history(backup('SUCCEEDED'))]],
    },
    {
      title: 'nothing of ended ones that were away while its services came back',
      steps: [[succeeded], [nothing], [nothing], [nothing], [succeeded]],
    },
    {
      title: 'of those that it can read, whatever the others are',
      steps: [
        [history(old)],
        [
          history({ id: 'odd', status: 'PAUSED', start: 1 }, backup('RUNNING'), old),
          'backup new running',
        ],
        [
          history({ id: 'odd', status: 'PAUSED', start: 1 }, backup('SUCCEEDED'), old),
          'backup new succeeded',
        ],
        [
          history({ id: 'odd', status: 'FAILED', start: 1 }, backup('SUCCEEDED'), old),
          'backup odd failed',
        ],
      ],
    },
    {
      title: 'nothing of one without a state of its own',
      steps: [[history(old)], [history(backup('NONE'), old)], [running, 'backup new running']],
    },
  ]);

  it('of one that it cannot read as a fault, once', () => {
    const { see, faults } = startWatching();
    const odd = history({ id: 'odd', status: 'PAUSED', start: 1 }, old);
    for (let looks = 0; looks < 3; looks += 1) see(odd);
    assert.deepEqual(
      faults.map(({ code }) => code),
      ['UNKNOWN_STATUS'],
    );
  });

  it('again what was seen but not passed on', () => {
    const { monitor, see } = startWatching();
    see(history(old));
    assert.deepEqual(monitor.seeBackups(running, timeAt(0)).map(told), ['backup new running']);
    assert.deepEqual(see(running).map(told), ['backup new running']);
    assert.deepEqual(see(running), []);
  });

  it('with id, details and the answer for this one', () => {
    const { see } = startWatching();
    see(history(old));
    const [{ look } = assert.fail('nothing was told')] = see(failed);
    assert.equal(look.job.id, 'new');
    assert.deepEqual(look.job.details, { type: 'SCHEDULED' });
    assert.deepEqual(look.payload, failed.entries[0]?.details);
    assert.equal(look.job.reason, undefined);
  });

  it('of a lost one with its id, the reason and no answer', () => {
    const { see } = startWatching();
    see(running);
    see(history(old));
    const [{ look } = assert.fail('nothing was told')] = see(history(old));
    const { id, state, reason, text } = look.job;
    assert.deepEqual({ id, state, reason }, { id: 'new', state: 'lost', reason: 'lost' });
    assert.match(text, /how it ended is not known/);
    assert.equal(look.payload, null);
  });
});

describe('A monitor knows of a job that runs', () => {
  it('the backup, the reconciliation or the restore, until it has ended', () => {
    const { monitor, see } = startWatching();
    assert.equal(monitor.running(), undefined);
    see(running);
    assert.equal(monitor.running()?.job.kind, 'backup');
    see(succeeded);
    see(restore('INPROGRESS'));
    see(reconciliation(404));
    assert.equal(monitor.running()?.job.kind, 'restore');
    see(restore('FAILED'));
    assert.equal(monitor.running(), undefined);
  });
});
