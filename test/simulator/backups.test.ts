import assert from 'node:assert/strict';
import type { BackupFailure } from '../../simulator/backups/backup-failures';
import { applianceForEachTest, appliances } from './appliances';
import { backupRequest, type Caller } from './caller';
import { at, dialectNames, faultOf } from './client';

const second = 1000;
const noon = new Date('2025-03-05T12:00:00.250Z');

describe('Stand-in appliance: backup jobs', () => {
  const there = applianceForEachTest({ scenario: 'none', now: noon });
  const startOne = appliances();

  /** Starts one by the API and returns its id. */
  async function start(caller: Caller, request: object = backupRequest): Promise<string> {
    const status = await caller.get('backup.job.create', { input: request });
    return String(at(status, 'id'));
  }

  async function job(id: string): Promise<unknown> {
    return there.callers.api.get('backup.job.get', { parameters: { id } });
  }

  for (const dialect of dialectNames) {
    describe(`over ${dialect}`, () => {
      let caller: Caller;
      beforeEach(() => {
        caller = there.callers[dialect];
      });

      it('one that is started answers with its status', async () => {
        const created = await caller.ask('backup.job.create', { input: backupRequest });
        assert.equal(created.status, dialect === 'api' ? 201 : 200);
        const value = dialect === 'api' ? created.json : at(created.json, 'value');
        assert.deepEqual(value, {
          id: '20250305-120000-23319993',
          state: 'INPROGRESS',
          messages: [],
          progress: 0,
          start_time: noon.toISOString(),
        });
      });

      it('it is in the list and the details from its first moment', async () => {
        const id = await start(caller);
        const list = await caller.get('backup.job.list');
        assert.ok(Array.isArray(list) && list.includes(id));
        const details = at(await caller.get('backup.job.details.list'), id);
        assert.deepEqual([at(details, 'status'), at(details, 'cancelable')], ['RUNNING', true]);
      });

      it('its progress rises, and it succeeds in its time', async () => {
        const id = await start(caller);
        there.simulator.clock.advance(45 * second);
        assert.deepEqual(
          [at(await job(id), 'state'), at(await job(id), 'progress')],
          ['INPROGRESS', 75],
        );
        there.simulator.clock.advance(15 * second);
        const ended = await caller.get('backup.job.get', { parameters: { id } });
        assert.deepEqual(
          [at(ended, 'state'), at(ended, 'progress'), at(ended, 'end_time')],
          ['SUCCEEDED', 100, '2025-03-05T12:01:00.250Z'],
        );
      });

      it('its details have its size and duration so far', async () => {
        const id = await start(caller);
        const sofar = async () => {
          const details = at(await caller.get('backup.job.details.list', { jobs: [id] }), id);
          return [Number(at(details, 'size')), Number(at(details, 'duration'))] as const;
        };
        assert.deepEqual(await sofar(), [0, 0]);
        there.simulator.clock.advance(30 * second);
        const [half, seconds] = await sofar();
        assert.equal(seconds, 30);
        there.simulator.clock.advance(30 * second);
        const [whole] = await sofar();
        assert.ok(Number.isInteger(half) && half === Math.floor(whole / 2), `${half} of ${whole}`);
      });

      it('its details tell what became of it', async () => {
        const id = await start(caller);
        there.simulator.clock.advance(60 * second);
        const details = await caller.get('backup.job.details.list', { jobs: [id] });
        const { size, description, progress, ...rest } = Object(at(details, id));
        assert.deepEqual(rest, {
          service: 'com.vmware.appliance.recovery.backup.job',
          operation: 'create',
          type: 'MANUAL',
          status: 'SUCCEEDED',
          cancelable: false,
          location:
            'sftp://nas.lab.example/vc/vCenter/sn_vc-a.lab.example/M_8.0.2.00100_20250305-120000_',
          location_user: 'svc',
          messages: [],
          build: { version_name: '8.0 U2', version: '8.0.2.00100', build_number: '23319993' },
          fast_backup: false,
          user: there.simulator.username,
          duration: 60,
          start_time: noon.toISOString(),
          end_time: '2025-03-05T12:01:00.250Z',
        });
        assert.ok(Number.isInteger(size) && size > 1_000_000);
        assert.equal(at(description, 'default_message'), 'Manual backup');
        assert.deepEqual([at(progress, 'total'), at(progress, 'completed')], [100, 100]);
      });

      it('the details of some are those of the jobs that there are', async () => {
        const [first = '', second = ''] = there.simulator.backups.list().map(({ id }) => id);
        const of = async (...jobs: string[]) =>
          Object.keys(Object(await caller.get('backup.job.details.list', { jobs })));
        assert.deepEqual(await of(first), [first]);
        assert.deepEqual((await of(first, 'none', second)).toSorted(), [first, second]);
        assert.deepEqual(await of('none'), []);
      });

      it('cancelled, it has failed with the progress it had', async () => {
        const id = await start(caller);
        there.simulator.clock.advance(30 * second);
        const result = await caller.get('backup.job.cancel', { parameters: { id } });
        assert.deepEqual(result, { status: 'OK', messages: [] });
        there.simulator.clock.advance(60 * second);
        const ended = await job(id);
        assert.deepEqual([at(ended, 'state'), at(ended, 'progress')], ['FAILED', 50]);
        assert.equal(at(ended, 'messages', 0, 'default_message'), 'The backup was cancelled.');
        const details = at(await caller.get('backup.job.details.list', { jobs: [id] }), id);
        assert.equal(at(details, 'duration'), 30);
        assert.ok(Number(at(details, 'size')) > 500_000_000, 'what was transferred until then');
        assert.equal(
          at(details, 'error', 'messages', 0, 'default_message'),
          'The backup was cancelled.',
        );
      });

      it('one that has ended cannot be cancelled: 200 with FAIL', async () => {
        const id = there.simulator.backups.add();
        const before = await job(id);
        const result = await caller.get('backup.job.cancel', { parameters: { id } });
        assert.equal(at(result, 'status'), 'FAIL');
        assert.match(String(at(result, 'messages', 0, 'default_message')), /has ended/);
        assert.deepEqual(await job(id), before);
      });

      it('can be validated without a start', async () => {
        const before = there.simulator.backups.list();
        const result = await caller.get('backup.validate', { input: backupRequest });
        assert.deepEqual(result, { status: 'OK', messages: [] });
        assert.deepEqual(there.simulator.backups.list(), before);
      });

      const unfit: readonly [what: string, change: object, told: RegExp][] = [
        [
          'a server that is out of reach',
          { location: 'sftp://unreachable/vc' },
          /cannot be reached/,
        ],
        ['a part that there is not', { parts: ['seat', 'wine'] }, /no part wine/],
      ];
      for (const [what, change, told] of unfit) {
        it(`with ${what}, validating answers 200 with FAIL`, async () => {
          const input = { ...backupRequest, ...change };
          const result = await caller.get('backup.validate', { input });
          assert.equal(at(result, 'status'), 'FAIL');
          assert.match(String(at(result, 'messages', 0, 'default_message')), told);
        });

        it(`with ${what}, one begins, and fails for that reason`, async () => {
          const id = await start(caller, { ...backupRequest, ...change });
          assert.equal(at(await job(id), 'state'), 'INPROGRESS');
          there.simulator.clock.advance(60 * second);
          assert.equal(at(await job(id), 'state'), 'FAILED');
          assert.match(String(at(await job(id), 'messages', 0, 'default_message')), told);
        });
      }

      it('takes a location that begins with a hyphen: a client must not rest on this', async () => {
        const input = { ...backupRequest, location: '-oProxyCommand=x', location_user: '-x' };
        assert.ok((await caller.ask('backup.job.create', { input })).status < 300);
      });

      it('consists of parts with a size', async () => {
        const parts = await caller.get('backup.parts.list');
        assert.ok(Array.isArray(parts));
        assert.deepEqual(
          parts.map((part) => [at(part, 'id'), at(part, 'optional')]),
          [
            ['common', false],
            ['seat', true],
            ['supervisors', true],
          ],
        );
        assert.equal(await caller.get('backup.parts.get', { parameters: { id: 'common' } }), 412);
      });

      it('the path of no job is no operation', async () => {
        const given = { parameters: { id: '' } };
        assert.equal(faultOf(await caller.ask('backup.job.get', given)), '404 NOT_FOUND');
        assert.equal(there.simulator.requests.at(-1)?.operation, 'unknown');
      });
    });
  }

  describe('fail in the words that were seen of real appliances', () => {
    const rows: readonly [BackupFailure | undefined, text: string][] = [
      [undefined, 'BackupManager encountered an exception. Please check logs for details.'],
      ['exception', 'BackupManager encountered an exception. Please check logs for details.'],
      [
        'database-unhealthy',
        'Db health is UNHEALTHY, Backup Failed. Disable health check to take backup in critical state.',
      ],
      [
        'services-stopped',
        'Invalid vCenter Server status: All required services are not up! Stopped services: vmware-vapi-endpoint, vpxd.',
      ],
      ['snapshot', 'Full backup not allowed during VM snapshot'],
    ];
    for (const [failure, text] of rows) {
      it(failure ?? 'the usual ones', async () => {
        there.simulator.nextBackups('FAILED', failure);
        const id = there.simulator.backups.start();
        there.simulator.clock.advance(60 * second);
        const details = at(await there.callers.api.get('backup.job.details.list'), id);
        assert.equal(at(details, 'messages', 0, 'default_message'), text);
        assert.match(String(at(details, 'messages', 0, 'id')), /^simulator\./);
      });
    }
  });

  it('of thousands are told in no order, and always in the same', async () => {
    const { callers } = await startOne({ history: 3000 });
    const [list, again, details] = [
      await callers.api.get('backup.job.list'),
      await callers.api.get('backup.job.list'),
      await callers.api.get('backup.job.details.list'),
    ].map((answer) => (Array.isArray(answer) ? answer.map(String) : Object.keys(Object(answer))));
    assert.ok(list && details);
    assert.equal(list.length, 3000);
    assert.deepEqual(again, list);
    assert.deepEqual(details, list);
    const rises = list.filter((id, index) => index > 0 && id > (list[index - 1] ?? '')).length;
    assert.ok(rises > 1000 && rises < 2000, `${rises} of 3000 come after an older one`);
  });

  it('the newest is in the midst of the list and of the details', async () => {
    const ids = Array.from({ length: 5 }, () => there.simulator.backups.add());
    const newest = there.simulator.backups.start();
    const list = await there.callers.api.get('backup.job.list');
    assert.ok(Array.isArray(list));
    assert.equal(list.length, ids.length + 3);
    const details = Object.keys(Object(await there.callers.api.get('backup.job.details.list')));
    for (const order of [list, details]) {
      assert.ok(![0, order.length - 1].includes(order.indexOf(newest)), order.join());
    }
  });

  it('a request may give a mere path, and then has a URL of its kind', async () => {
    const input = { parts: [], location_type: 'NFS', location: 'nas.lab.example/vol 1' };
    const id = String(at(await there.callers.api.get('backup.job.create', { input }), 'id'));
    const details = at(await there.callers.api.get('backup.job.details.list', { jobs: [id] }), id);
    assert.match(String(at(details, 'location')), /^nfs:\/\/nas\.lab\.example\/vol%201\/vCenter\//);
  });

  it('the older dialect also numbers the jobs that details are wanted of', async () => {
    const [first = '', second = ''] = there.simulator.backups.list().map(({ id }) => id);
    const { authorization } = there.simulator;
    const path = `/rest/appliance/recovery/backup/job/details?filter.jobs.1=${first}&filter.jobs.2=${second}`;
    const { json } = await there.client.ask({ path, headers: { authorization } });
    const entries = at(json, 'value');
    assert.ok(Array.isArray(entries));
    assert.deepEqual(entries.map((entry) => at(entry, 'key')).toSorted(), [first, second]);
  });

  describe('In the hands of a test', () => {
    it('there are those of yesterday and of the day before, made by the schedule', () => {
      const ended = { state: 'SUCCEEDED', type: 'SCHEDULED' };
      assert.deepEqual(there.simulator.backups.list(), [
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
      const details = await there.callers.api.get('backup.job.details.list');
      assert.deepEqual(
        Object.values(Object(details)).map((each) => at(each, 'user')),
        [undefined, undefined],
      );
    });

    it('as many as are wanted', async () => {
      const { simulator } = await startOne({ history: 9, now: noon });
      assert.equal(simulator.backups.list().length, 9);
    });

    const endings: readonly ['SUCCEEDED' | 'FAILED' | 'never-ending', string][] = [
      ['SUCCEEDED', 'SUCCEEDED'],
      ['FAILED', 'FAILED'],
      ['never-ending', 'INPROGRESS'],
    ];
    for (const [ending, state] of endings) {
      it(`those that start after nextBackups('${ending}') come to ${state}`, async () => {
        const before = there.simulator.backups.start();
        there.simulator.nextBackups(ending);
        const after = there.simulator.backups.start();
        there.simulator.clock.advance(3600 * second);
        assert.equal(at(await job(before), 'state'), 'SUCCEEDED');
        assert.equal(at(await job(after), 'state'), state);
      });
    }

    it('one runs until it is told to end', async () => {
      const id = there.simulator.backups.add({ state: 'INPROGRESS' });
      there.simulator.clock.advance(3600 * second);
      assert.equal(at(await job(id), 'state'), 'INPROGRESS');
      there.simulator.backups.end(id, 'FAILED', 'The disk is full.');
      assert.equal(at(await job(id), 'state'), 'FAILED');
      assert.equal(at(await job(id), 'end_time'), there.simulator.clock.now().toISOString());
      assert.equal(at(await job(id), 'messages', 0, 'default_message'), 'The disk is full.');
    });

    it('one of the past has the times it is given', () => {
      const startTime = new Date('2025-03-01T02:00:00Z');
      const endTime = new Date('2025-03-01T02:20:00Z');
      const id = there.simulator.backups.add({
        state: 'FAILED',
        type: 'SCHEDULED',
        startTime,
        endTime,
      });
      const [added] = there.simulator.backups.list();
      assert.deepEqual(added, { id, state: 'FAILED', type: 'SCHEDULED', startTime, endTime });
    });

    it('one that has just begun does not end in the future', () => {
      const id = there.simulator.backups.add({ startTime: there.simulator.clock.now() });
      const added = there.simulator.backups.list().find((each) => each.id === id);
      assert.deepEqual(added?.endTime, there.simulator.clock.now());
    });

    it('two of the same second have ids of their own', () => {
      assert.notEqual(there.simulator.backups.start(), there.simulator.backups.start());
    });

    it('an id that is taken, or that there is not, is refused', () => {
      const id = there.simulator.backups.add({ id: 'mine' });
      assert.throws(
        () => there.simulator.backups.add({ id }),
        /There is a backup job "mine" already/,
      );
      assert.throws(() => there.simulator.backups.end('yours'), /There is no backup job "yours"/);
    });

    it('one that is removed is gone, and with it what it was to become', async () => {
      const id = there.simulator.backups.start();
      there.simulator.backups.remove(id);
      there.simulator.clock.advance(60 * second);
      const gone = await there.callers.api.ask('backup.job.get', { parameters: { id } });
      assert.equal(gone.status, 404);
      there.simulator.backups.start();
      there.simulator.backups.clear();
      there.simulator.clock.advance(60 * second);
      assert.deepEqual(await there.callers.api.get('backup.job.list'), []);
    });
  });
});
