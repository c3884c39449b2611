import assert from 'node:assert/strict';
import { Fault } from '../../../../src/appliance/faults/fault';
import { credentialsOf } from '../../../../src/appliance/sign-in/credentials';
import {
  faultOf,
  guardedSignIns,
  settings,
  settled,
  type Verdict,
  type Who,
} from './guarded-sign-ins';

/** Minutes at which it is tried, is refused or not, and what comes of it. */
type Step = [minute: number, verdict: Verdict, expected: string, who?: Who];

const refused = 'AUTHENTICATION_FAILED';
const person: Who = { by: 'person' };
const forced: Who = { by: 'insisting person' };

const rows: Record<string, Step[]> = {
  'nodes wait 15 minutes, then 30, then 60, and 60 again': [
    [0, refused, refused],
    [14.99, refused, 'not tried'],
    [15, refused, refused],
    [44.99, refused, 'not tried'],
    [45, refused, refused],
    [104.99, refused, 'not tried'],
    [105, refused, refused],
    [164.99, refused, 'not tried'],
    [165, refused, refused],
  ],
  'whether the credentials worked before or not': [
    [0, 'ok', 'ok'],
    [1, refused, refused],
    [15.99, refused, 'not tried'],
    [16, refused, refused],
    [45.99, refused, 'not tried'],
    [46, 'ok', 'ok'],
  ],
  'acceptance resets the doubling': [
    [0, refused, refused],
    [15, refused, refused],
    [45, 'ok', 'ok'],
    [50, refused, refused],
    [65, refused, refused],
  ],
  'acceptance does not reset the count': [
    [0, refused, refused],
    [1, refused, refused, person],
    [2, 'ok', 'ok', forced],
    [3, refused, 'not tried', person],
  ],
  'one is kept for a person, who tries at once': [
    [0, refused, refused],
    [1, refused, 'not tried'],
    [1, refused, refused, person],
    [1, refused, 'not tried', person],
    // The first has left the fifteen minutes, and ten seconds.
    [15.1, refused, 'not tried', person],
    [15.17, refused, refused, person],
  ],
  "a person's refusal does not double the pause of nodes": [
    [0, refused, refused],
    [10, refused, refused, person],
    [15.1, refused, 'not tried'],
    [15.17, refused, refused],
    // Thirty minutes after the second of theirs, not sixty.
    [45.1, refused, 'not tried'],
    [45.17, 'ok', 'ok'],
  ],
  'who insists tries all the same, and that counts': [
    [0, refused, refused],
    [1, refused, refused, person],
    [2, refused, refused, forced],
    // Of the three, one may remain within fifteen minutes.
    [15.2, refused, 'not tried', person],
    [16.2, refused, refused, person],
  ],
  'changed credentials are tried at once while one is left': [
    [0, refused, refused],
    [1, 'ok', 'ok', { password: 'changed' }],
    [2, 'ok', 'ok', { password: 'changed' }],
  ],
  'and are told when, while none is left': [
    [0, refused, refused],
    [1, refused, refused, person],
    [2, 'ok', 'not tried', { password: 'changed' }],
    [15.17, 'ok', 'ok', { password: 'changed' }],
  ],
  'changed credentials reset the doubling': [
    [0, refused, refused],
    [15, refused, refused],
    [20, refused, refused, { password: 'changed' }],
    [34.99, refused, 'not tried', { password: 'changed' }],
    [35, refused, refused, { password: 'changed' }],
  ],
  'two wrong passwords of nodes share the one refusal of nodes': [
    [0, refused, refused],
    [0, refused, refused, { password: 'other' }],
    [15.17, refused, refused],
    [15.2, refused, 'not tried', { password: 'other' }],
    [30.17, refused, refused, { password: 'other' }],
  ],
  'but changed ones use that of a person: the others wait no longer for it': [
    [0, refused, refused],
    [5, refused, refused, { password: 'changed' }],
    [15.17, refused, refused],
    [20.5, refused, 'not tried', { password: 'changed' }],
    [30.1, refused, 'not tried', { password: 'changed' }],
    [30.2, refused, refused, { password: 'changed' }],
  ],
  'unless none was used before, so that it is that of nodes': [
    [0, refused, refused],
    [15.17, refused, refused, { password: 'changed' }],
    [15.2, refused, 'not tried'],
    [30.1, refused, 'not tried'],
    [30.2, refused, refused],
  ],
  'another user is another account': [
    [0, refused, refused],
    [0, 'ok', 'ok', { user: 'other' }],
  ],
  'another place is another account': [
    [0, refused, refused],
    [0, 'ok', 'ok', { host: 'vc-b', password: 'of vc-b' }],
  ],
  'the same user with the same secret, refused twice anywhere, is tried nowhere': [
    [0, refused, refused, { host: 'vc-a' }],
    [1, refused, refused, { host: '10.0.0.1' }],
    [2, refused, 'not tried', { host: 'vc-c' }],
    [2, refused, 'not tried', { host: 'vc-c', by: 'person' }],
    [15.1, refused, 'not tried', { host: 'vc-c' }],
    [15.17, refused, refused, { host: 'vc-c' }],
  ],
  'unless it was accepted somewhere since': [
    [0, refused, refused, { host: 'vc-a' }],
    [1, refused, refused, { host: 'vc-b' }],
    [2, 'ok', 'ok', { host: 'vc-a', by: 'insisting person' }],
    [3, 'ok', 'ok', { host: 'vc-c' }],
  ],
  'or within the five minutes before': [
    [0, 'ok', 'ok', { host: 'vc-a' }],
    [1, refused, refused, { host: 'vc-b' }],
    [5, refused, refused, { host: 'vc-c' }],
    [6, 'ok', 'ok', { host: 'vc-d' }],
  ],
  'but not six minutes before': [
    [0, 'ok', 'ok', { host: 'vc-a' }],
    [1, refused, refused, { host: 'vc-b' }],
    [6, refused, refused, { host: 'vc-c' }],
    [6, 'ok', 'not tried', { host: 'vc-d' }],
  ],
  'a secret that was accepted is not paused by refusals of another': [
    [0, 'ok', 'ok'],
    [1, refused, refused, { password: 'typo', by: 'person' }],
    [1, refused, refused, { password: 'another typo', by: 'person' }],
    [2, 'ok', 'ok'],
    [6, 'ok', 'ok'],
  ],
  'but waits where none is left and it is not known to be good still': [
    [0, 'ok', 'ok'],
    [10, refused, refused, { password: 'typo', by: 'person' }],
    [10, refused, refused, { password: 'another typo', by: 'person' }],
    [11, 'ok', 'not tried'],
    [25.17, 'ok', 'ok'],
  ],
  'a success of a person with the secret of nodes ends their pause': [
    [0, refused, refused],
    [1, 'ok', 'ok', person],
    [2, 'ok', 'ok'],
  ],
  'a success with another secret does not': [
    [0, refused, refused],
    [1, 'ok', 'ok', { password: 'changed', by: 'person' }],
    [2, refused, 'not tried'],
    [2, 'ok', 'ok', { password: 'changed' }],
  ],
  'a record is forgotten when its last refusal is 60 minutes ago': [
    [0, refused, refused],
    [60, refused, refused],
    // Fifteen minutes again, not thirty.
    [75, refused, refused],
  ],
  'a full house (SESSION_LIMIT) waits a minute, every time': [
    [0, 'SESSION_LIMIT', 'SESSION_LIMIT'],
    [0.9, 'ok', 'SESSION_LIMIT'],
    [1, 'SESSION_LIMIT', 'SESSION_LIMIT'],
    [1.9, 'ok', 'SESSION_LIMIT'],
    [2, 'ok', 'ok'],
  ],
  'but not for a person, whose success ends the waiting': [
    [0, 'SESSION_LIMIT', 'SESSION_LIMIT'],
    [0.5, 'ok', 'ok', person],
    [0.6, 'ok', 'ok'],
  ],
  'and each account for itself': [
    [0, 'SESSION_LIMIT', 'SESSION_LIMIT'],
    [0.5, 'SESSION_LIMIT', 'SESSION_LIMIT', { user: 'other' }],
    [0.6, 'ok', 'ok', { user: 'third' }],
    [0.9, 'ok', 'SESSION_LIMIT'],
    [1, 'ok', 'ok'],
    [1.1, 'ok', 'SESSION_LIMIT', { user: 'other' }],
  ],
  'a user who is not authorized is signed in': [
    [0, 'NOT_AUTHORIZED', 'NOT_AUTHORIZED'],
    [1, refused, refused, { password: 'typo', by: 'person' }],
    [1, refused, refused, { password: 'another typo', by: 'person' }],
    [2, 'ok', 'ok'],
  ],
};

