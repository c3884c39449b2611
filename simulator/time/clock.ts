/** The simulated time, as people and tests see it. */
export interface Clock {
  now(): Date;
  /** Moves the time on by so many simulated milliseconds, and lets happen what falls into them. */
  advance(milliseconds: number): void;
  /** Simulated milliseconds for each real one. With 0 the time moves by `advance` only. */
  speed: number;
}

/** The simulated time, as the parts of the simulator use it. */
export interface DrivenClock extends Clock {
  /** Calls back when the simulated time (epoch milliseconds) has come. Returns what calls it off. */
  at(time: number, callback: () => void): () => void;
  /** Calls off everything. */
  stop(): void;
}

interface Appointment {
  readonly time: number;
  readonly callback: () => void;
}

/** The longest time that setTimeout takes; a longer one would fire at once. */
const longestTimeout = 2 ** 31 - 1;

/** Makes a clock that starts at the real time, unless told otherwise. */
export function createClock(initialSpeed: number, start = new Date()): DrivenClock {
  let speed = initialSpeed;
  let simulatedBase = start.getTime();
  let realBase = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const appointments = new Set<Appointment>();

  const now = () => simulatedBase + (performance.now() - realBase) * speed;

  function rebase(time: number): void {
    simulatedBase = time;
    realBase = performance.now();
  }

  function next(): Appointment | undefined {
    let earliest: Appointment | undefined;
    for (const appointment of appointments) {
      if (earliest === undefined || appointment.time < earliest.time) earliest = appointment;
    }
    return earliest;
  }

  function arrange(): void {
    clearTimeout(timer);
    const appointment = next();
    if (appointment === undefined || speed === 0) return;
    const wait = Math.ceil((appointment.time - now()) / speed);
    timer = setTimeout(keepAppointments, Math.min(Math.max(wait, 0), longestTimeout));
  }

  function keepAppointments(): void {
    const time = now();
    for (let due = next(); due !== undefined && due.time <= time; due = next()) {
      appointments.delete(due);
      due.callback();
    }
    arrange();
  }

  return {
    now: () => new Date(now()),
    advance(milliseconds) {
      rebase(now() + milliseconds);
      keepAppointments();
    },
    get speed() {
      return speed;
    },
    set speed(value) {
      rebase(now());
      speed = value;
      arrange();
    },
    at(time, callback) {
      const appointment = { time, callback };
      appointments.add(appointment);
      arrange();
      return () => {
        appointments.delete(appointment);
        arrange();
      };
    },
    stop() {
      appointments.clear();
      clearTimeout(timer);
    },
  };
}
