import assert from 'node:assert/strict';
import { figuresOf, type ScaleReadings, scaleFigures } from '../../bench/scale/figures';
import { type ScaleReport, toText, verdictsOn } from '../../bench/scale/report';
import { exactly } from '../../bench/statistics';

/** Readings that keep every bound of the full form, and those of the short one with it. */
const kept: ScaleReadings = Object.fromEntries(
  Object.entries(scaleFigures).map(([id, { full }]) => [
    id,
    exactly('exactly' in full ? full.exactly : 'atMost' in full ? full.atMost / 2 : 1),
  ]),
);
const toItself = (ratio: number) => ({ CPU: exactly(ratio), RSS: exactly(1) });

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

  it('is inconclusive on CPU where hand-built differs from itself, if it is a full run', () => {
    const controls = toItself(1.2);
    const verdicts = verdictsOn(report({ controls }));
    assert.deepEqual(
      verdicts.filter((verdict) => verdict === 'inconclusive').length,
      Object.values(scaleFigures).filter(
        (figure) => 'control' in figure && figure.control === 'CPU',
      ).length,
    );
    assert.ok(
      verdictsOn(report({ form: 'short', controls })).every((verdict) => verdict === 'kept'),
    );
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
