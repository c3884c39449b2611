/**
 * Four weeks of an appliance that starts backups by its schedule. When it is due is worked out by luxon:
 * the sources do it by themselves, and both must not be wrong in the same way where clocks change.
 */
import { DateTime } from 'luxon';
import type { BackupEntry } from '../../../../src/jobs/backups/entries';
import type { Schedule } from '../../../../src/jobs/schedule/due-times';
import type { Plan } from '../../../../src/jobs/schedule/plan';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** What an appliance does at a time that its clocks skip, and at one that they show twice. */
export interface Habit {
  skipped: 'an hour later' | 'not at all';
  twice: 'the first' | 'the second';
}

export const habits: readonly Habit[] = [
  { skipped: 'an hour later', twice: 'the first' },
  { skipped: 'not at all', twice: 'the second' },
];

export interface Zone {
  zone: string;
  /** A day on which its clocks change, at noon; or any other. */
  around: string;
  /** A time of day that the clocks skip or show twice then. */
  at: readonly [hour: number, minute: number];
}

const withoutChange = 'Asia/Kolkata';

/** Each change of clocks, with a schedule at the time that it is about; and a zone without. */
export const zones: readonly Zone[] = [
  { zone: 'Europe/Berlin', around: '2025-03-30', at: [2, 30] },
  { zone: 'Europe/Berlin', around: '2025-10-26', at: [2, 30] },
  { zone: 'America/New_York', around: '2025-03-09', at: [2, 30] },
  { zone: 'America/New_York', around: '2025-11-02', at: [1, 30] },
  { zone: 'Australia/Lord_Howe', around: '2025-10-05', at: [2, 15] },
  { zone: 'Australia/Lord_Howe', around: '2025-04-06', at: [1, 45] },
  { zone: withoutChange, around: '2025-06-15', at: [2, 30] },
];

/** @returns the habits that make a difference in a zone. */
function habitsIn({ zone }: Zone): readonly Habit[] {
  return zone === withoutChange ? habits.slice(0, 1) : habits;
}

/** Clocks change on Sundays. */
export const recurrences: readonly [string, readonly number[]][] = [
  ['daily', [0, 1, 2, 3, 4, 5, 6]],
  ['weekly', [0]],
  ['Mon, Wed, Fri', [1, 3, 5]],
];

export function scheduleAt([hour, minute]: Zone['at'], days: readonly number[]): Schedule {
  return { name: 'default', hour, minute, days };
}

interface Run {
  /** When it starts. */
  start: number;
  /** When the schedule was due; of two the first, and undefined where the clocks skip it. */
  due: number | undefined;
}

/** @returns when an appliance starts backups, between two moments. */
export function runsBetween(
  { hour, minute, days }: Schedule,
  { zone }: Zone,
  { skipped, twice }: Habit,
  [from, until]: readonly [number, number],
): Run[] {
  const runs: Run[] = [];
  const first = DateTime.fromMillis(from, { zone }).minus({ days: 1 });
  for (let date = first; date.toMillis() < until + day; date = date.plus({ days: 1 })) {
    if (!days.includes(date.weekday % 7)) continue;
    const local = date.set({ hour, minute, second: 0, millisecond: 0 });
    if (local.hour !== hour || local.minute !== minute) {
      if (skipped === 'an hour later') runs.push({ start: local.toMillis(), due: undefined });
      continue;
    }
    const moments = local.getPossibleOffsets().map((time) => time.toMillis());
    const due = Math.min(...moments);
    runs.push({ start: twice === 'the first' ? due : Math.max(...moments), due });
  }
  return runs.filter(({ start }) => start >= from && start < until);
}

export interface SimulatedBackup {
  start: number;
  end: number;
  type: 'SCHEDULED' | 'MANUAL';
  /** Of the scheduled. */
  due?: number | undefined;
}

/** What an appliance does in four weeks, and by which plan. */
export interface Weeks {
  backups: readonly SimulatedBackup[];
  /** @returns the plan as a process knows it that looked all the time. */
  planAt(now: number): Plan;
  from: number;
  until: number;
}

