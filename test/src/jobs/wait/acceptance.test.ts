import assert from 'node:assert/strict';
import type { Job } from '../../../../src/jobs/job/job';
import { acceptanceOfJob, acceptanceOfStart } from '../../../../src/jobs/wait/acceptance';

const noon = Date.parse('2025-03-04T12:00:00Z');
/** Since this clock began, a thousand seconds have passed. */
const clock = { now: () => 1_000_000, wallNow: () => noon };

describe('A start that was accepted', () => {
  it('was answered then; what began before the request is older', () => {
    const acceptance = acceptanceOfStart(990_000, 992_500, noon);
    // The job may have begun with the request, and the date is in whole seconds.
    assert.deepEqual(acceptance, { at: 992_500, notBefore: noon - 3500 });
  });
  it('without a `Date` says nothing of what is older', () => {
    assert.deepEqual(acceptanceOfStart(990_000, 992_500, undefined), { at: 992_500 });
  });

  const rows: [string, Pick<Job, 'state' | 'startTime'>, number | undefined][] = [
    ['a job of now', { state: 'running', startTime: '2025-03-04T12:00:00Z' }, 1_000_000],
    ['a job of 59 s ago', { state: 'running', startTime: '2025-03-04T11:59:01Z' }, 941_000],
    ['a job of 60 s ago', { state: 'running', startTime: '2025-03-04T11:59:00Z' }, undefined],
    ['one by a clock that is ahead', { state: 'running', startTime: '2025-03-04T13:00:00Z' }, 1e6],
    ['one that nobody has seen', { state: 'none', startTime: '2025-03-04T12:00:00Z' }, 1_000_000],
    ['one that has failed', { state: 'failed', startTime: '2025-03-04T12:00:00Z' }, undefined],
    [
      'one that has succeeded',
      { state: 'succeeded', startTime: '2025-03-04T12:00:00Z' },
      undefined,
    ],
    ['one without a start', { state: 'running' }, undefined],
    ['one whose start is no time', { state: 'running', startTime: 'noon' }, undefined],
  ];
  for (const [title, job, at] of rows) {
    it(`named by a message, ${title}: ${at === undefined ? 'no' : 'yes'}`, () => {
      assert.equal(acceptanceOfJob(job, clock)?.at, at);
    });
  }
});
