import { type Traffic, type TrafficKind, trafficKinds } from '../processes/traffic-kinds';

/** What the appliances have noted, and what can be read from it. All times are milliseconds. */

export interface Arrival {
  readonly time: number;
  readonly appliance: number;
  readonly kind: TrafficKind;
  /** How many polls of its jobs the appliance was answering then, this one among them if it is one. */
  readonly together: number;
}

/** From a time on, and before another. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Requests of one appliance that are closer together belong to the same poll. */
const betweenPolls = 1_000;

export function arrivalsOf({ times, appliances, kinds, together }: Traffic): Arrival[] {
  return [...times].map((time, index) => ({
    time,
    appliance: appliances[index] ?? 0,
    kind: trafficKinds[kinds[index] ?? 0] ?? 'other',
    together: together[index] ?? 0,
  }));
}

export function within(arrivals: readonly Arrival[], { from, to }: Period): Arrival[] {
  return arrivals.filter(({ time }) => time >= from && time < to);
}

const isRequest = ({ kind }: Arrival) => kind !== 'connection' && kind !== 'unanswered';

export function requestsIn(arrivals: readonly Arrival[], period: Period): Arrival[] {
  return within(arrivals, period).filter(isRequest);
}

/** The most requests in a second of a period, in relation to the mean; 1 is even. */
export function mostToMean(arrivals: readonly Arrival[], period: Period): number {
  const requests = requestsIn(arrivals, period);
  const seconds = Math.floor((period.to - period.from) / 1_000);
  const counts = Array.from({ length: seconds }, () => 0);
  for (const { time } of requests) {
    const second = Math.floor((time - period.from) / 1_000);
    if (second < seconds) counts[second] = (counts[second] ?? 0) + 1;
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / seconds;
  return Math.max(...counts) / mean;
}

/** The arrivals of each appliance, in the order in which they came. */
function byAppliance(arrivals: readonly Arrival[]): Arrival[][] {
  const groups = new Map<number, Arrival[]>();
  for (const arrival of arrivals) {
    const group = groups.get(arrival.appliance);
    if (group) group.push(arrival);
    else groups.set(arrival.appliance, [arrival]);
  }
  return [...groups.values()];
}

/** How many connections the appliance has got that has got the most. */
export function mostConnections(arrivals: readonly Arrival[], period: Period): number {
  const connections = within(arrivals, period).filter(({ kind }) => kind === 'connection');
  return Math.max(0, ...byAppliance(connections).map((group) => group.length));
}

/** The most polls of one appliance's jobs at the same time. */
export function mostTogether(arrivals: readonly Arrival[], period: Period): number {
  return requestsIn(arrivals, period).reduce((most, { together }) => Math.max(most, together), 0);
}

/** How many polls came more than a second after they were due, by the poll before. */
export function latePolls(arrivals: readonly Arrival[], period: Period, interval: number): number {
  const polls = within(arrivals, period).filter(({ kind }) => kind === 'reconciliation');
  return byAppliance(polls)
    .map((group) => group.map(({ time }) => time))
    .flatMap((times) => times.slice(1).map((time, index) => time - (times[index] ?? time)))
    .filter((gap) => gap > interval + 1_000).length;
}

/**
 * How long until each appliance had been asked for something once; a sign-in counts.
 * @param appliances how many there are
 * @returns Infinity if one was never asked
 */
export function allAskedAfter(
  arrivals: readonly Arrival[],
  period: Period,
  appliances: number,
): number {
  const firsts = byAppliance(requestsIn(arrivals, period)).flatMap(([first]) => first?.time ?? []);
  return firsts.length < appliances ? Infinity : Math.max(...firsts) - period.from;
}

/** How many polls there were: requests of an appliance that follow each other at once are one. */
export function countPolls(arrivals: readonly Arrival[], period: Period): number {
  return byAppliance(requestsIn(arrivals, period))
    .map((group) =>
      group.filter(({ time }, index) => {
        const before = group[index - 1]?.time ?? -Infinity;
        return time - before > betweenPolls;
      }),
    )
    .reduce((sum, polls) => sum + polls.length, 0);
}
