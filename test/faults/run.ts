/**
 * Runs the matrix and prints it as a table: a row for each fault, a column for each node, and in it what
 * a flow sees, over a kept and over a fresh connection.
 *
 *   --every n     only every nth cell, in a random order
 *   --seed n      of that order
 *   --only text   only the faults whose name matches
 */
import { parseArgs } from 'node:util';
import { anySeed, inRandomOrder } from '../../scripts/random-order';
import { type Cell, cellsOf, type Fault } from './cells';
import { bodyFaults } from './faults/body';
import { connectionFaults } from './faults/connection';
import { httpFaults } from './faults/http';
import { proxyFaults } from './faults/proxy';
import { statusFaults } from './faults/statuses';
import { tlsFaults } from './faults/tls';
import { resolveHere } from './names';
import { type NodeName, nodeNames } from './nodes';
import { type Result, runCells } from './run-cells';

const faults: readonly Fault[] = [
  ...connectionFaults,
  ...tlsFaults,
  ...proxyFaults,
  ...httpFaults,
  ...bodyFaults,
  ...statusFaults,
];

const nameWidth = 46;
const columnWidth = 20;

/** What both connections show, if it is the same, or else one and the other. */
function inColumn(node: NodeName, results: readonly Result[]): string {
  const shown = results
    .filter(({ cell }) => cell.node === node)
    .map(({ summary, deviations }) => (deviations.length > 0 ? `!${summary}` : summary))
    .map((text) => text.toLowerCase().replaceAll('_', ' '));
  return [...new Set(shown)].join(' / ') || '-';
}

function printRow(name: string, columns: readonly string[]): void {
  const cells = columns.map((text) => text.padEnd(columnWidth - 1));
  console.log([name.padEnd(nameWidth - 1), ...cells].join(' ').trimEnd());
}

function printDeviations(results: readonly Result[]): void {
  for (const { cell, deviations } of results) {
    for (const deviation of deviations) console.log(`  ! ${cell.name}: ${deviation}`);
  }
}

/** @returns every nth cell of all, by a seed that is printed. */
function chosenOf(cells: readonly Cell[], every: number, given: string | undefined): Set<Cell> {
  if (every === 1) return new Set(cells);
  const seed = Number(given ?? anySeed());
  console.log(`Every ${every}th cell: npm run test:faults -- --every ${every} --seed ${seed}`);
  return new Set(inRandomOrder(cells, seed).filter((_cell, index) => index % every === 0));
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { every: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
  });
  const { every = '1', seed, only = '' } = values;
  const rows = faults.filter(({ name }) => new RegExp(only).test(name)).map(cellsOf);
  const chosen = chosenOf(rows.flat(), Number(every), seed);
  const begun = performance.now();
  let failed = 0;
  resolveHere();
  printRow('', nodeNames);
  for (const row of rows) {
    const cells = row.filter((cell) => chosen.has(cell));
    const [first] = cells;
    if (first === undefined) continue;
    const at = performance.now();
    const results = await runCells(cells);
    console.log(((performance.now() - at) / 1000).toFixed(1));
    printRow(
      first.fault.name,
      nodeNames.map((node) => inColumn(node, results)),
    );
    printDeviations(results);
    failed += results.filter(({ deviations }) => deviations.length > 0).length;
  }
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  console.log(`\n${rows.length} faults, ${chosen.size} cells, ${minutes} min`);
  console.log(`${chosen.size - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
