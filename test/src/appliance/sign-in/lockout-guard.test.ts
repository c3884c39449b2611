import assert from 'node:assert/strict';
import { Fault } from '../../../../src/appliance/faults/fault';
import type { FaultCode } from '../../../../src/appliance/faults/fault-codes';
import { createSignIns, signInKey } from '../../../../src/appliance/sign-in/lockout-guard';

/** Sign-ins on a clock of our own, with an appliance that answers as told. */
function bench() {
  let now = 0;
  let attempts = 0;
  let verdict: FaultCode | 'ok' = 'ok';
  const signIns = createSignIns(() => now);
  return {
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    answer: (next: FaultCode | 'ok') => {
      verdict = next;
    },
    attempts: () => attempts,
    signIns,
    async try(key = 'a'): Promise<string> {
      try {
        await signIns.run(
          key,
          async () => {
            attempts += 1;
            const answer = verdict;
            await new Promise((resolve) => setImmediate(resolve));
            if (answer !== 'ok') throw new Fault({ code: answer, text: 'No.', requestId: 'r-1' });
          },
          'vc-a',
        );
        return 'ok';
      } catch (error) {
        return (error as Fault).code;
      }
    },
  };
}

describe('Refused sign-ins', () => {
  it('100 at once with a wrong password make one attempt, and all are told', async () => {
    const { answer, attempts, ...there } = bench();
    answer('AUTHENTICATION_FAILED');
    const results = await Promise.all(Array.from({ length: 100 }, () => there.try()));
    assert.equal(attempts(), 1);
    assert.deepEqual(new Set(results), new Set(['AUTHENTICATION_FAILED']));
  });

  it('credentials that never worked wait 1, 2, 4, 8, 15, 15 minutes', async () => {
    const there = bench();
    there.answer('AUTHENTICATION_FAILED');
    await there.try();
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      const before = there.attempts();
      there.pass(minutes * 60 - 1);
      await there.try();
      assert.equal(there.attempts(), before, `within ${minutes} min`);
      there.pass(1);
      await there.try();
      assert.equal(there.attempts(), before + 1, `after ${minutes} min`);
    }
  });

  it('credentials that have worked wait one minute each time', async () => {
    const there = bench();
    await there.try();
    there.answer('AUTHENTICATION_FAILED');
    await there.try();
    for (const time of [1, 2, 3]) {
      there.pass(60);
      assert.equal(await there.try(), 'AUTHENTICATION_FAILED');
      assert.equal(there.attempts(), 2 + time);
    }
    there.pass(60);
    there.answer('ok');
    assert.equal(await there.try(), 'ok');
  });

  it('says how long the next try waits', async () => {
    const there = bench();
    there.answer('AUTHENTICATION_FAILED');
    await there.try();
    there.pass(18);
    await assert.rejects(
      there.signIns.run('a', async () => 1, 'vc-b'),
      (error) => {
        assert.ok(error instanceof Fault);
        assert.match(error.message, /^vc-b refused the sign-in.* waits 42 s/);
        assert.equal(error.report().requestId, undefined, 'the request was another one');
        return true;
      },
    );
  });

  it('other credentials try at once', async () => {
    const there = bench();
    there.answer('AUTHENTICATION_FAILED');
    await there.try('a');
    there.answer('ok');
    assert.equal(await there.try('b'), 'ok');
  });

  it('a full house (SESSION_LIMIT) waits a minute, every time', async () => {
    const there = bench();
    there.answer('SESSION_LIMIT');
    for (let time = 1; time <= 3; time += 1) {
      assert.equal(await there.try(), 'SESSION_LIMIT');
      assert.equal(await there.try(), 'SESSION_LIMIT');
      assert.equal(there.attempts(), time);
      there.pass(60);
    }
  });

  it('after a pause, one caller tries and the others wait for what comes of it', async () => {
    const there = bench();
    await there.try();
    there.answer('AUTHENTICATION_FAILED');
    await there.try();
    there.pass(60);
    await Promise.all(Array.from({ length: 20 }, () => there.try()));
    assert.equal(there.attempts(), 3);
  });

  it('once they worked, nobody waits for anybody', async () => {
    const there = bench();
    await there.try();
    const under = Array.from({ length: 20 }, () => there.try());
    assert.equal(there.attempts(), 21);
    await Promise.all(under);
  });

  it('an appliance out of reach is told to all who waited, and pauses nothing', async () => {
    const there = bench();
    there.answer('UNREACHABLE');
    const results = await Promise.all(Array.from({ length: 20 }, () => there.try()));
    assert.deepEqual(new Set(results), new Set(['UNREACHABLE']));
    assert.equal(there.attempts(), 1);
    there.answer('ok');
    assert.equal(await there.try(), 'ok');
  });

  it('a fault of one request is not told to the others', async () => {
    const there = bench();
    there.answer('APPLIANCE_ERROR');
    await Promise.all(Array.from({ length: 5 }, () => there.try()));
    assert.equal(there.attempts(), 5);
  });

  it('a refused session that had just been opened starts the pause', async () => {
    const there = bench();
    await there.try();
    there.signIns.refuse('a', new Fault({ code: 'AUTHENTICATION_FAILED', text: 'No.' }));
    assert.equal(await there.try(), 'AUTHENTICATION_FAILED');
    assert.equal(there.attempts(), 1);
    there.pass(60);
    assert.equal(await there.try(), 'ok');
  });
});

describe('The key of a sign-in', () => {
  it('tells accounts apart and shows nothing of them', () => {
    const key = signInKey('vc-a', '443', 'admin', 'secret');
    assert.equal(key, signInKey('vc-a', '443', 'admin', 'secret'));
    assert.notEqual(key, signInKey('vc-a', '443', 'admin', 'other'));
    assert.notEqual(signInKey('a', 'bc'), signInKey('ab', 'c'));
    assert.doesNotMatch(key, /secret|admin/);
  });
});
