import assert from 'node:assert/strict';
import type { MonitorFlow, MonitorOptions } from './monitor-flow';
import { watchedAppliance } from './watched-appliance';

const oneHour = 3600;

describe('A recovery monitor', () => {
  const { simulator, time, watching, look, asked } = watchedAppliance();

  describe('tells by its outputs', () => {
    it('running and succeeded: a backup', async () => {
      const there = await watching();
      assert.deepEqual(there.news(), [], 'what was there before');
      const id = simulator().backups.add({ state: 'INPROGRESS' });
      await look();
      const { by, message } = await there.next();
      assert.equal(by, 'running');
      assert.equal(message.topic, 'vc-a');
      assert.equal(message.job?.id, id);
      assert.equal(typeof message.job?.progress, 'number');
      assert.equal((message.payload as { status: string }).status, 'RUNNING');
      await look();
      assert.deepEqual(there.news(), []);
      simulator().backups.end(id);
      await look();
      const { by: end, message: last } = await there.next();
      assert.equal(end, 'succeeded');
      assert.equal(last.job?.id, id);
      assert.equal(last.job?.details?.type, 'MANUAL');
      assert.equal((last.payload as { status: string }).status, 'SUCCEEDED');
      await look();
      assert.deepEqual(there.news(), []);
    });

    it('failed: a backup, with the reason', async () => {
      const there = await watching();
      const id = simulator().backups.add({ state: 'INPROGRESS' });
      await look();
      simulator().backups.end(id, 'FAILED', 'The disk is full.');
      await look();
      await there.next();
      const { by, message } = await there.next();
      assert.equal(by, 'failed');
      assert.equal(message.job?.error, 'The disk is full.');
      assert.equal(message.job?.reason, undefined);
    });

    it('failed: a backup, with advice on a cause that is known', async () => {
      const there = await watching();
      const id = simulator().backups.add({ state: 'INPROGRESS' });
      simulator().backups.end(id, 'FAILED', 'Full backup not allowed during VM snapshot');
      await look();
      const { by, message } = await there.next();
      assert.equal(by, 'failed');
      assert.equal(message.job?.advice?.cause, 'snapshot');
      assert.match(message.job?.advice?.link ?? '', /\/article\/344841$/);
    });

    it('succeeded: a backup with warnings', async () => {
      const there = await watching();
      const id = simulator().backups.add({ state: 'INPROGRESS' });
      simulator().backups.end(id, 'SUCCEEDED', 'One part was left out.');
      await look();
      const { by, message } = await there.next();
      assert.equal(by, 'succeeded');
      assert.equal(message.job?.state, 'succeeded');
      assert.deepEqual(message.job?.warnings, ['One part was left out.']);
      assert.match(message.job?.text ?? '', /succeeded with 1 warning: One part was left out\./);
    });

    it('running, succeeded: the reconciliation and the restore', async () => {
      const there = await watching();
      simulator().setScenario([{ job: { status: 'RUNNING', progress: 7 } }]);
      simulator().restore.set('INPROGRESS', 5);
      await look();
      assert.deepEqual(there.news().sort(), ['running reconciliation', 'running restore']);
      simulator().setScenario('found-succeeded');
      simulator().restore.set('SUCCEEDED');
      await look();
      assert.deepEqual(there.news().sort(), ['succeeded reconciliation', 'succeeded restore']);
    });

    it('attention: one that is lost', async () => {
      const there = await watching();
      const id = simulator().backups.add({ state: 'INPROGRESS' });
      await look();
      assert.deepEqual(there.news(), ['running backup']);
      simulator().backups.remove(id);
      await look();
      assert.deepEqual(there.news(), []);
      await look();
      const { by, message } = await there.next();
      assert.equal(by, 'attention');
      assert.equal(message.job?.reason, 'lost');
      assert.equal(message.job?.state, 'lost');
      assert.equal(message.payload, null);
    });

    it('nothing is lost that is missing once before an outage and once after it', async () => {
      const there = await watching();
      const id = simulator().backups.add({ state: 'INPROGRESS' });
      await look();
      assert.deepEqual(there.news(), ['running backup']);
      const list = 'backup.job.list';
      for (const body of [[], undefined, []]) {
        const answer = body ? { status: 200, body } : { status: 503, body: 'no healthy upstream' };
        simulator().answerWith(list, answer);
        await look();
      }
      simulator().answerWith(list, undefined);
      await look();
      assert.ok(there.news().every((news) => !news.includes('lost')));
      simulator().backups.end(id);
      await look();
      assert.deepEqual(there.news(), ['succeeded backup']);
    });

    it('attention: overdue, once', async () => {
      simulator().backups.clear();
      const id = simulator().backups.add({ state: 'SUCCEEDED', endTime: new Date() });
      simulator().schedules.suspend();
      const there = await watching({ monitor: { overdueAfter: '2', interval: '600' } });
      await time().pass(2 * oneHour - 1200);
      assert.deepEqual(there.news(), []);
      await time().pass(2400);
      const { by, message } = await there.next();
      assert.equal(by, 'attention');
      assert.equal(message.job?.reason, 'overdue');
      assert.equal(message.job?.id, id);
      await time().pass(2 * oneHour);
      assert.deepEqual(there.news(), []);
    });

    it('attention: missed, with the schedules read again before', async () => {
      const { hour, minute } = { hour: new Date().getUTCHours() + 2, minute: 0 };
      simulator().schedules.set('default', { recurrence_info: { hour: hour % 24, minute } });
      simulator().schedules.suspend();
      const monitor = { missedSchedule: true, interval: '600' };
      const there = await watching({ monitor });
      assert.equal(asked('backup.schedules.list'), 1);
      await time().pass(3 * oneHour + 1200);
      const { by, message } = await there.next();
      assert.equal(by, 'attention');
      assert.equal(message.job?.reason, 'missed');
      assert.match(message.job?.text ?? '', /according to the schedule "default" did not start/);
      assert.deepEqual(there.news(), []);
    });

    describe('where a backup is overdue by the schedule', () => {
      /** The last success began 23 hours ago; the next backup is due in about two hours. */
      const appliance = () => {
        const now = new Date();
        simulator().backups.clear();
        const startTime = new Date(now.getTime() - 23 * oneHour * 1000);
        const endTime = new Date(startTime.getTime() + 600_000);
        simulator().backups.add({ state: 'SUCCEEDED', startTime, endTime });
        const recurrence_info = { hour: (now.getUTCHours() + 2) % 24, minute: 0 };
        simulator().schedules.set('default', { recurrence_info });
        simulator().schedules.suspend();
      };
      const monitor = { overdueAfter: ' Schedule', interval: '900' };
      const run = async (missedSchedule: boolean) => {
        const there = await watching({ monitor: { ...monitor, missedSchedule } });
        await time().pass(6 * oneHour);
        return there;
      };

      it('attention: overdue', async () => {
        appliance();
        const there = await run(false);
        const { message } = await there.next();
        assert.equal(message.job?.reason, 'overdue');
        assert.match(message.job?.text ?? '', /according to its schedule has not succeeded/);
        assert.deepEqual(there.news(), []);
      });

      it('attention: missed, and not overdue, where it is to report that', async () => {
        appliance();
        const there = await run(true);
        assert.deepEqual(there.news(), ['attention backup missed']);
      });

      it('nothing where it runs', async () => {
        appliance();
        simulator().schedules.resume();
        const there = await run(false);
        const news = there.news();
        assert.ok(news.includes('succeeded backup'), String(news));
        assert.ok(!news.some((change) => change.startsWith('attention')), String(news));
      });

      it('attention: overdue, where it has no schedule', async () => {
        appliance();
        simulator().schedules.set('default', undefined);
        const there = await run(true);
        const { message } = await there.next();
        assert.equal(message.job?.reason, 'overdue');
        assert.match(message.job?.text ?? '', /has no backup schedule/);
        assert.deepEqual(there.news(), []);
      });

      it('attention: overdue, where the schedule is disabled', async () => {
        appliance();
        simulator().schedules.set('default', { enable: false });
        const there = await run(true);
        const { message } = await there.next();
        assert.match(message.job?.text ?? '', /backup schedule is disabled/);
        assert.deepEqual(there.news(), []);
      });

      it('attention: overdue, where the schedules may not be read', async () => {
        appliance();
        simulator().answerWith('backup.schedules.list', { status: 403, body: '' });
        const there = await run(true);
        assert.deepEqual(there.news(), ['catch NOT_AUTHORIZED', 'attention backup overdue']);
      });

      it('nothing of a schedule that was changed before it was due', async () => {
        appliance();
        const there = await watching({ monitor: { ...monitor, missedSchedule: false } });
        // By this one, which the process has not always known, the last success would be too old.
        const hour = (new Date().getUTCHours() + 23) % 24;
        simulator().schedules.set('default', { recurrence_info: { hour, minute: 0 } });
        await time().pass(6 * oneHour);
        assert.deepEqual(there.news(), []);
      });
    });

    it('no miss where the schedule starts its backup in time', async () => {
      const { hour, minute } = { hour: new Date().getUTCHours() + 2, minute: 0 };
      simulator().schedules.set('default', { recurrence_info: { hour: hour % 24, minute } });
      const there = await watching({ monitor: { missedSchedule: true, interval: '600' } });
      await time().pass(4 * oneHour);
      const news = there.news();
      assert.ok(news.includes('succeeded backup'), String(news));
      assert.ok(!news.some((change) => change.startsWith('attention')), String(news));
    });

    it('nothing of a schedule that was changed just before it was due', async () => {
      const hour = (new Date().getUTCHours() + 2) % 24;
      simulator().schedules.set('default', { recurrence_info: { hour, minute: 0 } });
      simulator().schedules.suspend();
      const there = await watching({ monitor: { missedSchedule: true, interval: '600' } });
      await time().pass(oneHour);
      simulator().schedules.set('default', {
        recurrence_info: { hour: (hour + 5) % 24, minute: 0 },
      });
      await time().pass(3 * oneHour);
      assert.deepEqual(there.news(), []);
    });

    it('what there is at the start, where it is to', async () => {
      simulator().setScenario('found-failed');
      const there = await watching({ monitor: { reportAtStart: true } });
      assert.deepEqual(there.news().sort(), ['failed reconciliation', 'succeeded backup']);
    });

    it('only of what it watches', async () => {
      const there = await watching({ monitor: { backup: false, restore: false } });
      simulator().backups.add({ state: 'INPROGRESS' });
      simulator().setScenario([{ job: { status: 'RUNNING' } }]);
      await look();
      assert.deepEqual(there.news(), ['running reconciliation']);
      assert.deepEqual([asked('backup.job.list'), asked('restore.job.get')], [0, 0]);
    });

    it('each flow in an object of its own', async () => {
      const there = await watching({
        nodes: [
          {
            id: 'other',
            type: 'vcenter-recovery-monitor',
            appliance: 'appliance',
            interval: '60',
            overdueAfter: '0',
            wires: [['running'], [], [], []],
          },
        ],
      });
      simulator().backups.add({ state: 'INPROGRESS' });
      await look();
      const [{ message: one }, { message: other }] = [await there.next(), await there.next()];
      assert.deepEqual(one.job, other.job);
      assert.notEqual(one.job, other.job);
      assert.notEqual(one.payload, other.payload);
    });
  });

  describe('shows by its badge', () => {
    it('that it watches, and how far a job is, each once', async () => {
      const there = await watching();
      await look();
      simulator().restore.set('INPROGRESS', 42);
      await look();
      await look();
      simulator().restore.set('INPROGRESS', 43);
      await look();
      simulator().restore.set('SUCCEEDED');
      await look();
      const own = there.badges().filter((badge) => badge.startsWith('monitor'));
      assert.deepEqual(own, [
        'monitor: watching',
        'monitor: 42 %',
        'monitor: 43 %',
        'monitor: watching',
      ]);
    });
  });

  describe('meets trouble', () => {
    const own = (there: MonitorFlow) =>
      there.badges().filter((badge) => badge.startsWith('monitor'));

    it('out of reach: once to Catch, and to the badge until it is back', async () => {
      const there = await watching();
      assert.deepEqual(own(there), ['monitor: watching']);
      await simulator().suspend();
      await look();
      const { by, message } = await there.next();
      assert.equal(by, 'catch');
      assert.equal(message.fault?.code, 'UNREACHABLE');
      assert.equal(message.error?.code, 'UNREACHABLE');
      assert.equal(message.error?.source.id, 'monitor');
      assert.equal(message.topic, 'vc-a');
      await time().pass(600);
      assert.deepEqual(there.news(), []);
      assert.deepEqual(own(there), ['monitor: out-of-reach']);
      const id = simulator().backups.add({ state: 'INPROGRESS' });
      await simulator().resume();
      await look();
      assert.match(own(there).join(), /^monitor: \d+ %$/);
      assert.deepEqual(there.news(), ['running backup'], 'what happened meanwhile');
      simulator().backups.end(id);
      await simulator().suspend();
      await look();
      assert.deepEqual(there.news(), ['catch UNREACHABLE'], 'gone again');
    });

    it('services that restart, with each of their answers: one trouble', async () => {
      const there = await watching({ monitor: { interval: '5' } });
      simulator().setScenario([
        { for: 60, trouble: 'refused' },
        { for: 60, trouble: 'no-healthy-upstream' },
        { for: 60, trouble: 'service-missing' },
        { for: 60, trouble: 'service-unavailable' },
        {},
      ]);
      await time().pass(400);
      assert.deepEqual(there.news(), ['catch UNREACHABLE']);
      assert.equal(own(there).at(-1), 'monitor: watching');
    });

    it('away from the start: once, and watching when it comes', async () => {
      await simulator().suspend();
      const there = await watching();
      await time().pass(300);
      assert.deepEqual(there.news(), ['catch UNREACHABLE']);
      assert.equal(own(there).at(-1), 'monitor: out-of-reach');
      await simulator().resume();
      await look();
      assert.equal(own(there).at(-1), 'monitor: watching');
    });

    it('not permitted to see the restore: once, while the others are told', async () => {
      simulator().answerWith('restore.job.get', { status: 403, body: '' });
      const there = await watching();
      await look();
      assert.deepEqual(there.news(), ['catch NOT_AUTHORIZED']);
      assert.equal(own(there).at(-1), 'monitor: not-authorized');
      simulator().backups.add({ state: 'INPROGRESS' });
      await look();
      assert.deepEqual(there.news(), ['running backup']);
      simulator().answerWith('restore.job.get', undefined);
      await look();
      assert.equal(own(there).at(-1), 'monitor: 42 %');
    });

    it('not permitted anything: once', async () => {
      simulator().setScenario('forbidden');
      const there = await watching({ monitor: { missedSchedule: true } });
      await time().pass(300);
      assert.deepEqual(there.news(), ['catch NOT_AUTHORIZED']);
    });

    it('a certificate that is not trusted: once, red', async () => {
      const there = await watching({ appliance: { fingerprint: 'AB'.repeat(32) } });
      await time().pass(300);
      assert.deepEqual(there.news(), ['catch TLS_UNTRUSTED']);
      assert.equal(own(there).at(-1), 'monitor: tls-untrusted');
    });

    it('a refused sign-in: once, and no more than it may try', async () => {
      const there = await watching({ credentials: { password: 'wrong' } });
      await time().pass(50);
      assert.deepEqual(there.news(), ['catch AUTHENTICATION_FAILED']);
      assert.equal(simulator().counters().loginsRefused, 1);
    });

    it('a password that was changed at the appliance: once, while sign-ins are paused', async () => {
      const there = await watching();
      await look();
      there.news();
      simulator().setPassword('changed there');
      simulator().expireSessions();
      await time().pass(3600);
      assert.deepEqual(there.news(), ['catch AUTHENTICATION_FAILED']);
      assert.equal(own(there).at(-1), 'monitor: sign-in-paused');
      simulator().setPassword('VMware1!');
      await time().pass(3700);
      assert.equal(own(there).at(-1), 'monitor: watching');
    });

    it('a status word that nobody knows: once, while others are told', async () => {
      const there = await watching();
      simulator().answerWith('reconciliation.job.get', {
        status: 200,
        body: { status: 'PAUSED', messages: [] },
      });
      simulator().backups.add({ state: 'INPROGRESS' });
      await look();
      await look();
      assert.deepEqual(there.news().sort(), ['catch UNKNOWN_STATUS', 'running backup']);
    });

    it('a time zone that is not known here: once, and it is no outage', async () => {
      simulator().answerWith('system.timezone.get', { status: 200, body: '"Mars/Olympus"' });
      const there = await watching({ monitor: { missedSchedule: true } });
      await look();
      const { message } = await there.next();
      assert.equal(message.fault?.code, 'INVALID_RESPONSE');
      assert.match(message.fault?.text ?? '', /time zone "Mars\/Olympus"/);
      assert.deepEqual(there.news(), []);
      assert.equal(own(there).at(-1), 'monitor: invalid-response');
    });

    const notConfigured: [string, MonitorOptions, RegExp][] = [
      ['no appliance', { monitor: { appliance: '' } }, /No appliance is selected/],
      ['one that was deleted', { monitor: { appliance: 'gone' } }, /has been deleted/],
      ['a variable that is not set', { monitor: { interval: '$' + '{NO_SUCH}' } }, /NO_SUCH/],
      ['an interval that is no number', { monitor: { interval: 'often' } }, /"often"/],
      ['no host', { appliance: { host: '' } }, /"Host" is required/],
    ];
    for (const [title, options, words] of notConfigured) {
      it(`${title}: NOT_CONFIGURED, once`, async () => {
        const there = await watching(options);
        await time().pass(200);
        const { by, message } = await there.next();
        assert.equal(by, 'catch');
        assert.equal(message.fault?.code, 'NOT_CONFIGURED');
        assert.match(message.fault?.text ?? '', words);
        assert.deepEqual(there.news(), []);
        assert.deepEqual(own(there).at(-1), 'monitor: not-configured');
      });
    }
  });
});