/** As rows above; `outage` stands for another request there that failed so. */
const outages: Record<string, [minute: number, what: Verdict | 'outage', expected: string][]> = {
  'after an outage nodes make the second try too, a minute after the first': [
    [0, 'ok', 'ok'],
    [5, 'outage', ''],
    [7, refused, refused],
    [7.99, refused, 'not tried'],
    [8, 'ok', 'ok'],
  ],
  'the next is fifteen minutes (and ten seconds) after the first, and it does not double': [
    [0, 'ok', 'ok'],
    [5, 'outage', ''],
    [7, refused, refused],
    [8, refused, refused],
    [22.1, refused, 'not tried'],
    [22.17, refused, refused],
    [23.1, refused, 'not tried'],
    [23.17, refused, refused],
    [37.3, refused, 'not tried'],
    // Thirty minutes after the outage, it is no explanation any more.
    [37.34, refused, refused],
    [52.3, refused, 'not tried'],
    [52.34, 'ok', 'ok'],
  ],
  'not where the outage is thirty minutes ago': [
    [0, 'ok', 'ok'],
    [5, 'outage', ''],
    [35, refused, refused],
    [36, refused, 'not tried'],
    [50, 'ok', 'ok'],
  ],
  'not where they were accepted since': [
    [0, 'ok', 'ok'],
    [5, 'outage', ''],
    [6, 'ok', 'ok'],
    [7, refused, refused],
    [8, refused, 'not tried'],
  ],
  'not where they were never accepted': [
    [5, 'outage', ''],
    [7, refused, refused],
    [8, refused, 'not tried'],
  ],
};

