import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
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
  'nor is it a pause for nodes with the same secret': [
    [0, 'ok', 'ok'],
    [1, refused, refused, person],
    [1.1, refused, refused],
    [1.2, 'ok', 'not tried'],
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
  'a good secret that is refused uses that of nodes, for their other secrets too': [
    [0, 'ok', 'ok'],
    [1, refused, refused, { password: 'other' }],
    [10, refused, refused],
    [17, 'ok', 'not tried', { password: 'other' }],
    [24.99, 'ok', 'not tried', { password: 'other' }],
    [25, 'ok', 'ok', { password: 'other' }],
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
  'nor where the last refusal is more than five minutes after it': [
    [0, 'ok', 'ok', { host: 'vc-a' }],
    [1, refused, refused, { host: 'vc-b' }],
    [4, refused, refused, { host: 'vc-c' }],
    [8, refused, refused, { host: 'vc-d' }],
    [9, 'ok', 'not tried', { host: 'vc-e' }],
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
  'a minute lies between any two, however late the second was': [
    [0, 'ok', 'ok'],
    [5, 'outage', ''],
    [7, refused, refused],
    [21.5, refused, refused],
    [22.17, refused, 'not tried'],
    [22.49, refused, 'not tried'],
    [22.5, 'ok', 'ok'],
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

      it('is recognized by an attempt to sign in as well', async () => {
        const there = guardedSignIns();
        await there.try('ok');
        await there.try(code);
        await there.try(refused);
        await there.pass(60);
        assert.equal(await there.try('ok'), 'ok');
      });
    });
  }

  const closed = { name: 'Error', code: 'CLOSED', message: 'closed' };
  const noOutages: [title: string, fault: Fault][] = [
    ['no session is free', faultOf('SESSION_LIMIT', 'get')],
    ['nothing is found', faultOf('NOT_FOUND', 'get')],
    ['a node was closed', faultOf('UNREACHABLE', 'get').with({ cause: closed })],
  ];
  for (const [title, fault] of noOutages) {
    it(`are paused for fifteen minutes where ${title}: that is no outage`, async () => {
      const there = guardedSignIns();
      await there.try('ok');
      there.signIns.failed(there.signInOf({}).credentials, fault);
      await there.try(refused);
      await there.pass(899);
      assert.equal(await there.try('ok'), 'not tried');
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

  it('name no next try to one who insists, and may try again at once', async () => {
    const there = guardedSignIns();
    await assert.rejects(
      there.run(forced, async () => {
        throw faultOf(refused, 'get');
      }),
      (error) => {
        assert.ok(error instanceof Fault);
        assert.deepEqual([error.message, error.retryAfter], ['No.', undefined]);
        return true;
      },
    );
  });

  it('say of a login that waits for a session when it is, and that nothing was sent', async () => {
    const there = guardedSignIns();
    const start = there.clock.wallNow();
    const at = (seconds: number) => new Date(start + seconds * 1000).toTimeString().slice(0, 5);
    const faults: Fault[] = [];
    const tryAndKeep = () =>
      there
        .run({}, async () => {
          throw faultOf('SESSION_LIMIT', 'get');
        })
        .catch((fault) => faults.push(fault));
    await tryAndKeep();
    await there.pass(1);
    await tryAndKeep();
    assert.deepEqual(
      faults.map(({ message }) => message.slice(message.indexOf('Next'))),
      [`Next try in 1 min (${at(60)}).`, `Next try in 59 s (${at(60)}).`],
    );
    assert.deepEqual(
      faults.map(({ retryAfter }) => retryAfter),
      [undefined, undefined],
      'the time of the next sign-in is of those only that were refused',
    );
    assert.deepEqual(
      { ...faults[1]?.cause },
      { name: 'SignInPaused', code: 'SIGN_IN_PAUSED', message: 'nothing was sent' },
    );
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

  it('one begins for one that ends', async () => {
    const there = guardedSignIns();
    await there.try('ok');
    const all = [there.begin(), there.begin(), there.begin(), there.begin()];
    await settled();
    await all[0]?.answer('ok');
    await settled();
    assert.deepEqual(
      all.map((one) => one.isAsked()),
      [true, true, true, false],
    );
  });

  it('one while it is not proven, which an outage does not do', async () => {
    const there = guardedSignIns();
    await there.try('UNREACHABLE');
    const both = [there.begin(), there.begin()];
    await settled();
    assert.deepEqual(
      both.map((one) => one.isAsked()),
      [true, false],
    );
  });

  it('come first in the order in which they began to wait, whoever they are of', async () => {
    const there = guardedSignIns();
    const first = there.begin();
    there.begin();
    const ofPerson = there.begin(person);
    await settled();
    assert.equal(ofPerson.isAsked(), false);
    await first.answer('ok');
    await settled();
    assert.equal(ofPerson.isAsked(), true);
  });

  it('one that waits is not sent once others have used up what is left', async () => {
    const there = guardedSignIns();
    await there.try('ok');
    await there.pass(600);
    const typos = ['typo', 'another typo'].map((password) => there.begin({ ...forced, password }));
    const waiting = there.begin();
    await settled();
    for (const typo of typos) await typo.answer(refused);
    assert.equal(await waiting.result, 'not tried');
    assert.equal(waiting.isAsked(), false);
  });

  it('one that fails by an error of its own gives its place to the next', async () => {
    const there = guardedSignIns();
    const bug = new TypeError('x is not a function');
    const failing = there.run({}, async () => {
      throw bug;
    });
    const waiting = there.begin();
    await assert.rejects(failing, bug);
    await settled();
    assert.equal(waiting.isAsked(), true);
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

  it('one of an account after a refusal, with whatever secret', async () => {
    const there = guardedSignIns();
    await there.try(refused, { ...person, password: 'typo' });
    const both = [there.begin(person), there.begin(person)];
    await settled();
    assert.deepEqual(
      both.map((one) => one.isAsked()),
      [true, false],
    );
  });

  it('of one who insists do not wait for two of other persons', async () => {
    const there = guardedSignIns();
    there.begin(person);
    there.begin(person);
    const insisting = there.begin(forced);
    await settled();
    assert.equal(insisting.isAsked(), true);
  });

  it('of one who insists pass those who wait', async () => {
    const there = guardedSignIns();
    const persons = [there.begin(person), there.begin(person), there.begin(person)];
    await settled();
    const insisting = there.begin(forced);
    await settled();
    assert.deepEqual(
      [...persons, insisting].map((one) => one.isAsked()),
      [true, true, false, true],
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
    ['not where that is five minutes ago', 299, false],
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

  const turns: [title: string, who: Who, refusedBefore: number | undefined, waits: boolean][] = [
    ['a login', { isLogin: true }, undefined, true],
    ['a request with the credentials', {}, undefined, false],
    ['such a request within fifteen minutes of a refusal', {}, 909, true],
    ['such a request later', {}, 910, false],
  ];
  for (const [title, who, refusedBefore, waits] of turns) {
    it(`${title} ${waits ? 'waits' : 'does not wait'} for logins elsewhere, where they were accepted`, async () => {
      const there = guardedSignIns();
      await there.try('ok');
      if (refusedBefore !== undefined) {
        await there.try(refused, forced);
        await there.try('ok', forced);
        await there.pass(refusedBefore);
      }
      for (const host of ['vc-b', 'vc-c']) there.begin({ host, isLogin: true });
      await settled();
      const one = there.begin(who);
      await settled();
      assert.equal(one.isAsked(), !waits);
    });
  }

  it('a request that was never accepted waits for logins elsewhere', async () => {
    const there = guardedSignIns();
    for (const host of ['vc-b', 'vc-c']) there.begin({ host, isLogin: true });
    const one = there.begin();
    await settled();
    assert.equal(one.isAsked(), false);
  });

  it('one that is sent again, on another connection, takes one turn', async () => {
    const there = guardedSignIns();
    void there.signIns.run(
      there.signInOf({ host: 'vc-a', isLogin: true }),
      async ({ beforeSending }) => {
        await beforeSending?.();
        await beforeSending?.();
        await new Promise(() => {});
      },
    );
    await settled();
    const other = there.begin({ host: 'vc-b', isLogin: true });
    await settled();
    assert.equal(other.isAsked(), true);
  });

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

  it('an outage that meets one of two is not told to those who wait for a mere turn', async () => {
    const there = guardedSignIns();
    await there.try('ok');
    const all = [there.begin(), there.begin(), there.begin()];
    await settled();
    await all[0]?.answer('UNREACHABLE');
    await settled();
    assert.equal(all[2]?.isAsked(), true);
  });

  it('who began to wait later has waited less', async () => {
    const there = guardedSignIns();
    const first = there.begin();
    await there.pass(5);
    const given: number[] = [];
    const second = there.run({ timeout: 30_000 }, async ({ timeout }) => given.push(timeout));
    await there.pass(7);
    await first.answer('ok');
    await second;
    assert.deepEqual(given, [23_000]);
  });

  it('waiting for a mere turn takes no time of the request, and ends nothing', async () => {
    const there = guardedSignIns();
    await there.try('ok');
    const both = [there.begin(), there.begin()];
    const given: number[] = [];
    const third = there.run({ timeout: 10_000 }, async ({ timeout }) => given.push(timeout));
    await there.pass(12);
    await both[0]?.answer('ok');
    await third;
    assert.deepEqual(given, [10_000]);
  });

  it('say how long one was waited for that is not answered', async () => {
    const there = guardedSignIns();
    there.begin();
    const second = assert.rejects(
      there.run({ timeout: 10_000 }, async () => {}),
      (error) => {
        assert.ok(error instanceof Fault);
        assert.match(error.message, /^vc-a .*: no answer to a sign-in within 10 s\./);
        assert.equal(error.code, 'TIMED_OUT');
        return true;
      },
    );
    await there.pass(10);
    await second;
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

  const closings: [title: string, others: Who[], who: Who][] = [
    ['at its account', [{}], {}],
    [
      'among all places',
      [
        { host: 'vc-b', isLogin: true },
        { host: 'vc-c', isLogin: true },
      ],
      { isLogin: true },
    ],
  ];
  for (const [title, others, who] of closings) {
    it(`who is closed while waiting for a turn ${title} waits no longer, and is told so`, async () => {
      const there = guardedSignIns();
      for (const other of others) there.begin(other);
      await settled();
      const closing = new AbortController();
      const waiting = assert.rejects(
        there.run({ ...who, signal: closing.signal }, async () => 'sent'),
        (error) => {
          assert.ok(error instanceof Fault);
          const { code, operation, requestId } = error.report();
          assert.deepEqual(
            { code, operation, requestId, cause: { ...error.cause } },
            {
              code: 'UNREACHABLE',
              operation: 'get',
              requestId: '',
              cause: { name: 'Error', code: 'CLOSED', message: 'closed' },
            },
          );
          assert.match(error.message, /vc-a/);
          return true;
        },
      );
      await settled();
      closing.abort();
      await waiting;
      assert.equal(there.asked.length, others.length);
    });

    it(`nothing is left of one that has waited for a turn ${title}: neither a timer nor a listener`, async () => {
      const there = guardedSignIns();
      const first = others.map((other) => there.begin(other));
      await settled();
      const { signal } = new AbortController();
      const waiting = there.begin({ ...who, signal });
      await settled();
      for (const one of first) await one.answer('ok');
      await settled();
      await waiting.answer('ok');
      assert.deepEqual([there.timers(), getEventListeners(signal, 'abort')], [0, []]);
    });
  }
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
