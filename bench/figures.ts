import type { ReadingName } from './readings';

/** What a value may be. */
export type Bound =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly exactly: number };

/** One value of a figure. */
export interface Part {
  readonly reading: ReadingName;
  /** Where a figure has several values, which one it is; follows the value. */
  readonly name?: string;
  /** A value without a bound is there to be seen only. */
  readonly bound?: Bound;
  /** Decimal places; 2 where nothing is said. */
  readonly digits?: number;
  /** The base against itself: tells whether the machine was quiet enough for this value. */
  readonly control?: ReadingName;
  /** Half of the range that the value may lie in for a verdict. */
  readonly precision?: number;
}

export type ExperimentName = 'load-8' | 'load-64' | 'connections' | 'spaced' | 'heap' | 'start';

export interface Figure {
  /** How it is called on the command line. */
  readonly id: string;
  readonly title: string;
  readonly experiment: ExperimentName;
  readonly parts: readonly Part[];
}

/** The figures that are bound, in the order of the table. No absolute time is ever among them. */
export const figures: readonly Figure[] = [
  {
    id: 'cpu-hand-built',
    title: 'CPU per message to hand-built, 8 at once',
    experiment: 'load-8',
    parts: [
      {
        reading: 'cpu package/hand-built 8',
        control: 'cpu again/hand-built 8',
        bound: { atMost: 0.4 },
      },
    ],
  },
  {
    id: 'cpu-bare',
    title: 'CPU per message to bare `node:https`, 8 at once',
    experiment: 'load-8',
    parts: [
      {
        reading: 'cpu package/bare 8',
        control: 'cpu again/hand-built 8',
        bound: { atMost: 2 },
      },
    ],
  },
  {
    id: 'rate-hand-built',
    title: 'messages/s to hand-built, 64 at once',
    experiment: 'load-64',
    parts: [
      {
        reading: 'rate package/hand-built 64',
        control: 'rate again/hand-built 64',
        bound: { atLeast: 3 },
      },
    ],
  },
  {
    id: 'rate-bare',
    title: 'messages/s to bare `node:https`, 64 at once',
    experiment: 'load-64',
    parts: [
      {
        reading: 'rate package/bare 64',
        control: 'rate again/hand-built 64',
        bound: { atLeast: 0.45 },
      },
    ],
  },
  {
    id: 'p50',
    title: 'p50 to hand-built, 8 at once',
    experiment: 'load-8',
    parts: [
      {
        reading: 'p50 package/hand-built 8',
        control: 'p50 again/hand-built 8',
        bound: { atMost: 0.95 },
      },
      // Against itself the base is off by a fifth here: too much to bind anything.
      { reading: 'p99 package/hand-built 8', name: 'p99' },
    ],
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
      { reading: 'heap of a job node', name: 'kB a job node', digits: 1, bound: { atMost: 5 } },
      {
        reading: 'heap of an appliance',
        name: 'kB an appliance',
        digits: 1,
        bound: { atMost: 20 },
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
