import assert from 'node:assert/strict';
import {
  dueTimes,
  isTimeZone,
  nextDue,
  type Schedule,
  shortestDistance,
} from '../../../../src/jobs/schedule/due-times';
import { readIdleSchedules, readSchedules } from '../../../../src/jobs/schedule/plan';

const everyDay = [0, 1, 2, 3, 4, 5, 6];

function due(
  { hour, minute = 0, days = everyDay }: Partial<Schedule> & { hour: number },
  timeZone: string,
  [after, until]: readonly [string, string],
): string[] {
  const schedule = { name: 'default', hour, minute, days };
  return dueTimes(schedule, timeZone, Date.parse(after), Date.parse(until)).map((moment) =>
    new Date(moment).toISOString().replace(':00.000Z', 'Z'),
  );
}

describe('A schedule is due', () => {
  interface Row {
    title: string;
    at: Partial<Schedule> & { hour: number };
    zone: string;
    between: readonly [string, string];
    due: readonly string[];
  }
  const rows: Row[] = [
    {
      title: 'every day, where it names no days',
      at: { hour: 23, minute: 30 },
      zone: 'UTC',
      between: ['2025-03-03T12:00Z', '2025-03-06T12:00Z'],
      due: ['2025-03-03T23:30Z', '2025-03-04T23:30Z', '2025-03-05T23:30Z'],
    },
    {
      title: 'on its days only',
      at: { hour: 2, days: [1, 4] },
      zone: 'UTC',
      between: ['2025-03-01T00:00Z', '2025-03-14T00:00Z'],
      due: ['2025-03-03T02:00Z', '2025-03-06T02:00Z', '2025-03-10T02:00Z', '2025-03-13T02:00Z'],
    },
    {
      title: 'never, where that is no day',
      at: { hour: 2, days: [] },
      zone: 'UTC',
      between: ['2025-03-01T00:00Z', '2025-03-14T00:00Z'],
      due: [],
    },
    {
      title: 'not at the moment from which on it is asked',
      at: { hour: 2 },
      zone: 'UTC',
      between: ['2025-03-03T02:00Z', '2025-03-04T01:59Z'],
      due: [],
    },
    {
      title: 'at the moment up to which it is asked',
      at: { hour: 2 },
      zone: 'UTC',
      between: ['2025-03-03T02:00Z', '2025-03-04T02:00Z'],
      due: ['2025-03-04T02:00Z'],
    },
    {
      title: 'not in a time that runs backwards',
      at: { hour: 2 },
      zone: 'UTC',
      between: ['2025-03-04T12:00Z', '2025-03-03T00:00Z'],
      due: [],
    },
    {
      title: 'at midnight, on the day that begins then',
      at: { hour: 0, days: [1] },
      zone: 'Europe/Berlin',
      between: ['2025-03-01T00:00Z', '2025-03-08T00:00Z'],
      due: ['2025-03-02T23:00Z'],
    },
    {
      title: 'by the half hour of Kolkata',
      at: { hour: 23, minute: 15 },
      zone: 'Asia/Kolkata',
      between: ['2025-03-03T00:00Z', '2025-03-04T00:00Z'],
      due: ['2025-03-03T17:45Z'],
    },
    {
      title: 'in Kolkata on a Monday that is still Sunday elsewhere',
      at: { hour: 1, days: [1] },
      zone: 'Asia/Kolkata',
      between: ['2025-03-01T00:00Z', '2025-03-08T00:00Z'],
      due: ['2025-03-02T19:30Z'],
    },
    {
      title: 'in a zone that is 13 hours ahead on a Monday that is still Sunday elsewhere',
      at: { hour: 12, days: [1] },
      zone: 'Pacific/Tongatapu',
      between: ['2025-03-01T00:00Z', '2025-03-08T00:00Z'],
      due: ['2025-03-02T23:00Z'],
    },
    {
      title: 'in a zone that is 11 hours behind on a Sunday that is Monday elsewhere',
      at: { hour: 23, days: [0] },
      zone: 'Pacific/Pago_Pago',
      between: ['2025-03-01T00:00Z', '2025-03-08T00:00Z'],
      due: ['2025-03-03T10:00Z'],
    },
    {
      title: 'at the same time of the clocks as summer begins in Berlin',
      at: { hour: 23 },
      zone: 'Europe/Berlin',
      between: ['2025-03-29T00:00Z', '2025-03-31T00:00Z'],
      due: ['2025-03-29T22:00Z', '2025-03-30T21:00Z'],
    },
    {
      title: 'not on the day on which the clocks of Berlin skip its time',
      at: { hour: 2, minute: 30 },
      zone: 'Europe/Berlin',
      between: ['2025-03-29T12:00Z', '2025-03-31T12:00Z'],
      due: ['2025-03-31T00:30Z'],
    },
    {
      title: 'at the second half past two as summer ends in Berlin',
      at: { hour: 2, minute: 30 },
      zone: 'Europe/Berlin',
      between: ['2025-10-25T12:00Z', '2025-10-27T12:00Z'],
      due: ['2025-10-26T01:30Z', '2025-10-27T01:30Z'],
    },
    {
      title: 'at the same time of the clocks as summer ends in Berlin',
      at: { hour: 23 },
      zone: 'Europe/Berlin',
      between: ['2025-10-25T12:00Z', '2025-10-27T00:00Z'],
      due: ['2025-10-25T21:00Z', '2025-10-26T22:00Z'],
    },
    {
      title: 'not on the day on which the clocks of New York skip its time',
      at: { hour: 2, minute: 30 },
      zone: 'America/New_York',
      between: ['2025-03-08T12:00Z', '2025-03-10T12:00Z'],
      due: ['2025-03-10T06:30Z'],
    },
    {
      title: 'at the first minute that the clocks of Berlin show again',
      at: { hour: 3 },
      zone: 'Europe/Berlin',
      between: ['2025-03-29T12:00Z', '2025-03-30T12:00Z'],
      due: ['2025-03-30T01:00Z'],
    },
    {
      title: 'not on a day that a zone skips as a whole',
      at: { hour: 12 },
      zone: 'Pacific/Apia',
      between: ['2011-12-29T00:00Z', '2012-01-01T00:00Z'],
      due: ['2011-12-29T22:00Z', '2011-12-30T22:00Z', '2011-12-31T22:00Z'],
    },
    {
      title: 'at the second half past one as summer ends in New York',
      at: { hour: 1, minute: 30 },
      zone: 'America/New_York',
      between: ['2025-11-01T12:00Z', '2025-11-03T12:00Z'],
      due: ['2025-11-02T06:30Z', '2025-11-03T06:30Z'],
    },
    {
      title: 'just before and just after a change',
      at: { hour: 3 },
      zone: 'America/New_York',
      between: ['2025-03-08T00:00Z', '2025-03-10T00:00Z'],
      due: ['2025-03-08T08:00Z', '2025-03-09T07:00Z'],
    },
    {
      title: 'once for each of several days in which nobody asked',
      at: { hour: 4, minute: 5 },
      zone: 'Europe/Berlin',
      between: ['2025-07-01T12:00Z', '2025-07-06T12:00Z'],
      due: [
        '2025-07-02T02:05Z',
        '2025-07-03T02:05Z',
        '2025-07-04T02:05Z',
        '2025-07-05T02:05Z',
        '2025-07-06T02:05Z',
      ],
    },
  ];
  for (const { title, at, zone, between, due: expected } of rows) {
    it(title, () => assert.deepEqual(due(at, zone, between), expected));
  }

  it('never, at an hour that takes it to the end of all dates', () => {
    const after = '2025-03-03T12:00Z';
    const hour = (8.64e15 - Date.parse('2025-03-03')) / 3_600_000;
    assert.deepEqual(due({ hour }, 'Europe/Berlin', [after, '2025-03-06T12:00Z']), []);
  });

  it('once, whichever way a year is cut into pieces', () => {
    const schedule = { name: 'default', hour: 2, minute: 30, days: everyDay };
    const piece = 7 * 3_600_000;
    const [begin, end] = [Date.parse('2025-01-01T00:00Z'), Date.parse('2026-01-01T00:00Z')];
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Pacific/Auckland']) {
      const pieces: number[] = [];
      for (let from = begin; from < end; from += piece) {
        pieces.push(...dueTimes(schedule, zone, from, Math.min(from + piece, end)));
      }
      assert.deepEqual(pieces, dueTimes(schedule, zone, begin, end), zone);
      // All of these zones skip half past two on one day of the year.
      assert.equal(pieces.length, 364, zone);
    }
  });
});

