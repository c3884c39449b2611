import type { Appliance } from '../appliance/appliance';
import type { Caller } from '../appliance/authentication';
import { type Fault, isFault } from '../protocol/faults';
import type { Wording } from '../protocol/messages';
import type { Operation } from '../protocol/routes';
import type { Body } from './request-bodies';

/** One call of an operation by somebody who is known. */
export interface Call {
  readonly caller: Caller;
  /** The operation's input, out of the dialect's wrapper; undefined without a body. */
  readonly input: unknown;
  /** What stood in the path. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The jobs that the query names; undefined where it names none. */
  readonly jobs: readonly string[] | undefined;
  readonly wording: Wording;
  /** A map as the caller's dialect writes it. */
  readonly map: (entries: Readonly<Record<string, unknown>>) => unknown;
}

/** What comes of it: a value, nothing at all, or a fault. */
export type Outcome = { readonly value?: unknown } | Fault;

/** What an operation does. */
export type Run = (appliance: Appliance, call: Call) => Outcome;

/** What operations of these names do. */
export type OperationTable<Names extends Operation> = Readonly<Record<Names, Run>>;

/** Runs an operation with the body that came for it, or refuses that. */
export function withBody<Value extends object>(
  kind: Body<Value>,
  run: (appliance: Appliance, call: Call, body: Value) => Outcome,
): Run {
  return (appliance, call) => {
    const body = kind.read(call.input);
    return isFault(body) ? body : run(appliance, call, body);
  };
}
