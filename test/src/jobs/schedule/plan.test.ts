import assert from 'node:assert/strict';
import type { Appliance } from '../../../../src/appliance/client';
import { Fault } from '../../../../src/appliance/faults/fault';
import type { Clock } from '../../../../src/clock';
import { forgetPlan, planOf, planVersion } from '../../../../src/jobs/schedule/plan';
import { sentence } from '../../../../src/messages/sentence';

/** An appliance with a schedule at an hour, or with none; and a clock that the test moves. */
function watched() {
  let now = 1000;
  const clock: Clock = {
    now: () => now,
    wallNow: () => now + 1_000_000,
    setTimeout: () => assert.fail('no timer is needed'),
    clearTimeout: () => undefined,
  };
  const there: { hour: number | undefined; zone: unknown; error?: Error } = {
    hour: 2,
    zone: 'UTC',
  };
  let reads = 0;
  const appliance: Appliance = {
    identity: { id: 'a', name: 'vc-a', host: 'vc-a.lab.example' },
    call({ name: operation }, options) {
      // Whoever asks for the plan asks again soon enough.
      assert.deepEqual(options, { retry: false });
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
    read(age = 500) {
      now += 1000;
      return planOf(appliance, age, clock);
    },
    appliance,
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

  it('is read anew where the read failed, however old it may be', async () => {
    const { read, there, reads } = watched();
    there.error = new Error('away');
    await assert.rejects(read(5000), /away/);
    delete there.error;
    await read(5000);
    assert.equal(reads(), 1);
  });

  it('is kept where an earlier read fails afterwards', async () => {
    const { read, there } = watched();
    there.error = new Error('away');
    const failing = read();
    delete there.error;
    const latest = read();
    await assert.rejects(failing, /away/);
    assert.equal(await read(5000), await latest);
  });

  it('is read anew once it is forgotten, and has another version from then on', async () => {
    const { read, reads, appliance } = watched();
    const versions = [planVersion(appliance)];
    await read(5000);
    for (const _ of ['once', 'twice']) {
      forgetPlan(appliance);
      versions.push(planVersion(appliance));
      await read(5000);
    }
    assert.equal(reads(), 3);
    assert.deepEqual(versions, [0, 1, 2]);
  });

  it('names the schedules that start no backup, where there are some', async () => {
    const { read, there } = watched();
    const schedules = [{ name: 'default', hour: 2, minute: 0, days: [0, 1, 2, 3, 4, 5, 6] }];
    assert.deepEqual(await read(), { schedules, timeZone: 'UTC' });
    Object.assign(there, { hour: 'two' });
    const { schedules: running, idle } = await read();
    assert.deepEqual([running, idle], [[], [{ name: 'default', reason: 'without-recurrence' }]]);
  });

  const unknownZones: [zone: unknown, shown: string][] = [
    ['Mars/Olympus_Mons', 'Mars/Olympus_Mons'],
    ['x'.repeat(41), 'x'.repeat(40)],
    [7, '7'],
    [undefined, 'undefined'],
  ];
  for (const [zone, shown] of unknownZones) {
    it(`cannot be read with the time zone ${JSON.stringify(zone)}`, async () => {
      const { read, there } = watched();
      Object.assign(there, { zone });
      await assert.rejects(read(), (error: Error) => {
        assert.ok(error instanceof Fault);
        const { code, operation, appliance } = error.report();
        assert.deepEqual([code, operation], ['INVALID_RESPONSE', 'system.timezone.get']);
        assert.equal(appliance?.name, 'vc-a');
        const values = { appliance: 'vc-a', zone: shown };
        assert.deepEqual(error.sentences, [sentence('unknown-time-zone', values)]);
        return true;
      });
    });
  }
});
