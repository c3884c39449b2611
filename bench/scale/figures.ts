import type { Bound } from '../figures';
import type { Reading } from '../statistics';
import { type Range, trustedRatios } from '../verdict';
import type { FormName } from './forms';

/** The rows of the table: what is measured, and what it may be. */

export interface ScaleFigure {
  readonly title: string;
  /** Follows the value. */
  readonly unit?: string;
  /** Decimal places; 2 by default. */
  readonly digits?: number;
  /** The bound of a full run, on a quiet machine. */
  readonly full: Bound;
  /**
   * The bound of a short run, on any machine: what costs twice as much breaks it. Without one, a
   * short run does not measure it.
   */
  readonly short?: Bound;
  /** Shows whether the machine was quiet enough for a verdict. */
  readonly control?: ControlName;
}

/** Hand-built in relation to itself, and the p99 of its event loop or of the minimal one's, in ms. */
export type ControlName = 'CPU' | 'RSS' | 'loop';

/** What a control may be. Beyond it, the machine did much for others: there may be no verdict. */
export const trustedControls: Readonly<Record<FormName, Readonly<Record<ControlName, Range>>>> = {
  full: { CPU: trustedRatios, RSS: trustedRatios, loop: { low: 0, high: 10 } },
  short: {
    CPU: { low: 0.67, high: 1.5 },
    RSS: { low: 0.8, high: 1.25 },
    loop: { low: 0, high: 20 },
  },
};

/**
 * A poll among many is cheaper, because more of them wake the process together: it costs 0.4 of one among
 * few. Costs that grow with the number of appliances by half break this.
 */
const growth = 0.6;

const exactly = (value: number): Bound => ({ exactly: value });
const atMost = (value: number): Bound => ({ atMost: value });

function cpu(flow: string, base: string, full: number, short: number): ScaleFigure {
  return {
    title: `CPU per request to ${base}, ${flow}`,
    full: atMost(full),
    short: atMost(short),
    control: 'CPU',
  };
}

function loop(flow: string, what: string, full: number, short: number): ScaleFigure {
  const title = `delay of the event loop, ${what}, ${flow}`;
  return {
    ...{ title, unit: 'ms', digits: 1, control: 'loop' },
    ...{ full: atMost(full), short: atMost(short) },
  };
}

/** What is measured after a deploy of all monitors, and after another one. */
function deployFigures<Name extends string>(name: Name, title: string) {
  const row = (figure: ScaleFigure): ScaleFigure => ({
    ...figure,
    title: `${title}: ${figure.title}`,
    control: 'loop',
  });
  return {
    [`${name} stop`]: row({
      ...{ title: 'longest stop of the event loop', unit: 'ms', digits: 0 },
      ...{ full: atMost(150), short: atMost(300) },
    }),
    [`${name} rush`]: row({
      ...{ title: 'most requests in a second to the mean' },
      ...{ full: atMost(2), short: atMost(2.5) },
    }),
    [`${name} connections`]: row({
      ...{ title: 'connections an appliance', digits: 0 },
      ...{ full: exactly(1), short: exactly(1) },
    }),
    [`${name} late`]: row({
      ...{ title: 'polls late by more than 1 s', digits: 0 },
      ...{ full: exactly(0), short: atMost(10) },
    }),
    [`${name} first`]: row({
      ...{ title: 'all first polls within', unit: 's', digits: 1 },
      // Within an interval or 100 s; 100 ms an appliance are 10 s in the short form.
      ...{ full: atMost(100), short: atMost(13) },
    }),
  } as Record<`${Name} ${'stop' | 'rush' | 'connections' | 'late' | 'first'}`, ScaleFigure>;
}

