import assert from 'node:assert/strict';
import { guardedSignIns, settled, type Who } from './guarded-sign-ins';

const refused = 'AUTHENTICATION_FAILED';
const person: Who = { by: 'person' };

type SignIns = ReturnType<typeof guardedSignIns>;

/** Accepts so many other users. */
async function acceptOthers(there: SignIns, number: number): Promise<void> {
  for (let index = 0; index < number; index += 1) {
    await there.try('ok', { user: `other ${index}` });
  }
}

/** Whether it is known that these credentials are good: two are sent at the same time. */
async function areKnown(there: SignIns, who: Who): Promise<boolean> {
  const both = [there.begin(who), there.begin(who)];
  await settled();
  const [one, other] = both.map((sent) => sent.isAsked());
  for (const sent of both) await sent.answer('ok');
  assert.equal(one, true);
  return other === true;
}

/** A process that signs in with ever new credentials needs no ever larger memory. */
describe('What is known of a thousand accounts', () => {
  const rows: [title: string, others: number, isKnown: boolean][] = [
    ['is kept', 999, true],
    ['is forgotten of the one that was used longest ago, once there is another', 1000, false],
  ];
  for (const [title, others, isKnown] of rows) {
    it(title, async () => {
      const there = guardedSignIns();
      await there.try('ok');
      await acceptOthers(there, others);
      assert.equal(await areKnown(there, {}), isKnown);
    });
  }

  it('is kept of fewer, whoever is refused', async () => {
    const there = guardedSignIns();
    await there.try('ok');
    await acceptOthers(there, 800);
    await there.try(refused, { user: 'refused' });
    assert.equal(await areKnown(there, {}), true);
  });

  it('is kept of the one that was used since, and of all but one of the others', async () => {
    const there = guardedSignIns();
    for (const user of ['first', 'second', 'third']) await there.try('ok', { user });
    await acceptOthers(there, 997);
    await there.try('ok', { user: 'first' });
    await there.try('ok', { user: 'one more' });
    const known: boolean[] = [];
    for (const user of ['first', 'third', 'second']) known.push(await areKnown(there, { user }));
    assert.deepEqual(known, [true, true, false]);
  });

  it('is kept of one that is under way', async () => {
    const there = guardedSignIns();
    const first = there.begin();
    await acceptOthers(there, 1001);
    const second = there.begin();
    await settled();
    assert.equal(second.isAsked(), false);
    await first.answer('ok');
  });

  it('is kept of a secret that is under way at two places', async () => {
    const there = guardedSignIns();
    for (const host of ['vc-a', 'vc-b']) there.begin({ host, isLogin: true });
    await acceptOthers(there, 1001);
    const third = there.begin({ host: 'vc-c', isLogin: true });
    await settled();
    assert.equal(third.isAsked(), false);
  });

  for (const [others, hasRoom] of [
    [999, true],
    [1001, false],
  ] as const) {
    it(`says of a secret with ${others} others ${hasRoom ? 'that' : 'no longer whether'} it was accepted`, async () => {
      const there = guardedSignIns();
      await there.try('ok');
      await acceptOthers(there, others);
      for (const host of ['vc-b', 'vc-c']) there.begin({ host, isLogin: true });
      await settled();
      const third = there.begin({ host: 'vc-d', isLogin: true });
      await there.pass(1);
      assert.equal(third.isAsked(), hasRoom, 'logins without an answer give their room to others');
    });
  }

  it('is kept of those that persons have had refused, here and elsewhere', async () => {
    const there = guardedSignIns();
    await there.try(refused, person);
    await there.try(refused, person);
    await acceptOthers(there, 1001);
    assert.deepEqual([there.left(), there.left({ host: 'vc-b' })], [0, 0]);
  });

  it('is kept until a pause of an hour has been over for a while', async () => {
    const there = guardedSignIns();
    await there.try('ok', { password: 'of before' });
    for (const seconds of [0, 15 * 60, 30 * 60]) {
      await there.pass(seconds);
      await there.try(refused);
    }
    await there.pass(61 * 60);
    await acceptOthers(there, 1001);
    await there.try(refused);
    assert.equal(there.signIns.pauseOf(there.signInOf({}).credentials), 60 * 60_000);
  });

  it('is kept of an outage of each of a thousand places', async () => {
    const there = guardedSignIns();
    const hosts = Array.from({ length: 1001 }, (_none, index) => `vc-${index}`);
    await there.try('ok', { host: 'vc-0' });
    for (const host of hosts) there.failed('UNREACHABLE', { host });
    await there.try(refused, { host: 'vc-1' });
    await there.try(refused, { host: 'vc-0' });
    await there.pass(60);
    assert.equal(there.signIns.pauseOf(there.signInOf({ host: 'vc-0' }).credentials), 0);
  });

  it('is no more than a thousand secrets of one account, which a refusal looks through', async () => {
    const there = guardedSignIns();
    for (let index = 0; index <= 1000; index += 1) {
      await there.try('ok', { password: `password ${index}` });
    }
    await there.try(refused, { ...person, password: 'typo' });
    await there.pass(911);
    assert.equal(await areKnown(there, { password: 'password 1000' }), true);
    assert.equal(await areKnown(there, { password: 'password 0' }), false);
  });
});
