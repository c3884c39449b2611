import assert from 'node:assert/strict';
import type { BackupEntry } from '../../../../src/jobs/backups/entries';
import {
  isInFuture,
  judgeLateness,
  type LateAnswer,
  type LateQuestion,
  medianOf,
} from '../../../../src/jobs/schedule/late';
import type { Plan } from '../../../../src/jobs/schedule/plan';
import {
  day,
  goodStories,
  historyAt,
  hour,
  minute,
  momentsIn,
  type SimulatedBackup,
  type Story,
  weeksOf,
} from './simulated-weeks';

/** All times of the tables are hours since a Monday at midnight, UTC. */
const begin = Date.parse('2025-03-03T00:00Z');
const at = (hours: number) => begin + hours * hour;

const everyDay = [0, 1, 2, 3, 4, 5, 6];

function planAt(...times: [hour: number, days?: readonly number[]][]): Plan {
  const schedules = times.map(([hour, days = everyDay], index) => {
    return { name: `s${index}`, hour, minute: 0, days };
  });
  return { schedules, timeZone: 'UTC' };
}

function backup(start: number, more: { status?: string; minutes?: number } = {}): BackupEntry {
  const { status = 'SUCCEEDED', minutes = 15 } = more;
  const details = {
    status,
    type: 'SCHEDULED',
    messages: [],
    start_time: new Date(at(start)).toISOString(),
    ...(status === 'RUNNING'
      ? {}
      : { end_time: new Date(at(start) + minutes * minute).toISOString(), duration: minutes * 60 }),
  };
  return { id: `backup at ${start}`, details };
}

/** A backup of which the appliance says when it was neither at its start nor at its end. */
const timeless: BackupEntry = {
  id: 'timeless',
  details: { status: 'SUCCEEDED', type: 'SCHEDULED', messages: [] },
};

function ask(hours: number, question: Partial<LateQuestion>): LateAnswer {
  const { history = [] } = question;
  const areThereJobs = history.length > 0;
  const defaults = { history, plan: planAt([2]), areThereJobs, grace: hour };
  return judgeLateness({ ...defaults, ...question, now: at(hours) });
}

