import assert from 'node:assert/strict';
import type { TrafficKind } from '../../bench/processes/traffic-kinds';
import {
  type Arrival,
  allAskedAfter,
  arrivalsOf,
  countPolls,
  latePolls,
  mostConnections,
  mostTogether,
  mostToMean,
  requestsIn,
} from '../../bench/scale/traffic';

function arrival(
  time: number,
  kind: TrafficKind = 'reconciliation',
  appliance = 0,
  together = 1,
): Arrival {
  return { time, kind, appliance, together };
}

const period = { from: 0, to: 4_000 };

describe('bench: what the appliances have noted', () => {
  it('comes as lists of the same length', () => {
    const arrivals = arrivalsOf({
      times: Float64Array.of(1.5, 2),
      appliances: Uint32Array.of(7, 70_000),
      kinds: Uint8Array.of(0, 3),
      together: Uint8Array.of(0, 2),
    });
    assert.deepEqual(arrivals, [
      arrival(1.5, 'connection', 7, 0),
      arrival(2, 'reconciliation', 70_000, 2),
    ]);
  });

  it('is a request unless it is a connection, or was not answered', () => {
    const kinds: TrafficKind[] = ['connection', 'sign-in', 'unanswered', 'backups'];
    const requests = requestsIn(
      kinds.map((kind) => arrival(1, kind)),
      period,
    );
    assert.deepEqual(
      requests.map(({ kind }) => kind),
      ['sign-in', 'backups'],
    );
  });

  it('begins with a period, and ends before its end', () => {
    const times = [-1, 0, 3_999, 4_000];
    assert.equal(
      requestsIn(
        times.map((time) => arrival(time)),
        period,
      ).length,
      2,
    );
  });

  const evenness: [title: string, times: readonly number[], ratio: number][] = [
    ['is even', [0, 1_000, 2_000, 3_000], 1],
    ['comes all in one second', [1_000, 1_100, 1_200, 1_999], 4],
    ['comes twice as often in one second', [0, 500, 1_000, 2_000], 2],
  ];
  for (const [title, times, ratio] of evenness) {
    it(`${title}: the most requests in a second are ${ratio} times the mean`, () => {
      assert.equal(
        mostToMean(
          times.map((time) => arrival(time)),
          period,
        ),
        ratio,
      );
    });
  }

  it('is late if a poll follows the one before by more than interval and a second', () => {
    const times = [0, 1_000, 3_000, 5_001];
    const arrivals = [
      ...times.map((time) => arrival(time)),
      // Another appliance, and other requests, are not the poll that was due.
      arrival(4_000, 'reconciliation', 1),
      arrival(4_500, 'backups'),
    ];
    assert.equal(latePolls(arrivals, { from: 0, to: Infinity }, 1_000), 1);
  });

  it('has a first request of each appliance, the sign-in among them', () => {
    const arrivals = [arrival(5, 'connection', 1), arrival(10), arrival(30, 'sign-in', 1)];
    assert.equal(allAskedAfter(arrivals, { from: 5, to: Infinity }, 2), 25);
    assert.equal(allAskedAfter(arrivals, { from: 5, to: Infinity }, 3), Infinity);
  });

  it('is one poll as long as its requests follow each other at once', () => {
    const arrivals = [arrival(0), arrival(10), arrival(20), arrival(15, 'restore', 1)];
    assert.equal(countPolls(arrivals, period), 2);
    assert.equal(countPolls([...arrivals, arrival(2_000)], period), 3);
  });

  it('has the appliance with the most connections, and with the most requests at once', () => {
    const arrivals = [
      arrival(0, 'connection', 0, 0),
      arrival(1, 'connection', 1, 0),
      arrival(2, 'connection', 1, 0),
      arrival(3, 'backups', 0, 3),
      arrival(4, 'backups', 0, 2),
    ];
    assert.equal(mostConnections(arrivals, period), 2);
    assert.equal(mostTogether(arrivals, period), 3);
    assert.equal(mostConnections([], period), 0);
  });
});
