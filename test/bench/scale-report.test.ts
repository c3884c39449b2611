import assert from 'node:assert/strict';
import type { Bound } from '../../bench/figures';
import {
  figuresOf,
  type ScaleFigure,
  type ScaleReadings,
  scaleFigures,
} from '../../bench/scale/figures';
import type { FormName } from '../../bench/scale/forms';
import { exitCodeOf, type ScaleReport, toText, verdictsOn } from '../../bench/scale/report';
import { exactly } from '../../bench/statistics';

/** Half of what a bound allows; a count that has to be exact. */
function within(bound: Bound): number {
  if ('exactly' in bound) return bound.exactly;
  return 'atMost' in bound ? bound.atMost / 2 : bound.atLeast;
}

/** Readings that keep every bound of both forms. */
const kept: ScaleReadings = Object.fromEntries(
  Object.entries<ScaleFigure>(scaleFigures).map(([id, { full, short = full }]) => [
    id,
    exactly(Math.min(within(full), within(short))),
  ]),
);
const quiet = { CPU: exactly(1), RSS: exactly(1), loop: exactly(3) };

function report(changes: Partial<ScaleReport>): ScaleReport {
  return {
    form: 'full',
    readings: kept,
    notes: ['A note.'],
    versions: { 'Node.js': '20' },
    ...changes,
  };
}

const lastLine = (changes: Partial<ScaleReport>) => toText(report(changes)).split('\n').at(-1);

describe('bench: report of many appliances', () => {
  const all = figuresOf('full').length;

  it('ends with how many bounds are kept, as a test runner does', () => {
    assert.equal(lastLine({}), `${all} passed, 0 failed`);
  });

  const broken: [title: string, changes: Partial<ScaleReport>, failed: number][] = [
    ['a value beyond its bound', { readings: { ...kept, 'p99 all': exactly(10.1) } }, 1],
    ['a count that is too small', { readings: { ...kept, 'together all': exactly(0) } }, 1],
    ['what never came', { readings: { ...kept, outage: exactly(Infinity) } }, 1],
    ['what was not measured', { readings: {} }, all],
  ];
  for (const [title, changes, failed] of broken) {
    it(`counts ${title} as failed`, () => {
      assert.equal(lastLine(changes), `${all - failed} passed, ${failed} failed`);
    });
  }

  it('has a row for each figure, with unit and bound', () => {
    const text = toText(report({ readings: { ...kept, 'rss all': exactly(301) } }));
    assert.match(
      text,
      /^\| memory \(RSS\), all kinds \| 301 MB \| ≤ 300 MB \| \*\*broken\*\* \|$/m,
    );
    assert.match(text, /^- A note\.$/m);
  });

  const restless: [
    title: string,
    controls: NonNullable<ScaleReport['controls']>,
    form: FormName,
    all: boolean,
  ][] = [
    ['hand-built costs 1.2 of itself', { ...quiet, CPU: exactly(1.2) }, 'full', true],
    ['hand-built costs 1.5 of itself', { ...quiet, CPU: exactly(1.5) }, 'full', false],
    ['hand-built costs 1.2 of itself', { ...quiet, CPU: exactly(1.2) }, 'short', true],
    ['hand-built costs twice itself', { ...quiet, CPU: exactly(2) }, 'short', false],
    ['every event loop is delayed', { ...quiet, loop: exactly(21) }, 'short', false],
    ['nothing is', quiet, 'full', true],
  ];
  for (const [title, controls, form, conclusive] of restless) {
    it(`has ${conclusive ? 'a verdict on all' : 'no verdict on some'} where ${title}, ${form}`, () => {
      const run = report({ controls, form });
      assert.equal(verdictsOn(run).includes('inconclusive'), !conclusive);
      assert.equal(exitCodeOf(run), conclusive || form === 'short' ? 0 : 3);
      assert.match(toText(run), /^\d+ passed, 0 failed$/m);
    });
  }

  it('ends with 1 if a bound is broken, however restless the machine was', () => {
    const readings = { ...kept, 'rss all': exactly(301) };
    const controls = { ...quiet, loop: exactly(100) };
    assert.equal(exitCodeOf(report({ readings, controls, form: 'short' })), 1);
  });

  it('ends with 1 if a ratio is broken by more than its base is off', () => {
    const readings = { ...kept, 'cpu all/hand-built': exactly(1) };
    const controls = { ...quiet, CPU: exactly(1.2) };
    assert.equal(exitCodeOf(report({ readings, controls })), 1);
  });

  it('has bounds for a short run that are never tighter', () => {
    for (const { id, bound } of figuresOf('short')) {
      const { full } = scaleFigures[id];
      if ('atMost' in bound && 'atMost' in full && !id.endsWith('first')) {
        assert.ok(bound.atMost >= full.atMost, id);
      }
    }
  });
});