const weekly = (...days: number[]) => ({ name: 'weekly', hour: 2, minute: 30, days });

describe('The next time that a schedule is due', () => {
  const rows: [
    title: string,
    schedules: Schedule[],
    after: string,
    expected: string | undefined,
  ][] = [
    ['is not the moment itself', [weekly(1)], '2025-03-03T01:30Z', '2025-03-10T01:30:00.000Z'],
    [
      'is the first of several',
      [weekly(3), weekly(2)],
      '2025-03-03T12:00Z',
      '2025-03-04T01:30:00.000Z',
    ],
    [
      'comes in two weeks, where the clocks skip the one in a week',
      [weekly(0)],
      '2025-03-23T01:30Z',
      '2025-04-06T00:30:00.000Z',
    ],
    ['never comes without a schedule', [], '2025-03-03T12:00Z', undefined],
  ];
  for (const [title, schedules, after, expected] of rows) {
    it(title, () => {
      const next = nextDue(schedules, 'Europe/Berlin', Date.parse(after));
      assert.equal(next === undefined ? next : new Date(next).toISOString(), expected);
    });
  }
});

describe('The shortest distance between the days of schedules', () => {
  const rows: [title: string, schedules: Schedule[], days: number | undefined][] = [
    ['of none: there is none', [], undefined],
    ['of one that is due on no day: there is none', [weekly()], undefined],
    ['of one day of the week', [weekly(3)], 7],
    ['over the end of the week', [weekly(1, 6)], 2],
    ['of several, in whatever order', [weekly(5), weekly(1), weekly(3)], 2],
    ['of several on the same day', [weekly(1), weekly(1)], 7],
  ];
  for (const [title, schedules, days] of rows) {
    it(title, () => {
      const expected = days === undefined ? days : days * 24 * 3_600_000;
      assert.equal(shortestDistance(schedules), expected);
    });
  }
});

