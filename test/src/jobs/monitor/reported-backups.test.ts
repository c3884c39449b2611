/** What a monitor remembers of an appliance with a long history, and what it reports all the same. */
import assert from 'node:assert/strict';
import type { BackupEntry } from '../../../../src/jobs/backups/entries';
import { newestFirst } from '../../../../src/jobs/backups/ids';
import { detailsToWatch } from '../../../../src/jobs/monitor/wanted-details';
import { isoAt, type Monitor, monitor, timeAt, words } from './monitor-rows';

/** Days. */
type Time = number;

const settings = { missedSchedule: true, overdueAfter: 0 } as const;

/** An id as real appliances give them. */
function idAt(day: Time): string {
  return `${isoAt(day * 24)
    .replaceAll(/[-:]/g, '')
    .replace('T', '-')
    .slice(0, 15)}-1`;
}

interface Listed {
  start: Time;
  status: string;
  /** Whether the appliance lists it, but has no details of it. */
  isBare?: boolean;
}

/** An appliance, and the monitor that looks at it. */
interface Watched {
  readonly watching: Monitor;
  /** Its backups, by id. */
  readonly list: Map<string, Listed>;
  add(day: Time, more?: Partial<Listed>, id?: string): string;
  /**
   * @param ahead how far (days) the appliance's clock is ahead.
   * @returns what is reported.
   */
  look(day: Time, ahead?: Time): string[];
  /** Makes a backup a day, and looks after each. @returns what is reported. */
  daily(from: Time, to: Time): string[];
  remembered(): string[];
}

function watched(stored?: unknown, listed: ReadonlyMap<string, Listed> = new Map()): Watched {
  const watching = monitor(settings, stored);
  const list = new Map(listed);
  const there: Watched = {
    watching,
    list,
    add(start, more = {}, id = idAt(start)) {
      list.set(id, { start, status: 'SUCCEEDED', ...more });
      return id;
    },
    look(day, ahead = 0) {
      const ids = [...list.keys()];
      const entries = new Map<string, BackupEntry>();
      for (let size = -1; size < entries.size; ) {
        size = entries.size;
        const known = [...entries.values()];
        for (const id of detailsToWatch(settings, watching.memory, ids, known, timeAt(day * 24))) {
          const { start, status, isBare } = list.get(id) ?? assert.fail(`${id} is not there`);
          const end = status === 'RUNNING' ? {} : { end_time: isoAt(start * 24 + 1) };
          const details = { status, messages: [], start_time: isoAt(start * 24), ...end };
          if (!isBare) entries.set(id, { id, details });
        }
      }
      const latestFirst = newestFirst([...entries.keys()]) ?? [...entries.keys()];
      const history = {
        ids,
        entries: latestFirst.flatMap((id) => entries.get(id) ?? []),
        payload: ids,
        statusCode: 200,
        date: timeAt((day + ahead) * 24),
      };
      const { changes } = watching.see({ what: 'backups', history }, day * 24);
      return changes.map(words).map((text) => text.replace(/^backup /, ''));
    },
    daily(from, to) {
      const reported: string[] = [];
      for (let day = from; day < to; day += 1) {
        there.add(day);
        reported.push(...there.look(day + 0.1));
      }
      return reported;
    },
    remembered: () => Object.keys(watching.memory.stored.backups ?? {}),
  };
  return there;
}

