import assert from 'node:assert/strict';
import type { ScheduleInfo } from '../../simulator';
import { applianceForEachTest, appliances } from './appliances';
import type { Caller } from './caller';
import { at, dialectNames } from './client';

const second = 1000;
const hour = 3600 * second;
const noon = new Date('2025-03-05T12:00:00Z');

describe('Stand-in appliance: backup schedules', () => {
  const there = applianceForEachTest({ scenario: 'none', now: noon, history: 0 });
  const startOne = appliances();

  const starts = () =>
    there.simulator.backups.list().map(({ startTime }) => startTime.toISOString());
  const usual: ScheduleInfo = {
    parts: ['seat'],
    location: 'sftp://backup.lab.example/vc',
    location_user: 'svc-backup',
    enable: true,
    // Fact: an appliance reports the days of a daily schedule as an empty list.
    recurrence_info: { hour: 23, minute: 0, days: [] },
    retention_info: { max_count: 7 },
    fast_backup: false,
  };
  const spec = {
    location: 'smb://nas.lab.example/vc',
    location_user: 'svc',
    location_password: 'geheim',
    backup_password: 'Abcdefg1!',
    recurrence_info: { hour: 2, minute: 30, days: ['MONDAY'] },
  };

  for (const dialect of dialectNames) {
    describe(`over ${dialect}`, () => {
      let caller: Caller;
      beforeEach(() => {
        caller = there.callers[dialect];
      });
      const of = (schedule: string, input?: unknown) => ({ parameters: { schedule }, input });
      const done = dialect === 'api' ? 204 : 200;

      it('there is the usual one', async () => {
        assert.deepEqual(await caller.get('backup.schedules.list'), { default: usual });
        assert.deepEqual(await caller.get('backup.schedules.get', of('default')), usual);
      });

      it('one that is created is enabled, and its passwords are never told', async () => {
        there.simulator.schedules.set('default', undefined);
        const created = await caller.ask('backup.schedules.create', of('weekly', spec));
        assert.deepEqual([created.status, created.text], [done, '']);
        const { location_password: _location, backup_password: _backup, ...told } = spec;
        assert.deepEqual(await caller.get('backup.schedules.get', of('weekly')), {
          enable: true,
          parts: [],
          ...told,
        });
        const list = Object(await caller.get('backup.schedules.list'));
        assert.deepEqual(Object.keys(list), ['weekly']);
      });

      it('there is room for one: a second is refused, whatever it is called', async () => {
        for (const name of ['default', 'weekly']) {
          const refused = await caller.ask('backup.schedules.create', of(name, spec));
          assert.equal(refused.status, 400);
          assert.match(refused.text, /already_exists/i);
        }
        assert.deepEqual(await caller.get('backup.schedules.list'), { default: usual });
      });

      it('one that is created without days is daily: its days are an empty list', async () => {
        there.simulator.schedules.set('default', undefined);
        const daily = { ...spec, recurrence_info: { hour: 2, minute: 30 } };
        await caller.ask('backup.schedules.create', of('default', daily));
        const told = await caller.get('backup.schedules.get', of('default'));
        assert.deepEqual(at(told, 'recurrence_info'), { hour: 2, minute: 30, days: [] });
      });

      it('what an update leaves out stays, but for a fast backup', async () => {
        there.simulator.schedules.set('default', { ...usual, fast_backup: true });
        const change = { enable: false, retention_info: { max_count: 3 } };
        const updated = await caller.ask('backup.schedules.update', of('default', change));
        assert.deepEqual([updated.status, updated.text], [done, '']);
        const { fast_backup: _fast, ...rest } = usual;
        assert.deepEqual(there.simulator.schedules.get('default'), { ...rest, ...change });
      });

      it('stores what it makes of a request, once it is told to', async () => {
        const { schedules } = there.simulator;
        schedules.setStoredAs((info) => ({ ...info, location: `${info.location}/` }));
        await caller.ask('backup.schedules.update', of('default', { enable: false }));
        const { location, enable } = Object(
          await caller.get('backup.schedules.get', of('default')),
        );
        assert.deepEqual([location, enable], [`${usual.location}/`, false]);
      });

      it('one that is deleted is gone', async () => {
        const deleted = await caller.ask('backup.schedules.delete', of('default'));
        assert.deepEqual([deleted.status, deleted.text], [done, '']);
        assert.deepEqual(await caller.get('backup.schedules.list'), {});
        there.simulator.clock.advance(48 * hour);
        assert.deepEqual(starts(), []);
      });

      it('one that is run makes a job at once: 200', async () => {
        const run = await caller.ask('backup.schedules.run', of('default', { comment: 'Now.' }));
        assert.equal(run.status, 200);
        const id = there.simulator.backups.list()[0]?.id ?? '';
        const status = await caller.get('backup.job.get', { parameters: { id } });
        assert.deepEqual(dialect === 'api' ? run.json : at(run.json, 'value'), status);
        const details = at(await caller.get('backup.job.details.list'), id);
        assert.deepEqual(
          [at(details, 'type'), at(details, 'user'), at(details, 'location_user')],
          ['SCHEDULED', there.simulator.username, 'svc-backup'],
        );
      });

      it('one that is disabled runs when it is told to, without a body too', async () => {
        there.simulator.schedules.set('default', { enable: false });
        assert.equal((await caller.ask('backup.schedules.run', of('default'))).status, 200);
      });
    });
  }

  describe('When its time comes', () => {
    it('a job begins by itself', async () => {
      there.simulator.clock.advance(11 * hour + 30 * second);
      const [job] = there.simulator.backups.list();
      assert.deepEqual(
        [job?.type, job?.state, job?.startTime.toISOString()],
        ['SCHEDULED', 'INPROGRESS', '2025-03-05T23:00:00.000Z'],
      );
      const details = await there.callers.api.get('backup.job.details.list', {
        jobs: [job?.id ?? ''],
      });
      assert.equal(at(details, job?.id ?? '', 'user'), undefined);
    });

    it('once, however the clock is moved', () => {
      there.simulator.clock.advance(50 * hour);
      const days = ['2025-03-05T23:00:00.000Z', '2025-03-06T23:00:00.000Z'];
      assert.deepEqual(starts(), days);
      there.simulator.clock.advance(0);
      there.simulator.clock.advance(1);
      assert.deepEqual(starts(), days);
    });

    it('those of days that were skipped ended in their time', () => {
      there.simulator.clock.advance(30 * hour);
      assert.deepEqual(
        there.simulator.backups.list()[0]?.endTime,
        new Date('2025-03-05T23:01:00Z'),
      );
    });

    it('not again, where the schedule is changed in the same moment', () => {
      there.simulator.clock.advance(11 * hour);
      there.simulator.schedules.set('default', usual);
      there.simulator.clock.advance(second);
      assert.deepEqual(starts(), ['2025-03-05T23:00:00.000Z']);
    });

    it('that is in the time zone of the appliance', async () => {
      there.simulator.setTimeZone('Europe/Berlin');
      there.simulator.clock.advance(12 * hour);
      assert.deepEqual(starts(), ['2025-03-05T22:00:00.000Z']);
      for (const dialect of dialectNames) {
        assert.equal(await there.callers[dialect].get('system.timezone.get'), 'Europe/Berlin');
      }
    });

    it('on its days only', () => {
      const recurrence_info = { hour: 2, minute: 30, days: ['SUNDAY', 'TUESDAY'] } as const;
      there.simulator.schedules.set('default', { recurrence_info });
      there.simulator.clock.advance(8 * 24 * hour);
      assert.deepEqual(starts(), ['2025-03-09T02:30:00.000Z', '2025-03-11T02:30:00.000Z']);
    });

    it('as the last update has it', async () => {
      const input = { recurrence_info: { hour: 14, minute: 15 } };
      await there.callers.api.ask('backup.schedules.update', {
        parameters: { schedule: 'default' },
        input,
      });
      there.simulator.clock.advance(24 * hour);
      assert.deepEqual(starts(), ['2025-03-05T14:15:00.000Z']);
    });

    const silent: readonly [what: string, prepare: () => void][] = [
      ['it is disabled', () => there.simulator.schedules.set('default', { enable: false })],
      ['it is taken away', () => there.simulator.schedules.set('default', undefined)],
      ['schedules are suspended', () => there.simulator.schedules.suspend()],
      [
        'a reconciliation runs',
        () => there.simulator.setScenario([{ job: { status: 'RUNNING' } }]),
      ],
      ['a restore runs', () => there.simulator.restore.set('INPROGRESS')],
    ];
    for (const [what, prepare] of silent) {
      it(`nothing begins while ${what}`, () => {
        prepare();
        there.simulator.clock.advance(12 * hour);
        assert.deepEqual(starts(), []);
      });
    }

    it('nothing begins while another backup runs', () => {
      there.simulator.nextBackups('never-ending');
      there.simulator.backups.start();
      there.simulator.clock.advance(12 * hour);
      assert.deepEqual(starts(), [noon.toISOString()]);
    });

    it('schedules that are resumed go on', () => {
      there.simulator.schedules.suspend();
      there.simulator.clock.advance(12 * hour);
      there.simulator.schedules.resume();
      there.simulator.clock.advance(24 * hour);
      assert.deepEqual(starts(), ['2025-03-06T23:00:00.000Z']);
    });
  });

  describe('The usual one does not disturb who starts near to it', () => {
    const rows: readonly [start: string, zone: string, due: number, last: string][] = [
      ['2025-03-05T05:00:00Z', 'UTC', 23, '2025-03-04T23:00:00.000Z'],
      ['2025-03-05T16:59:59Z', 'UTC', 23, '2025-03-04T23:00:00.000Z'],
      ['2025-03-05T17:00:00Z', 'UTC', 11, '2025-03-05T11:00:00.000Z'],
      ['2025-03-05T22:59:59Z', 'UTC', 11, '2025-03-05T11:00:00.000Z'],
      ['2025-03-05T04:59:59Z', 'UTC', 11, '2025-03-04T11:00:00.000Z'],
      ['2025-03-05T16:30:00Z', 'Europe/Berlin', 11, '2025-03-05T10:00:00.000Z'],
    ];
    for (const [start, timeZone, due, last] of rows) {
      it(`started at ${start} in ${timeZone}: ${due}:00, and last ${last}`, async () => {
        const { simulator: other } = await startOne({ now: new Date(start), timeZone });
        const { recurrence_info: recurrence } = other.schedules.get('default') ?? {};
        const before = other.backups.list().at(-1)?.startTime.toISOString();
        other.clock.advance(6 * hour - second);
        const made = other.backups.list().length;
        assert.deepEqual([recurrence?.hour, before, made], [due, last, 2]);
      });
    }
  });

  it('a time zone that there is not is refused', async () => {
    assert.throws(() => there.simulator.setTimeZone('Middle/Earth'), RangeError);
    await assert.rejects(startOne({ timeZone: 'Middle/Earth' }), RangeError);
  });
});
