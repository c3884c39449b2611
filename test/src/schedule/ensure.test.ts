/** A schedule that is changed, as the rest of the process sees it. */
import assert from 'node:assert/strict';
import type { Appliance, CallOptions } from '../../../src/appliance/client';
import { Fault } from '../../../src/appliance/faults/fault';
import { systemClock } from '../../../src/clock';
import { planOf } from '../../../src/jobs/schedule/plan';
import { ensureSchedule } from '../../../src/schedule/ensure';
import { inTurn } from '../../../src/schedule/in-turn';

const identity = { id: 'a', name: 'vc-a', host: 'vc-a.lab.example' };

/** An appliance with one schedule, and the operations that it was asked for. */
function applianceWith(
  schedule: Record<string, unknown>,
  update: (options?: CallOptions) => void = (options) =>
    Object.assign(schedule, options?.parameters),
): Appliance & { asked: string[] } {
  const asked: string[] = [];
  return {
    identity,
    asked,
    async call({ name }, options) {
      asked.push(name);
      if (name === 'backup.schedules.update') update(options);
      const payload = name === 'backup.schedules.list' ? { default: { ...schedule } } : 'UTC';
      return { operation: name, requestId: '', payload, statusCode: 200, found: true };
    },
    ...{ server: assert.fail, deadline: () => assert.fail(), certificate: assert.fail },
    allow: () => undefined,
    close: async () => undefined,
  };
}

const change = {
  ...{ id: '', updatePasswords: false, checkOnly: false },
  desired: { fields: { recurrence_info: { hour: 4, minute: 0 } }, passwords: {} },
};
const at = (hour: number) => ({ recurrence_info: { hour, minute: 0 } });

async function hourOf(appliance: Appliance): Promise<number | undefined> {
  return (await planOf(appliance, 1000, systemClock)).schedules[0]?.hour;
}

describe('The plan that a monitor goes by', () => {
  it('is forgotten once the schedule has been changed', async () => {
    const appliance = applianceWith(at(2));
    assert.equal(await hourOf(appliance), 2);
    await ensureSchedule(appliance, change);
    assert.equal(await hourOf(appliance), 4);
  });

  it('is forgotten although nobody knows whether it was changed', async () => {
    const schedule = at(2);
    const appliance = applianceWith(schedule, () => {
      Object.assign(schedule, at(4));
      throw new Fault({ code: 'UNREACHABLE', sentences: ['Gone.'] });
    });
    assert.equal(await hourOf(appliance), 2);
    await assert.rejects(ensureSchedule(appliance, change), /Gone/);
    assert.equal(await hourOf(appliance), 4);
  });

  it('is kept where nothing was changed', async () => {
    const appliance = applianceWith(at(4));
    await hourOf(appliance);
    await ensureSchedule(appliance, change);
    await ensureSchedule(applianceWith(at(2)), { ...change, checkOnly: true });
    appliance.asked.length = 0;
    await hourOf(appliance);
    assert.deepEqual(appliance.asked, []);
  });
});

describe('What is done for an appliance in turn', () => {
  it('begins when the one before it has ended, well or not', async () => {
    const appliance = applianceWith({});
    const order: string[] = [];
    const work = (name: string, fails = false) =>
      inTurn(appliance, async () => {
        order.push(`${name} begins`);
        await new Promise(setImmediate);
        order.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([work('one', true), work('two'), work('three')]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'fulfilled', 'fulfilled'],
    );
    assert.deepEqual(
      order,
      ['one', 'two', 'three'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it('does not wait for another appliance', async () => {
    let end = (): void => undefined;
    const first = inTurn(applianceWith({}), () => new Promise<void>((resolve) => (end = resolve)));
    assert.equal(await inTurn(applianceWith({}), async () => 'done'), 'done');
    end();
    await first;
  });
});
