/**
 * When the targets of one appliance are polled: on a grid of its own, one after the other, and with a
 * single probe for all while it cannot be reached. All times are milliseconds on a monotonic clock.
 */
import { type Deadline, deadlineIn } from '../../appliance/calls/deadline';
import { Fault } from '../../appliance/faults/fault';
import { faultCodes } from '../../appliance/faults/fault-codes';
import type { Clock, Timer } from '../../clock';

/** Something that is polled on an appliance. None of these functions may throw or reject. */
export interface Target {
  /** The time between two polls. */
  interval(): number;
  /** Times shortly before which a last poll is required. */
  deadlines(): number[];
  /**
   * Sends the requests of one poll and reports the result to all that watch it.
   *
   * @param limit for each request, where it is less than that of the settings.
   * @returns the error, if it has failed.
   */
  poll(limit?: number): Promise<unknown>;
  /**
   * Sends the requests of one poll for nothing but to see whether they are answered.
   *
   * @returns the error, if it has failed.
   */
  probe(): Promise<unknown>;
  /** Reports what the poll of another target, begun at this time, has shown of the appliance. */
  fail(fault: Fault, at: number): void;
}

/** When something is polled that must not begin together with much else. */
export interface FirstPoll {
  at: number;
  /** A point of the grid that all later polls of the appliance begin on. */
  grid: number;
}

/** The polling of one target. */
export interface Polled {
  /** Requires a poll: at once, if not told when, and another one where one is under way. */
  require(first?: FirstPoll): void;
  end(): void;
}

/** The polling of all targets of one appliance. */
export interface Polling {
  /** Polls a target whenever it is due, once a poll of it was required. */
  add(target: Target): Polled;
}

/**
 * While a target fails, the time between two polls of it grows to as many intervals as fit in here: the
 * appliance answers that it cannot, or does not answer at all.
 */
const longestDelays = { answered: 30_000, unanswered: 10_000 };

/** The time limit of a request to an appliance that cannot be reached. */
const probeLimit = 10_000;

/** After so many probes in a row that took too long, one more request has all the time it may have. */
const probesPerPatientOne = 4;

/**
 * How long others wait for a poll that is not answered, before they are polled beside it. They would have
 * to wait for the turn of the same sign-in, so that does not count.
 */
const patience = 2000;

/** How long before a deadline the last poll is sent, so that it can still be answered. */
const beforeDeadline = 500;

/** A point of the grid that is closer than this to the last poll (in intervals) is skipped. */
const closest = 0.1;

/** The longest delay of a timer in Node. */
const longestTimer = 2 ** 31 - 1;

interface Entry extends Polled {
  target: Target;
  /** When the next poll is due by the grid or a deadline. */
  due: number;
  /** When a poll was required for. */
  required: number;
  /** When the last one was sent. */
  sent: number;
  isUnderWay: boolean;
  /** Whether the last poll took longer than others wait for it. */
  isSlow: boolean;
  /** How many polls in a row have failed. */
  failures: number;
  /** Whether the last one was not answered at all. */
  isUnanswered: boolean;
}

/** An appliance that cannot be reached. */
interface Outage {
  /** How many probes in a row were ended by their time limit. */
  timedOut: number;
  /** Whether a request without that limit is under way. */
  isPatient: boolean;
}

const dueAt = ({ due, required }: Entry) => Math.min(due, required);

function isUnanswered(error: unknown): error is Fault {
  return error instanceof Fault && faultCodes[error.code].unanswered === true;
}

