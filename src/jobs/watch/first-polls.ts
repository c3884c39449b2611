/**
 * Spreads the first polls of all monitors of a process, and with them sign-ins and connections, and puts
 * later ones into small groups.
 */
import type { Clock } from '../../clock';
import { createSpacing } from '../../spacing';
import type { FirstPoll } from './polling';

/** A monitor among all of the process. */
export interface Place {
  /**
   * @param interval of its polls (ms).
   * @returns when its first poll may be sent, and the phase of later ones (ms, monotonic clock).
   */
  next(interval: number): FirstPoll;
  /** The monitor has ended. */
  leave(): void;
}

/**
 * @param appliance its id; its monitors that begin within {@link longestGap} do so together.
 * @returns the place of a further monitor: all deployed ones are counted before the first polls.
 */
export type FirstPolls = (appliance: string) => Place;

/** The longest time between two first polls (ms). */
const longestGap = 100;

/** Later polls that are further apart (ms) need not be spread any more. */
const sparse = 1000;

/**
 * Later polls that are due within this time (ms) are sent together: 1,000 appliances polled every 10 s in
 * groups of five cost a quarter less CPU than one by one, each of which finds a process that has to wake up.
 */
const groupSpan = 50;

/**
 * @param interval of the polls (ms).
 * @param count of the monitors.
 * @returns how long (ms) after another one a first poll is sent. All take whole intervals together, so
 *   that later polls are spread as evenly: two, because a first poll signs in and reads more than a
 *   later one, or one where two would take longer than {@link longestGap} each.
 */
function gapOf(interval: number, count: number): number {
  const gap = interval / count;
  return 2 * gap <= longestGap ? 2 * gap : Math.min(gap, longestGap);
}

export function createFirstPolls(clock: Clock): FirstPolls {
  const places = new Set<Place>();
  /** The latest of each appliance. */
  const latest = new Map<string, FirstPoll>();
  const spacing = createSpacing(clock);
  /** When the first polls began that follow each other, and how many there were. */
  let series = { begun: 0, length: 0 };

  function next(interval: number): FirstPoll {
    const count = places.size;
    const gap = gapOf(interval, count);
    const at = spacing(gap);
    if (at <= clock.now()) series = { begun: at, length: 0 };
    const even = interval / count;
    // First polls that take less than an interval would let all later ones be as close together. The
    // second polls follow once all have been polled first, and within an interval.
    const isCrowded = gap < even && even < sparse;
    const phase = isCrowded ? count * gap + series.length * even : at - series.begun;
    const grid = series.begun + Math.round(phase / groupSpan) * groupSpan;
    series.length += 1;
    return { at, grid };
  }

  return (appliance) => {
    const place: Place = {
      next(interval) {
        const shared = latest.get(appliance);
        if (shared !== undefined && shared.at > clock.now() - longestGap) return shared;
        const own = next(interval);
        latest.set(appliance, own);
        return own;
      },
      leave() {
        places.delete(place);
        latest.delete(appliance);
      },
    };
    places.add(place);
    return place;
  };
}
