/**
 * Runs the matrix and prints it as a table: a row for each fault, a column for each node, and in it what
 * a flow sees, over a kept and over a fresh connection.
 *
 *   --every n     only every nth cell, in a random order
 *   --seed n      of that order
 *   --only text   only the faults whose name matches
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { anySeed, inRandomOrder } from '../../scripts/random-order';
import { type Cell, cellsOf } from './cells';
import { type Kind, kinds } from './kinds';
import { type NodeName, nodeNames } from './nodes';
import type { Order, Row, SeenCell } from './run-kind';

/** How many processes run at the same time. */
const processes = 2;

const nameWidth = 52;
const columnWidth = 20;

/** What both connections show, if it is the same, or else one and the other. */
function inColumn(node: NodeName, results: readonly SeenCell[]): string {
  const shown = results
    .filter(({ name }) => name.startsWith(`${node} `))
    .map(({ summary, deviations }) => (deviations.length > 0 ? `!${summary}` : summary))
    .map((text) => text.toLowerCase().replaceAll('_', ' '));
  return [...new Set(shown)].join(' / ') || '-';
}

function printRow(name: string, columns: readonly string[]): void {
  const cells = columns.map((text) => text.padEnd(columnWidth - 1));
  console.log([name.padEnd(nameWidth - 1), ...cells].join(' ').trimEnd());
}

function print({ fault, results }: Row): void {
  printRow(
    fault,
    nodeNames.map((node) => inColumn(node, results)),
  );
  for (const { name, deviations } of results) {
    for (const deviation of deviations) console.log(`  ! ${name}: ${deviation}`);
  }
}

/** @returns every nth cell of all, by a seed that is printed. */
function chosenOf(cells: readonly Cell[], every: number, given: string | undefined): Cell[] {
  if (every === 1) return [...cells];
  const seed = Number(given ?? anySeed());
  console.log(`Every ${every}th cell: npm run test:faults -- --every ${every} --seed ${seed}`);
  return inRandomOrder(cells, seed).filter((_cell, index) => index % every === 0);
}

/** Runs cells in a process of their own. @returns a row for each fault. */
function runInProcess(order: Order): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    const child = fork(join(__dirname, 'run-kind.ts'));
    child.on('message', (row: Row) => rows.push(row));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(rows);
      else reject(new Error(`The process for "${order.kind}" has ended with ${code}.`));
    });
    child.send(order);
  });
}

function orderOf(kind: Kind, cells: readonly Cell[]): Order {
  const names = new Set(cells.map(({ fault }) => fault.name));
  return {
    kind,
    chosen: [...names].map((fault) => ({
      fault,
      cells: cells.filter((cell) => cell.fault.name === fault).map(({ name }) => name),
    })),
  };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { every: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
  });
  const { every = '1', seed, only = '' } = values;
  const isWanted = ({ name }: { name: string }) => new RegExp(only).test(name);
  const all = (Object.keys(kinds) as Kind[]).map(
    (kind) => [kind, kinds[kind].filter(isWanted).flatMap(cellsOf)] as const,
  );
  const chosen = new Set(
    chosenOf(
      all.flatMap(([, cells]) => cells),
      Number(every),
      seed,
    ),
  );
  const begun = performance.now();
  // The most cells first, so that the processes end together.
  const queue = all
    .map(([kind, cells]) =>
      orderOf(
        kind,
        cells.filter((cell) => chosen.has(cell)),
      ),
    )
    .filter(({ chosen: { length } }) => length > 0)
    .sort((one, other) => other.chosen.length - one.chosen.length);
  const rows: Row[] = [];
  printRow('', nodeNames);
  async function work(): Promise<void> {
    for (let order = queue.shift(); order !== undefined; order = queue.shift()) {
      const done = await runInProcess(order);
      rows.push(...done);
      done.forEach(print);
    }
  }
  await Promise.all(Array.from({ length: processes }, work));
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  const results = rows.flatMap((row) => row.results);
  const failed = results.filter(({ deviations }) => deviations.length > 0).length;
  console.log(`\n${rows.length} faults, ${results.length} cells, ${minutes} min`);
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 && results.length === chosen.size ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
