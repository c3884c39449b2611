import assert from 'node:assert/strict';
import type { Figure } from '../../bench/figures';
import { overallVerdict, type Report, toMarkdown } from '../../bench/report';
import { exactly } from '../../bench/statistics';

const figures: readonly Figure[] = [
  {
    id: 'cpu',
    title: 'CPU per message',
    experiment: 'load-8',
    parts: [
      {
        reading: 'cpu package/hand-built 8',
        control: 'cpu again/hand-built 8',
        bound: { atMost: 0.4 },
      },
      { reading: 'p99 package/hand-built 8', name: 'p99' },
    ],
  },
  {
    id: 'counts',
    title: 'opened',
    experiment: 'connections',
    parts: [
      { reading: 'connections', name: 'TCP', digits: 0, bound: { exactly: 8 } },
      { reading: 'logins', name: 'login', digits: 0, bound: { exactly: 1 } },
    ],
  },
];

const report: Report = {
  figures,
  readings: {
    'cpu package/hand-built 8': { value: 0.314, low: 0.3, high: 0.336 },
    'cpu again/hand-built 8': { value: 0.97, low: 0.9, high: 1.04 },
    'p99 package/hand-built 8': exactly(0.5),
    connections: exactly(9),
    logins: exactly(1),
  },
  versions: { package: '0.1.0', 'Node.js': '20.19.0' },
  notes: ['A note.'],
};

describe('bench: report', () => {
  const lines = toMarkdown(report).split('\n');

  it('has a row for each figure, with all its values', () => {
    assert.deepEqual(lines.slice(2, 4), [
      '| CPU per message | 0.31 (0.30–0.34), 0.50 p99 | ≤ 0.4 | kept |',
      '| opened | 9 TCP, 1 login | 8 TCP, 1 login | **broken** |',
    ]);
  });

  it('says below whether the run is valid, and what it was run with', () => {
    const below = lines.slice(4).join('\n');
    assert.match(below, /Hand-built to itself .*: CPU at 8 0\.97 \(0\.90–1\.04\)\./);
    assert.match(below, /- A note\./);
    assert.match(below, /- package 0\.1\.0, Node\.js 20\.19\.0\./);
  });

  it('says nothing of the base where it was not run', () => {
    assert.doesNotMatch(toMarkdown({ ...report, figures: figures.slice(1) }), /to itself/);
  });

  it('has no minus before a zero', () => {
    const readings = { ...report.readings, logins: { value: -0.01, low: -0.6, high: 0.2 } };
    assert.match(toMarkdown({ ...report, readings }), /, 0 login \(-1–0\) \|/);
  });

  it('has the verdict of the worst figure', () => {
    assert.equal(overallVerdict(report), 'broken');
    assert.equal(overallVerdict({ ...report, figures: figures.slice(0, 1) }), 'kept');
  });
});
