/**
 * Runs cells of one kind, in a process of its own: a stand-in takes two ports, and a process takes none
 * twice. It is sent the cells, and sends back a row for each fault.
 */
import { type CellName, cellsOf } from './cells';
import { type Kind, kinds } from './kinds';
import { resolveHere } from './names';
import { type Result, runCells } from './run-cells';

/** The cells to run of a fault. */
export interface ChosenCells {
  fault: string;
  cells: readonly CellName[];
}

export interface Order {
  kind: Kind;
  chosen: readonly ChosenCells[];
}

/** What was seen of the cells of a fault. */
export interface Row {
  fault: string;
  results: readonly SeenCell[];
}

export interface SeenCell extends Omit<Result, 'cell'> {
  name: CellName;
}

async function run({ kind, chosen }: Order): Promise<void> {
  resolveHere();
  for (const { fault, cells } of chosen) {
    const all = kinds[kind].filter(({ name }) => name === fault).flatMap(cellsOf);
    const results = await runCells(all.filter(({ name }) => cells.includes(name)));
    const seen = results.map(({ cell: { name }, ...result }) => ({ name, ...result }));
    process.send?.({ fault, results: seen } satisfies Row);
  }
}

process.once('message', (order: Order) => {
  run(order).then(
    () => process.disconnect(),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