describe('A backup is late', () => {
  interface Row {
    title: string;
    question: Partial<LateQuestion>;
    reason?: LateAnswer['reason'];
    /** In hours: the last moment at which it is in time, and at which it is late and not critical. */
    lateFrom?: number;
    criticalFrom?: number;
  }
  const last = backup(2);
  const rows: Row[] = [
    {
      title: 'after the due time, an hour of grace and twice its usual duration',
      question: { history: [last] },
      lateFrom: 27.5,
      criticalFrom: 51.5,
    },
    {
      title: 'after a grace of its own',
      question: { history: [last], grace: 3 * hour },
      lateFrom: 29.5,
      criticalFrom: 53.5,
    },
    {
      title: 'not before the last success is a day old, where it began late',
      question: { history: [backup(4)] },
      lateFrom: 28,
      criticalFrom: 51.5,
    },
    {
      title: 'a day later, where the last began by 64 minutes too early',
      question: { history: [backup(2 - 64 / 60)] },
      lateFrom: 27.5,
      criticalFrom: 51.5,
    },
    {
      title: 'by the next due time, where the last began by 66 minutes too early, and is a day old',
      question: { history: [backup(2 - 66 / 60)] },
      lateFrom: 26 - 66 / 60,
      criticalFrom: 27.5,
    },
    {
      title: 'whoever started the last success',
      question: { history: [backup(10), last] },
      lateFrom: 34,
      criticalFrom: 51.5,
    },
    {
      title: 'although one has failed since',
      question: { history: [backup(26, { status: 'FAILED' }), last] },
      lateFrom: 27.5,
      criticalFrom: 51.5,
    },
    {
      title: 'by the median of the last ten: an old one of ten hours does not count',
      question: {
        history: [
          ...Array.from({ length: 10 }, (_, index) => backup(2 - 24 * index)),
          ...Array.from({ length: 20 }, (_, index) => backup(-240 - index, { minutes: 600 })),
        ],
      },
      lateFrom: 27.5,
      criticalFrom: 51.5,
    },
    {
      title: 'by two schedules together, if they are on different days',
      question: { history: [last], plan: planAt([2, [1]], [14, [3]]) },
      lateFrom: 48 + 15.5,
      criticalFrom: 168 + 3.5,
    },
    {
      title: 'after a day, by two schedules on the same days',
      question: { history: [last], plan: planAt([2], [14]) },
      lateFrom: 26,
      criticalFrom: 27.5,
    },
    {
      title: 'after two days at the earliest, by one on Mon, Wed, Fri',
      question: { history: [backup(40)], plan: planAt([2, [1, 3, 5]]) },
      lateFrom: 88,
      criticalFrom: 99.5,
    },
    {
      title: 'by a schedule that was changed from then on',
      question: { history: [last], plan: { ...planAt([4]), changedAt: at(30) } },
      lateFrom: 53.5,
      criticalFrom: 77.5,
    },
    {
      title: 'by the success that is remembered, where the appliance has forgotten it',
      question: { history: [backup(2, { status: 'FAILED' })], rememberedSuccess: at(2.25) },
      lateFrom: 27,
      criticalFrom: 51,
    },
    {
      title: 'by the success that the appliance knows, where it is the one that is remembered',
      question: { history: [last], rememberedSuccess: at(2.25) },
      lateFrom: 27.5,
      criticalFrom: 51.5,
    },
    {
      title: 'by a success that is not in the future',
      question: { history: [backup(900), last] },
      lateFrom: 27.5,
      criticalFrom: 51.5,
    },
    {
      title: 'by a success whose times are known',
      question: { history: [timeless, last] },
      lateFrom: 27.5,
      criticalFrom: 51.5,
    },
    {
      title: 'after 25 hours since the start of the last success, without a schedule',
      question: { history: [last], plan: planAt() },
      reason: 'no-schedule',
      lateFrom: 27,
      criticalFrom: 51,
    },
    {
      title: 'after 25 hours, by a schedule that is disabled',
      question: {
        history: [last],
        plan: { ...planAt(), idle: [{ name: 'default', reason: 'disabled' }] },
      },
      reason: 'schedule-disabled',
      lateFrom: 27,
      criticalFrom: 51,
    },
    {
      title: 'after 25 hours, by a schedule without recurrence',
      question: {
        history: [last],
        plan: { ...planAt(), idle: [{ name: 'default', reason: 'without-recurrence' }] },
      },
      reason: 'schedule-without-recurrence',
      lateFrom: 27,
      criticalFrom: 51,
    },
    {
      title: 'by the schedule that runs, where another is disabled',
      question: {
        history: [last],
        plan: { ...planAt([2]), idle: [{ name: 'other', reason: 'disabled' }] },
      },
      lateFrom: 27.5,
      criticalFrom: 51.5,
    },
    {
      title: 'after 25 hours, where the schedules cannot be read',
      question: { history: [last], plan: undefined },
      reason: 'schedule-unreadable',
      lateFrom: 27,
      criticalFrom: 51,
    },
  ];
  for (const { title, question, reason = 'by-schedule', lateFrom, criticalFrom } of rows) {
    it(title, () => {
      const second = 1 / 3600;
      const told = [lateFrom ?? 0, criticalFrom ?? 0].flatMap((hours) =>
        [hours, hours + second].map((moment) => ask(moment, question).lateness),
      );
      assert.deepEqual(told, ['in-time', 'late', 'late', 'critical']);
      const answer = ask(lateFrom ?? 0, question);
      assert.equal(answer.reason, reason);
      assert.deepEqual(
        [answer.lateFrom, answer.criticalFrom],
        [at(lateFrom ?? 0), at(criticalFrom ?? 0)].map(Math.round),
      );
    });
  }
});

