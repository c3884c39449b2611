import assert from 'node:assert/strict';
import { lastDue, nextDue, type Recurrence } from '../../simulator/time/recurrence';

describe('Stand-in appliance: when a schedule is due', () => {
  const daily: Recurrence = { hour: 23, minute: 0 };
  const night: Recurrence = { hour: 2, minute: 30 };
  const twice: Recurrence = { hour: 2, minute: 0, days: ['MONDAY', 'THURSDAY'] };
  const everyDay: Recurrence = { hour: 2, minute: 0, days: [] };

  // 3 March 2025 is a Monday. Clocks change in Berlin on 30 March and 26 October 2025, both at 1:00 UTC.
  const rows: readonly [Recurrence, zone: string, after: string, next: string][] = [
    [daily, 'UTC', '2025-03-03T12:00:00Z', '2025-03-03T23:00:00Z'],
    [daily, 'UTC', '2025-03-03T22:59:59.999Z', '2025-03-03T23:00:00Z'],
    [daily, 'UTC', '2025-03-03T23:00:00Z', '2025-03-04T23:00:00Z'],
    [daily, 'UTC', '2025-02-28T23:30:00Z', '2025-03-01T23:00:00Z'],
    [daily, 'Europe/Berlin', '2025-03-03T12:00:00Z', '2025-03-03T22:00:00Z'],
    [daily, 'Europe/Berlin', '2025-07-03T12:00:00Z', '2025-07-03T21:00:00Z'],
    [daily, 'Asia/Kolkata', '2025-03-03T12:00:00Z', '2025-03-03T17:30:00Z'],
    [daily, 'Pacific/Kiritimati', '2025-03-03T12:00:00Z', '2025-03-04T09:00:00Z'],
    [daily, 'America/Los_Angeles', '2025-03-03T12:00:00Z', '2025-03-04T07:00:00Z'],
    [twice, 'UTC', '2025-03-03T01:00:00Z', '2025-03-03T02:00:00Z'],
    [twice, 'UTC', '2025-03-03T02:00:00Z', '2025-03-06T02:00:00Z'],
    [twice, 'UTC', '2025-03-06T02:00:00Z', '2025-03-10T02:00:00Z'],
    // The day is the zone's: in Los Angeles it is still Sunday when it is Monday in UTC.
    [twice, 'America/Los_Angeles', '2025-03-03T02:30:00Z', '2025-03-03T10:00:00Z'],
    // Fact: `recurrence_info.days` is `[]` for a schedule that is daily.
    [everyDay, 'UTC', '2025-03-03T01:00:00Z', '2025-03-03T02:00:00Z'],
    [everyDay, 'UTC', '2025-03-03T02:00:00Z', '2025-03-04T02:00:00Z'],
    // The clocks jump over it: as much later as they jump.
    [night, 'Europe/Berlin', '2025-03-29T12:00:00Z', '2025-03-30T01:30:00Z'],
    [night, 'Europe/Berlin', '2025-03-30T01:30:00Z', '2025-03-31T00:30:00Z'],
    // The clocks show it twice: the first time, and only then.
    [night, 'Europe/Berlin', '2025-10-25T12:00:00Z', '2025-10-26T00:30:00Z'],
    [night, 'Europe/Berlin', '2025-10-26T00:30:00Z', '2025-10-27T01:30:00Z'],
  ];

  for (const [recurrence, zone, after, next] of rows) {
    const { hour, minute, days = ['every day'] } = recurrence;
    it(`${hour}:${minute} in ${zone}, ${days.join(' and ')}, after ${after}: ${next}`, () => {
      const due = nextDue(recurrence, zone, Date.parse(after));
      assert.equal(due, Date.parse(next));
      assert.equal(lastDue(recurrence, zone, due + 1), due);
    });
  }

  it('the last time before one is an earlier one', () => {
    const due = lastDue(daily, 'UTC', Date.parse('2025-03-03T23:00:00Z'));
    assert.equal(due, Date.parse('2025-03-02T23:00:00Z'));
  });

  it('a zone that there is not is refused', () => {
    assert.throws(() => nextDue(daily, 'Middle/Earth', 0), RangeError);
  });
});
