/** Which requests are sent for backups, and what is known by their answers. */
import assert from 'node:assert/strict';
import type { Answer, Appliance, CallOptions } from '../../../../src/appliance/client';
import { Fault } from '../../../../src/appliance/faults/fault';
import type { Operation } from '../../../../src/appliance/operations/operation';
import type { EndedBackups } from '../../../../src/jobs/backups/entries';
import {
  createHistoryReader,
  type HistoryReader,
  type WantDetails,
} from '../../../../src/jobs/backups/history';
import { readLatest, readNewest } from '../../../../src/jobs/backups/read-backups';

/** A backup of a stand-in. */
interface Backup {
  id: string;
  /** Hours. */
  start: number;
  /** SUCCEEDED if left out. */
  status?: string;
}

const begin = Date.parse('2020-01-01T02:00:00Z');

/** Backups every day since then, with ids as real appliances give them; the oldest first. */
function daily(count: number, statusOf: (day: number) => string = () => 'SUCCEEDED'): Backup[] {
  return Array.from({ length: count }, (_, day) => {
    const time = new Date(begin + day * 24 * 3_600_000).toISOString();
    const id = `${time.replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)}-23319993`;
    return { id, start: day * 24, status: statusOf(day) };
  });
}

/** The same with ids that do not begin with a time. */
function opaque(backups: readonly Backup[]): Backup[] {
  return backups.map((backup, index) => ({ ...backup, id: `backup ${(index * 7) % 1000}` }));
}

/** Puts texts into an order that has nothing to do with time. */
function byTheirEnds(one: string, other: string): number {
  const [left = '', right = ''] = [one, other].map((text) => [...text].reverse().join(''));
  return left < right ? -1 : 1;
}

/** An appliance with these backups, in no order. `requests` has how many ids each asked for. */
function applianceWith(backups: readonly Backup[]) {
  const requests: (number | 'list')[] = [];
  const there = new Map(backups.map((backup) => [backup.id, backup]));
  let failing = Number.POSITIVE_INFINITY;

  function answer({ name, success }: Operation, payload: unknown): Answer {
    return { operation: name, requestId: 'r-1', statusCode: success, payload, found: true };
  }

  const appliance: Pick<Appliance, 'call'> = {
    async call(operation: Operation, { parameters = {} }: CallOptions = {}) {
      if (operation.name === 'backup.job.list') {
        requests.push('list');
        return answer(operation, [...there.keys()].sort(byTheirEnds));
      }
      assert.equal(operation.name, 'backup.job.details.list');
      const { jobs } = parameters;
      assert.ok(Array.isArray(jobs), 'never for all');
      requests.push(jobs.length);
      failing -= 1;
      if (failing < 0) throw new Fault({ code: 'UNREACHABLE', sentences: ['Gone.'] });
      const found = jobs.flatMap((id) => there.get(String(id)) ?? []);
      const details = found.map(({ id, start, status = 'SUCCEEDED' }) => {
        const start_time = new Date(begin + start * 3_600_000).toISOString();
        return [id, { status, start_time, messages: [] }];
      });
      return answer(operation, Object.fromEntries(details));
    },
  };
  return {
    appliance: appliance as Appliance,
    requests,
    set: (backup: Backup) => void there.set(backup.id, backup),
    remove: (id: string) => void there.delete(id),
    failAfter: (count: number) => {
      failing = count;
    },
  };
}

describe('The latest backup', () => {
  const last = (backups: readonly Backup[]) => backups.at(-1)?.id;
  const failedSince = (day: number) => (each: number) => (each < day ? 'SUCCEEDED' : 'FAILED');
  interface Row {
    title: string;
    backups: Backup[];
    which?: 'latest' | 'latest-succeeded';
    id: string | undefined;
    requests: (number | 'list')[];
  }
  const two: Backup[] = [
    { id: '20250303-020000-1', start: 9 },
    { id: '20250304-020000-1', start: 5 },
  ];
  const rows: Row[] = [
    { title: 'of none', backups: [], id: undefined, requests: ['list'] },
    {
      title: 'is among the 30 newest ids, of thousands',
      backups: daily(2000),
      id: last(daily(2000)),
      requests: ['list', 30],
    },
    {
      title: 'is decided by start times, which may differ from ids',
      backups: two,
      id: '20250303-020000-1',
      requests: ['list', 2],
    },
    {
      title: 'that succeeded is among the 30 newest ids, too',
      backups: daily(2000, failedSince(1990)),
      which: 'latest-succeeded',
      id: daily(2000)[1989]?.id,
      requests: ['list', 30],
    },
    {
      title: 'that succeeded may be older: until one is found',
      backups: daily(2000, failedSince(1800)),
      which: 'latest-succeeded',
      id: daily(2000)[1799]?.id,
      requests: ['list', 30, 100, 100],
    },
    {
      title: 'that succeeded may be none',
      backups: daily(250, failedSince(0)),
      which: 'latest-succeeded',
      id: undefined,
      requests: ['list', 30, 100, 100, 20],
    },
    {
      title: 'is one of all where ids do not begin with a time, by 100',
      backups: opaque(daily(250)),
      id: opaque(daily(250)).at(-1)?.id,
      requests: ['list', 100, 100, 50],
    },
    {
      title: 'is one of all where a single id does not begin with a time',
      backups: [...daily(150), { id: 'before-the-patch', start: 1_000_000 }],
      id: 'before-the-patch',
      requests: ['list', 100, 51],
    },
  ];
  for (const { title, backups, which = 'latest', id, requests } of rows) {
    it(title, async () => {
      const there = applianceWith(backups);
      const { entry } = await readLatest(there.appliance, which);
      assert.equal(entry?.id, id);
      assert.deepEqual(there.requests, requests);
    });
  }

  it('of backups that are known to have ended needs no details again', async () => {
    const there = applianceWith(opaque(daily(250)));
    const ended: EndedBackups = new Map();
    await readLatest(there.appliance, 'latest', { ended });
    there.set({ id: 'new', start: 10_000, status: 'RUNNING' });
    there.requests.length = 0;
    for (const requests of [
      ['list', 1],
      ['list', 1],
    ]) {
      const { entry } = await readLatest(there.appliance, 'latest', { ended });
      assert.equal(entry?.id, 'new');
      assert.deepEqual(there.requests, requests);
      there.requests.length = 0;
    }
  });
});

