import assert from 'node:assert/strict';
import { Fault } from '../../../../src/appliance/faults/fault';
import { createReachability } from '../../../../src/jobs/watch/reachability';
import { createWatches, type Watcher, type Watches } from '../../../../src/jobs/watch/watch';
import { fakeClock } from '../../../fake-clock';

const gone = new Fault({ code: 'UNREACHABLE', sentences: ['Gone.'] });
const broken = new Fault({ code: 'UNAVAILABLE', sentences: ['Broken.'] });

interface Question {
  target: string;
  /** On the clock of the test, in milliseconds from its begin. */
  at: number;
  answer(seen: string): Promise<void>;
  refuse(error?: unknown): Promise<void>;
}

describe('Looks at an appliance', () => {
  let time: ReturnType<typeof fakeClock>;
  let watches: Watches<string, string>;
  let questions: Question[];
  /** What is answered at once; without it the test answers by hand. */
  let answerer: ((target: string) => string) | undefined;
  let told: string[];

  beforeEach(() => {
    time = fakeClock();
    questions = [];
    told = [];
    answerer = undefined;
    const reachability = createReachability({
      onOutage: (fault) => told.push(`out: ${fault.code}`),
      onRecovered: (outage) => told.push(`back after ${Math.round(outage / 1000)} s`),
    });
    const onWatcherError = (error: unknown) => told.push(`broken: ${String(error)}`);
    watches = createWatches((target) => ask(target), {
      clock: time.clock,
      reachability,
      onWatcherError,
    });
  });
  afterEach(() => {
    watches.close();
    assert.equal(time.timers.countTimers(), 0, 'no timer is left');
  });

  async function settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  function ask(target: string): Promise<string> {
    return new Promise((resolve, reject) => {
      questions.push({
        target,
        at: time.clock.now(),
        answer: (seen) => {
          resolve(seen);
          return settled();
        },
        refuse: (error = gone) => {
          reject(error);
          return settled();
        },
      });
      if (answerer === undefined) return;
      try {
        resolve(answerer(target));
      } catch (error) {
        reject(error);
      }
    });
  }

  function last(): Question {
    const question = questions.at(-1);
    assert.ok(question, 'a question was asked');
    return question;
  }

  /** Lets time pass timer by timer, each with all that follows from it. */
  async function pass(milliseconds: number): Promise<void> {
    let arrived = false;
    time.timers.setTimeout(() => {
      arrived = true;
    }, milliseconds);
    while (!arrived) {
      await settled();
      time.timers.next();
    }
    await settled();
  }

  /** Somebody who writes down what is seen. */
  function watcher(name = 'a', interval = 5000, more: Partial<Watcher<string>> = {}) {
    return {
      interval,
      onResult: (seen: string) => told.push(`${name}: ${seen}`),
      onError: (error: unknown) =>
        told.push(`${name}: ${error instanceof Fault ? error.code : error}`),
      onClosed: () => told.push(`${name}: closed`),
      ...more,
    };
  }

  /** Milliseconds between the questions. */
  function pauses(): number[] {
    return questions.slice(1).map(({ at }, index) => at - (questions[index]?.at ?? 0));
  }

  describe('are shared', () => {
    it('the first is taken at once, and all who asked for it hear of it', async () => {
      watches.watch('job', watcher('a'));
      assert.equal(questions.length, 1);
      await last().answer('RUNNING');
      assert.deepEqual(told, ['a: RUNNING']);
    });

    it('a second one who comes looks at once, for both', async () => {
      watches.watch('job', watcher('a'));
      await last().answer('1');
      watches.watch('job', watcher('b'));
      await last().answer('2');
      assert.deepEqual(told, ['a: 1', 'a: 2', 'b: 2']);
    });

    it('one who comes while a question is under way is told of the next: it may be too old', async () => {
      watches.watch('job', watcher('a'));
      watches.watch('job', watcher('b'));
      assert.equal(questions.length, 1, 'no overlap');
      await last().answer('old');
      assert.deepEqual(told, ['a: old']);
      time.timers.next();
      assert.equal(last().at, questions[0]?.at, 'which is asked at once');
      await last().answer('new');
      assert.deepEqual(told, ['a: old', 'a: new', 'b: new']);
    });

    it('fifty of all intervals cost what the shortest costs', async () => {
      answerer = () => 'RUNNING';
      for (let interval = 2; interval <= 51; interval += 1) {
        watches.watch('job', watcher(String(interval), interval * 1000));
      }
      await pass(60_000);
      const alone = questions.length;
      // And one for those who came while the first was under way.
      assert.ok(alone >= 60 / 2 && alone <= 60 / 1.8 + 2, `${alone} questions in a minute`);
    });

    it('the shortest interval holds until its watcher leaves', async () => {
      answerer = () => 'RUNNING';
      watches.watch('job', watcher('slow', 20_000));
      const leave = watches.watch('job', watcher('fast', 2000));
      await pass(20_000);
      leave();
      questions = [];
      told = [];
      await pass(60_000);
      assert.ok(questions.length >= 3 && questions.length <= 5, `${questions.length}`);
      assert.ok(told.every((line) => line.startsWith('slow')));
    });

    it('nobody left, no question more', async () => {
      answerer = () => 'RUNNING';
      const leave = watches.watch('job', watcher());
      await pass(1000);
      leave();
      leave();
      assert.equal(time.timers.countTimers(), 0);
      assert.equal(questions.length, 1);
    });

    it('an answer that comes when its watcher has left is told to nobody', async () => {
      const leave = watches.watch('job', watcher());
      leave();
      await last().answer('RUNNING');
      assert.deepEqual(told, []);
      assert.equal(time.timers.countTimers(), 0);
    });

    it('who leaves while others are told is not told any more', async () => {
      let leave = () => {};
      watches.watch('job', watcher('a', 5000, { onResult: () => leave() }));
      await last().answer('1');
      leave = watches.watch('job', watcher('b'));
      await last().answer('2');
      assert.deepEqual(told, []);
    });

    it('each target by itself; equal ones are one', async () => {
      const things = createWatches<{ kind: string; id?: string }, string>(
        ({ id = 'none' }) => ask(id),
        {
          clock: time.clock,
          reachability: createReachability({ onOutage: () => {}, onRecovered: () => {} }),
          onWatcherError: () => {},
        },
      );
      things.watch({ kind: 'backup', id: '1' }, watcher('a'));
      things.watch({ kind: 'backup', id: '1' }, watcher('b'));
      things.watch({ kind: 'backup', id: '2' }, watcher('c'));
      await last().answer('RUNNING');
      assert.deepEqual(
        questions.map(({ target }) => target),
        ['1', '2'],
      );
      things.close();
    });
  });

  describe('keep their distance', () => {
    it('never overlap, however long an answer takes', async () => {
      watches.watch('job', watcher('a', 1000));
      await pass(60_000);
      assert.equal(questions.length, 1);
      await last().answer('late');
      await pass(1000);
      assert.equal(questions.length, 2);
      await last().answer('in time');
    });

    it('come after the interval, exactly', async () => {
      answerer = () => 'RUNNING';
      watches.watch('job', watcher('a', 10_000));
      await pass(1_005_000);
      assert.deepEqual(pauses(), Array(100).fill(10_000));
    });

    const growing: [string, Fault, number, number[]][] = [
      ['is not answered', gone, 2000, [4000, 8000, 10_000, 10_000]],
      ['is not answered', gone, 4000, [8000, 8000, 8000]],
      ['is not answered', gone, 15_000, [15_000, 15_000]],
      ['is answered by a fault', broken, 2000, [4000, 8000, 16_000, 30_000, 30_000]],
      ['is answered by a fault', broken, 60_000, [60_000, 60_000]],
    ];
    for (const [what, fault, interval, expected] of growing) {
      it(`come less and less often while one every ${interval} ms ${what}`, async () => {
        answerer = () => {
          throw fault;
        };
        watches.watch('job', watcher('a', interval));
        await pass(200_000);
        assert.deepEqual(pauses().slice(0, expected.length), expected);
      });
    }

    it('at once as often as before when it is back', async () => {
      let isOut = true;
      answerer = () => {
        if (isOut) throw gone;
        return 'RUNNING';
      };
      watches.watch('job', watcher('a', 2000));
      await pass(60_000);
      isOut = false;
      await pass(30_000);
      questions = [];
      await pass(10_000);
      assert.ok(questions.length >= 4, `${questions.length}`);
    });

    it('one is taken half a second before a deadline', async () => {
      answerer = () => {
        throw gone;
      };
      const deadline = time.clock.now() + 20_000;
      watches.watch('job', watcher('a', 15_000, { deadline: () => deadline }));
      await pass(20_000);
      assert.deepEqual(pauses(), [15_000, 4500], 'without it the next were due after 30 s');
    });

    it('a deadline that has passed is no reason to hurry', async () => {
      answerer = () => 'RUNNING';
      watches.watch('job', watcher('a', 5000, { deadline: () => 0 }));
      await pass(20_000);
      assert.ok(questions.length <= 5, `${questions.length}`);
    });

    it('an interval longer than a timer of Node takes is no interval of 1 ms', async () => {
      answerer = () => 'RUNNING';
      watches.watch('job', watcher('a', 2 ** 40));
      await pass(60_000);
      assert.equal(questions.length, 1);
    });
  });

  describe('say of the way to the appliance', () => {
    it('once that it is out of reach, and once that it is back', async () => {
      const answers = ['RUNNING', gone, gone, gone, 'RUNNING', 'RUNNING'];
      answerer = () => {
        const answer = answers.shift() ?? 'RUNNING';
        if (answer instanceof Fault) throw answer;
        return answer;
      };
      watches.watch('job', watcher('a', 10_000, { onResult: () => {}, onError: () => {} }));
      watches.watch('other job', watcher('b', 10_000, { onResult: () => {}, onError: () => {} }));
      await pass(300_000);
      const [out, back, ...more] = told;
      assert.equal(out, 'out: UNREACHABLE');
      assert.match(back ?? '', /^back after \d+ s$/);
      assert.deepEqual(more, []);
    });

    it('once of a service that stays away while another answers, and of both when they go', async () => {
      let isOut = false;
      answerer = (target) => {
        if (isOut || target === 'service') throw gone;
        return 'RUNNING';
      };
      const silent = { onResult: () => {}, onError: () => {} };
      watches.watch('job', watcher('a', 10_000, silent));
      watches.watch('service', watcher('b', 10_000, silent));
      await pass(600_000);
      isOut = true;
      await pass(60_000);
      isOut = false;
      await pass(600_000);
      assert.deepEqual(
        told.map((line) => line.replace(/\d+ s/, '…')),
        ['out: UNREACHABLE', 'back after …', 'out: UNREACHABLE', 'back after …'],
      );
    });

    it('of what is looked at again, though it was away when nobody wanted to know any more', async () => {
      answerer = () => {
        throw gone;
      };
      const silent = { onResult: () => {}, onError: () => {} };
      watches.watch('job', watcher('a', 10_000, silent))();
      answerer = () => 'RUNNING';
      watches.watch('job', watcher('b', 10_000, silent));
      await pass(1000);
      answerer = () => {
        throw gone;
      };
      await pass(60_000);
      assert.deepEqual(told, ['out: UNREACHABLE']);
    });

    it('nothing of a fault that is none of the way', async () => {
      answerer = () => {
        throw new Fault({ code: 'NOT_AUTHORIZED', sentences: ['No.'] });
      };
      watches.watch('job', watcher());
      await pass(1000);
      assert.deepEqual(told, ['a: NOT_AUTHORIZED']);
    });

    it('nothing of a mistake of ours; who waits is told', async () => {
      answerer = () => {
        throw new TypeError('our mistake');
      };
      watches.watch('job', watcher());
      await pass(1000);
      assert.deepEqual(told, ['a: TypeError: our mistake']);
    });

    it('a watcher that throws: it is told nothing more, and the others are', async () => {
      answerer = () => '1';
      watches.watch('job', {
        ...watcher('thrower'),
        onResult: () => {
          throw new Error('our mistake');
        },
      });
      watches.watch('job', watcher('a'));
      await pass(3000);
      assert.deepEqual(told, ['broken: Error: our mistake', 'a: 1']);
    });

    it('a refused sign-in is an outage only where it had answered before', () => {
      const refused = new Fault({ code: 'AUTHENTICATION_FAILED', sentences: ['No.'] });
      const seen: string[] = [];
      const reachability = createReachability({
        onOutage: ({ code }) => seen.push(code),
        onRecovered: (outage) => seen.push(String(outage)),
      });
      reachability.failed('job', refused, 1);
      assert.deepEqual(seen, []);
      reachability.answered('job', 2);
      reachability.failed('job', refused, 3);
      reachability.failed('job', gone, 4);
      reachability.answered('job', 10);
      assert.deepEqual(seen, ['AUTHENTICATION_FAILED', '7']);
    });
  });

  describe('when the appliance is closed', () => {
    it('all who watch are told, and nothing else any more', async () => {
      watches.watch('job', watcher('a'));
      watches.watch('job', watcher('b'));
      watches.watch('other job', watcher('c'));
      watches.close();
      assert.deepEqual(told, ['a: closed', 'b: closed', 'c: closed']);
      await Promise.all(questions.map(({ answer }) => answer('late')));
      assert.deepEqual(told.length, 3);
      assert.equal(time.timers.countTimers(), 0);
    });

    it('who comes later is told so, but not before watch() has returned', async () => {
      watches.close();
      watches.watch('job', watcher());
      assert.deepEqual(told, []);
      await settled();
      assert.deepEqual(told, ['a: closed']);
      assert.equal(questions.length, 0);
    });
  });
});
