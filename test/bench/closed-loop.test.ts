import assert from 'node:assert/strict';
import { attachSource, runLoop, takeAnswer, takeError } from '../../bench/processes/closed-loop';
import { jobAnswer } from '../../bench/processes/job-answer';

describe('bench: closed loop', () => {
  let sent = 0;
  let underWay = 0;
  let most = 0;

  /** A flow in one turn of the event loop: each message goes out by an output with a payload. */
  function attachFlow(payload: unknown, output: number): void {
    sent = 0;
    underWay = 0;
    most = 0;
    attachSource((message) => {
      sent += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      setImmediate(() => {
        underWay -= 1;
        takeAnswer({ ...message, payload }, output);
      });
    });
  }

  it('sends as many messages as it was told to, so many at once', async () => {
    attachFlow(jobAnswer, 0);
    await runLoop({ concurrency: 4, until: { messages: 20 } });
    assert.deepEqual({ sent, most, underWay }, { sent: 20, most: 4, underWay: 0 });
  });

  it('counts while it is full: from its fourth answer to its last message', async () => {
    attachFlow(jobAnswer, 0);
    const { messages, p50, p99, cpuTime, milliseconds } = await runLoop({
      concurrency: 4,
      until: { messages: 20 },
    });
    // The seventeenth answer is the first that no message follows.
    assert.equal(messages, 13);
    assert.ok(p50 > 0 && p99 >= p50 && cpuTime >= 0 && milliseconds > 0);
  });

  it('ends with the time it was given, and waits for what is under way', async () => {
    attachFlow(jobAnswer, 0);
    await runLoop({ concurrency: 4, until: { milliseconds: 5 } });
    assert.ok(sent >= 4);
    assert.equal(underWay, 0);
  });

  const wrong: [what: string, payload: unknown, output: number][] = [
    ['an answer that is not the job', { ...jobAnswer, progress: 41 }, 0],
    ['the text of a job', JSON.stringify(jobAnswer), 0],
    ['no payload', undefined, 0],
    ['the job at another output', jobAnswer, 2],
  ];
  for (const [what, payload, output] of wrong) {
    it(`fails with ${what}`, async () => {
      attachFlow(payload, output);
      const run = runLoop({ concurrency: 1, until: { messages: 2 } });
      await assert.rejects(run, new RegExp(`wrong answer came out of output ${output + 1}`));
    });
  }

  it('fails with an error that was caught', async () => {
    attachSource((message) => {
      setImmediate(() => takeError({ ...message, error: { message: 'no route to host' } }));
    });
    const run = runLoop({ concurrency: 1, until: { messages: 2 } });
    await assert.rejects(run, /ended in an error: no route to host/);
  });

  it('has an answer of 1.3 kB', () => {
    const size = JSON.stringify(jobAnswer).length;
    assert.ok(size > 1_250 && size < 1_350, String(size));
  });
});
