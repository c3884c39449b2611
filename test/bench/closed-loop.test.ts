import assert from 'node:assert/strict';
import { attachSource, runLoop, takeAnswer, takeError } from '../../bench/processes/closed-loop';
import { backupDetails, jobAnswer } from '../../bench/processes/job-answer';

type Message = Parameters<Parameters<typeof attachSource>[0]>[0];

describe('bench: closed loop', () => {
  const detach: (() => void)[] = [];
  let sent = 0;
  let underWay: number[] = [];
  let most = 0;

  afterEach(() => {
    for (const detachOne of detach.splice(0)) detachOne();
  });

  /** As many flows in one turn of the event loop: each message goes out by an output with a payload. */
  function attachFlows(
    count: number,
    payload: unknown,
    output: number,
    answer = (message: Message) => takeAnswer({ ...message, payload }, output),
  ): void {
    sent = 0;
    underWay = [];
    most = 0;
    for (let flow = 0; flow < count; flow += 1) {
      const send = (message: Message) => {
        sent += 1;
        underWay.push(flow);
        most = Math.max(most, underWay.length);
        setImmediate(() => {
          underWay.splice(underWay.indexOf(flow), 1);
          answer(message);
        });
      };
      detach.push(attachSource(send));
    }
  }

  it('sends as many messages as it was told to, so many at once', async () => {
    attachFlows(4, jobAnswer, 0);
    const slice = await runLoop({ concurrency: 4, until: { messages: 20 } });
    assert.equal(slice.sent, 20);
    assert.deepEqual({ sent, most, underWay }, { sent: 20, most: 4, underWay: [] });
  });

  it('never has two messages of one source under way', async () => {
    const twice: number[] = [];
    attachFlows(3, jobAnswer, 0, (message) => {
      if (underWay.includes(message.source)) twice.push(message.source);
      takeAnswer({ ...message, payload: jobAnswer }, 0);
    });
    await runLoop({ concurrency: 3, until: { messages: 12 } });
    assert.deepEqual({ most, twice }, { most: 3, twice: [] });
  });

  it('needs as many sources as messages at once', async () => {
    attachFlows(3, jobAnswer, 0);
    const run = runLoop({ concurrency: 4, until: { messages: 8 } });
    await assert.rejects(run, /4 messages at once need as many sources, and there are 3/);
  });

  it('counts while it is full: from its fourth answer to its last message', async () => {
    attachFlows(4, jobAnswer, 0);
    const { messages, p50, p99, cpuTime, milliseconds } = await runLoop({
      concurrency: 4,
      until: { messages: 20 },
    });
    // The seventeenth answer is the first that no message follows.
    assert.equal(messages, 13);
    assert.ok(p50 > 0 && p99 >= p50 && cpuTime >= 0 && milliseconds > 0);
  });

  it('ends with the time it was given, and waits for what is under way', async () => {
    attachFlows(4, jobAnswer, 0);
    const slice = await runLoop({ concurrency: 4, until: { milliseconds: 5 } });
    assert.ok(sent >= 4);
    assert.equal(slice.sent, sent);
    assert.deepEqual(underWay, []);
  });

  it('takes the details of a backup for an answer, too', async () => {
    attachFlows(1, backupDetails, 0);
    const { messages } = await runLoop({ concurrency: 1, until: { messages: 4 } });
    assert.equal(messages, 3);
  });

  const wrong: [what: string, payload: unknown, output: number][] = [
    ['an answer that is not the job', { ...jobAnswer, progress: 41 }, 0],
    ['the text of a job', JSON.stringify(jobAnswer), 0],
    ['a backup with other progress', { ...backupDetails, progress: { completed: 41 } }, 0],
    ['no payload', undefined, 0],
    ['the job at another output', jobAnswer, 2],
  ];
  for (const [what, payload, output] of wrong) {
    it(`fails with ${what}`, async () => {
      attachFlows(1, payload, output);
      const run = runLoop({ concurrency: 1, until: { messages: 2 } });
      await assert.rejects(run, new RegExp(`wrong answer came out of output ${output + 1}`));
    });
  }

  it('fails with an error that was caught', async () => {
    attachFlows(1, undefined, 0, (message) =>
      takeError({ ...message, error: { message: 'no route to host' } }),
    );
    const run = runLoop({ concurrency: 1, until: { messages: 2 } });
    await assert.rejects(run, /ended in an error: no route to host/);
  });

  it('has an answer of 1.3 kB', () => {
    const size = JSON.stringify(jobAnswer).length;
    assert.ok(size > 1_250 && size < 1_350, String(size));
  });
});
