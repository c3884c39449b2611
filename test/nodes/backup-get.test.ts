import assert from 'node:assert/strict';
import type { AddedBackup } from '../../simulator/control/test-controls';
import { type MovedFlow, movedFlows } from './moved-flow';

const details = 'backup.job.details.list';
const hour = 3_600_000;

describe('Asking for a backup (get)', () => {
  let there: MovedFlow;

  const startMoved = movedFlows();

  /** Backups that were made so many hours ago. */
  async function asking(
    job: Record<string, unknown>,
    made: (Omit<AddedBackup, 'startTime'> & { ago: number })[] = [],
  ): Promise<MovedFlow> {
    there = await startMoved(
      { job: { type: 'vcenter-backup-job', action: 'get', ...job } },
      { scenario: 'none', history: 0 },
    );
    const now = there.simulator.clock.now().getTime();
    for (const { ago, ...wish } of made) {
      there.simulator.backups.add({ ...wish, startTime: new Date(now - ago * hour) });
    }
    return there;
  }

  // Neither the ids nor the order in which they are listed say which is the latest.
  const several = [
    { id: 'z', ago: 40 },
    { id: 'a', ago: 3, state: 'FAILED' as const },
    { id: 'm', ago: 10 },
    { id: 'y', ago: 30 },
  ];

  describe('which one', () => {
    const rows: [string, Record<string, unknown>, string, string][] = [
      ['auto, without msg.job: the latest by its start', { jobIdType: 'auto' }, 'a failed', 'a'],
      ['nothing said: the same', {}, 'a failed', 'a'],
      ['latest', { jobIdType: 'latest' }, 'a failed', 'a'],
      ['latest-succeeded', { jobIdType: 'latest-succeeded' }, 'a succeeded', 'm'],
      ['an id in the settings', { jobIdType: 'str', jobId: 'y' }, 'a succeeded', 'y'],
      ['an id in the message', { jobIdType: 'msg', jobId: 'which' }, 'a succeeded', 'z'],
      ['an id by JSONata', { jobIdType: 'jsonata', jobId: '$lowercase("M")' }, 'a succeeded', 'm'],
    ];
    for (const [title, job, told, id] of rows) {
      it(title, async () => {
        await asking(job, several);
        await there.send('a', { which: 'z' });
        assert.deepEqual(there.told(), [told]);
        assert.equal(there.last('a').job?.id, id);
        const start = there.simulator.backups.list().find((backup) => backup.id === id)?.startTime;
        const { start_time } = there.last('a').payload as { start_time: string };
        assert.equal(start_time, start?.toISOString(), 'the payload is what is said of it alone');
      });
    }

    for (const [action, requests] of [
      ['latest', ['backup.job.list', `${details} 2`]],
      ['latest-succeeded', ['backup.job.list', `${details} 2`]],
    ] as const) {
      it(`${action}: two requests`, async () => {
        const real = [
          { id: '20250303-020000-23319993', ago: 30 },
          { id: '20250304-020000-23319993', ago: 3 },
        ];
        await asking({ jobIdType: action }, real);
        await there.send('a');
        const asked = there.simulator.requests.filter(
          ({ operation }) => !operation.startsWith('session.'),
        );
        const told = asked.map(({ operation, query }) =>
          query.size > 0 ? `${operation} ${query.size}` : operation,
        );
        assert.deepEqual(told, requests);
      });
    }

    it('in whatever order they are listed', async () => {
      await asking({}, several);
      for (const order of [
        ['z', 'a', 'm', 'y'],
        ['a', 'y', 'm', 'z'],
        ['m', 'z', 'y', 'a'],
      ]) {
        const started = new Map(
          there.simulator.backups.list().map(({ id, startTime }) => [id, startTime.toISOString()]),
        );
        const map = order.map((id) => [id, { start_time: started.get(id), status: 'SUCCEEDED' }]);
        there.simulator.answerWith(details, { status: 200, body: Object.fromEntries(map) });
        await there.send(order.join(''));
        there.told();
        assert.equal(there.last(order.join('')).job?.id, 'a');
      }
    });
    it('one without a start is older than all others', async () => {
      await asking({}, several);
      const status = 'SUCCEEDED';
      const body = {
        m: { status, start_time: '2025-03-04T02:00:00Z' },
        z: { status },
        y: { status, start_time: 'soon' },
      };
      there.simulator.answerWith(details, { status: 200, body });
      await there.send('a');
      there.told();
      assert.equal(there.last('a').job?.id, 'm');
    });
    it('auto: the one in msg.job', async () => {
      await asking({}, several);
      const job = { kind: 'backup', appliance: { id: 'appliance' }, state: 'running', id: 'y' };
      await there.send('a', { job });
      await there.send('b', { job: { ...job, appliance: { id: 'another' } } });
      await there.send('c', { job: { ...job, kind: 'restore' } });
      there.told();
      assert.deepEqual(
        ['a', 'b', 'c'].map((name) => there.last(name).job?.id),
        ['y', 'a', 'a'],
      );
    });
    it('one that runs', async () => {
      await asking({}, several);
      const id = there.simulator.backups.start();
      await there.time.pass(30);
      await there.send('a');
      assert.deepEqual(there.told(), ['a running']);
      assert.equal(there.last('a').job?.id, id);
      assert.equal(there.last('a').job?.progress, 50);
    });
    it('an id that is not there: not found', async () => {
      await asking({ jobIdType: 'msg', jobId: 'which' }, several);
      await there.send('a', { which: 'gone?x=1' });
      assert.deepEqual(there.told(), ['a not found']);
      const { job } = there.last('a');
      assert.equal(job?.state, 'not-found');
      assert.equal(job?.id, 'gone?x=1');
      assert.equal(job?.statusCode, 404);
    });
    for (const jobIdType of ['latest', 'latest-succeeded']) {
      it(`${jobIdType}, where there is none: not found`, async () => {
        await asking({ jobIdType });
        await there.send('a');
        assert.deepEqual(there.told(), ['a not found']);
        const { job } = there.last('a');
        assert.equal(job?.state, 'none');
        assert.equal(job?.statusCode, 200);
        assert.match(job?.text ?? '', /vc-a has no backup job/);
      });
    }
    it('latest-succeeded, where all have failed: not found', async () => {
      await asking({ jobIdType: 'latest-succeeded' }, [{ id: 'a', ago: 3, state: 'FAILED' }]);
      await there.send('a');
      assert.deepEqual(there.told(), ['a not found']);
    });
    it('something that is no map: INVALID_RESPONSE', async () => {
      await asking({}, several);
      there.simulator.answerWith(details, { status: 200, body: '"none"' });
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch INVALID_RESPONSE']);
    });
  });

  describe('tells of it in msg.job.details', () => {
    it('size, location, type, build, and who started it', async () => {
      await asking({}, [{ id: 'a', ago: 3 }]);
      await there.send('a');
      there.told();
      const { job } = there.last('a');
      const { size, location, type, build, user } = job?.details ?? {};
      assert.ok((size ?? 0) > 1_000_000_000);
      assert.match(location ?? '', /^sftp:\/\/backup\.lab\.example\/vc\/.*M_/);
      assert.equal(type, 'MANUAL');
      assert.equal(user, 'root');
      assert.deepEqual(Object.keys(build as object), ['version_name', 'version', 'build_number']);
      assert.equal(job?.duration, 60);
    });
    // What becomes of an id without details is not specified.
    const noDetails: [string, { status: number; body: object }][] = [
      ['a map without it', { status: 200, body: {} }],
      ['404', { status: 404, body: { error_type: 'NOT_FOUND', messages: [] } }],
      ['400', { status: 400, body: { error_type: 'INVALID_ARGUMENT', messages: [] } }],
      ['500', { status: 500, body: { error_type: 'ERROR', messages: [] } }],
    ];
    for (const [title, answer] of noDetails) {
      it(`not of one that has none yet (${title}): the job is there all the same`, async () => {
        await asking({ jobIdType: 'msg', jobId: 'which' }, [{ id: 'a', ago: 3 }]);
        there.simulator.answerWith(details, answer);
        await there.send('a', { which: 'a' });
        await there.send('b', { which: 'gone' });
        assert.deepEqual(there.told(), ['a succeeded', 'b not found']);
        assert.equal(there.last('a').job?.details, undefined);
        assert.equal(there.last('a').job?.id, 'a');
      });
    }
    it('of a running and of a failed backup, size and duration so far, in whole numbers', async () => {
      await asking({});
      const id = there.simulator.backups.start('SCHEDULED');
      await there.send('a');
      await there.time.pass(30);
      await there.send('b');
      there.simulator.backups.end(id, 'FAILED');
      await there.send('c');
      assert.deepEqual(there.told(), ['a running', 'b running', 'c failed']);
      const told = ['a', 'b', 'c'].map((name) => {
        const { duration, details: { size } = {} } = there.last(name).job ?? {};
        const payload = there.last(name).payload as { size: number; duration: number };
        assert.deepEqual([size, duration], [payload.size, payload.duration], 'its own values');
        return [duration, Number.isInteger(size) && (size ?? 0) > 900_000_000];
      });
      assert.deepEqual(told, [
        [0, false],
        [30, true],
        [30, true],
      ]);
      assert.equal(there.last('a').job?.details?.size, 0);
      assert.equal('user' in (there.last('a').job?.details ?? {}), false, 'no one started it');
    });
    for (const [title, size, duration, told] of [
      ['as text', '1024', '60', [1024, 60]],
      ['not whole', 1023.6, 59.7, [1024, 60]],
      ['below zero', -1, -1, [undefined, undefined]],
      ['left out', undefined, undefined, [undefined, undefined]],
    ] as const) {
      it(`size and duration ${title}: ${told.map((value) => value ?? 'none').join(', ')}`, async () => {
        await asking({ jobIdType: 'str', jobId: 'a' });
        const start_time = '2025-03-04T02:00:00Z';
        const body = { a: { status: 'RUNNING', start_time, size, duration } };
        there.simulator.answerWith(details, { status: 200, body });
        await there.send('a');
        there.told();
        const { job } = there.last('a');
        assert.deepEqual([job?.details?.size, job?.duration], told);
      });
    }
    it('passwords in its location are masked', async () => {
      await asking({}, [{ id: 'a', ago: 3 }]);
      there.simulator.answerWith(details, {
        status: 200,
        body: {
          a: {
            status: 'SUCCEEDED',
            start_time: '2025-03-04T02:00:00Z',
            location: 'ftp://svc:s3cret@nas/vc',
          },
        },
      });
      await there.send('a');
      there.told();
      assert.match(there.last('a').job?.details?.location ?? '', /svc:\*\*\*@nas/);
      assert.doesNotMatch(JSON.stringify(there.last('a')), /s3cret/);
    });
    it('also through /rest, where the map is a list', async () => {
      await asking({}, several);
      await there.redeploy({
        job: { type: 'vcenter-backup-job', action: 'get' },
        appliance: { connection: 'rest' },
      });
      await there.send('a');
      assert.deepEqual(there.told(), ['a failed']);
      assert.equal(there.last('a').job?.details?.type, 'MANUAL');
    });
    it('by its id it is one request', async () => {
      await asking({ jobIdType: 'str', jobId: 'm' }, several);
      await there.send('a');
      const asked = there.simulator.requests.filter(
        ({ operation }) => !operation.startsWith('session.'),
      );
      assert.deepEqual(
        asked.map(({ operation, query }) => `${operation} ${query}`),
        [`${details} jobs=m`],
      );
    });
  });
});

