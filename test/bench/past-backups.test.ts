import assert from 'node:assert/strict';
import { pastBackups } from '../../bench/processes/past-backups';

describe('bench: the backups of an appliance', () => {
  const noon = Date.UTC(2026, 2, 4, 12, 30);
  const { list, schedules, details } = pastBackups(3, noon);

  it('are daily, the last one half a day ago, by the schedule', () => {
    assert.deepEqual(JSON.parse(list), [
      '20260304-000000-23319993',
      '20260303-000000-23319993',
      '20260302-000000-23319993',
    ]);
    assert.equal(JSON.parse(schedules).default.recurrence_info.hour, 0);
  });

  it('have details if they exist', () => {
    const found = JSON.parse(details(['20260303-000000-23319993', '19990101-000000-1']));
    assert.deepEqual(Object.keys(found), ['20260303-000000-23319993']);
    assert.equal(found['20260303-000000-23319993'].start_time, '2026-03-03T00:00:00.000Z');
  });
});
