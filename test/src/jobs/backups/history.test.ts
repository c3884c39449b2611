/** What a look at all backups asks for, and what is kept from one look to the next. */
import assert from 'node:assert/strict';
import type { Answer, Appliance, CallOptions } from '../../../../src/appliance/client';
import { Fault } from '../../../../src/appliance/faults/fault';
import type { Operation } from '../../../../src/appliance/operations/operation';
import { operations } from '../../../../src/appliance/operations/tables/recovery-operations';
import type { BackupHistory, EndedBackups } from '../../../../src/jobs/backups/entries';
import {
  createHistoryReader,
  type HistoryReader,
  type WantDetails,
} from '../../../../src/jobs/backups/history';
import { readLatest } from '../../../../src/jobs/backups/read-backups';

const begin = Date.parse('2020-01-01T02:00:00Z');
const timeOf = (day: number) => new Date(begin + day * 24 * 3_600_000).toISOString();

function idOf(day: number): string {
  return `${timeOf(day).replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)}-23319993`;
}

const location = 'sftp://backup.lab.example/vc';

/** An appliance with a backup of each of so many days. */
function applianceWith(count: number, statusOf: (day: number) => string = () => 'SUCCEEDED') {
  const there = new Map<string, Record<string, unknown>>();
  const asked: (string | number)[] = [];
  let isAway = false;

  function add(day: number, status = statusOf(day)): string {
    const details = { status, type: 'SCHEDULED', start_time: timeOf(day), messages: [], size: 7 };
    there.set(idOf(day), { ...details, location, progress: { total: 100, completed: 100 } });
    return idOf(day);
  }

  async function call(
    { name: operation }: Operation,
    { parameters = {}, knownDigest }: CallOptions = {},
  ): Promise<Answer> {
    const facts = { operation, requestId: 'r-1', statusCode: 200, found: true };
    if (operation === 'backup.job.list') {
      const payload = [...there.keys()];
      if (knownDigest === undefined) return { ...facts, payload };
      const digest = `digest of ${payload.join(' ')}`;
      const isUnchanged = digest === knownDigest;
      asked.push(isUnchanged ? 'same list' : 'list');
      if (isUnchanged) return { ...facts, digest, payload: null, unchanged: true };
      return { ...facts, digest, payload };
    }
    const { jobs } = parameters;
    assert.ok(Array.isArray(jobs), 'never for all');
    asked.push(jobs.length);
    if (isAway) throw new Fault({ code: 'UNREACHABLE', sentences: ['Gone.'] });
    const found = jobs.flatMap((id) => {
      const details = there.get(String(id));
      return details ? [[String(id), { ...details }]] : [];
    });
    return { ...facts, payload: Object.fromEntries(found) };
  }

  for (let day = 0; day < count; day += 1) add(day);
  return {
    appliance: { call } as Appliance,
    add,
    remove: (day: number) => void there.delete(idOf(day)),
    goAway: (away = true) => {
      isAway = away;
    },
    /** What was asked for since the last call. */
    asked: () => asked.splice(0),
  };
}

/** The 30 newest, and all that a monitor has not seen the end of. */
const newest: WantDetails = (ids) => ids.toSorted().reverse().slice(0, 30);

/** A backup with all that is known of it. */
const whole = ({ entries }: BackupHistory) =>
  entries.filter(({ details }) => details.location === location).length;