describe('Refused sign-ins', () => {
  for (const [title, steps] of Object.entries(rows)) {
    it(title, async () => {
      const there = guardedSignIns();
      let time = 0;
      for (const [minute, verdict, expected, who] of steps) {
        await there.pass(Math.round((minute - time) * 60));
        time = minute;
        assert.equal(await there.try(verdict, who), expected, `at ${minute} min`);
      }
    });
  }

  for (const code of ['UNREACHABLE', 'TIMED_OUT', 'UNAVAILABLE', 'API_NOT_FOUND', 500] as const) {
    describe(`coming back from an outage (${code})`, () => {
      for (const [title, steps] of Object.entries(outages)) {
        it(title, async () => {
          const there = guardedSignIns();
          let time = 0;
          for (const [minute, what, expected] of steps) {
            await there.pass(Math.round((minute - time) * 60));
            time = minute;
            if (what === 'outage') there.failed(code);
            else assert.equal(await there.try(what), expected, `at ${minute} min`);
          }
        });
      }
    });
  }

  it('are as many as are left, over nodes and persons', async () => {
    const there = guardedSignIns();
    assert.equal(there.left(), 2);
    await there.try(refused);
    assert.equal(there.left(), 1);
    assert.equal(there.left({ password: 'other' }), 1);
    assert.equal(there.left({ user: 'other' }), 2);
    await there.try(refused, person);
    assert.equal(there.left(), 0);
    assert.equal(there.left({ host: 'vc-b' }), 0, 'the same user with the same secret');
    await there.try(refused, forced);
    assert.equal(there.left(), 0);
    await there.pass(910);
    assert.equal(there.left(), 2);
  });

  it('name the next try, in words and seconds', async () => {
    const there = guardedSignIns();
    const reject = async () => {
      throw new Fault({ code: refused, sentences: ['vc-a refused it.'], requestId: 'r-1' });
    };
    const at = (seconds: number) =>
      new Date(there.clock.wallNow() + seconds * 1000).toTimeString().slice(0, 5);
    await assert.rejects(there.run({}, reject), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.message, `vc-a refused it. Next try in 15 min (${at(900)}).`);
      assert.equal(error.report().retryAfter, 900);
      return true;
    });
    await there.pass(858);
    await assert.rejects(there.run({}, reject), (error) => {
      assert.ok(error instanceof Fault);
      assert.match(error.message, /^vc-a refused the sign-in: .*wrong.*expired.*locked\. /);
      assert.ok(error.message.endsWith(` Next try in 42 s (${at(42)}).`), error.message);
      assert.deepEqual([error.report().retryAfter, error.report().requestId], [42, undefined]);
      return true;
    });
  });

  it('of 1,001 accounts none is forgotten, however often the others are tried', async () => {
    const there = guardedSignIns();
    const users = Array.from({ length: 1001 }, (_none, index) => `user ${index}`);
    for (let round = 0; round < 6; round += 1) {
      for (const user of users) await there.try(refused, { user, password: `of ${user}` });
      await there.pass(10);
    }
    assert.equal(there.asked.length, users.length);
  });

  it('of 1,001 accounts those that were accepted may be: they are tried anew', async () => {
    const there = guardedSignIns();
    for (let index = 0; index < 1001; index += 1) await there.try('ok', { user: `user ${index}` });
    assert.equal(await there.try('ok', { user: 'user 0' }), 'ok');
  });
});

