import assert from 'node:assert/strict';
import { Fault } from '../../../../src/appliance/faults/fault';
import type { FaultCode } from '../../../../src/appliance/faults/fault-codes';
import { isOutage } from '../../../../src/appliance/faults/is-outage';
import type { JobFacts, JobReading, JobState } from '../../../../src/jobs/job/job';
import { jobOf } from '../../../../src/jobs/job/job-text';
import type { JobTarget } from '../../../../src/jobs/read-job';
import {
  createWait,
  type NamedJob,
  type Verdict,
  type Wait,
  type WaitSettings,
} from '../../../../src/jobs/wait/wait';

const appliance = { id: '1a2b', name: 'vc-a', host: 'vc-a.lab.example' };

const usual: WaitSettings = {
  interval: 5000,
  appear: 0,
  outage: 60_000,
  stalledAfter: 0,
  ended: 'accept',
  report: 'state',
};

const one = '2025-03-04T07:15:02.118Z';
const another = '2025-03-04T09:00:00.000Z';

function read(state: JobState, more: Partial<JobFacts> = {}): JobReading {
  const statusCode = state === 'not-found' ? 404 : 200;
  const job = {
    kind: 'reconciliation' as const,
    appliance,
    state,
    messages: [],
    statusCode,
    ...more,
  };
  return { job, payload: { seen: state, ...more } };
}

const running = (progress = 40, more: Partial<JobFacts> = {}) =>
  read('running', { status: 'RUNNING', progress, startTime: one, ...more });
const succeeded = (more: Partial<JobFacts> = {}) => read('succeeded', { startTime: one, ...more });
const failed = read('failed', { startTime: one });
const notFound = read('not-found');
const statusNone = read('none');

function fault(code: FaultCode, statusCode?: number): Fault {
  return new Fault({
    code,
    sentences: [`${code}.`],
    ...(statusCode === undefined ? {} : { statusCode }),
  });
}

/** A verdict in a few words. */
function words(verdict: Verdict): string {
  if (verdict.do === 'keep waiting') return 'keep waiting';
  if (verdict.do === 'fail') return `fail ${verdict.fault.code}`;
  const { state, progress, stalled } = verdict.reading.job;
  return [verdict.do, state, progress, stalled && 'stalled']
    .filter((word) => word !== undefined)
    .join(' ');
}

/** The answer to a start, with which a wait begins. */
interface StartAnswer {
  answer: JobReading;
}

/** What comes at a second of the wait: a reading, a fault, or nothing but the deadline. */
type Step = [second: number, what: JobReading | StartAnswer | Fault | 'deadline', verdict: string];

interface Course {
  settings?: Partial<WaitSettings>;
  target?: JobTarget;
  named?: NamedJob;
  steps: Step[];
}

/** On a clock that did not begin with the wait. */
const begin = 1_000_000;

function judge(wait: Wait, [second, what]: Step): Verdict {
  const at = begin + second * 1000;
  if (what === 'deadline') return wait.onDeadline(at);
  if ('answer' in what) return wait.onStart(what.answer, at);
  return what instanceof Fault ? wait.onFault(what, at) : wait.onJob(what, at);
}

function run({ settings, target = { kind: 'reconciliation' }, named, steps }: Course): {
  wait: Wait;
  last: Verdict;
} {
  const wait = createWait(target, { ...usual, ...settings }, begin, named);
  let last: Verdict = { do: 'keep waiting' };
  for (const [index, step] of steps.entries()) {
    last = judge(wait, step);
    assert.equal(words(last), step[2], `step ${index + 1}, at second ${step[0]}`);
  }
  return { wait, last };
}

function specify(rows: Record<string, Course>): void {
  for (const [title, course] of Object.entries(rows)) it(title, () => void run(course));
}

