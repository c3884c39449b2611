import type { Reading } from './statistics';

/** How many messages are under way at once. */
export type Concurrency = 8 | 64;

export type Quantity = 'cpu' | 'rate' | 'p50' | 'p99';

/** A flow and its base; `again` is a second process of the hand-built flow. */
export type Comparison =
  | 'package/hand-built'
  | 'package/bare'
  | 'bare/hand-built'
  | 'again/hand-built';

export type LoadReadingName = `${Quantity} ${Comparison} ${Concurrency}`;

/** The names of everything that the experiments measure. */
export type ReadingName =
  | LoadReadingName
  | 'connections'
  | 'handshakes'
  | 'logins'
  | 'connections of spaced messages'
  | 'heap of a job node'
  | 'heap of an appliance'
  | 'start'
  | 'memory at start';

export type Readings = Partial<Readonly<Record<ReadingName, Reading>>>;

export interface Outcome {
  readonly readings: Readings;
  /** Absolute figures, for information. */
  readonly notes?: readonly string[];
}
