import { globalTimers } from './timers';

export type SimulatedClock = ReturnType<typeof createClock>;

interface Appointment {
  readonly time: number;
  readonly callback: () => void;
}

/** The longest delay that setTimeout accepts; a longer one would fire at once. */
const longestTimeout = 2 ** 31 - 1;

/** Creates a clock that starts at the real time, unless another time is given. */
export function createClock(initialSpeed: number, start?: Date, timers = globalTimers) {
  let speed = initialSpeed;
  let simulatedBase = start?.getTime() ?? timers.wallNow();
  let realBase = timers.now();
  let timeout: unknown;
  const appointments = new Set<Appointment>();

  const now = () => simulatedBase + (timers.now() - realBase) * speed;

  function rebase(time: number): void {
    simulatedBase = time;
    realBase = timers.now();
  }

  function next(): Appointment | undefined {
    return [...appointments].sort((left, right) => left.time - right.time)[0];
  }

  function arrange(): void {
    timers.clearTimeout(timeout);
    const appointment = next();
    if (appointment === undefined || speed === 0) return;
    const delay = Math.ceil((appointment.time - now()) / speed);
    timeout = timers.setTimeout(callDue, Math.min(Math.max(delay, 0), longestTimeout));
  }

  function callDue(): void {
    const time = now();
    for (let due = next(); due !== undefined && due.time <= time; due = next()) {
      appointments.delete(due);
      due.callback();
    }
    arrange();
  }

  return {
    now: () => new Date(now()),
    /** Moves the time on by simulated milliseconds and calls back what is due by then, in order. */
    advance(milliseconds: number): void {
      rebase(now() + milliseconds);
      callDue();
    },
    /** Simulated milliseconds for each real one. With 0, only `advance` moves the time. */
    get speed() {
      return speed;
    },
    set speed(value: number) {
      rebase(now());
      speed = value;
      arrange();
    },
    /** Calls back at a simulated time (epoch milliseconds). Returns what cancels it. */
    at(time: number, callback: () => void): () => void {
      const appointment = { time, callback };
      appointments.add(appointment);
      arrange();
      return () => {
        appointments.delete(appointment);
        arrange();
      };
    },
    /** Cancels everything. */
    stop(): void {
      appointments.clear();
      timers.clearTimeout(timeout);
    },
  };
}
