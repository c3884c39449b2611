/** The matrix: every fault, asked by every node, in a session that it has and in a fresh one. */
import type { MovedTime } from '../nodes/moved-time';
import { type Connection, connections, type Expected, type ExpectedSight } from './expectations';
import type { ProxyFault } from './faulty-proxy';
import type { ServerFault } from './faulty-server';
import type { BadLookup } from './names';
import { columns, type NodeName, nodeNames } from './nodes';

export type CellName = `${NodeName} ${Connection}`;

/** A row of the matrix. */
export interface Fault extends ServerFault {
  name: string;
  /** How the name of the server is resolved, if not well. */
  lookup?: BadLookup;
  /** What the proxy does that the appliance is asked through; left out where there is none. */
  proxy?: ProxyFault;
  /** What a flow sees; `usual` where the nodes do not mind. */
  expected: Expected | 'usual';
  /** Nodes that see something else. */
  but?: Partial<Record<NodeName | CellName, Expected | 'usual'>>;
  /** Single things that a node sees otherwise. */
  sees?: Partial<Record<NodeName | CellName, Partial<ExpectedSight>>>;
  /** What becomes of the time, from before the flow is deployed. */
  time?(time: MovedTime): void;
  /** Properties of the appliance. */
  appliance?: Record<string, unknown>;
}

export interface Cell {
  fault: Fault;
  node: NodeName;
  connection: Connection;
  name: CellName;
}

export function cellsOf(fault: Fault): Cell[] {
  return nodeNames.flatMap((node) =>
    connections.map((connection) => ({
      ...{ fault, node, connection },
      name: `${node} ${connection}` as const,
    })),
  );
}

/** Whether the sign-in of a fresh session meets the fault. */
function meetsAtSignIn({ fault, connection }: Cell): boolean {
  if (connection === 'kept') return false;
  return fault.answer === undefined || (fault.answers ?? 'operations') !== 'operations';
}

/** @returns what the flow has to see of a cell. */
export function expectedOf(cell: Cell): ExpectedSight {
  const { fault, node, connection, name } = cell;
  const expected = fault.but?.[name] ?? fault.but?.[node] ?? fault.expected;
  const { usual, faulty } = columns[node];
  const atSignIn = meetsAtSignIn(cell);
  const breaks = fault.resets ?? fault.answer === undefined;
  const sight = expected === 'usual' ? usual : faulty({ expected, connection, atSignIn, breaks });
  return { ...sight, ...fault.sees?.[node], ...fault.sees?.[name] };
}