export interface Story {
  zone: Zone;
  habit: Habit;
  days: readonly number[];
  /** How long backups take. */
  duration: number;
  /** How long after noon of the day of the change a manual backup is made. */
  manualAfter?: number;
  /** From when on, after noon of that day, another schedule applies. */
  changed?: { after: number; schedule: Schedule };
}

/** @returns two weeks before a change of clocks and two after it; the backups begin two weeks earlier. */
export function weeksOf(story: Story): Weeks {
  const { zone, habit, days, duration, manualAfter, changed } = story;
  const middle = DateTime.fromISO(`${zone.around}T12:00`, { zone: zone.zone }).toMillis();
  const [from, until] = [middle - 14 * day, middle + 14 * day];
  const schedule = scheduleAt(zone.at, days);
  const changedAt = changed ? middle + changed.after : until;
  const scheduled = [
    ...runsBetween(schedule, zone, habit, [from - 14 * day, changedAt]),
    ...(changed ? runsBetween(changed.schedule, zone, habit, [changedAt, until]) : []),
  ].map((run): SimulatedBackup => ({ ...run, end: run.start + duration, type: 'SCHEDULED' }));
  const start = middle + (manualAfter ?? 0);
  const manual: SimulatedBackup[] =
    manualAfter === undefined ? [] : [{ start, end: start + duration, type: 'MANUAL' }];
  const { zone: timeZone } = zone;
  return {
    backups: [...scheduled, ...manual].toSorted((one, other) => one.start - other.start),
    planAt: (now) =>
      changed && now >= changedAt
        ? { schedules: [changed.schedule], timeZone, changedAt }
        : { schedules: [schedule], timeZone },
    from,
    until,
  };
}

/** @returns the latest backups as the appliance lists them then, the latest first. */
export function historyAt(backups: readonly SimulatedBackup[], now: number): BackupEntry[] {
  return backups
    .filter(({ start }) => start <= now)
    .slice(-12)
    .toReversed()
    .map(({ start, end, type }) => {
      const hasEnded = end <= now;
      const details = {
        type,
        status: hasEnded ? 'SUCCEEDED' : 'RUNNING',
        messages: [],
        start_time: new Date(start).toISOString(),
        ...(hasEnded ? { end_time: new Date(end).toISOString() } : {}),
        duration: (Math.min(end, now) - start) / 1000,
      };
      return { id: `backup-${start}`, details };
    });
}

/**
 * @returns the moments at which what is judged is at its oldest, just before a backup starts or ends, and
 *   those at which something else may change: the starts and ends, the ends of the grace, and twice a day.
 */
export function momentsIn({ backups, from, until }: Weeks, grace: number): number[] {
  const around = backups.flatMap(({ start, end, due = start }) => [
    start - 1,
    start,
    due + grace,
    end - 1,
    end,
  ]);
  const regular = Array.from(
    { length: (until - from) / (day / 2) },
    (_, i) => from + (i * day) / 2,
  );
  return [...new Set([...around, ...regular])]
    .filter((time) => time >= from && time < until)
    .sort((one, other) => one - other);
}

/** @returns every story without anything wrong in it, by its title. */
export function goodStories(): [string, Story][] {
  return zones.flatMap((zone) =>
    habitsIn(zone).flatMap((habit) =>
      recurrences.flatMap(([name, days]) => {
        const base: Story = { zone, habit, days, duration: 10 * minute };
        const other = name === 'daily' ? [3] : [0, 1, 2, 3, 4, 5, 6];
        const changed = { after: 3 * day, schedule: scheduleAt([14, 15], other) };
        const title = `${name}, ${zone.zone} around ${zone.around}, if skipped ${habit.skipped}`;
        const plain: [string, Story] = [title, base];
        // With one habit is enough.
        if (habit !== habits[0]) return [plain];
        return [
          plain,
          [`${title}, backups of three hours`, { ...base, duration: 3 * hour }],
          [`${title}, a manual one in between`, { ...base, manualAfter: 1.3 * day }],
          [`${title}, a changed schedule`, { ...base, changed }],
        ] satisfies [string, Story][];
      }),
    ),
  );
}
