import type { Concurrency, Quantity, ReadingName } from './readings';

/** What a value may be. */
export type Bound =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly exactly: number };

/** One value of a figure. */
export interface Part {
  readonly reading: ReadingName;
  /** Follows the value in the table, to tell several values of a figure apart. */
  readonly name?: string;
  /** A value without a bound is printed for information. */
  readonly bound?: Bound;
  /** Decimal places; 2 by default. */
  readonly digits?: number;
  /** The base in relation to itself: shows whether the machine was quiet enough for this value. */
  readonly control?: ReadingName;
  /** Half the width of the confidence range up to which there is a verdict. */
  readonly precision?: number;
}

export type ExperimentName = 'load-8' | 'load-64' | 'connections' | 'spaced' | 'heap' | 'start';

export interface Figure {
  /** Its name on the command line. */
  readonly id: string;
  readonly title: string;
  readonly experiment: ExperimentName;
  readonly parts: readonly Part[];
}

/** The package in relation to a base, under load; the control is the hand-built flow to itself. */
function underLoad(
  quantity: Quantity,
  base: 'hand-built' | 'bare',
  concurrency: Concurrency,
  bound: Bound,
): Part {
  return {
    reading: `${quantity} package/${base} ${concurrency}`,
    control: `${quantity} again/hand-built ${concurrency}`,
    bound,
  };
}

/** The rows of the table. No absolute time ever has a bound. */
export const figures: readonly Figure[] = [
  {
    id: 'cpu-hand-built',
    title: 'CPU per message to hand-built, 8 at once',
    experiment: 'load-8',
    parts: [underLoad('cpu', 'hand-built', 8, { atMost: 0.33 })],
  },
  {
    id: 'cpu-bare',
    title: 'CPU per message to bare `node:https`, 8 at once',
    experiment: 'load-8',
    parts: [underLoad('cpu', 'bare', 8, { atMost: 1.5 })],
  },
  {
    id: 'rate-hand-built',
    title: 'messages/s to hand-built, 64 at once',
    experiment: 'load-64',
    parts: [underLoad('rate', 'hand-built', 64, { atLeast: 4 })],
  },
  {
    id: 'rate-bare',
    title: 'messages/s to bare `node:https`, 64 at once',
    experiment: 'load-64',
    parts: [underLoad('rate', 'bare', 64, { atLeast: 0.65 })],
  },
  {
    id: 'p50',
    title: 'p50 to hand-built, 8 at once',
    experiment: 'load-8',
    parts: [
      underLoad('p50', 'hand-built', 8, { atMost: 0.95 }),
      // Against itself the base is off by a fifth here: too much for a bound.
      { reading: 'p99 package/hand-built 8', name: 'p99' },
      // What is left of it when nothing but the three milliseconds and a request are.
      { reading: 'p50 bare/hand-built 8', name: 'bare to hand-built' },
    ],
  },
  {
    id: 'p50-64',
    title: 'p50 to hand-built, 64 at once',
    experiment: 'load-64',
    parts: [underLoad('p50', 'hand-built', 64, { atMost: 0.75 })],
  },
  {
    id: 'connections',
    title: '1,000 messages, 8 at once, cold',
    experiment: 'connections',
    parts: [
      { reading: 'connections', name: 'TCP', digits: 0, bound: { exactly: 8 } },
      { reading: 'handshakes', name: 'TLS', digits: 0, bound: { exactly: 8 } },
      { reading: 'logins', name: 'login', digits: 0, bound: { exactly: 1 } },
    ],
  },
  {
    id: 'spaced',
    title: 'connections for 3 messages 6 s apart',
    experiment: 'spaced',
    parts: [{ reading: 'connections of spaced messages', digits: 0, bound: { exactly: 1 } }],
  },
  {
    id: 'heap',
    title: 'heap of a deployed job node, 1,000 of them on 100 appliances',
    experiment: 'heap',
    parts: [
      { reading: 'heap of a job node', name: 'kB a job node', digits: 1, bound: { atMost: 3 } },
      {
        reading: 'heap of an appliance',
        name: 'kB an appliance',
        digits: 1,
        bound: { atMost: 10 },
      },
    ],
  },
  {
    id: 'start',
    title: 'start of Node-RED with the package installed and unused, to without',
    experiment: 'start',
    parts: [
      { reading: 'start', digits: 3, bound: { atMost: 1.02 }, precision: 0.01 },
      { reading: 'memory at start', name: 'MB', digits: 1, bound: { atMost: 2 }, precision: 1 },
    ],
  },
];
