/**
 * Typed inputs as a dialog saves them, and the part of Node-RED's runtime that reads them: the same
 * values for the dialog's check and for the runtime's.
 */
import assert from 'node:assert/strict';
import { mapEnvVarProperties } from '@node-red/runtime/lib/flows/util';
import { util } from '@node-red/util';
import type { Runtime, RuntimeNode } from '../../nodes/runtime/node-red';
import type { NamedInput } from '../../nodes/runtime/saved-values';
import { Fault } from '../../src/appliance/faults/fault';
import type { FaultCode } from '../../src/appliance/faults/fault-codes';

/** What is written in a typed input, and by which kind. */
class Written {
  constructor(
    readonly type: string,
    readonly value: string,
  ) {}
}

/** @returns what stands in a typed input of a kind that is not the usual one for such a value. */
export function written(type: string, value: string): Written {
  return new Written(type, value);
}

/** @returns a value that is written as JSON. */
export function json(value: unknown): Written {
  return new Written('json', JSON.stringify(value));
}

/** @returns values by name as a node saves them: a text as it is, everything else as JSON. */
export function savedInputs(given: Readonly<Record<string, unknown>>): NamedInput[] {
  return Object.entries(given).map(([name, value]) => {
    const text = typeof value === 'string' ? written('str', value) : json(value);
    return { name, ...(value instanceof Written ? value : text) };
  });
}

/** Environment variables that are set; no other is. */
const environment: Readonly<Record<string, unknown>> = {
  LOCATION: 'sftp://nas.lab.example/vc',
  TYPE: 'sftp',
  NUMBER: 5,
  SPEC: '{"location_type":"NFS","location":"nas:/vc"}',
};

/** @returns a property as Node-RED hands it to a node that is deployed. */
export function deployed(value: unknown): unknown {
  const properties = { value: structuredClone(value) };
  const flow = { getSetting: (name: string) => environment[name] };
  mapEnvVarProperties(properties, 'value', flow, {});
  return properties.value;
}

const unasked = (): never => {
  throw new Error('A typed input asked for more than it needs.');
};

/** Of Node-RED what reads a typed input. */
export const runtime: Runtime = {
  settings: {},
  log: { error: unasked },
  nodes: {
    createNode: unasked,
    getNode: unasked,
    eachNode: unasked,
    getCredentials: unasked,
    registerType: unasked,
  },
  events: { once: unasked },
  util: {
    cloneMessage: unasked,
    generateId: unasked,
    getSetting: unasked,
    // Its types ask for a whole node of core, of which it uses nothing here.
    evaluateNodeProperty: (...given) => Reflect.apply(util.evaluateNodeProperty, util, given),
  },
};

/** A node of which nothing but its inputs is asked. */
export const node: RuntimeNode = {
  id: 'node',
  type: 'node',
  on: unasked,
  receive: unasked,
  send: unasked,
  status: unasked,
  error: unasked,
  context: unasked,
  warn: unasked,
  log: unasked,
  debug: unasked,
};

/** Asserts that the runtime refuses something by a fault of this code, in these words. */
export async function assertRefused(
  attempt: () => unknown,
  code: FaultCode,
  text: RegExp,
): Promise<void> {
  await assert.rejects(
    async () => attempt(),
    (error) => {
      assert.ok(error instanceof Fault, String(error));
      assert.equal(error.code, code, error.message);
      assert.match(error.message, text);
      return true;
    },
  );
}