describe('Sign-ins under way', () => {
  it('100 with a wrong password are one, and all are told', async () => {
    const there = guardedSignIns();
    const all = Array.from({ length: 100 }, () => there.begin());
    assert.equal(there.asked.length <= 1, true);
    await settled();
    assert.equal(await all[0]?.answer(refused), refused);
    for (const one of all.slice(1)) assert.equal(await one.result, 'not tried');
    assert.equal(there.asked.length, 1);
  });

  it('two requests of an account at most, one while it is not proven', async () => {
    const there = guardedSignIns();
    const first = [there.begin(), there.begin(), there.begin()];
    await settled();
    assert.deepEqual(
      first.map((one) => one.isAsked()),
      [true, false, false],
    );
    await first[0]?.answer('ok');
    await settled();
    assert.deepEqual(
      first.map((one) => one.isAsked()),
      [true, true, true],
    );
    const more = there.begin();
    await settled();
    assert.equal(more.isAsked(), false);
    await first[1]?.answer('ok');
    await settled();
    assert.equal(more.isAsked(), true);
  });

  it('one for fifteen minutes after a refusal', async () => {
    const there = guardedSignIns();
    await there.try('ok');
    there.failed('UNREACHABLE');
    await there.try(refused);
    await there.pass(60);
    await there.try('ok');
    const [one, other] = [there.begin(), there.begin()];
    await settled();
    assert.deepEqual([one.isAsked(), other.isAsked()], [true, false]);
  });

  for (const [passed, areTwo] of [
    [849, false],
    [850, true],
  ] as const) {
    it(`${areTwo ? 'two' : 'one'}, ${60 + passed} s after a refusal`, async () => {
      const there = guardedSignIns();
      await there.try('ok');
      there.failed('UNREACHABLE');
      await there.try(refused);
      await there.pass(60);
      await there.try('ok');
      await there.pass(passed);
      const [one, other] = [there.begin(), there.begin()];
      await settled();
      assert.deepEqual([one.isAsked(), other.isAsked()], [true, areTwo]);
    });
  }

  it('two of persons, and one after a refusal', async () => {
    const there = guardedSignIns();
    const first = [there.begin(person), there.begin(person), there.begin(person)];
    await settled();
    assert.deepEqual(
      first.map((one) => one.isAsked()),
      [true, true, false],
    );
    const afterwards = guardedSignIns();
    await afterwards.try(refused);
    const then = [afterwards.begin(person), afterwards.begin(person)];
    await settled();
    assert.deepEqual(
      then.map((one) => one.isAsked()),
      [true, false],
    );
  });

  it('of one who insists wait for no other', async () => {
    const there = guardedSignIns();
    there.begin();
    const request = there.begin(forced);
    const logins = ['vc-b', 'vc-c'].map((host) => there.begin({ host, isLogin: true }));
    const login = there.begin({ ...forced, host: 'vc-d', isLogin: true });
    await settled();
    assert.deepEqual(
      [request, login].map((one) => one.isAsked()),
      [true, true],
    );
    assert.equal(logins.length, 2);
  });

  it('of two that were under way when the password changed both may be refused: none is left', async () => {
    const there = guardedSignIns();
    await there.try('ok');
    const [one, other] = [there.begin(), there.begin()];
    await settled();
    assert.equal(await one.answer(refused), refused);
    assert.equal(await other.answer(refused), refused);
    assert.equal(there.left(), 0);
    assert.equal(await there.try('ok', person), 'not tried');
    await there.pass(910);
    assert.equal(await there.try('ok'), 'ok', 'and the pause was not doubled');
  });

  it('a request that was sent before a refusal came in proves nothing', async () => {
    const there = guardedSignIns();
    await there.try('ok');
    const [one, other] = [there.begin(), there.begin()];
    await settled();
    await one.answer(refused);
    assert.equal(await other.answer('ok'), 'ok');
    assert.equal(await there.try(refused), 'not tried');
  });

  it('two logins with one user and secret at most, over all places', async () => {
    const there = guardedSignIns();
    const logins = ['vc-a', 'vc-b', 'vc-c', 'vc-d'].map((host) =>
      there.begin({ host, isLogin: true }),
    );
    const other = there.begin({ host: 'vc-e', user: 'other', isLogin: true });
    await settled();
    assert.deepEqual(
      logins.map((one) => one.isAsked()),
      [true, true, false, false],
    );
    assert.equal(other.isAsked(), true);
    await logins[1]?.answer('ok');
    await settled();
    assert.deepEqual(
      logins.map((one) => one.isAsked()),
      [true, true, true, false],
    );
    // Waiting for a turn takes no time of the request.
    await there.pass(60);
    await logins[0]?.answer('ok');
    await settled();
    assert.equal(logins[3]?.isAsked(), true);
  });

  const rooms: [title: string, acceptedBefore: number | undefined, hasRoom: boolean][] = [
    ['after a second, where the secret was accepted just now', 0, true],
    ['after a second, where it was accepted within five minutes', 298, true],
    ['not where that is longer ago', 300, false],
    ['not where it was never accepted', undefined, false],
  ];
  for (const [title, acceptedBefore, hasRoom] of rooms) {
    it(`logins that do not answer give their room to others: ${title}`, async () => {
      const there = guardedSignIns();
      if (acceptedBefore !== undefined) {
        await there.try('ok', { host: 'vc-a' });
        await there.pass(acceptedBefore);
      }
      const logins = ['vc-b', 'vc-c', 'vc-d'].map((host) => there.begin({ host, isLogin: true }));
      await settled();
      assert.equal(logins[2]?.isAsked(), false);
      await there.pass(1);
      await settled();
      assert.equal(logins[2]?.isAsked(), hasRoom);
    });
  }

  it('those that wait for a turn are not sent once two were refused', async () => {
    const there = guardedSignIns();
    const logins = ['vc-a', 'vc-b', 'vc-c', 'vc-d'].map((host) =>
      there.begin({ host, isLogin: true }),
    );
    await settled();
    await logins[0]?.answer(refused);
    await logins[1]?.answer(refused);
    assert.equal(await logins[2]?.result, 'not tried');
    assert.equal(await logins[3]?.result, 'not tried');
    assert.equal(there.asked.length, 2);
  });

  it('one that is not connected takes no turn of others', async () => {
    const there = guardedSignIns();
    const connecting = ['vc-a', 'vc-b'].map((host) =>
      there.outcomeOf(
        there.signIns.run(there.signInOf({ host, isLogin: true }), () => new Promise(() => {})),
      ),
    );
    const login = there.begin({ host: 'vc-c', isLogin: true });
    await settled();
    assert.equal(login.isAsked(), true);
    assert.equal(connecting.length, 2);
  });

  it('one that ends while it waits for a turn takes none', async () => {
    const there = guardedSignIns();
    const logins = ['vc-a', 'vc-b'].map((host) => there.begin({ host, isLogin: true }));
    await settled();
    let turn: Promise<void> | undefined;
    const reset = there.signIns.run(
      there.signInOf({ host: 'vc-c', isLogin: true }),
      async ({ beforeSending }) => {
        turn = beforeSending?.();
        throw faultOf('UNREACHABLE', 'get');
      },
    );
    assert.equal(await there.outcomeOf(reset), 'UNREACHABLE');
    for (const login of logins) await login.answer('ok');
    await turn;
    const next = ['vc-d', 'vc-e'].map((host) => there.begin({ host, isLogin: true }));
    await settled();
    assert.deepEqual(
      next.map((one) => one.isAsked()),
      [true, true],
    );
  });

  for (const verdict of ['UNREACHABLE', 'TIMED_OUT', 'UNAVAILABLE', 500] as const) {
    it(`${verdict} is told to all who waited, and pauses nothing`, async () => {
      const there = guardedSignIns();
      const all = Array.from({ length: 30 }, () => there.begin());
      await settled();
      const code = await all[0]?.answer(verdict);
      for (const one of all) assert.equal(await one.result, code);
      assert.equal(there.asked.length, 1);
      assert.equal(await there.try('ok'), 'ok');
    });
  }

  it('500 is told to those only who asked the same', async () => {
    const there = guardedSignIns();
    const one = there.begin({ operation: 'restore' });
    const other = there.begin({ operation: 'get' });
    await settled();
    await one.answer(500);
    await settled();
    assert.equal(other.isAsked(), true);
  });

  it("waiting for another's unproven sign-in counts towards the request's time", async () => {
    const there = guardedSignIns();
    const first = there.begin();
    const second = there.begin({ timeout: 10_000 });
    const turns: number[] = [];
    const third = there.run({ timeout: 30_000 }, async ({ timeout }) => turns.push(timeout));
    await there.pass(12);
    assert.equal(await second.result, 'TIMED_OUT');
    await first.answer('ok');
    await third;
    assert.deepEqual(turns, [18_000]);
  });

  it('an outage is told to those only who have the same secret', async () => {
    const there = guardedSignIns();
    const one = there.begin();
    const other = there.begin({ password: 'changed' });
    await settled();
    await one.answer('UNREACHABLE');
    await settled();
    assert.equal(other.isAsked(), true);
  });

  it('that a node was closed is told to nobody', async () => {
    const there = guardedSignIns();
    let close: (fault: Fault) => void = () => {};
    const closing = there.run({}, () => new Promise((_, reject) => (close = reject)));
    await settled();
    const waiting = there.begin();
    const cause = { name: 'Error', code: 'CLOSED', message: 'closed' };
    close(new Fault({ code: 'UNREACHABLE', sentences: ['No.'], cause }));
    assert.equal(await there.outcomeOf(closing), 'UNREACHABLE');
    await settled();
    assert.equal(waiting.isAsked(), true);
  });

  it('who is closed already does not begin to wait', async () => {
    const there = guardedSignIns();
    there.begin();
    const signal = AbortSignal.abort();
    const waiting = there.signIns.run({ ...there.signInOf({}), signal }, async () => 'sent');
    assert.equal(await there.outcomeOf(waiting), 'UNREACHABLE');
  });

  it('say in how long nodes may sign in next', async () => {
    const there = guardedSignIns();
    const { credentials } = there.signInOf({});
    const pauses = [there.signIns.pauseOf(credentials)];
    await there.try(refused);
    pauses.push(there.signIns.pauseOf(credentials));
    await there.pass(899);
    pauses.push(there.signIns.pauseOf(credentials));
    await there.pass(60);
    pauses.push(there.signIns.pauseOf(credentials));
    assert.deepEqual(pauses, [0, 900_000, 1000, 0]);
  });

  it('who is closed while waiting waits no longer', async () => {
    const there = guardedSignIns();
    there.begin();
    const closing = new AbortController();
    const waiting = there.signIns.run(
      { ...there.signInOf({}), signal: closing.signal },
      async () => 'sent',
    );
    closing.abort();
    assert.equal(await there.outcomeOf(waiting), 'UNREACHABLE');
  });
});

