import { applianceNode, type FlowNode, jobUrl, place, statuses, tab, tlsConfig } from '../flows';

/** The flows that watch many appliances, each with a node or nodes of its own for every appliance. */

/** What flows have to know of the appliances. */
export interface Watched {
  /** One for each appliance, on 127.0.0.1. */
  readonly ports: readonly number[];
  /** The PEM file of the CA that signed their certificates. */
  readonly ca: string;
  /** An open session, for the flows that do not sign in. */
  readonly session: string;
  /** Seconds between two polls of an appliance. */
  readonly interval: number;
}

export type WatchingFlow = 'reconciliation' | 'all kinds' | 'hand-built' | 'minimal';

const host = '127.0.0.1';
const credentials = { username: 'administrator@vsphere.local', password: 'VMware1!' };
const unwired = statuses.map(() => []);

/** Sends a message in each interval; all of them together do so evenly, one at a time. */
function repeating(index: number, { ports, interval }: Watched): FlowNode {
  return {
    ...{ id: `interval-${index}`, ...place, type: 'bench-interval', interval },
    ...{ phase: index / ports.length, wires: [[`request-${index}`]] },
  };
}

/** interval → core http request, kept alive → switch */
function handBuilt(watched: Watched): FlowNode[] {
  const session = {
    ...{ keyType: 'other', keyValue: 'vmware-api-session-id' },
    ...{ valueType: 'other', valueValue: watched.session },
  };
  return watched.ports.flatMap((port, index) => [
    repeating(index, watched),
    {
      ...{ id: `request-${index}`, ...place, type: 'http request', wires: [[`switch-${index}`]] },
      ...{ method: 'GET', ret: 'obj', paytoqs: 'ignore', url: jobUrl({ host, port }), tls: 'tls' },
      ...{ persist: true, senderr: true, headers: [session] },
    },
    {
      ...{ id: `switch-${index}`, ...place, type: 'switch', wires: unwired },
      ...{ property: 'payload.status', propertyType: 'msg', checkall: 'true' },
      rules: statuses.map((status) => ({ t: 'eq', v: status, vt: 'str' })),
    },
  ]);
}

/** interval → a node on bare `node:https` */
function minimal(watched: Watched): FlowNode[] {
  const { ca, session } = watched;
  return watched.ports.flatMap((port, index) => [
    repeating(index, watched),
    {
      ...{ id: `request-${index}`, ...place, type: 'bench-bare', wires: unwired },
      ...{ url: jobUrl({ host, port }), ca, session },
    },
  ]);
}

/** A monitor for each appliance, with all properties as the editor saves them. */
function monitors({ ports, interval }: Watched, allKinds: boolean): FlowNode[] {
  return ports.flatMap((port, index) => [
    { ...applianceNode(`appliance-${index}`, { host, port }), credentials },
    {
      ...{ id: `monitor-${index}`, ...place, type: 'vcenter-recovery-monitor', wires: unwired },
      ...{ name: '', appliance: `appliance-${index}`, interval: String(interval) },
      ...{ reconciliation: true, restore: allKinds, backup: allKinds },
      ...{ missedSchedule: true, grace: '60', overdueAfter: 'schedule' },
      ...{ reportAtStart: false, contextStore: '' },
    },
  ]);
}

const nodesOf: Readonly<Record<WatchingFlow, (watched: Watched) => FlowNode[]>> = {
  reconciliation: (watched) => monitors(watched, false),
  'all kinds': (watched) => monitors(watched, true),
  'hand-built': handBuilt,
  minimal,
};

/** All nodes of a flow, on one tab. */
export function watchingFlow(name: WatchingFlow, watched: Watched): readonly FlowNode[] {
  return [tab, tlsConfig(watched), ...nodesOf[name](watched)];
}