describe('Asking for the restore (get)', () => {
  let there: MovedFlow;
  const get = 'restore.job.get';

  const startMoved = movedFlows();

  async function asking(restoreNever: 'none' | 'error-500'): Promise<void> {
    there = await startMoved(
      { job: { type: 'vcenter-restore-job', action: 'get' } },
      { scenario: 'none', restoreNever },
    );
  }

  const states: ['INPROGRESS' | 'SUCCEEDED' | 'FAILED', string][] = [
    ['INPROGRESS', 'a running'],
    ['SUCCEEDED', 'a succeeded'],
    ['FAILED', 'a failed'],
  ];
  for (const [state, told] of states) {
    it(`${state}: ${told.slice(2)}`, async () => {
      await asking('error-500');
      there.simulator.restore.set(state, 40);
      await there.send('a');
      assert.deepEqual(there.told(), [told]);
      assert.equal(there.last('a').job?.kind, 'restore');
      assert.equal(there.last('a').job?.progress, 40);
    });
  }
  it('nothing was ever restored: not found', async () => {
    await asking('none');
    await there.send('a');
    assert.deepEqual(there.told(), ['a not found']);
    assert.equal(there.last('a').job?.state, 'none');
  });
  it('nothing was ever restored, told by an error 500: not found, and that is said', async () => {
    await asking('error-500');
    await there.send('a');
    assert.deepEqual(there.told(), ['a not found']);
    const { job, payload } = there.last('a');
    assert.equal(job?.state, 'not-found');
    assert.equal(job?.statusCode, 500);
    assert.match(job?.text ?? '', /answered with HTTP 500 instead of a job/);
    assert.ok(Array.isArray((payload as { messages: unknown }).messages), 'its words are shown');
  });
  const pages: [string, { status: number; body: string | object }, string][] = [
    ['a page of the proxy with 500', { status: 500, body: '<h1>Oh dear</h1>' }, 'APPLIANCE_ERROR'],
    ['nothing with 500', { status: 500, body: '' }, 'APPLIANCE_ERROR'],
    ['502', { status: 502, body: { error_type: 'ERROR', messages: [] } }, 'UNAVAILABLE'],
  ];
  for (const [title, answer, code] of pages) {
    it(`${title}: ${code}`, async () => {
      await asking('none');
      there.simulator.answerWith(get, answer);
      await there.send('a');
      await there.time.pass(10);
      assert.deepEqual(there.told(), [`a catch ${code}`]);
    });
  }
  it('an error 500 of another job is a fault', async () => {
    there = await startMoved({}, { scenario: 'none' });
    const body = { error_type: 'INTERNAL_SERVER_ERROR', messages: [] };
    there.simulator.answerWith('reconciliation.job.get', { status: 500, body });
    await there.send('a');
    assert.deepEqual(there.told(), ['a catch APPLIANCE_ERROR']);
  });
});