describe('The credentials of a sign-in', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const byHeader = (authorization: string) =>
    credentialsOf({
      ...settings('vc-a', '', ''),
      authentication: 'authorization',
      authorization,
    });
  const own = credentialsOf(settings('vc-a', 'Admin@vsphere.local', 'se:cret'));

  it('show neither user nor secret', () => {
    assert.doesNotMatch(JSON.stringify(own), /admin|se:cret/i);
  });

  it('are the same for user and password however they are sent', () => {
    assert.deepEqual(byHeader(basic('admin@vsphere.local:se:cret')), own);
    assert.deepEqual(byHeader(basic('ADMIN@VSPHERE.LOCAL:se:cret').replace('Basic', 'basic')), own);
  });

  it('know the user at another place as another account with the same secret', () => {
    const there = credentialsOf(settings('vc-b', 'admin@vsphere.local', 'se:cret'));
    assert.notEqual(there.account, own.account);
    assert.equal(there.secret, own.secret);
  });

  it('know another password as one of the same account', () => {
    const changed = credentialsOf(settings('vc-a', 'admin@vsphere.local', 'other'));
    assert.equal(changed.account, own.account);
    assert.notEqual(changed.secret, own.secret);
  });

  it('take all other values at one place for one account', () => {
    const [one, other] = [byHeader('Bearer 1'), byHeader('SIGN 2')];
    assert.equal(one.account, other.account);
    assert.notEqual(one.secret, other.secret);
    assert.notEqual(one.account, own.account);
  });
});