const succeeded = (day: Time) => `${idAt(day)} succeeded`;
const days = (from: Time, to: Time) =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('A monitor of an appliance that makes a backup each day', () => {
  let there: Watched;

  /** So long, each backup has been reported once. */
  const watchedDays = 60;
  let prepared: Watched;

  before(() => {
    prepared = watched();
    for (const day of days(-100, 0)) prepared.add(day);
    assert.deepEqual(prepared.look(0), []);
    assert.deepEqual(prepared.daily(1, watchedDays), days(1, watchedDays).map(succeeded));
  });

  beforeEach(() => {
    there = watched(prepared.watching.memory.stored, prepared.list);
  });

  it('remembers 30 of them, and a time before which all have been reported', () => {
    const { stored } = there.watching.memory;
    assert.deepEqual(there.remembered().sort(), days(watchedDays - 30, watchedDays).map(idAt));
    assert.equal(stored.reportedBefore, timeAt((watchedDays - 30) * 24));
    there.watching.restart(watchedDays * 24);
    assert.deepEqual(there.watching.memory.stored, stored);
  });

  it('stores nothing as long as nothing changes', () => {
    const { stored } = there.watching.memory;
    for (const day of [0.2, 0.5, 0.9, 5, 40]) there.look(watchedDays + day);
    assert.equal(there.watching.memory.stored, stored);
  });

  interface Row {
    title: string;
    /** What happens, and what is reported. */
    happens(): string[];
    reports: string[];
  }
  const rows: Row[] = [
    {
      title: 'nothing again, also after a restart',
      happens() {
        there.watching.restart(watchedDays * 24);
        return there.look(watchedDays);
      },
      reports: [],
    },
    {
      title: 'nothing again where the newest are gone, and forgotten ones are among the newest',
      happens() {
        for (const day of days(20, watchedDays)) there.list.delete(idAt(day));
        return [0, 1, 2].flatMap((look) => there.look(watchedDays + look));
      },
      reports: [],
    },
    {
      title: 'those of an appliance that was restored to what it was 50 days ago',
      happens() {
        for (const day of days(10, watchedDays)) there.list.delete(idAt(day));
        return [...there.look(watchedDays), ...there.daily(watchedDays + 1, watchedDays + 3)];
      },
      reports: [watchedDays + 1, watchedDays + 2].map(succeeded),
    },
    {
      title: 'that the job runs that made the backup from which the appliance was restored',
      happens() {
        for (const day of days(10, watchedDays)) there.list.delete(idAt(day));
        there.add(9, { status: 'RUNNING' });
        return [0, 1, 2].flatMap((look) => there.look(watchedDays + look));
      },
      reports: [`${idAt(9)} running`],
    },
    {
      title: 'nothing again of services that know of no backup, or only of old ones, for a moment',
      happens() {
        const all = [...there.list];
        there.list.clear();
        const reported = [0, 1, 2].flatMap((look) => there.look(watchedDays + look));
        for (const [id, backup] of all.slice(0, -10)) there.list.set(id, backup);
        reported.push(...[3, 4].flatMap((look) => there.look(watchedDays + look)));
        for (const [id, backup] of all) there.list.set(id, backup);
        return [...reported, ...there.look(watchedDays + 5)];
      },
      reports: [],
    },
    {
      title: 'one that appears eight days late',
      happens() {
        there.add(watchedDays - 8.5);
        return [...there.look(watchedDays), ...there.look(watchedDays + 0.1)];
      },
      reports: [succeeded(watchedDays - 8.5)],
    },
    {
      title: 'the end of one that runs for 60 days',
      happens() {
        const id = there.add(watchedDays, { status: 'RUNNING' });
        const reported = there.look(watchedDays);
        for (const day of days(watchedDays + 1, watchedDays + 60)) {
          there.add(day);
          there.look(day);
        }
        there.add(watchedDays, { status: 'FAILED' });
        return [...reported, ...there.look(watchedDays + 60), String(there.list.has(id))];
      },
      reports: [`${idAt(watchedDays)} running`, `${idAt(watchedDays)} failed`, 'true'],
    },
    {
      title: 'one that cannot be read for 60 days, once it can be',
      happens() {
        there.add(watchedDays, { isBare: true });
        const reported = there.look(watchedDays);
        for (const day of days(watchedDays + 1, watchedDays + 60)) {
          there.add(day);
          there.look(day);
        }
        there.add(watchedDays);
        return [...reported, ...there.look(watchedDays + 60)];
      },
      reports: [succeeded(watchedDays)],
    },
    {
      title: 'all that were made while Node-RED was down for 60 days',
      happens() {
        for (const day of days(watchedDays, watchedDays + 60)) there.add(day);
        there.watching.restart((watchedDays + 60) * 24);
        return there.look(watchedDays + 60);
      },
      reports: days(watchedDays, watchedDays + 60).map(succeeded),
    },
    {
      title: 'those of an appliance whose clock is a year ahead for a week, and afterwards',
      happens() {
        const reported = days(0, 7).flatMap((day) => {
          there.add(watchedDays + day + 365);
          return there.look(watchedDays + day, 365);
        });
        return [...reported, ...there.daily(watchedDays + 7, watchedDays + 9)];
      },
      reports: [
        ...days(watchedDays + 365, watchedDays + 372),
        ...[watchedDays + 7, watchedDays + 8],
      ].map(succeeded),
    },
    {
      title: 'those of an appliance whose clock was a year ahead for 100 days, and afterwards',
      happens() {
        for (const day of days(watchedDays, watchedDays + 100)) {
          there.add(day + 365);
          there.look(day, 365);
        }
        return there.daily(watchedDays + 100, watchedDays + 102);
      },
      reports: [watchedDays + 100, watchedDays + 101].map(succeeded),
    },
    {
      title: 'those of an appliance whose clock begins in 1970 for a moment',
      happens: () => [
        ...there.look(watchedDays, -20_000),
        ...there.daily(watchedDays + 1, watchedDays + 2),
      ],
      reports: [succeeded(watchedDays + 1)],
    },
    {
      title: 'one with an id that does not begin with a time, and those after it',
      happens() {
        there.add(watchedDays, {}, 'by hand');
        return [...there.look(watchedDays), ...there.daily(watchedDays + 1, watchedDays + 2)];
      },
      reports: ['by hand succeeded', succeeded(watchedDays + 1)],
    },
  ];
  for (const { title, happens, reports } of rows) {
    it(`reports ${title}`, () => assert.deepEqual(happens(), reports));
  }

  it('remembers no more after 100 days with one that runs', () => {
    there.add(watchedDays, { status: 'RUNNING' });
    there.look(watchedDays);
    there.daily(watchedDays + 1, watchedDays + 100);
    assert.equal(there.remembered().length, 31);
  });

  it('remembers all of nine days where there are many a day', () => {
    for (const hour of days(0, 24 * 30)) there.add(watchedDays + hour / 24 + 0.01);
    there.look(watchedDays + 30);
    there.add(watchedDays + 30.01);
    there.look(watchedDays + 30.02);
    assert.equal(there.remembered().length, 9 * 24);
  });
});