describe('A wait', () => {
  describe('for a job that runs and ends', () => {
    specify({
      'reports the first reading and the end': {
        steps: [
          [0, running(), 'report running 40'],
          [5, running(60), 'keep waiting'],
          [10, succeeded(), 'end succeeded'],
        ],
      },
      'ends with a job that fails, too': {
        steps: [
          [0, running(), 'report running 40'],
          [5, failed, 'end failed'],
        ],
      },
    });
  });

  describe('for a job that is not there', () => {
    specify({
      'ends at once': { steps: [[0, notFound, 'end not-found']] },
      'ends at once where the status says NONE': { steps: [[0, statusNone, 'end none']] },
      'bears it for as long as `appear` says': {
        settings: { appear: 10_000 },
        steps: [
          [0, notFound, 'keep waiting'],
          [9.9, statusNone, 'keep waiting'],
          [10, notFound, 'end not-found'],
        ],
      },
      'counts from the first reading that finds none, not from the begin': {
        settings: { appear: 10_000 },
        steps: [
          [0, fault('UNREACHABLE'), 'keep waiting'],
          [50, notFound, 'keep waiting'],
          [59.9, notFound, 'keep waiting'],
          [60, notFound, 'end not-found'],
        ],
      },
      'counts anew after an outage: it may begin only when the services are back': {
        settings: { appear: 10_000 },
        steps: [
          [0, notFound, 'keep waiting'],
          [5, fault('UNREACHABLE'), 'keep waiting'],
          [50, notFound, 'keep waiting'],
          [55, running(), 'report running 40'],
        ],
      },
      'goes on with one that appears in time': {
        settings: { appear: 10_000 },
        steps: [
          [0, notFound, 'keep waiting'],
          [5, running(), 'report running 40'],
          [60, succeeded(), 'end succeeded'],
        ],
      },
    });
  });

  describe('for a job that had ended before', () => {
    const yesterday = succeeded({ id: 'yesterday' });
    const today = (state: JobState) => read(state, { id: 'today', startTime: another });
    specify({
      'takes it for an answer (accept)': {
        steps: [[0, succeeded(), 'end succeeded']],
      },
      'takes one that failed for an answer (accept)': { steps: [[0, failed, 'end failed']] },
      'is not content with it (ignore)': {
        settings: { ended: 'ignore' },
        steps: [[0, succeeded(), 'end none']],
      },
      'waits for the next to appear (ignore)': {
        settings: { ended: 'ignore', appear: 10_000 },
        steps: [
          [0, yesterday, 'keep waiting'],
          [5, yesterday, 'keep waiting'],
          [9, today('running'), 'report running'],
          [20, today('succeeded'), 'end succeeded'],
        ],
      },
      'knows the next one also where nobody saw it run (ignore)': {
        settings: { ended: 'ignore', appear: 10_000 },
        steps: [
          [0, yesterday, 'keep waiting'],
          [5, today('succeeded'), 'end succeeded'],
        ],
      },
      'knows the next one by its start where it has no id (ignore)': {
        settings: { ended: 'ignore', appear: 10_000 },
        steps: [
          [0, failed, 'keep waiting'],
          [5, succeeded({ startTime: another }), 'end succeeded'],
        ],
      },
      'gives up when none has appeared (ignore)': {
        settings: { ended: 'ignore', appear: 10_000 },
        steps: [
          [0, yesterday, 'keep waiting'],
          [10, yesterday, 'end none'],
        ],
      },
      'takes the end of one that it saw running for an answer (ignore)': {
        settings: { ended: 'ignore' },
        steps: [
          [0, running(), 'report running 40'],
          [5, succeeded(), 'end succeeded'],
        ],
      },
    });

    it('says so', () => {
      const { last } = run({
        settings: { ended: 'ignore' },
        steps: [[0, yesterday, 'end none']],
      });
      assert.ok(last.do === 'end');
      assert.match(
        jobOf(last.reading).text,
        /No reconciliation is running on vc-a\. The latest one had already ended/,
      );
      assert.deepEqual(last.reading.payload, yesterday.payload, 'the answer is shown as it came');
    });
  });

  describe('for a job that a message named', () => {
    const ran: NamedJob = { job: { state: 'running', startTime: one } };
    specify({
      'takes its end for an answer, whatever `ended` says': {
        settings: { ended: 'ignore' },
        named: ran,
        steps: [[0, succeeded(), 'end succeeded']],
      },
      'takes it for an answer where the message knew its end already': {
        settings: { ended: 'ignore' },
        named: { job: { state: 'succeeded', startTime: one } },
        steps: [[0, succeeded(), 'end succeeded']],
      },
      'does not take another for it': {
        named: { job: { state: 'failed', startTime: one } },
        steps: [[0, succeeded({ startTime: another }), 'end none']],
      },
      'bears starts that differ by less than a second: some are told without milliseconds': {
        named: ran,
        steps: [[0, succeeded({ startTime: '2025-03-04T07:15:02Z' }), 'end succeeded']],
      },
      'bears an answer without a start': {
        named: ran,
        steps: [[0, read('succeeded'), 'end succeeded']],
      },
      'knows that it was there once, so none is a loss': {
        named: ran,
        steps: [
          [0, notFound, 'keep waiting'],
          [29, notFound, 'keep waiting'],
          [30, notFound, 'end lost'],
        ],
      },
      'whose id a flow gave: an end is an answer': {
        settings: { ended: 'ignore' },
        target: { kind: 'backup', id: 'a' },
        named: { job: { state: 'none' } },
        steps: [[0, read('succeeded', { kind: 'backup', id: 'a' }), 'end succeeded']],
      },
      'whose id a flow gave: that it is not there is an answer': {
        target: { kind: 'backup', id: 'a' },
        named: { job: { state: 'none' } },
        steps: [[0, read('not-found', { kind: 'backup' }), 'end not-found']],
      },
      'whose id a flow gave: its times do not matter, as answers differ in them': {
        target: { kind: 'backup', id: 'a' },
        named: ran,
        steps: [
          [0, read('succeeded', { kind: 'backup', id: 'a', startTime: another }), 'end succeeded'],
        ],
      },
    });

    it('and is lost, says nothing of another that stands in its place', () => {
      const other = succeeded({ startTime: another, progress: 100, id: 'other' });
      const { last } = run({
        named: ran,
        steps: [
          [0, other, 'keep waiting'],
          [30, other, 'end lost'],
        ],
      });
      assert.ok(last.do === 'end');
      const { id, startTime, status, progress } = last.reading.job;
      assert.deepEqual([id, startTime, status, progress], [undefined, one, undefined, undefined]);
    });

    it('says that another stands in its place', () => {
      const { last } = run({
        named: { job: { state: 'failed', startTime: one } },
        steps: [[0, running(3, { startTime: another }), 'end none']],
      });
      assert.ok(last.do === 'end');
      assert.match(jobOf(last.reading).text, /^vc-a now has another reconciliation job/);
    });
  });

  describe('for a job that was just started', () => {
    const older = '2025-03-04T07:14:00.000Z';
    const begun = (reading: JobReading, notBefore?: string): NamedJob => ({
      job: reading.job,
      reading,
      accepted: { at: begin, ...(notBefore ? { notBefore: Date.parse(notBefore) } : {}) },
    });
    const started = begun(running(0));
    const first: Step = [0, { answer: running(0) }, 'report running 0'];
    specify({
      'takes the answer to the start for its first reading': {
        named: started,
        steps: [first, [5, running(10), 'keep waiting'], [10, succeeded(), 'end succeeded']],
      },
      'is content with an end that comes with the answer to the start': {
        named: begun(succeeded()),
        steps: [[0, { answer: succeeded() }, 'end succeeded']],
      },
      'is not ended by an older one, and takes its own for an answer once that has appeared': {
        named: started,
        steps: [
          first,
          [1, read('failed', { startTime: older }), 'keep waiting'],
          [5, read('succeeded', { startTime: older }), 'keep waiting'],
          [59, read('succeeded', { startTime: older }), 'keep waiting'],
          [60, running(30), 'keep waiting'],
          [65, succeeded(), 'end succeeded'],
        ],
      },
      'is not ended by none, where its own appears late': {
        named: started,
        steps: [
          first,
          [1, notFound, 'keep waiting'],
          [40, statusNone, 'keep waiting'],
          [55, succeeded(), 'end succeeded'],
        ],
      },
      'is lost where after 60 s there is still an older one': {
        named: started,
        steps: [
          first,
          [1, read('succeeded', { startTime: older }), 'keep waiting'],
          [59.9, read('succeeded', { startTime: older }), 'keep waiting'],
          [60, read('succeeded', { startTime: older }), 'end lost 0'],
        ],
      },
      'is lost where after 60 s there is still none, whatever `appear` says': {
        named: started,
        settings: { appear: 3_600_000 },
        steps: [first, [1, notFound, 'keep waiting'], [60, notFound, 'end lost 0']],
      },
      'does not count the time out of reach': {
        named: started,
        steps: [
          first,
          [10, fault('UNREACHABLE'), 'keep waiting'],
          [50, notFound, 'keep waiting'],
          [99, notFound, 'keep waiting'],
          [100, notFound, 'end lost 0'],
        ],
      },
      'does not count the pause after a refused sign-in, nor an outage before it': {
        named: started,
        steps: [
          first,
          [10, fault('UNREACHABLE'), 'keep waiting'],
          [20, fault('AUTHENTICATION_FAILED', 401), 'keep waiting'],
          [910, notFound, 'keep waiting'],
          [959, notFound, 'keep waiting'],
          [960, notFound, 'end lost 0'],
        ],
      },
      'once it has appeared, finds it lost as any other': {
        named: started,
        steps: [
          first,
          [5, running(10), 'keep waiting'],
          [10, notFound, 'keep waiting'],
          [34, notFound, 'keep waiting'],
          [35, notFound, 'end lost 10'],
        ],
      },
      'knows an older one that runs by the `Date` of an answer that has no start': {
        named: begun(read('running', { progress: 0 }), one),
        steps: [
          [0, { answer: read('running', { progress: 0 }) }, 'report running 0'],
          [5, read('running', { startTime: older }), 'keep waiting'],
          [60, read('running', { startTime: older }), 'end lost 0'],
        ],
      },
      'takes one that runs and has no start for its own, whatever the `Date`': {
        named: begun(read('running', { progress: 0 }), one),
        steps: [
          [0, { answer: read('running', { progress: 0 }) }, 'report running 0'],
          [5, read('running', { progress: 10 }), 'keep waiting'],
          [61, read('running', { progress: 50 }), 'keep waiting'],
          [65, read('succeeded', { progress: 100 }), 'end succeeded 100'],
        ],
      },
      'knows an older one by the `Date` of an answer that has no start': {
        named: begun(read('running', { progress: 0 }), one),
        steps: [
          [0, { answer: read('running', { progress: 0 }) }, 'report running 0'],
          [5, read('succeeded', { startTime: older }), 'keep waiting'],
          [10, running(10), 'keep waiting'],
          [15, read('failed', { startTime: older }), 'keep waiting'],
          [20, succeeded(), 'end succeeded'],
        ],
      },
      'a backup is known by its id: one that is not listed yet has not appeared': {
        target: { kind: 'backup', id: 'a' },
        named: begun(read('running', { kind: 'backup', id: 'a', startTime: one })),
        steps: [
          [1, read('not-found', { kind: 'backup', id: 'a' }), 'keep waiting'],
          [60, read('not-found', { kind: 'backup', id: 'a' }), 'end lost'],
        ],
      },
      'a backup whose answer has no id is not the older one that is the latest': {
        target: { kind: 'backup', which: 'latest' },
        named: begun(read('running', { kind: 'backup', startTime: one })),
        steps: [
          [1, read('succeeded', { kind: 'backup', id: 'old', startTime: older }), 'keep waiting'],
          [5, read('succeeded', { kind: 'backup', id: 'new', startTime: one }), 'end succeeded'],
        ],
      },
    });

    describe('a restore, which has neither id nor times', () => {
      const restore = (state: JobState, statusCode = 200) =>
        read(state, { kind: 'restore', statusCode });
      const target: JobTarget = { kind: 'restore' };
      const named = begun(restore('running'));
      const answered: Step = [0, { answer: restore('running') }, 'report running'];
      specify({
        'is not ended by one that had ended before': {
          target,
          named,
          steps: [
            answered,
            [1, restore('failed'), 'keep waiting'],
            [5, restore('running'), 'keep waiting'],
            [10, restore('failed'), 'end failed'],
          ],
        },
        'has ended where another state was seen since the start: none': {
          target,
          named,
          steps: [
            answered,
            [1, restore('none'), 'keep waiting'],
            [5, restore('succeeded'), 'end succeeded'],
          ],
        },
        'has ended where another state was seen since the start: another end': {
          target,
          named,
          steps: [
            answered,
            [1, restore('failed'), 'keep waiting'],
            [5, restore('succeeded'), 'end succeeded'],
          ],
        },
        'has ended where it shows the same end for 60 s': {
          target,
          named,
          steps: [
            answered,
            [1, restore('failed'), 'keep waiting'],
            [59, restore('failed'), 'keep waiting'],
            [60, restore('failed'), 'end failed'],
          ],
        },
        'does not count the time out of reach, be it an HTTP 500': {
          target,
          named,
          steps: [
            answered,
            [1, restore('failed'), 'keep waiting'],
            [10, fault('UNREACHABLE'), 'keep waiting'],
            [20, restore('not-found', 500), 'keep waiting'],
            [40, restore('failed'), 'keep waiting'],
            [89, restore('failed'), 'keep waiting'],
            [90, restore('failed'), 'end failed'],
          ],
        },
        'is lost where after 60 s there is still none': {
          target,
          named,
          steps: [
            answered,
            [1, restore('none'), 'keep waiting'],
            [60, restore('none'), 'end lost'],
          ],
        },
        'may begin with the answer that there is none yet': {
          target,
          named: begun(restore('none')),
          steps: [
            [0, { answer: restore('none') }, 'keep waiting'],
            [5, restore('running'), 'report running'],
          ],
        },
      });
    });

    const unseen: [string, NamedJob, payload: unknown][] = [
      ['by this node', started, running(0).payload],
      [
        'and named by a message',
        { job: { state: 'running', startTime: one }, accepted: { at: begin } },
        notFound.payload,
      ],
    ];
    for (const [title, named, payload] of unseen) {
      it(`${title}: says that it was accepted, but never appeared`, () => {
        const end = named.reading ? 'end lost 0' : 'end lost';
        const { last } = run({ named, steps: [[60, notFound, end]] });
        assert.ok(last.do === 'end');
        const { text, state, startTime } = jobOf(last.reading);
        assert.match(text, /^The start of the reconciliation of vc-a .* the job never appeared/);
        assert.deepEqual([state, startTime, last.reading.payload], ['lost', one, payload]);
      });
    }
  });

  describe('that saw the job running and finds it no more', () => {
    specify({
      'ends with `lost` when it is missing twice in a row, 30 s after it was last seen': {
        steps: [
          [0, running(), 'report running 40'],
          [5, notFound, 'keep waiting'],
          [29.9, notFound, 'keep waiting'],
          [30, notFound, 'end lost 40'],
        ],
      },
      'goes on when it is missing once, however late': {
        steps: [
          [0, running(), 'report running 40'],
          [600, notFound, 'keep waiting'],
          [1200, notFound, 'end lost 40'],
        ],
      },
      'goes on when it is missing once: services that come back may not know it yet': {
        steps: [
          [0, running(), 'report running 40'],
          [5, notFound, 'keep waiting'],
          [10, running(50), 'keep waiting'],
          [15, notFound, 'keep waiting'],
          [20, succeeded(), 'end succeeded'],
        ],
      },
      'goes on when it is missing once before an outage and once after it': {
        steps: [
          [0, running(), 'report running 40'],
          [5, notFound, 'keep waiting'],
          [10, fault('UNAVAILABLE'), 'keep waiting'],
          [15, notFound, 'keep waiting'],
          [20, running(50), 'keep waiting'],
          [25, notFound, 'keep waiting'],
          [30, fault('UNAVAILABLE'), 'keep waiting'],
          [55, notFound, 'keep waiting'],
          [60, notFound, 'end lost 50'],
        ],
      },
      'finds it lost where another has taken its place': {
        steps: [
          [0, running(), 'report running 40'],
          [25, succeeded({ startTime: another }), 'keep waiting'],
          [30, succeeded({ startTime: another }), 'end lost 40'],
        ],
      },
      'finds it lost whatever `appear` says': {
        settings: { appear: 3_600_000 },
        steps: [
          [0, running(), 'report running 40'],
          [25, notFound, 'keep waiting'],
          [30, statusNone, 'end lost 40'],
        ],
      },
    });

    it('ends with the payload and progress of its last reading, and says what is not known', () => {
      const { last } = run({
        steps: [
          [0, running(40), 'report running 40'],
          [5, running(62), 'keep waiting'],
          [30, notFound, 'keep waiting'],
          [35, notFound, 'end lost 62'],
        ],
      });
      assert.ok(last.do === 'end');
      assert.deepEqual(last.reading.payload, running(62).payload);
      assert.match(jobOf(last.reading).text, /How it ended is not known/);
    });
  });

  describe('reports', () => {
    const course: [second: number, what: JobReading, Record<WaitSettings['report'], string>][] = [
      [
        0,
        running(40),
        {
          state: 'report running 40',
          progress: 'report running 40',
          every: 'report running 40',
          end: 'keep waiting',
        },
      ],
      [
        5,
        running(40),
        {
          state: 'keep waiting',
          progress: 'keep waiting',
          every: 'report running 40',
          end: 'keep waiting',
        },
      ],
      [
        6,
        running(40),
        // Somebody else looks more often.
        {
          state: 'keep waiting',
          progress: 'keep waiting',
          every: 'keep waiting',
          end: 'keep waiting',
        },
      ],
      [
        10,
        running(41),
        {
          state: 'keep waiting',
          progress: 'report running 41',
          every: 'report running 41',
          end: 'keep waiting',
        },
      ],
      [
        15,
        succeeded(),
        {
          state: 'end succeeded',
          progress: 'end succeeded',
          every: 'end succeeded',
          end: 'end succeeded',
        },
      ],
    ];
    for (const report of ['state', 'progress', 'every', 'end'] as const) {
      it(report, () => {
        const steps = course.map(
          ([second, what, verdicts]): Step => [second, what, verdicts[report]],
        );
        run({ settings: { report }, steps });
      });
    }
  });

  describe('for a job that stands still', () => {
    const settings = { stalledAfter: 60_000 };
    specify({
      'tells it once': {
        settings,
        steps: [
          [0, running(), 'report running 40'],
          [59, running(), 'keep waiting'],
          [60, running(), 'report running 40 stalled'],
          [120, running(), 'keep waiting'],
          [200, running(50), 'keep waiting'],
          [400, running(50), 'keep waiting'],
          [500, succeeded(), 'end succeeded'],
        ],
      },
      'tells it also where only the end is to be reported': {
        settings: { ...settings, report: 'end' },
        steps: [
          [0, running(), 'keep waiting'],
          [60, running(), 'report running 40 stalled'],
        ],
      },
      'counts from the last progress': {
        settings,
        steps: [
          [0, running(), 'report running 40'],
          [50, running(41), 'keep waiting'],
          [109, running(41), 'keep waiting'],
          [110, running(41), 'report running 41 stalled'],
        ],
      },
      'takes a new message or status for progress': {
        settings,
        steps: [
          [0, running(), 'report running 40'],
          [50, running(40, { messages: ['Now the next partner.'] }), 'keep waiting'],
          [
            109,
            running(40, { messages: ['Now the next partner.'], status: 'BLOCKED' }),
            'keep waiting',
          ],
          [
            168,
            running(40, { messages: ['Now the next partner.'], status: 'BLOCKED' }),
            'keep waiting',
          ],
          [
            169,
            running(40, { messages: ['Now the next partner.'], status: 'BLOCKED' }),
            'report running 40 stalled',
          ],
        ],
      },
      'does not count the time out of reach': {
        settings,
        steps: [
          [0, running(), 'report running 40'],
          [30, fault('UNREACHABLE'), 'keep waiting'],
          [80, running(), 'keep waiting'],
          [139, running(), 'keep waiting'],
          [140, running(), 'report running 40 stalled'],
        ],
      },
      'says nothing where `stalledAfter` is 0': {
        steps: [
          [0, running(), 'report running 40'],
          [86_400, running(), 'keep waiting'],
        ],
      },
    });

    it('says for how long', () => {
      const { last } = run({
        settings,
        steps: [
          [0, running(), 'report running 40'],
          [61, running(), 'report running 40 stalled'],
        ],
      });
      assert.ok(last.do === 'report');
      assert.match(jobOf(last.reading).text, /It has made no progress for 1 min 1 s\.$/);
    });
  });

  describe('out of reach', () => {
    const always: [FaultCode, number?][] = [
      ['UNREACHABLE'],
      ['TIMED_OUT'],
      ['UNAVAILABLE', 503],
      ['SESSION_LIMIT', 503],
      ['API_NOT_FOUND', 404],
      ['APPLIANCE_ERROR', 500],
    ];
    const later: [FaultCode, number?][] = [['INVALID_RESPONSE'], ['AUTHENTICATION_FAILED', 401]];
    const never: [FaultCode, number?][] = [
      ['TLS_UNTRUSTED'],
      ['NOT_AUTHORIZED', 403],
      ['APPLIANCE_ERROR', 400],
      ['UNKNOWN_STATUS', 200],
      ['NOT_CONFIGURED'],
      ['INVALID_REQUEST', 400],
      ['REFUSED', 400],
      ['NOT_FOUND', 404],
    ];
    const rows = [
      ...always.map((failure) => ({ failure, before: 'keep waiting', after: 'keep waiting' })),
      ...later.map((failure) => ({ failure, before: 'fail', after: 'keep waiting' })),
      ...never.map((failure) => ({ failure, before: 'fail', after: 'fail' })),
    ];
    for (const { failure, before, after } of rows) {
      const [code, statusCode] = failure;
      const said = (verdict: string) => (verdict === 'fail' ? `fail ${code}` : verdict);
      const title = [code, statusCode].filter(Boolean).join(' ');
      it(`${title}: ${before} before a first good reading, ${after} after it`, () => {
        const missed = fault(code, statusCode);
        run({ steps: [[0, missed, said(before)]] });
        run({
          steps: [
            [0, running(), 'report running 40'],
            [5, missed, said(after)],
          ],
        });
        assert.equal(isOutage(missed, false), before === 'keep waiting');
        assert.equal(isOutage(missed, true), after === 'keep waiting');
      });
    }

    const gone = fault('UNREACHABLE');
    const refused = fault('AUTHENTICATION_FAILED', 401);
    specify({
      'a reading that finds no job is a good one, too': {
        settings: { appear: 60_000 },
        steps: [
          [0, notFound, 'keep waiting'],
          [5, fault('AUTHENTICATION_FAILED', 401), 'keep waiting'],
        ],
      },
      'a job that was just started was seen in the answer': {
        named: { job: { state: 'running', startTime: one }, reading: running(0) },
        steps: [[0, fault('AUTHENTICATION_FAILED', 401), 'keep waiting']],
      },
      'goes on where it left off': {
        steps: [
          [0, running(), 'report running 40'],
          [5, gone, 'keep waiting'],
          [30, fault('API_NOT_FOUND', 404), 'keep waiting'],
          [60, running(60), 'keep waiting'],
          [65, succeeded(), 'end succeeded'],
        ],
      },
      'for longer than `outage`: the last fault': {
        steps: [
          [0, gone, 'keep waiting'],
          [59, fault('UNAVAILABLE', 503), 'keep waiting'],
          [59.9, 'deadline', 'keep waiting'],
          [60, 'deadline', 'fail UNAVAILABLE'],
        ],
      },
      'counts each outage by itself': {
        steps: [
          [0, gone, 'keep waiting'],
          [50, running(), 'report running 40'],
          [55, gone, 'keep waiting'],
          [61, 'deadline', 'keep waiting'],
          [114.9, 'deadline', 'keep waiting'],
          [115, 'deadline', 'fail UNREACHABLE'],
        ],
      },
      'an outage of 0 seconds is a fault at once': {
        settings: { outage: 0 },
        steps: [
          [0, gone, 'keep waiting'],
          [0, 'deadline', 'fail UNREACHABLE'],
        ],
      },
    });

    it('knows its deadline, and whether it is out', () => {
      const { wait } = run({ steps: [[0, running(), 'report running 40']] });
      assert.equal(wait.deadline(), undefined);
      assert.equal(wait.interruption(), undefined);
      wait.onFault(gone, begin + 5000);
      wait.onFault(gone, begin + 10_000);
      assert.equal(wait.deadline(), begin + 65_000);
      assert.equal(wait.interruption(), 'outage');
      wait.onJob(running(), begin + 15_000);
      assert.equal(wait.deadline(), undefined);
      assert.equal(wait.interruption(), undefined);
    });

    it('does not count the time in which sign-ins are paused', () => {
      const { wait } = run({ steps: [[0, running(), 'report running 40']] });
      wait.onFault(gone, begin + 10_000);
      assert.equal(wait.deadline(), begin + 70_000);
      wait.onFault(refused, begin + 30_000);
      assert.equal(wait.deadline(), undefined);
      assert.equal(wait.interruption(), 'sign-in paused');
      wait.onFault(refused, begin + 900_000);
      wait.onFault(gone, begin + 930_000);
      assert.equal(wait.interruption(), 'outage');
      // Twenty of sixty seconds were over when the pause began.
      assert.equal(wait.deadline(), begin + 970_000);
      assert.equal(wait.onDeadline(begin + 969_000).do, 'keep waiting');
      assert.equal(wait.onDeadline(begin + 970_000).do, 'fail');
    });

    it('but that counts towards the timeout', () => {
      const { wait } = run({
        settings: { timeout: 120_000 },
        steps: [[0, running(), 'report running 40']],
      });
      wait.onFault(refused, begin + 10_000);
      assert.equal(wait.deadline(), begin + 120_000);
      assert.equal(wait.onDeadline(begin + 120_000).do, 'fail');
    });

    it('says for how long', () => {
      const { last } = run({
        steps: [
          [0, gone, 'keep waiting'],
          [61, 'deadline', 'fail UNREACHABLE'],
        ],
      });
      assert.ok(last.do === 'fail');
      assert.equal(last.fault.message, 'UNREACHABLE. It has been unreachable for 1 min 1 s.');
    });
  });

  describe('for a restore whose appliance answers with HTTP 500', () => {
    const broken = read('not-found', { kind: 'restore', statusCode: 500 });
    const restoring = read('running', { kind: 'restore', progress: 40 });
    const target: JobTarget = { kind: 'restore' };
    specify({
      'takes it for no job where none was seen': {
        target,
        steps: [[0, broken, 'end not-found']],
      },
      'bears it for as long as `appear` says': {
        target,
        settings: { appear: 10_000 },
        steps: [
          [0, broken, 'keep waiting'],
          [5, restoring, 'report running 40'],
        ],
      },
      'takes it for an outage where the job ran': {
        target,
        steps: [
          [0, restoring, 'report running 40'],
          [5, broken, 'keep waiting'],
          [10, broken, 'keep waiting'],
          [15, read('succeeded', { kind: 'restore' }), 'end succeeded'],
        ],
      },
      'and for a fault where it lasts': {
        target,
        steps: [
          [0, restoring, 'report running 40'],
          [5, broken, 'keep waiting'],
          [64, broken, 'keep waiting'],
          [65, 'deadline', 'fail APPLIANCE_ERROR'],
        ],
      },
    });
  });

  describe('with a timeout', () => {
    const settings = { timeout: 10_000 };
    specify({
      'gives up when it is reached': {
        settings,
        steps: [
          [0, running(), 'report running 40'],
          [9.9, 'deadline', 'keep waiting'],
          [10, 'deadline', 'fail WAIT_TIMED_OUT'],
        ],
      },
      'gives up in an outage, too': {
        settings,
        steps: [
          [0, fault('UNREACHABLE'), 'keep waiting'],
          [10, 'deadline', 'fail WAIT_TIMED_OUT'],
        ],
      },
    });

    it('has its end, or that of the outage, for a deadline: what comes first', () => {
      const { wait } = run({ settings: { timeout: 90_000 }, steps: [] });
      assert.equal(wait.deadline(), begin + 90_000);
      wait.onFault(fault('UNREACHABLE'), begin + 5000);
      assert.equal(wait.deadline(), begin + 65_000);
      wait.onJob(running(), begin + 60_000);
      wait.onFault(fault('UNREACHABLE'), begin + 61_000);
      assert.equal(wait.deadline(), begin + 90_000);
    });

    it('shows its last reading, and says so', () => {
      const { last } = run({
        settings,
        steps: [
          [0, running(62), 'report running 62'],
          [10, 'deadline', 'fail WAIT_TIMED_OUT'],
        ],
      });
      assert.ok(last.do === 'fail');
      assert.equal(last.last?.job.progress, 62);
      assert.deepEqual(last.fault.report().appliance, appliance);
      assert.equal(
        last.fault.message,
        'The wait ended after 10 s, before the job did. The reconciliation of vc-a is running, 62% complete.',
      );
    });

    it('has no reading to show where the job was never seen', () => {
      const { last } = run({ settings, steps: [[10, 'deadline', 'fail WAIT_TIMED_OUT']] });
      assert.ok(last.do === 'fail');
      assert.equal(last.last, undefined);
      assert.match(last.fault.message, /The job was never seen\.$/);
    });
  });

  describe('for the latest backup', () => {
    it('is for that very one as soon as it was seen running', () => {
      const backup = (id: string, state: JobState) => read(state, { kind: 'backup', id });
      const { wait } = run({
        settings: { ended: 'ignore', appear: 10_000 },
        target: { kind: 'backup', which: 'latest' },
        steps: [[0, backup('yesterday', 'succeeded'), 'keep waiting']],
      });
      assert.deepEqual(wait.target(), { kind: 'backup', which: 'latest' });
      wait.onJob(backup('today', 'running'), begin + 5000);
      assert.deepEqual(wait.target(), { kind: 'backup', id: 'today' });
    });
  });
});
