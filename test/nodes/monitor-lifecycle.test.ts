import assert from 'node:assert/strict';
import { createTestStore, type TestStore } from './context-stores';
import { logged } from './load-nodes';
import type { MonitorOptions } from './monitor-flow';
import { watchedAppliance } from './watched-appliance';

const oneHour = 3600;

describe('A recovery monitor among others, over deploys and with its memory', () => {
  const { simulator, time, watching, look, asked } = watchedAppliance();

  describe('shares', () => {
    const wait = {
      id: 'job',
      type: 'vcenter-reconciliation-job',
      appliance: 'appliance',
      action: 'wait',
      interval: '60',
      targetType: 'appliance',
      wires: [['running'], ['succeeded'], [], []],
    };
    const second = {
      id: 'second',
      type: 'vcenter-recovery-monitor',
      appliance: 'appliance',
      interval: '120',
      overdueAfter: '0',
      wires: [['running'], ['succeeded'], ['failed'], ['attention']],
    };

    it('its looks with other monitors and with nodes that wait', async () => {
      simulator().setScenario([
        { for: 660, job: { status: 'RUNNING', progress: 7 } },
        { job: { status: 'SUCCEEDED' } },
      ]);
      const monitor = { missedSchedule: true };
      const there = await watching({ monitor, nodes: [wait, { ...second, ...monitor }] });
      simulator().resetCounters();
      there.receive({ payload: 'wait' }, 'job');
      await time().pass(600);
      for (const operation of ['reconciliation.job.get', 'restore.job.get', 'backup.job.list']) {
        assert.ok(asked(operation) >= 10 && asked(operation) <= 11, operation);
      }
      assert.equal(asked('backup.schedules.list'), 0, 'read a minute ago');
      there.news();
      await time().pass(120);
      assert.deepEqual(there.news(), Array(3).fill('succeeded reconciliation'));
    });

    it('the schedules with other monitors', async () => {
      const monitor = { missedSchedule: true, interval: '600' };
      await watching({ monitor, nodes: [{ ...second, ...monitor }] });
      await time().pass(2 * oneHour);
      assert.ok(asked('backup.schedules.list') <= 8, String(asked('backup.schedules.list')));
      assert.equal(asked('system.timezone.get'), asked('backup.schedules.list'));
    });
  });

  describe('closes', () => {
    it('and leaves no timer, no connection and no session', async () => {
      const there = await watching({ monitor: { missedSchedule: true } });
      await look();
      await there.close();
      simulator().resetCounters();
      await time().pass(oneHour);
      const { requests, openSessions, openConnections } = simulator().counters();
      assert.deepEqual(
        { requests, openSessions, openConnections },
        { requests: 0, openSessions: 0, openConnections: 0 },
      );
    });

    it('within a look that is never answered', async () => {
      const there = await watching();
      simulator().answerWith('*', { delay: 60_000 });
      await look();
      // The others are not asked before two seconds are over.
      assert.equal(asked('reconciliation.job.get'), 2);
      const closed = there.close();
      await time().pass(1);
      await closed;
      // The sign-out goes on for three seconds by itself.
      await time().pass(3);
      assert.equal(simulator().counters().openConnections, 0);
    });

    it('with its appliance, and says what it lacks where that is not there any more', async () => {
      const there = await watching();
      there.badges();
      await there.redeploy({ without: ['appliance'] }, 'nodes');
      await look();
      assert.deepEqual(there.news(), ['catch NOT_CONFIGURED']);
      assert.equal(there.badges().at(-1), 'monitor: not-configured');
    });

    it('and goes on with an appliance that was changed', async () => {
      const there = await watching();
      await there.redeploy({ appliance: { name: 'vc-b' } }, 'nodes');
      await time().pass(1);
      simulator().backups.add({ state: 'INPROGRESS' });
      await look();
      const { by, message } = await there.next();
      assert.deepEqual([by, message.topic], ['running', 'vc-b']);
    });

    it('without a badge', async () => {
      const there = await watching();
      there.badges();
      await there.redeploy({ without: ['monitor'] }, 'nodes');
      await time().pass(300);
      assert.equal(there.badges().filter((badge) => /^monitor: ./.test(badge)).length, 0);
      assert.deepEqual(there.news(), []);
    });
  });

  describe('remembers', () => {
    let store: TestStore;
    const stored = (more: MonitorOptions = {}): MonitorOptions => ({
      stores: { default: { module: 'memory' }, kept: { module: () => store.module() } },
      ...more,
      monitor: { contextStore: 'kept', ...more.monitor },
    });

    beforeEach(() => {
      store = createTestStore();
    });

    it('over a deploy what it has told, and tells what happened meanwhile', async () => {
      const there = await watching(stored());
      const id = simulator().backups.add({ state: 'INPROGRESS' });
      await look();
      assert.deepEqual(there.news(), ['running backup']);
      await there.redeploy();
      await look();
      assert.deepEqual(there.news(), []);
      await there.redeploy(stored({ without: ['monitor'] }), 'nodes');
      simulator().backups.end(id);
      await look();
      assert.deepEqual(there.news(), []);
      await there.redeploy(stored());
      await look();
      assert.deepEqual(there.news(), ['succeeded backup']);
    });

    it('what it reported at its first look, over a full deploy', async () => {
      const reporting = stored({ monitor: { reportAtStart: true } });
      const there = await watching(reporting);
      assert.deepEqual(there.news(), ['succeeded backup']);
      await there.redeploy(reporting);
      await look();
      assert.deepEqual(there.news(), []);
    });

    it('in the default store, where none is chosen', async () => {
      const there = await watching(stored({ monitor: { contextStore: '' } }));
      simulator().backups.add({ state: 'INPROGRESS' });
      await there.redeploy();
      await look();
      assert.deepEqual(there.news(), ['running backup']);
      assert.equal(store.writes, 0);
    });

    it('nothing over a deploy where the settings file names no store', async () => {
      const there = await watching();
      simulator().backups.add({ state: 'INPROGRESS' });
      await there.redeploy();
      await look();
      assert.deepEqual(there.news(), []);
    });

    it('in writing only what is new', async () => {
      await watching(stored({ monitor: { missedSchedule: true } }));
      await time().pass(1200);
      const before = store.writes;
      await time().pass(1200);
      assert.equal(store.writes, before);
    });

    it('before it is closed what it has just sent', async () => {
      const there = await watching(stored());
      simulator().backups.add({ state: 'INPROGRESS' });
      const release = store.hold();
      await look();
      assert.deepEqual(there.news(), ['running backup']);
      const redeployed = there.redeploy();
      await time().quiet();
      assert.equal(store.reads, 1, 'its successor waits');
      release();
      await redeployed;
      await look();
      assert.equal(store.reads, 2);
      assert.deepEqual(there.news(), []);
    });

    it('what it could not write, later; it tells all the same, and of the trouble once', async () => {
      const there = await watching(stored());
      store.fail('writing');
      simulator().backups.add({ state: 'INPROGRESS' });
      simulator().setScenario('found-succeeded');
      await look();
      assert.deepEqual(there.news().sort(), [
        'catch Error: writing failed',
        'running backup',
        'succeeded reconciliation',
      ]);
      assert.equal(there.badges().at(-1), 'monitor: error');
      await look();
      assert.deepEqual(there.news(), []);
      store.fail();
      await look();
      assert.equal(there.badges().at(-1), 'monitor: 42 %');
      await there.redeploy();
      await look();
      assert.deepEqual(there.news(), []);
    });

    it('what it cannot read yet: it waits for the store, and tells nobody old news', async () => {
      const there = await watching(stored());
      const id = simulator().backups.add({ state: 'INPROGRESS' });
      await look();
      assert.deepEqual(there.news(), ['running backup']);
      store.fail('reading');
      await there.redeploy();
      simulator().backups.end(id);
      await time().pass(300);
      assert.deepEqual(there.news(), ['catch Error: reading failed']);
      assert.equal(there.badges().at(-1), 'monitor: error');
      store.fail();
      await look();
      assert.deepEqual(there.news(), ['succeeded backup']);
      assert.ok(there.badges().includes('monitor: watching'));
    });

    describe('nothing that it cannot read, and says so in the log', () => {
      const rows: [what: string, put: () => void][] = [
        ['a number', () => putAll(4711)],
        ['a list', () => putAll([])],
        ['a memory of another version', () => putAll({ version: 9, reported: { backups: {} } })],
        ['a memory with a time that is none', () => putAll({ appliance: 'x', since: 'soon' })],
        ['half a file', () => store.fail('parsing')],
      ];
      function putAll(value: unknown): void {
        for (const scope of store.held.keys()) store.held.set(scope, value);
      }
      for (const [what, put] of rows) {
        it(what, async () => {
          const there = await watching(stored());
          put();
          simulator().backups.add({ startTime: new Date(time().now() - 3_600_000) });
          const before = logged().length;
          await there.redeploy();
          await look();
          assert.deepEqual(there.news(), []);
          const warnings = logged()
            .slice(before)
            .filter(({ level }) => level === 30)
            .map(({ msg }) => String(msg));
          assert.equal(warnings.length, 1, warnings.join());
          assert.match(warnings[0] ?? '', /^The stored memory cannot be read\./);
          store.fail();
          simulator().backups.add({ state: 'INPROGRESS' });
          await look();
          assert.deepEqual(there.news(), ['running backup']);
        });
      }
    });

    it('in a store that does not answer, after ten seconds that are told of', async () => {
      store.mute('reading');
      const there = await watching(stored());
      await time().pass(11);
      const silence = 'catch Error: The context store did not answer within 10 s.';
      assert.deepEqual(there.news(), [silence]);
      assert.equal(there.badges().at(-1), 'monitor: error');
      store.mute();
      await look();
      await look();
      store.mute('writing');
      simulator().backups.add({ state: 'INPROGRESS' });
      // A look comes after 54 to 60 s, and ten later the store has not answered.
      await time().pass(71);
      assert.deepEqual(there.news(), ['running backup', silence]);
      store.mute();
      await look();
      assert.equal(there.badges().at(-1), 'monitor: 42 %');
      await there.redeploy();
      await look();
      assert.deepEqual(there.news(), []);
    });

    it('nothing to wait for any more once it is closed', async () => {
      store.fail('reading');
      const there = await watching(stored());
      await there.redeploy(stored({ without: ['monitor'] }), 'nodes');
      const before = store.reads;
      await time().pass(oneHour);
      assert.equal(store.reads, before);
    });

    it('nothing that anybody else has written there', async () => {
      const there = await watching(stored());
      for (const scope of store.held.keys()) store.held.set(scope, { backups: 'all of them' });
      await there.redeploy();
      await look();
      assert.deepEqual(there.news(), []);
    });
  });
});