describe('A monitor of backups whose ids do not begin with a time', () => {
  it('remembers all of them, and reports each once', () => {
    const there = watched();
    there.look(0);
    const reported: string[] = [];
    for (const day of days(1, 100)) {
      there.add(day, {}, `backup ${day}`);
      reported.push(...there.look(day + 0.1));
    }
    assert.deepEqual(
      reported,
      days(1, 100).map((day) => `backup ${day} succeeded`),
    );
    assert.equal(there.remembered().length, 99);
    assert.equal(there.watching.memory.stored.reportedBefore, undefined);
  });
});

describe('A memory of an earlier version, with an entry for each backup', () => {
  const backups = Object.fromEntries(days(-400, 0).map((day) => [idAt(day), 'succeeded']));
  const stored = { appliance: 'vc-a.lab.example', since: timeAt(-400 * 24), backups };

  it('is read as it is: what has happened since is reported, and the past is forgotten', () => {
    const there = watched(stored);
    for (const day of days(-400, 0)) there.add(day);
    there.add(0, { status: 'FAILED' });
    assert.deepEqual(there.look(0.1), [`${idAt(0)} failed`]);
    assert.deepEqual(there.look(0.2), []);
    assert.deepEqual(there.remembered().sort(), days(-29, 1).map(idAt));
  });
});