describe('While a backup is running, the one that was due', () => {
  const last = backup(2);
  const rows: [title: string, start: number, hours: number, LateAnswer['lateness']][] = [
    ['is not late, where it began then', 26, 40, 'in-time'],
    ['is not late, where it began within the 65 minutes before', 25, 40, 'in-time'],
    ['is late, where it began earlier', 24.9, 40, 'late'],
    ['is not late, where it began after the grace', 28, 40, 'in-time'],
    ['is late once the next one is due', 26, 50.1, 'late'],
    ['is late, and the next one is critical, once that is late too', 26, 51.6, 'critical'],
    ['is late, and the next one not, while a backup is running that began then', 50, 60, 'late'],
  ];
  for (const [title, start, hours, lateness] of rows) {
    it(title, () => {
      const history = [backup(start, { status: 'RUNNING' }), last];
      assert.equal(ask(hours, { history }).lateness, lateness);
    });
  }

  it('is late after its grace again, once the next one is due', () => {
    const history = [backup(26, { status: 'RUNNING' }), last];
    const lateFrom = [50, 50.1].map((hours) => ask(hours, { history }).lateFrom);
    assert.deepEqual(lateFrom, [at(50), at(27.5)]);
  });

  it('is late, where it is listed as running for more than a day and is not the newest', () => {
    const running = backup(2, { status: 'RUNNING' });
    const failed = backup(3, { status: 'FAILED' });
    const weekly = { plan: planAt([2, [1]]) };
    const told = (hours: number, ...history: BackupEntry[]) =>
      ask(hours, { ...weekly, history: [...history, backup(2 - 168)] }).lateness;
    assert.equal(told(26, failed, running), 'in-time');
    assert.equal(told(26.1, failed, running), 'late');
    assert.equal(told(26.1, running), 'in-time');
  });
});

describe('Without a success', () => {
  const failed = backup(2, { status: 'FAILED' });
  const running = backup(2, { status: 'RUNNING' });
  const unknown = { areThereJobs: true, history: [] };
  const rows: [string, Partial<LateQuestion>, LateAnswer['lateness'], LateAnswer['reason']][] = [
    ['all jobs failed', { history: [failed] }, 'critical', 'no-success'],
    ['jobs without details', unknown, 'critical', 'no-success'],
    ['one runs, others failed', { history: [running, failed] }, 'critical', 'no-success'],
    ['no jobs, and a schedule that runs', {}, 'late', 'no-jobs'],
    ['a first one that runs', { history: [running] }, 'late', 'no-jobs'],
    ['no jobs and no schedule', { plan: planAt() }, 'critical', 'no-jobs'],
    ['no jobs and no schedule that can be read', { plan: undefined }, 'critical', 'no-jobs'],
    [
      'all jobs failed, no schedule',
      { history: [failed], plan: planAt() },
      'critical',
      'no-success',
    ],
  ];
  for (const [title, question, lateness, reason] of rows) {
    it(`${title}: ${lateness}`, () => {
      const answer = ask(3, question);
      assert.deepEqual([answer.lateness, answer.reason], [lateness, reason]);
      assert.equal(answer.lateFrom, undefined);
    });
  }
});

describe('The answer on lateness has', () => {
  it('the due time that is awaited, the next one, the last success and its usual duration', () => {
    const history = [backup(2, { minutes: 10 }), backup(-22, { minutes: 20 })];
    const { awaited, nextDue, lastSuccess, medianDuration } = ask(30, { history });
    assert.deepEqual(
      { awaited, nextDue, lastSuccess, medianDuration },
      { awaited: at(26), nextDue: at(50), lastSuccess: at(2), medianDuration: 15 * minute },
    );
  });

  it('the next due time also without a success', () => {
    assert.equal(ask(3, {}).nextDue, at(26));
  });

  it('neither a due time nor a duration, where none is known', () => {
    assert.deepEqual(ask(3, { plan: planAt() }), { lateness: 'critical', reason: 'no-jobs' });
  });

  const durations: [title: string, told: object, expected: number | undefined][] = [
    ['the duration that the appliance tells', { duration: 600 }, 10 * minute],
    ['the duration from start to end, where the appliance does not tell it', {}, 15 * minute],
    [
      'no duration of a backup that ended before it began',
      { end_time: '2025-03-03T01:00Z' },
      undefined,
    ],
    [
      'no duration of a backup that ended as it began',
      { end_time: '2025-03-03T02:00Z' },
      undefined,
    ],
  ];
  for (const [title, told, expected] of durations) {
    it(title, () => {
      const { id, details } = backup(2);
      const { duration: _, ...others } = details;
      const history = [{ id, details: { ...others, ...told } }];
      assert.equal(ask(3, { history }).medianDuration, expected);
    });
  }

  const remembered: [title: string, ended: number, lastSuccess: number][] = [
    ['the start of the last success, where an earlier one is remembered', -21.75, 2],
    ['the start of the last success, where it is the one that is remembered', 2.25, 2],
    ['the end of a later one that is remembered', 2.5, 2.5],
  ];
  for (const [title, ended, lastSuccess] of remembered) {
    it(title, () => {
      const question = { history: [backup(2)], rememberedSuccess: at(ended) };
      assert.equal(ask(3, question).lastSuccess, at(lastSuccess));
    });
  }
});