/** @param deadline returns one of so many ms, which begins now; sign-ins may wait in addition. */
export function createPolling(
  clock: Clock,
  deadline: (total: number) => Deadline = (total) => deadlineIn(clock, total, () => 0),
): Polling {
  const entries = new Set<Entry>();
  /** A point of the grid. */
  let anchor: number | undefined;
  let timer: Timer;
  let isTurn = false;
  /** Lets the turn go on without the poll it waits for. */
  let goOn = () => {};
  /** When the last poll was answered, with whatever. */
  let answered = Number.NEGATIVE_INFINITY;
  let outage: Outage | undefined;

  /** The next point of the target's grid; failures let it skip some, so that the phase is kept. */
  function nextDue({ target, failures, isUnanswered: isAway }: Entry, last: number): number {
    const interval = target.interval();
    const longest = longestDelays[isAway ? 'unanswered' : 'answered'];
    const skipped = Math.min(2 ** failures, Math.max(1, Math.floor(longest / interval))) - 1;
    const origin = anchor ?? last;
    const after = Math.max(last + (skipped + closest) * interval, clock.now());
    const due = origin + (Math.floor((after - origin) / interval) + 1) * interval;
    const ends = target.deadlines().map((deadline) => deadline - beforeDeadline);
    // A deadline that has passed is no reason to poll.
    return Math.min(due, ...ends.filter((end) => end > clock.now()));
  }

  function dueEntries(): Entry[] {
    const now = clock.now();
    return [...entries].filter((entry) => !entry.isUnderWay && dueAt(entry) <= now);
  }

  /** What is slow comes last; else what has waited longest, which lets every target be the probe. */
  function nextEntry(): Entry | undefined {
    const order = (one: Entry, other: Entry) =>
      Number(one.isSlow) - Number(other.isSlow) || one.sent - other.sent;
    return dueEntries().sort(order)[0];
  }

  function schedule(): void {
    clock.clearTimeout(timer);
    if (isTurn) return;
    const waiting = [...entries].filter((entry) => !entry.isUnderWay);
    const first = Math.min(...waiting.map(dueAt));
    if (first === Number.POSITIVE_INFINITY) return;
    const delay = Math.min(Math.max(0, Math.ceil(first - clock.now())), longestTimer);
    timer = clock.setTimeout(begin, delay);
  }

  function begin(): void {
    clock.clearTimeout(timer);
    if (!isTurn) void takeTurn();
  }

  async function takeTurn(): Promise<void> {
    isTurn = true;
    for (let next = nextEntry(); next !== undefined; next = nextEntry()) {
      const patient = deadline(patience);
      if (outage !== undefined) await probe(next, patient, outage);
      else await withPatience(next, patient, poll(next, patient));
    }
    isTurn = false;
    schedule();
  }

  /** One that hangs does not hold up the others. */
  function withPatience(
    { isSlow }: Entry,
    { left }: Deadline,
    polled: Promise<unknown>,
  ): Promise<void> {
    if (isSlow) return Promise.resolve();
    return new Promise((resolve) => {
      let limit: Timer;
      const wait = () => {
        if (left() > 0) limit = clock.setTimeout(wait, Math.ceil(left()));
        else resolve();
      };
      wait();
      goOn = () => {
        clock.clearTimeout(limit);
        resolve();
      };
      void polled.then(goOn);
    });
  }

  /** Sends a poll and sets the time of the next. @returns the error, if it has failed. */
  async function poll(entry: Entry, { left }: Deadline, limit?: number): Promise<unknown> {
    const last = dueAt(entry);
    const at = clock.now();
    Object.assign(entry, { isUnderWay: true, required: Number.POSITIVE_INFINITY, sent: at });
    const error = await entry.target.poll(limit);
    entry.isUnderWay = false;
    if (!entries.has(entry)) return error;
    entry.isSlow = outage === undefined && left() < 0;
    note(entry, error, at);
    entry.due = nextDue(entry, last);
    schedule();
    return error;
  }

  /** Decides by the result of a poll whether the appliance can be reached. */
  function note(entry: Entry, error: unknown, at: number): void {
    entry.failures = error === undefined ? 0 : entry.failures + 1;
    entry.isUnanswered = isUnanswered(error);
    if (!entry.isUnanswered) {
      endOutage();
      return;
    }
    // Something else was answered meanwhile: it is only this target that hangs.
    if (answered >= at) return;
    const others = [...entries].filter((other) => other.isUnderWay || dueAt(other) <= clock.now());
    if (others.every((other) => other.isUnanswered)) beginOutage();
  }

  function beginOutage(): void {
    outage ??= { timedOut: 0, isPatient: false };
    for (const entry of entries) entry.isSlow = false;
  }

  function endOutage(): void {
    answered = clock.now();
    if (outage === undefined) return;
    outage = undefined;
    for (const entry of entries) {
      if (entry.isUnanswered && !entry.isUnderWay) entry.required = answered;
      entry.isUnanswered = false;
    }
  }

  /** Polls one target for all that are due. */
  async function probe(entry: Entry, patient: Deadline, there: Outage): Promise<void> {
    const others = dueEntries().filter((other) => other !== entry);
    if (there.timedOut % probesPerPatientOne === probesPerPatientOne - 1) {
      void probePatiently(entry, there);
    }
    const at = clock.now();
    const error = await poll(entry, patient, probeLimit);
    // Whoever was answered has ended the outage, and lets the others be polled in this turn.
    if (outage !== there || !isUnanswered(error)) return;
    there.timedOut = error.code === 'TIMED_OUT' ? there.timedOut + 1 : 0;
    for (const other of others) {
      if (!entries.has(other)) continue;
      const last = dueAt(other);
      other.required = Number.POSITIVE_INFINITY;
      other.failures += 1;
      other.isUnanswered = true;
      other.target.fail(error, at);
      if (entries.has(other)) other.due = nextDue(other, last);
    }
  }

  /** An appliance that takes longer for each answer than a probe may must not be away for ever. */
  async function probePatiently({ target }: Entry, there: Outage): Promise<void> {
    if (there.isPatient) return;
    there.isPatient = true;
    const error = await target.probe();
    there.isPatient = false;
    if (outage !== there || isUnanswered(error)) return;
    endOutage();
    begin();
  }

  return {
    add(target) {
      const entry: Entry = {
        target,
        due: Number.POSITIVE_INFINITY,
        required: Number.POSITIVE_INFINITY,
        sent: -1,
        isUnderWay: false,
        isSlow: false,
        failures: 0,
        isUnanswered: false,
        require(first) {
          const at = first?.at ?? clock.now();
          if (first !== undefined) anchor = first.grid;
          else anchor ??= at;
          entry.required = Math.min(entry.required, at);
          if (at <= clock.now()) begin();
          else schedule();
        },
        end() {
          entries.delete(entry);
          if (entries.size > 0) return;
          clock.clearTimeout(timer);
          goOn();
          anchor = undefined;
          outage = undefined;
        },
      };
      entries.add(entry);
      return entry;
    },
  };
}