describe('A look at all backups', () => {
  let there: ReturnType<typeof applianceWith>;
  let ended: EndedBackups;
  let reader: HistoryReader;

  function watch(count: number, statusOf?: (day: number) => string): void {
    there = applianceWith(count, statusOf);
    ended = new Map();
    reader = createHistoryReader(there.appliance, ended);
  }
  /** @returns what it asks for, and how many of its entries are whole. */
  async function look(...wants: WantDetails[]) {
    const history = await reader.read(wants.length > 0 ? wants : [newest]);
    return { asked: there.asked(), whole: whole(history), history };
  }

  it('at 10,000 backups reads the list once, and keeps 30 summaries', async () => {
    watch(10_000);
    const first = await look();
    assert.deepEqual(
      [first.asked, first.whole, first.history.ids?.length],
      [...[['list', 30], 30, 10_000]],
    );
    for (let time = 0; time < 3; time += 1) {
      const { asked, history } = await look();
      assert.deepEqual([asked, history.ids, history.payload], [['same list'], undefined, null]);
      assert.equal(history.entries.length, 30);
      assert.equal(history.entries[0]?.id, idOf(9999));
    }
    assert.equal(ended.size, 30);
    assert.equal([...ended.values()].filter(({ isSummary }) => !isSummary).length, 1);
  });

  it('asks for those that run only, until they have ended', async () => {
    watch(100);
    there.add(100, 'RUNNING');
    assert.deepEqual((await look()).asked, ['list', 30]);
    assert.deepEqual((await look()).asked, ['same list', 1]);
    there.add(100, 'FAILED');
    const { asked, history } = await look();
    assert.deepEqual(asked, ['same list', 1]);
    assert.deepEqual(
      [history.entries[0]?.details.status, history.entries[0]?.details.location],
      ['FAILED', location],
    );
    assert.deepEqual((await look()).asked, ['same list']);
  });

  it('asks again for those of which the appliance has no details', async () => {
    watch(40);
    const wants: WantDetails = (ids, entries) => [...newest(ids, entries), 'bare'];
    await look(wants);
    assert.deepEqual((await look(wants)).asked, ['same list', 1]);
  });

  it('has all of what is new, and of the others what they are compared by', async () => {
    watch(100);
    await look();
    there.add(100);
    there.add(101);
    const { asked, history } = await look();
    assert.deepEqual(asked, ['list', 2]);
    const [latest, second, third] = history.entries;
    assert.deepEqual(
      [latest, second, third].map((entry) => entry?.details.location),
      [location, location, location],
    );
    const { details = {}, isSummary } = (await look()).history.entries[1] ?? {};
    assert.equal(isSummary, true);
    assert.deepEqual(details, {
      ...{ status: 'SUCCEEDED', type: 'SCHEDULED', messages: [], size: 7 },
      start_time: timeOf(100),
    });
  });

  it('has all of what is new, whoever else has read it before', async () => {
    watch(100);
    await look();
    for (const day of [100, 101, 102]) there.add(day);
    await readLatest(there.appliance, 'latest', { ended });
    const { history } = await look();
    const locations = history.entries.slice(0, 3).map(({ details }) => details.location);
    assert.deepEqual(locations, [location, location, location]);
  });

  it('has all of what is new, though the look before could not be finished', async () => {
    watch(100);
    await look();
    for (const day of [100, 101, 102]) there.add(day);
    const inTwo: WantDetails = (ids, entries) =>
      newest(ids, entries).slice(0, entries.some(({ id }) => id === idOf(102)) ? 30 : 1);
    await look(inTwo);
    there.add(103);
    there.goAway();
    await assert.rejects(look(inTwo), { code: 'UNREACHABLE' });
    there.goAway(false);
    const { history } = await look(inTwo);
    assert.equal(history.entries[0]?.details.location, location);
  });

  it('has all of all for those who watch for the first time', async () => {
    watch(100);
    await look();
    await look();
    const another: WantDetails = (ids, entries) => newest(ids, entries);
    const { asked, whole } = await look(newest, another);
    assert.deepEqual([asked, whole], [['list', 29], 30]);
    assert.deepEqual((await look(newest, another)).asked, ['same list']);
  });

  it('has all of the latest, once the one before is gone', async () => {
    watch(100);
    await look();
    there.remove(99);
    const { asked, history } = await look();
    assert.deepEqual(asked, ['list', 1, 1]);
    assert.deepEqual(
      [history.entries[0]?.id, history.entries[0]?.details.location],
      [idOf(98), location],
    );
  });

  it('reads the list where somebody else has read it in between', async () => {
    watch(100);
    await look();
    const list = { requestId: 'r-2', statusCode: 200, payload: [], found: true };
    reader.noteAnswer({ ...list, operation: operations['backup.job.list'].name });
    assert.deepEqual((await look()).asked, ['list']);
    assert.deepEqual((await look()).asked, ['same list']);
    reader.noteAnswer({ ...list, operation: operations['backup.job.get'].name });
    assert.deepEqual((await look()).asked, ['same list']);
  });

  it('takes no notice of one that nobody gets', async () => {
    watch(100);
    await look();
    there.add(100);
    there.remove(3);
    await reader.read([]);
    there.asked();
    const { asked, history } = await look();
    assert.deepEqual(asked, ['list', 1]);
    assert.deepEqual([history.ids?.length, history.entries[0]?.id], [100, idOf(100)]);
  });

  it('reads an empty list each time, and then knows what it knew', async () => {
    watch(3);
    await look();
    for (const day of [0, 1, 2]) there.remove(day);
    for (let time = 0; time < 2; time += 1) {
      const { asked, history } = await look();
      assert.deepEqual([asked, history.ids, history.entries], [['list'], [], []]);
    }
    for (const day of [0, 1, 2]) there.add(day);
    assert.deepEqual((await look()).asked, ['list']);
  });

  const keeps: [title: string, count: number, statusOf: (day: number) => string, kept: number][] = [
    ['the 30 newest', 400, () => 'SUCCEEDED', 30],
    [
      'those since the latest that succeeded',
      100,
      (day) => (day > 50 ? 'FAILED' : 'SUCCEEDED'),
      50,
    ],
    ['all that are known where none has succeeded', 100, () => 'FAILED', 100],
  ];
  for (const [title, count, statusOf, kept] of keeps) {
    it(`keeps of what has ended ${title}`, async () => {
      watch(count, statusOf);
      await look((ids) => ids);
      assert.equal(ended.size, kept);
    });
  }

  it('keeps no more, however long it looks', async () => {
    watch(100);
    for (let day = 100; day < 200; day += 1) {
      there.add(day);
      assert.deepEqual((await look()).asked, day === 100 ? ['list', 30] : ['list', 1]);
    }
    assert.equal(ended.size, 30);
  });
});