describe('Schedules as an appliance tells them', () => {
  const recurrence_info = { hour: 2, minute: 15, days: ['MONDAY', 'SUNDAY'] };
  const rows: [string, unknown, Partial<Schedule>[]][] = [
    ['with days', { enable: true, recurrence_info }, [{ hour: 2, minute: 15, days: [0, 1] }]],
    [
      'without days: every day',
      { enable: true, recurrence_info: { hour: 2, minute: 15 } },
      [{ hour: 2, minute: 15, days: everyDay }],
    ],
    // Fact: that is how an appliance reports a daily schedule.
    [
      'with an empty list of days: every day',
      { enable: true, recurrence_info: { hour: 2, minute: 15, days: [] } },
      [{ hour: 2, minute: 15, days: everyDay }],
    ],
    ['switched off', { enable: false, recurrence_info }, []],
    ['that does not recur', { enable: true }, []],
    [
      'without a word on whether it is on: it is',
      { recurrence_info },
      [{ hour: 2, minute: 15, days: [0, 1] }],
    ],
    ['without an hour', { enable: true, recurrence_info: { minute: 15 } }, []],
    ['whose hour is no number', { enable: true, recurrence_info: { hour: '2', minute: 1 } }, []],
    ['whose minute is no number', { enable: true, recurrence_info: { hour: 2, minute: '1' } }, []],
    ['that is nothing', null, []],
  ];
  for (const [title, info, expected] of rows) {
    it(title, () => {
      assert.deepEqual(
        readSchedules({ default: info }),
        expected.map((schedule) => ({ name: 'default', ...schedule })),
      );
    });
  }

  const idle: [string, unknown, string[]][] = [
    ['switched off', { enable: false, recurrence_info }, ['disabled']],
    ['switched off, and without recurrence', { enable: false }, ['disabled']],
    ['that does not recur', { enable: true }, ['without-recurrence']],
    ['without an hour', { recurrence_info: { minute: 15 } }, ['without-recurrence']],
    ['that runs', { recurrence_info }, []],
    ['that is nothing', null, []],
  ];
  for (const [title, info, reasons] of idle) {
    it(`${title}: ${reasons.length > 0 ? `idle, ${reasons}` : 'not idle'}`, () => {
      assert.deepEqual(
        readIdleSchedules({ default: info }),
        reasons.map((reason) => ({ name: 'default', reason })),
      );
    });
  }

  it('several, each by its name', () => {
    const schedules = readSchedules({ one: { recurrence_info }, other: { recurrence_info } });
    assert.deepEqual(
      schedules.map(({ name }) => name),
      ['one', 'other'],
    );
  });

  it('the first hundred, of more', () => {
    const many = Array.from({ length: 101 }, (_, index) => [`s${index}`, { recurrence_info }]);
    assert.equal(readSchedules(Object.fromEntries(many)).length, 100);
  });

  for (const answer of [null, [], 'none', 7]) {
    it(`${JSON.stringify(answer)}: none`, () => assert.deepEqual(readSchedules(answer), []));
  }
});

describe('Time zones', () => {
  for (const name of ['UTC', 'Etc/UTC', 'Europe/Berlin', 'US/Pacific', 'Asia/Kolkata']) {
    it(`${name} is known`, () => assert.equal(isTimeZone(name), true));
  }
  for (const name of ['Mars/Olympus_Mons', '', 'Europe/Berlin\n']) {
    it(`${JSON.stringify(name)} is not`, () => assert.equal(isTimeZone(name), false));
  }
});