describe('The newest backups', () => {
  const rows: [title: string, backups: Backup[], count: number, requests: (number | 'list')[]][] = [
    ['as many as asked for', daily(2000), 200, ['list', 100, 100]],
    ['all, where there are not so many', daily(20), 20, ['list', 20]],
    ['all, where ids do not begin with a time', opaque(daily(250)), 250, ['list', 100, 100, 50]],
  ];
  for (const [title, backups, count, requests] of rows) {
    it(title, async () => {
      const there = applianceWith(backups);
      const entries = await readNewest(there.appliance, 200);
      assert.equal(entries.length, count);
      assert.equal(
        entries[0]?.details.start_time,
        new Date(begin + (backups.length - 1) * 24 * 3_600_000).toISOString(),
      );
      assert.deepEqual(there.requests, requests);
    });
  }
});

describe('The history for monitors', () => {
  const all: WantDetails = (ids) => ids;

  const readers = new WeakMap<EndedBackups, HistoryReader>();

  async function polls(there: ReturnType<typeof applianceWith>, ended: EndedBackups, want = all) {
    there.requests.length = 0;
    const reader = readers.get(ended) ?? createHistoryReader(there.appliance, ended);
    readers.set(ended, reader);
    const { ids = [], entries } = await reader.read([want]);
    return { ids: ids.length, entries: entries.length, requests: [...there.requests] };
  }

  it('has the details of ended backups once, and of those that run each time', async () => {
    const there = applianceWith(daily(3));
    there.set({ id: '20200104-020000-1', start: 72, status: 'RUNNING' });
    const ended: EndedBackups = new Map();
    assert.deepEqual(await polls(there, ended), { ids: 4, entries: 4, requests: ['list', 4] });
    assert.deepEqual(await polls(there, ended), { ids: 4, entries: 4, requests: ['list', 1] });
    there.set({ id: '20200104-020000-1', start: 72, status: 'FAILED' });
    assert.deepEqual(await polls(there, ended), { ids: 4, entries: 4, requests: ['list', 1] });
    assert.deepEqual(await polls(there, ended), { ids: 4, entries: 4, requests: ['list'] });
  });

  it('has the latest first', async () => {
    const there = applianceWith(opaque(daily(40)));
    const { entries } = await createHistoryReader(there.appliance, new Map()).read([all]);
    const starts = entries.map(({ details }) => String(details.start_time));
    assert.deepEqual(starts, starts.toSorted().reverse());
  });

  it('has what each of several monitors needs, in one request', async () => {
    const there = applianceWith(daily(10));
    const wants: WantDetails[] = [(ids) => ids.slice(0, 2), (ids) => ids.slice(1, 4)];
    const { entries } = await createHistoryReader(there.appliance, new Map()).read(wants);
    assert.equal(entries.length, 4);
    assert.deepEqual(there.requests, ['list', 4]);
  });

  it('asks on until nobody needs more', async () => {
    const there = applianceWith(daily(10));
    const want: WantDetails = (ids, { length }) => (length < 3 ? ids.slice(0, length + 1) : []);
    assert.deepEqual(await polls(there, new Map(), want), {
      ids: 10,
      entries: 3,
      requests: ['list', 1, 1, 1],
    });
  });

  it('does not ask twice for what has no details', async () => {
    const there = applianceWith(daily(2));
    const want: WantDetails = () => ['none'];
    assert.deepEqual(await polls(there, new Map(), want), {
      ids: 2,
      entries: 0,
      requests: ['list', 1],
    });
  });

  it('keeps what it has read when the appliance is out of reach in between', async () => {
    const there = applianceWith(opaque(daily(350)));
    const ended: EndedBackups = new Map();
    there.failAfter(2);
    await assert.rejects(polls(there, ended), { code: 'UNREACHABLE' });
    there.failAfter(Number.POSITIVE_INFINITY);
    assert.deepEqual(await polls(there, ended), {
      ids: 350,
      entries: 350,
      requests: ['list', 100, 50],
    });
  });

  it('forgets what the appliance has forgotten, but not where it knows of none for a moment', async () => {
    const there = applianceWith(daily(3));
    const ended: EndedBackups = new Map();
    await polls(there, ended);
    const ids = daily(3).map(({ id }) => id);
    for (const id of ids) there.remove(id);
    assert.deepEqual(await polls(there, ended), { ids: 0, entries: 0, requests: ['list'] });
    for (const backup of daily(3)) there.set(backup);
    assert.deepEqual(await polls(there, ended), { ids: 3, entries: 3, requests: ['list'] });
    there.remove(ids[0] ?? '');
    assert.deepEqual(await polls(there, ended), { ids: 2, entries: 2, requests: ['list'] });
    assert.equal(ended.size, 2);
  });
});
