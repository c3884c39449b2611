import assert from 'node:assert/strict';
import { createScheduleReads } from '../../nodes/monitor/schedule-reads';
import { Fault } from '../../src/appliance/faults/fault';
import type { FaultCode } from '../../src/appliance/faults/fault-codes';
import type { Clock } from '../../src/clock';

const tolerated = 3_600_000;

function reads() {
  let now = 0;
  const clock: Clock = {
    now: () => now,
    wallNow: () => now,
    setTimeout: () => assert.fail('no timer is needed'),
    clearTimeout: () => undefined,
  };
  const { worked, failed } = createScheduleReads(clock, tolerated);
  const fault = (code: FaultCode) =>
    new Fault({ code, sentences: ['x'], operation: 'backup.schedules.list' });
  return {
    worked,
    failedAfter(passed: number, code: FaultCode) {
      now += passed;
      return failed(fault(code));
    },
  };
}

describe('Schedules that a monitor cannot read', () => {
  for (const code of ['NOT_AUTHORIZED', 'INVALID_RESPONSE', 'TLS_UNTRUSTED'] as const) {
    it(`are unreadable at once: ${code}`, () => assert.ok(reads().failedAfter(0, code)));
  }

  for (const code of ['UNAVAILABLE', 'API_NOT_FOUND', 'TIMED_OUT'] as const) {
    it(`are unreadable once that has lasted: ${code}`, () => {
      const { failedAfter } = reads();
      const found = [0, tolerated - 1, 1].map((passed) => failedAfter(passed, code));
      assert.deepEqual(found, [false, false, true]);
    });
  }

  it('may pass after a good read, though the answer is wrong', () => {
    const { worked, failedAfter } = reads();
    worked();
    assert.equal(failedAfter(0, 'INVALID_RESPONSE'), false);
  });

  it('have all of the time again after a good read', () => {
    const { worked, failedAfter } = reads();
    assert.equal(failedAfter(0, 'UNAVAILABLE'), false);
    worked();
    assert.equal(failedAfter(tolerated, 'UNAVAILABLE'), false);
    assert.equal(failedAfter(tolerated, 'UNAVAILABLE'), true);
  });
});