describe('A backup is in the future', () => {
  const rows: [title: string, entry: BackupEntry, expected: boolean][] = [
    ['that begins more than five minutes from now', backup(5.1 / 60), true],
    ['not one that begins within five minutes', backup(5 / 60), false],
    ['not one that has begun', backup(-5.1 / 60), false],
    ['not one whose times are not known', timeless, false],
  ];
  for (const [title, entry, expected] of rows) {
    it(title, () => assert.equal(isInFuture(entry, begin), expected));
  }
});

describe('The median', () => {
  const rows: [number[], number | undefined][] = [
    [[], undefined],
    [[5], 5],
    [[9, 1], 5],
    [[10, 1, 2], 2],
    [[4, 100, 2, 3], 3.5],
  ];
  for (const [values, median] of rows) {
    it(`of ${JSON.stringify(values)} is ${median}`, () => assert.equal(medianOf(values), median));
  }
});

describe('In four weeks in which the clocks change', () => {
  const latenessIn = (
    { planAt }: Pick<ReturnType<typeof weeksOf>, 'planAt'>,
    backups: readonly SimulatedBackup[],
    now: number,
  ) => {
    const history = historyAt(backups, now);
    const question = { history, plan: planAt(now), areThereJobs: true, now, grace: hour };
    return judgeLateness(question).lateness;
  };

  for (const [title, story] of goodStories()) {
    it(`no backup is late: ${title}`, () => {
      const weeks = weeksOf(story);
      for (const now of momentsIn(weeks, hour)) {
        assert.equal(latenessIn(weeks, weeks.backups, now), 'in-time', new Date(now).toISOString());
      }
    });
  }

  const withMissingRuns = (story: Story) => {
    const weeks = weeksOf(story);
    const missing = weeks.backups.flatMap((run, index) =>
      run.due !== undefined && run.start > weeks.from && run.end + 5 * hour < weeks.until
        ? [{ run, due: run.due, others: weeks.backups.toSpliced(index, 1) }]
        : [],
    );
    return { weeks, missing };
  };
  for (const [title, story] of goodStories()) {
    if (story.manualAfter !== undefined || story.changed) continue;
    it(`each run that does not happen is late: ${title}`, () => {
      const { weeks, missing } = withMissingRuns(story);
      assert.ok(missing.length >= 3);
      for (const { due, others } of missing) {
        const latest = due + hour + 2 * story.duration;
        const told = [latest, latest + minute].map((now) => latenessIn(weeks, others, now));
        assert.deepEqual(told, ['in-time', 'late'], new Date(due).toISOString());
      }
    });
  }

  it('a schedule that was changed counts from then on: a run before it is no longer missing', () => {
    const [, story] = goodStories().find(([title]) => title.includes('changed')) ?? [];
    assert.ok(story?.changed);
    const weeks = weeksOf(story);
    const changedAt = weeks.until - 14 * day + story.changed.after;
    const before = weeks.backups.filter(({ start }) => start < changedAt - day);
    assert.equal(latenessIn(weeks, before, changedAt - minute), 'late');
    assert.equal(latenessIn(weeks, before, changedAt), 'in-time');
  });
});
