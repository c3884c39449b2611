/**
 * Monitors and a check through four weeks in which the clocks change. `npm test` has the changes in
 * one zone; `npm run test:late` has all of them, and longer and manual backups and changed schedules.
 */
import assert from 'node:assert/strict';
import { makeCertificates, type TlsMaterial } from '../../simulator/server/certificates';
import {
  day,
  goodStories,
  hour,
  minute,
  type Weeks,
  weeksOf,
} from '../src/jobs/schedule/simulated-weeks';
import { type LateFlow, type Look, startLateFlow } from './late-flow';

const second = 1000;
const grace = hour;

const areAll = process.env.LATE === 'all';
const stories = goodStories().filter(
  ([title, { zone }]) => areAll || (zone.zone === 'Europe/Berlin' && title.endsWith('later')),
);

/** @returns moments between two others, each once, the earliest first. */
function sorted(moments: readonly number[], from: number, until: number): number[] {
  return [...new Set(moments)]
    .filter((moment) => moment >= from && moment < until)
    .sort((one, other) => one - other);
}

/**
 * @returns the moments at which a false alarm is most likely: shortly before a backup starts or ends, and
 *   at the end of the grace; and that at which the schedule is changed.
 */
function riskyMoments({ backups, planAt, from, until }: Weeks): number[] {
  const around = backups.flatMap(({ start, end, due = start }) => [
    start - second,
    due + grace + second,
    ...(end - start > grace ? [end - second] : []),
  ]);
  const { changedAt = from } = planAt(until);
  return sorted([...around, from, changedAt], from, until);
}

const alarms = (words: readonly string[]) =>
  words.filter((word) => word !== 'running' && word !== 'succeeded');

describe('Monitors and a check, in four weeks in which the clocks change', function () {
  this.timeout(60_000);
  let tls: TlsMaterial;
  let flow: LateFlow | undefined;

  before(async () => {
    tls = await makeCertificates({ names: ['127.0.0.1'], freshAuthority: false }, Date.now());
  });
  afterEach(async function () {
    const opened = flow;
    flow = undefined;
    await opened?.close(this.currentTest?.state !== 'passed');
  });

  async function looksAt(weeks: Weeks, moments: readonly number[]): Promise<Look[]> {
    const [first = weeks.from, ...others] = moments;
    flow = await startLateFlow(weeks, tls, first);
    const looks: Look[] = [];
    for (const moment of others) looks.push(await flow.lookAt(moment));
    return looks;
  }

  for (const [title, story] of stories) {
    it(`raise no false alarm: ${title}`, async () => {
      const weeks = weeksOf(story);
      const looks = await looksAt(weeks, riskyMoments(weeks));
      for (const { at, missedAndOverdue, overdue, age, faults } of looks) {
        const seen = [alarms(missedAndOverdue), alarms(overdue), age, faults];
        assert.deepEqual(seen, [[], [], 'ok', []], new Date(at).toISOString());
      }
      const ended = weeks.backups.filter(
        ({ start, end }) => start > weeks.from && end <= (looks.at(-1)?.at ?? 0),
      );
      for (const by of ['missedAndOverdue', 'overdue'] as const) {
        const count = looks.flatMap((look) => look[by]).filter((word) => word === 'succeeded');
        assert.equal(count.length, ended.length, `all were reported: ${by}`);
      }
    });
  }

  /** How many days are between two due times, by how many days of the week a schedule has. */
  const distances: Readonly<Record<number, number>> = { 1: 7, 3: 2, 7: 1 };

  for (const [which, from] of [
    ['on the day of the change, or next', -14 * hour],
    ['a week after it', 6.5 * day],
  ] as const) {
    for (const [title, story] of stories) {
      // When the schedule changes, a run of the old one is no longer missing.
      if (story.changed && from < 0) continue;
      it(`report a run that did not happen ${which}: ${title}`, async () => {
        const weeks = weeksOf(story);
        const middle = (weeks.from + weeks.until) / 2;
        const { backups } = weeks;
        const missing = backups.findIndex(
          ({ due, start }) => due !== undefined && start > middle + from,
        );
        const due = backups[missing]?.due ?? Number.NaN;
        const last = backups[missing - 1]?.start ?? Number.NaN;
        const next = backups[missing + 1] ?? { start: weeks.until, end: Number.POSITIVE_INFINITY };
        const latest = due + grace + 2 * story.duration;
        // A manual one may be so late that by it nothing is overdue yet: one a week is enough.
        const { days } = (from > 0 && story.changed?.schedule) || story;
        const overdueFrom = Math.max(latest, last + (distances[days.length] ?? 0) * day);
        const moments = [
          ...[due - minute, due + second, due + grace + second],
          ...[latest - minute, latest + second, overdueFrom - minute, overdueFrom + second],
          ...[next.start - second, next.end + minute],
        ];
        const looks = await looksAt(
          { ...weeks, backups: backups.toSpliced(missing, 1) },
          sorted(moments, weeks.from, weeks.until),
        );
        const reported = (by: 'missedAndOverdue' | 'overdue') =>
          looks.flatMap((look) => alarms(look[by]).map((word) => ({ word, at: look.at })));
        const [missed, ...others] = reported('missedAndOverdue');
        assert.deepEqual([missed?.word, others], ['missed', []]);
        const time = new Date(missed?.at ?? 0).toISOString();
        assert.ok(missed && missed.at > due && missed.at <= latest + second, time);
        assert.deepEqual(reported('overdue'), [{ word: 'overdue', at: overdueFrom + second }]);
        for (const { at, age, faults } of looks) {
          const isLate = at > overdueFrom && at < next.end;
          assert.match(age, isLate ? /^warning: / : /^ok$/, new Date(at).toISOString());
          assert.deepEqual(faults, []);
        }
      });
    }
  }
});
