import assert from 'node:assert/strict';
import type { Appliance } from '../../../../src/appliance/client';
import type { Clock } from '../../../../src/clock';
import { planOf } from '../../../../src/jobs/schedule/plan';

/** An appliance with a schedule at an hour, or with none; and a clock that the test moves. */
function watched() {
  let now = 1000;
  const clock: Clock = {
    now: () => now,
    wallNow: () => now + 1_000_000,
    setTimeout: () => assert.fail('no timer is needed'),
    clearTimeout: () => undefined,
  };
  const there: { hour: number | undefined; zone: string; error?: Error } = { hour: 2, zone: 'UTC' };
  let reads = 0;
  const appliance: Appliance = {
    identity: { id: 'a', name: 'vc-a', host: 'vc-a.lab.example' },
    call({ name: operation }) {
      if (there.error) return Promise.reject(there.error);
      const isList = operation === 'backup.schedules.list';
      if (isList) reads += 1;
      const recurrence_info = { hour: there.hour, minute: 0 };
      const schedules = there.hour === undefined ? {} : { default: { recurrence_info } };
      const payload = isList ? schedules : there.zone;
      const answer = { operation, requestId: 'r-1', statusCode: 200, found: true };
      return Promise.resolve({ ...answer, payload });
    },
    ...{ server: assert.fail, deadline: () => assert.fail(), certificate: assert.fail },
    allow: () => undefined,
    close: () => Promise.resolve(),
  };
  return {
    there,
    reads: () => reads,
    /** Reads the plan after a second; the schedule may be half a second old. */
    async read(age = 500) {
      now += 1000;
      return await planOf(appliance, age, clock);
    },
    wallNow: () => clock.wallNow(),
  };
}

describe('The plan of an appliance', () => {
  it('is read once for all that ask within its age', async () => {
    const { read, reads } = watched();
    const [one, other] = [await read(), await read(1000)];
    assert.equal(one, other);
    assert.equal(reads(), 1);
    await read(999);
    assert.equal(reads(), 2);
  });

  it('has not changed as far as the first read can know, and while it stays as it is', async () => {
    const { read } = watched();
    assert.deepEqual([(await read()).changedAt, (await read()).changedAt], [undefined, undefined]);
  });

  const changes: [string, (there: ReturnType<typeof watched>['there']) => void][] = [
    ['another hour', (there) => Object.assign(there, { hour: 3 })],
    ['another time zone', (there) => Object.assign(there, { zone: 'Europe/Berlin' })],
    ['no schedule', (there) => Object.assign(there, { hour: undefined })],
  ];
  for (const [title, change] of changes) {
    it(`has changed when ${title} was read, and stays so`, async () => {
      const { read, there, wallNow } = watched();
      await read();
      change(there);
      const { changedAt } = await read();
      assert.equal(changedAt, wallNow());
      assert.equal((await read()).changedAt, changedAt);
    });
  }

  it('is not kept where the read failed, and what was seen before is', async () => {
    const { read, there, wallNow } = watched();
    await read();
    there.error = new Error('away');
    await assert.rejects(read(), /away/);
    delete there.error;
    assert.equal((await read()).changedAt, undefined);
    there.hour = 5;
    assert.equal((await read()).changedAt, wallNow());
  });
});
