import assert from 'node:assert/strict';
import { Fault } from '../../../../src/appliance/faults/fault';
import { answerToJob } from '../../../../src/jobs/job/answer-to-job';
import { type Job, outputOfState } from '../../../../src/jobs/job/job';
import { jobOf } from '../../../../src/jobs/job/job-text';

const appliance = { id: '1a2b', name: 'vc-a', host: 'vc-a.lab.example' };

function job(payload: unknown, { found = true, statusCode = 200 } = {}): Job {
  const answer = { operation: 'reconciliation.job.get', requestId: 'r-1', payload };
  const facts = answerToJob('reconciliation', appliance, { ...answer, found, statusCode });
  return jobOf({ job: facts, payload });
}

const message = (text: string) => ({ id: 'demo', default_message: text, args: [] });
const times = { start_time: '2025-03-04T07:15:02.118Z', end_time: '2025-03-04T07:31:47.905Z' };

describe('A job in one shape', () => {
  const outputs: [string, string, string][] = [
    ['RUNNING', 'running', 'running'],
    ['INPROGRESS', 'running', 'running'],
    ['PENDING', 'running', 'running'],
    ['BLOCKED', 'running', 'running'],
    ['SUCCEEDED', 'succeeded', 'succeeded'],
    ['FAILED', 'failed', 'failed'],
    ['NONE', 'none', 'not found'],
  ];
  const names = ['running', 'succeeded', 'failed', 'not found'];
  for (const [status, state, output] of outputs) {
    it(`${status} is ${state} and leaves by ${output}`, () => {
      const { state: actual, status: word } = job({ status });
      assert.equal(actual, state);
      assert.equal(word, status);
      assert.equal(names[outputOfState[actual]], output);
    });
  }

  it('no such job is not-found and leaves by not found', () => {
    const { state, text, messages } = job({ messages: [] }, { found: false, statusCode: 404 });
    assert.equal(state, 'not-found');
    assert.equal(names[outputOfState[state]], 'not found');
    assert.equal(
      text,
      'vc-a has no reconciliation job. That is normal unless it has just been restored.',
    );
    assert.deepEqual(messages, []);
  });

  it('says in one sentence how it stands', () => {
    const text = (payload: unknown) => job(payload).text;
    assert.equal(
      text({ status: 'RUNNING', progress: 40, messages: [message('Synchronizing with vc-b.')] }),
      'The reconciliation of vc-a is running, 40% complete: Synchronizing with vc-b.',
    );
    assert.equal(text({ status: 'RUNNING' }), 'The reconciliation of vc-a is running.');
    assert.equal(
      text({ status: 'SUCCEEDED', ...times }),
      'The reconciliation of vc-a succeeded after 16 min 46 s.',
    );
    assert.equal(
      text({ status: 'FAILED', error: 'Partner vc-b is away' }),
      'The reconciliation of vc-a failed: Partner vc-b is away.',
    );
    assert.equal(
      text({ status: 'FAILED' }),
      'The reconciliation of vc-a failed. The appliance gave no reason.',
    );
  });

  it('finds the reason in the messages where there is no error', () => {
    assert.equal(job({ status: 'FAILED', messages: [message('Away.')] }).error, 'Away.');
    assert.equal(job({ status: 'RUNNING', messages: [message('Away.')] }).error, undefined);
  });

  it('has times in ISO 8601 and the duration in seconds', () => {
    const { startTime, endTime, duration } = job({ status: 'SUCCEEDED', ...times });
    assert.deepEqual(
      [startTime, endTime, duration],
      ['2025-03-04T07:15:02.118Z', '2025-03-04T07:31:47.905Z', 1005.787],
    );
  });

  it('has no time after the year 9999, with which nobody can calculate', () => {
    const start_time = '+275760-09-13T00:00:00.000Z';
    assert.equal(job({ status: 'RUNNING', start_time }).startTime, undefined);
    const last = '9999-12-31T23:59:59.000Z';
    assert.equal(job({ status: 'RUNNING', start_time: last }).startTime, last);
  });

  it('has the duration that the appliance gives, also of a job that runs', () => {
    assert.equal(
      job({ status: 'RUNNING', start_time: times.start_time, duration: 581 }).duration,
      581,
    );
    assert.equal(job({ status: 'SUCCEEDED', ...times, duration: 1006 }).duration, 1006);
    assert.equal(job({ status: 'RUNNING', start_time: times.start_time }).duration, undefined);
  });

  const odd: [string, unknown, string | undefined][] = [
    ['without milliseconds', '2025-03-04T07:15:02Z', '2025-03-04T07:15:02.000Z'],
    ['with an offset', '2025-03-04T09:15:02+02:00', '2025-03-04T07:15:02.000Z'],
    ['without a zone', '2025-03-04T07:15:02.118', '2025-03-04T07:15:02.118Z'],
    ['that is no time', 'yesterday', undefined],
    ['that is no text', 1741072502, undefined],
  ];
  for (const [title, start, expected] of odd) {
    it(`takes a time ${title}`, () => {
      assert.equal(job({ status: 'RUNNING', start_time: start }).startTime, expected);
    });
  }

  const progress: [unknown, number | undefined][] = [
    [40, 40],
    ['40', 40],
    [33.4, 33],
    [-9e15, 0],
    [1e300, 100],
    [Number.POSITIVE_INFINITY, 100],
    ['', undefined],
    ['half', undefined],
    [null, undefined],
    [{}, undefined],
    [undefined, undefined],
  ];
  for (const [value, expected] of progress) {
    it(`progress ${JSON.stringify(value)} is ${expected}`, () => {
      assert.equal(job({ status: 'RUNNING', progress: value }).progress, expected);
    });
  }

  it('bears null entries and absurd values anywhere', () => {
    const absurd = {
      status: 'FAILED',
      messages: [
        null,
        7,
        { id: null, default_message: {}, args: 'x', params: [] },
        message('One.'),
      ],
      error: [[[]]],
      progress: [],
      start_time: {},
      end_time: '9999999-99-99',
    };
    assert.deepEqual(job(absurd).messages, ['One.']);
    assert.equal(job(absurd).error, 'One.');
  });

  it('masks the password of a URL in texts', () => {
    const texts = job({ status: 'FAILED', messages: [message('No sftp://svc:s3cret@nas/vc')] });
    assert.doesNotMatch(JSON.stringify(texts), /s3cret/);
  });
});

describe('An answer that is no job is a fault', () => {
  const rows: [string, unknown, string][] = [
    ['no status', { progress: 3 }, 'INVALID_RESPONSE'],
    ['a status that is no text', { status: 1 }, 'INVALID_RESPONSE'],
    ['an empty status', { status: '' }, 'INVALID_RESPONSE'],
    ['a list', [], 'INVALID_RESPONSE'],
    ['null', null, 'INVALID_RESPONSE'],
    ['a text', 'RUNNING', 'INVALID_RESPONSE'],
    ['a word nobody has documented', { status: 'IN PROGRESS' }, 'UNKNOWN_STATUS'],
    ['a word of JavaScript', { status: 'constructor' }, 'UNKNOWN_STATUS'],
  ];
  for (const [title, payload, code] of rows) {
    it(`${title}: ${code}`, () => {
      assert.throws(
        () => job(payload),
        (error) => error instanceof Fault && error.code === code,
      );
    });
  }
});