export const scaleFigures = {
  'cpu reconciliation/hand-built': cpu('reconciliation only', 'hand-built', 0.5, 0.95),
  'cpu all/hand-built': cpu('all kinds', 'hand-built', 0.45, 0.85),
  'cpu reconciliation/minimal': cpu('reconciliation only', 'minimal', 1.4, 2.6),
  'cpu all/minimal': cpu('all kinds', 'minimal', 1.4, 2.6),
  'p99 reconciliation': loop('reconciliation only', 'p99', 10, 60),
  'p99 all': loop('all kinds', 'p99', 10, 60),
  'max reconciliation': loop('reconciliation only', 'longest', 150, 600),
  'max all': loop('all kinds', 'longest', 150, 600),
  'rss reconciliation': {
    title: 'memory (RSS) to hand-built, reconciliation only',
    ...{ full: atMost(1.1), short: atMost(1.6), control: 'RSS' },
  },
  'rss all': {
    ...{ title: 'memory (RSS), all kinds', unit: 'MB', digits: 0 },
    ...{ full: atMost(300), short: atMost(300) },
  },
  'growth reconciliation': {
    title: 'cost of an appliance among the most to among fewer, reconciliation only',
    full: atMost(growth),
  },
  'growth all': {
    title: 'cost of an appliance among the most to among fewer, all kinds',
    full: atMost(growth),
  },
  ...deployFigures('deploy', 'after a deploy, all kinds'),
  ...deployFigures('redeploy', 'after a full redeploy, all kinds'),
  'even reconciliation': {
    control: 'loop',
    title: 'most requests in a second to the mean, reconciliation only',
    ...{ full: atMost(1.5), short: atMost(2.5) },
  },
  'even all': {
    control: 'loop',
    title: 'most requests in a second to the mean, all kinds',
    ...{ full: atMost(1.5), short: atMost(2.5) },
  },
  'polls reconciliation': {
    control: 'loop',
    title: 'polls of an appliance in an interval, reconciliation only',
    ...{ full: atMost(1.02), short: atMost(1.1) },
  },
  'polls all': {
    control: 'loop',
    title: 'polls of an appliance in an interval, all kinds',
    ...{ full: atMost(1.02), short: atMost(1.1) },
  },
  'together all': {
    control: 'loop',
    title: "polls of an appliance's kinds of jobs at the same time",
    ...{ digits: 0, full: exactly(1), short: exactly(1) },
  },
  problems: {
    title: 'warnings and errors in the logs of ours',
    ...{ digits: 0, full: exactly(0), short: exactly(0) },
  },
  'history cpu': {
    control: 'loop',
    title: 'CPU of a poll with a long history to a short one',
    ...{ full: atMost(1.2), short: atMost(2.4) },
  },
  'history heap ratio': {
    title: 'heap of an appliance with a long history to a short one',
    ...{ full: atMost(1.2), short: atMost(2.4) },
  },
  'history heap': {
    ...{ title: 'heap of an appliance with a long history', unit: 'kB', digits: 0 },
    ...{ full: atMost(100), short: atMost(200) },
  },
  outage: {
    control: 'loop',
    ...{ title: 'first good poll after nothing was answered', unit: 's', digits: 1 },
    // An interval and 15 s; twice that for a short run.
    ...{ full: atMost(25), short: atMost(35) },
  },
} satisfies Record<string, ScaleFigure>;

export type ScaleFigureId = keyof typeof scaleFigures;

export type ScaleReadings = Partial<Readonly<Record<ScaleFigureId, Reading>>>;

export interface ScaleOutcome {
  readonly readings: ScaleReadings;
  /** Hand-built in relation to itself. */
  readonly controls?: Readonly<Record<ControlName, Reading>>;
  /** Absolute figures, for information. */
  readonly notes: readonly string[];
}

/** The figures that a form measures, in the order of the table, with its bounds. */
export function figuresOf(
  form: FormName,
): readonly { id: ScaleFigureId; figure: ScaleFigure; bound: Bound }[] {
  return Object.entries<ScaleFigure>(scaleFigures).flatMap(([id, figure]) => {
    const bound = figure[form];
    return bound ? [{ id: id as ScaleFigureId, figure, bound }] : [];
  });
}
