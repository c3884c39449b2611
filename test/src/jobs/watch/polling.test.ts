import assert from 'node:assert/strict';
import { createFirstPolls } from '../../../../src/jobs/watch/first-polls';
import { fakeClock } from '../../../fake-clock';
import { blackHole, type PolledAppliance, polledAppliance } from './polled-appliance';

const kinds = ['reconciliation', 'restore', 'backups'];

describe('The polling of an appliance', () => {
  let time: ReturnType<typeof fakeClock>;
  let begun: number;
  let appliances: PolledAppliance[];

  beforeEach(() => {
    time = fakeClock();
    begun = time.clock.now();
    appliances = [];
  });
  afterEach(() => {
    for (const { close } of appliances) close();
  });

  function polled(
    latency?: Parameters<typeof polledAppliance>[1],
    waited?: Parameters<typeof polledAppliance>[2],
  ): PolledAppliance {
    const appliance = polledAppliance(time, latency, waited);
    appliances.push(appliance);
    return appliance;
  }

  /** Lets time pass timer by timer, each with all that follows from it. */
  async function pass(milliseconds: number): Promise<void> {
    const end = time.clock.now() + milliseconds;
    let arrived = false;
    time.timers.setTimeout(() => {
      arrived = true;
    }, milliseconds);
    while (!arrived) {
      await new Promise((resolve) => setImmediate(resolve));
      time.timers.next();
    }
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(Math.round(time.clock.now()), Math.round(end));
  }

  /** When (ms from the begin of the test) a target was requested. */
  function times({ requests }: PolledAppliance, target?: string): number[] {
    return requests
      .filter((request) => target === undefined || request.target === target)
      .map(({ at }) => at - begun);
  }

  it('asks what is due together one after the other, in every turn', async () => {
    const there = polled(() => 100);
    for (const kind of kinds) there.watch(kind, 10_000);
    await pass(35_000);
    assert.equal(there.most(), 1);
    assert.deepEqual(times(there, 'reconciliation'), [0, 10_000, 20_000, 30_000]);
    assert.deepEqual(times(there, 'backups'), [200, 10_200, 20_200, 30_200]);
  });

  it('asks on the grid of the appliance whoever comes later, after a first look at once', async () => {
    const there = polled();
    there.watch('reconciliation', 60_000);
    await pass(63_000);
    there.watch('restore', 5000);
    await pass(15_000);
    assert.deepEqual(times(there, 'restore'), [63_000, 65_000, 70_000, 75_000]);
  });

  it('skips a point of the grid that is only just ahead', async () => {
    const there = polled();
    there.watch('reconciliation', 60_000);
    await pass(64_800);
    there.watch('restore', 5000);
    await pass(11_000);
    assert.deepEqual(times(there, 'restore'), [64_800, 70_000, 75_000]);
  });

  it('skips what a poll has lasted longer than, and keeps the phase', async () => {
    const there = polled((_target, now) => (now - begun === 10_000 ? 25_000 : 5));
    there.watch('reconciliation', 10_000);
    await pass(55_000);
    assert.deepEqual(times(there), [0, 10_000, 40_000, 50_000]);
  });

  describe('while a sign-in waits for its turn among many', () => {
    const waited = (now: number) => Math.min(now - begun, 7000);

    it('asks nothing else, which would have to wait for the same turn', async () => {
      const there = polled((_target, now) => (now === begun ? 8000 : 5), waited);
      for (const kind of kinds) there.watch(kind, 10_000);
      await pass(25_000);
      assert.equal(there.most(), 1);
      assert.deepEqual(times(there, 'restore'), [8000, 10_005, 20_005]);
    });

    it('asks the others two seconds after it had its turn, at the latest', async () => {
      const there = polled((_target, now) => (now === begun ? 20_000 : 5), waited);
      for (const kind of kinds) there.watch(kind, 10_000);
      await pass(25_000);
      assert.deepEqual(times(there, 'restore').slice(0, 2), [9000, 10_000]);
    });
  });

  describe('while one service hangs', () => {
    it('lets the others wait for it once, for two seconds', async () => {
      const there = polled((target) =>
        target === 'reconciliation' ? Number.POSITIVE_INFINITY : 5,
      );
      for (const kind of kinds) there.watch(kind, 10_000);
      await pass(65_000);
      assert.deepEqual(times(there, 'restore').slice(0, 3), [2000, 10_000, 20_000]);
      assert.deepEqual(times(there, 'backups').slice(0, 3), [2005, 10_005, 20_005]);
      // Asked after them, and with all the time of the settings: it is no outage.
      assert.deepEqual(times(there, 'reconciliation'), [0, 40_010]);
      assert.ok(there.requests.every(({ limit }) => limit === 30_000));
    });
  });

  describe('while nothing is answered', () => {
    it('tries it by one request for all, with a limit of ten seconds', async () => {
      const hole = blackHole(begun + 5000, begun + 600_000);
      const there = polled(hole);
      for (const kind of kinds) there.watch(kind, 60_000);
      await pass(110_000);
      // The first time each is asked, because it may be one service that hangs.
      assert.deepEqual(times(there).slice(3), [60_000, 62_000, 64_000]);
      there.requests.length = 0;
      there.told.length = 0;
      await pass(300_000);
      const probes = there.requests.filter(({ limit }) => limit < 30_000);
      assert.deepEqual(
        probes.map(({ at }) => at - begun),
        [120_000, 180_000, 240_000, 300_000, 360_000],
      );
      for (const { at, limit } of probes) {
        assert.equal(limit, 10_000);
        const heard = there.told.filter((each) => each.at === at);
        assert.deepEqual(heard.map(({ target }) => target).sort(), [...kinds].sort());
        assert.equal(new Set(heard.map(({ fault }) => fault)).size, 1);
        assert.equal(new Set(heard.map(({ now }) => now)).size, 1);
      }
    });

    it('asks for who comes meanwhile at once, and tells it what all are told', async () => {
      const there = polled(blackHole(begun, begun + 600_000));
      for (const kind of kinds) there.watch(kind, 60_000);
      await pass(50_000);
      there.requests.length = 0;
      for (const id of ['1', '2', '3']) there.watch(id, 5000);
      await pass(9999);
      assert.deepEqual(times(there), [50_000]);
    });

    for (const interval of [1000, 2000, 5000, 10_000, 60_000]) {
      for (const end of [100_000, 123_456, 155_001, 159_999, 301_000]) {
        it(`sees an appliance polled every ${interval / 1000} s again soon after ${end} ms`, async () => {
          const there = polled(blackHole(begun + 500, begun + end));
          for (const kind of kinds) there.watch(kind, interval);
          await pass(end + interval + 15_000);
          for (const kind of kinds) {
            const good = there.told.find(
              ({ target, at, fault }) => target === kind && !fault && at >= begun + end,
            );
            assert.ok(good, `${kind} was seen`);
            assert.ok(good.now - begun <= end + interval + 15_000);
          }
        });
      }
    }

    it('keeps the phase', async () => {
      const there = polled(blackHole(begun + 100_000, begun + 400_000));
      for (const kind of kinds) there.watch(kind, 10_000, { at: begun + 3700, grid: begun + 3700 });
      await pass(600_000);
      const late = times(there).filter((at) => at > 420_000);
      assert.ok(late.length > 30);
      assert.deepEqual([...new Set(late.map((at) => at % 10_000))], [3700, 3705, 3710]);
    });

    it('does not lose an appliance that takes longer for each answer than the limit', async () => {
      const there = polled((_target, now) =>
        now < begun + 200_000 ? Number.POSITIVE_INFINITY : 15_000,
      );
      for (const kind of kinds) there.watch(kind, 20_000);
      await pass(330_000);
      there.told.length = 0;
      await pass(120_000);
      for (const kind of kinds) {
        const own = there.told.filter(({ target }) => target === kind);
        assert.ok(own.length >= 4 && own.every(({ fault }) => fault === undefined), kind);
      }
    });

    it('asks nothing of that kind where the appliance answers, be it by faults', async () => {
      const there = polled();
      for (const kind of kinds) there.watch(kind, 10_000);
      await pass(31_000);
      assert.equal(there.requests.length, 12);
    });
  });

  describe('of a thousand', () => {
    /** How many polls there were in each second. */
    function perSecond(): number[] {
      const counts: number[] = [];
      for (const { requests } of appliances) {
        for (const { at } of requests) {
          const second = Math.floor((at - begun) / 1000);
          counts[second] = (counts[second] ?? 0) + 1;
        }
      }
      return Array.from(counts, (count = 0) => count);
    }

    /** The places of so many monitors, each of an appliance of its own. */
    function joined(count: number, join = createFirstPolls(time.clock)) {
      return Array.from({ length: count }, (_, index) => join(String(index)));
    }

    const rows: [count: number, interval: number, gap: number][] = [
      [1000, 10_000, 20],
      [1000, 60_000, 60],
      [1000, 300_000, 100],
      [200, 10_000, 100],
      [100, 10_000, 100],
      [2, 1000, 100],
    ];
    for (const [count, interval, gap] of rows) {
      it(`spreads the first polls of ${count} monitors with ${interval / 1000} s`, () => {
        const places = joined(count);
        const firsts = places.map((place) => place.next(interval).at - begun);
        assert.equal(firsts[0], 0, 'at once');
        assert.ok(firsts.every((at, index) => Math.abs(at - index * gap) < 0.01));
        assert.ok(gap >= Math.min(100, interval / count));
        assert.ok((firsts.at(-1) ?? 0) <= Math.max(interval, 100_000));
      });
    }

    it('does not let one wait that comes long after the others, or alone', async () => {
      const join = createFirstPolls(time.clock);
      const places = joined(100, join);
      for (const place of places) place.next(60_000);
      for (const place of places) place.leave();
      await pass(60_000);
      const now = time.clock.now();
      assert.deepEqual(join('0').next(60_000), { at: now, grid: now });
    });

    it('lets the monitors of one appliance begin together', () => {
      const join = createFirstPolls(time.clock);
      const [first, other, second] = ['a', 'b', 'a'].map((id) => join(id));
      const at = first?.next(60_000);
      assert.notDeepEqual(other?.next(60_000), at);
      assert.deepEqual(second?.next(10_000), at);
    });

    const groupRows: [count: number, interval: number, groups: number, most: number][] = [
      [1000, 10_000, 200, 6],
      [1000, 60_000, 1000, 1],
      [200, 10_000, 100, 2],
      [300, 5000, 100, 4],
      [3000, 300_000, 3000, 1],
    ];
    for (const [count, interval, groups, most] of groupRows) {
      it(`sends later polls of ${count} monitors with ${interval / 1000} s in groups of at most ${most}`, () => {
        const sizes = new Map<number, number>();
        for (const place of joined(count)) {
          const phase = Math.round(place.next(interval).grid - begun) % interval;
          assert.equal(phase % 50, 0);
          sizes.set(phase, (sizes.get(phase) ?? 0) + 1);
        }
        assert.equal(sizes.size, groups);
        assert.equal(Math.max(...sizes.values()), most);
      });
    }

    it('lets the second poll follow the first after an interval, give or take 25 ms', () => {
      for (const [count, interval] of [
        [1000, 10_000],
        [300, 5000],
        [150, 7000],
      ] as const) {
        const places = joined(count);
        for (const { at, grid } of places.map((place) => place.next(interval))) {
          assert.ok(Math.abs(grid - at) <= 25.01, `${grid - at} ms`);
        }
      }
    });

    for (const interval of [10_000, 30_000, 60_000]) {
      it(`polls evenly every ${interval / 1000} s, over an outage of some of them too`, async () => {
        const places = joined(200);
        for (const [index, place] of places.entries()) {
          const away = index % 3 === 0 ? blackHole(begun + 130_000, begun + 200_000) : undefined;
          polled(away).watch('reconciliation', interval, place.next(interval));
        }
        await pass(420_000);
        const seconds = perSecond().slice(240, 420);
        const mean = seconds.reduce((sum, count) => sum + count, 0) / seconds.length;
        assert.ok(Math.abs(mean - (200 * 1000) / interval) < 0.1 * mean, `${mean} a second`);
        assert.ok(Math.max(...seconds) <= Math.ceil(1.5 * mean), seconds.join(' '));
        const away = appliances[3] as PolledAppliance;
        assert.equal(
          new Set(
            times(away)
              .slice(1)
              .map((at) => Math.round(at) % interval),
          ).size,
          1,
        );
      });
    }
  });
});
