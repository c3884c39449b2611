/**
 * The flows that are compared. Each leads from a source to one sink per output; only what lies in
 * between differs. There are as many of each as there are messages under way at once.
 */

/** What a flow has to know of the appliance that it polls. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** The PEM file of the CA that signed the appliance's certificate. */
  readonly ca: string;
  readonly username: string;
  readonly password: string;
  /** An open session, for the flows that do not sign in. */
  readonly session: string;
}

export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface Deployment {
  readonly flows: readonly FlowNode[];
  readonly credentials: Readonly<Record<string, object>>;
}

export type FlowName = 'hand-built' | 'bare' | 'package';

export const tab: FlowNode = { id: 'tab', type: 'tab', label: 'Benchmark' };
/** On the tab. Node-RED takes a node without a position for a config node. */
export const place = { z: tab.id, x: 100, y: 100 };
export const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'NONE'];
const outputs = statuses.map((_status, output) => [`sink-${output}`]);

/** The numbers of flows that do the same. */
function numbers(count: number): number[] {
  return [...Array(count).keys()];
}

/** What is wired to the source of each flow. */
function first(flow: number): string {
  return `first-${flow}`;
}

/** The two ends of so many flows: a source for each, and the sinks, which they share. */
function endsOf(count: number): FlowNode[] {
  const sources = numbers(count).map((flow) => ({
    ...{ id: `source-${flow}`, ...place, type: 'bench-source', wires: [[first(flow)]] },
  }));
  const sinks = outputs.flat().map((id, output) => ({ id, ...place, type: 'bench-sink', output }));
  return [
    tab,
    ...sources,
    ...sinks,
    { id: 'sink-error', ...place, type: 'bench-sink', output: 'error' },
    { id: 'catch', ...place, type: 'catch', scope: null, wires: [['sink-error']] },
  ];
}

export function jobUrl({ host, port }: Pick<Target, 'host' | 'port'>): string {
  return `https://${host}:${port}/api/appliance/recovery/reconciliation/job`;
}

export function tlsConfig({ ca }: Pick<Target, 'ca'>): FlowNode {
  const unused = { cert: '', key: '', certname: '', keyname: '', caname: '', servername: '' };
  return { id: 'tls', type: 'tls-config', ca, verifyservercert: true, alpnprotocol: '', ...unused };
}

function handBuilt(target: Target, count: number): Deployment {
  const session = {
    ...{ keyType: 'other', keyValue: 'vmware-api-session-id' },
    ...{ valueType: 'other', valueValue: target.session },
  };
  const flows = numbers(count).flatMap((flow): FlowNode[] => [
    {
      ...{ id: first(flow), ...place, type: 'http request', wires: [[`switch-${flow}`]] },
      ...{ method: 'GET', ret: 'obj', paytoqs: 'ignore', url: jobUrl(target), tls: 'tls' },
      ...{ persist: true, senderr: true, headers: [session] },
    },
    {
      ...{ id: `switch-${flow}`, ...place, type: 'switch', wires: outputs },
      ...{ property: 'payload.status', propertyType: 'msg', checkall: 'true' },
      rules: statuses.map((status) => ({ t: 'eq', v: status, vt: 'str' })),
    },
  ]);
  return { flows: [...endsOf(count), tlsConfig(target), ...flows], credentials: {} };
}

function bare(target: Target, count: number): Deployment {
  const { ca, session } = target;
  const node = { ...place, type: 'bench-bare', url: jobUrl(target), ca, session, wires: outputs };
  const flows = numbers(count).map((flow) => ({ id: first(flow), ...node }));
  return { flows: [...endsOf(count), ...flows], credentials: {} };
}

/** With all properties, as the editor saves them: they are part of the heap that is measured. */
export function applianceNode(id: string, { host, port }: Pick<Target, 'host' | 'port'>): FlowNode {
  return {
    ...{ id, type: 'vcenter-appliance', host, port: String(port), connection: 'api' },
    // Not the id: Node-RED takes any property that equals a config node's id for a reference to it.
    name: `vCenter ${id}`,
    ...{ auth: 'session', tls: 'tls', fingerprint: '', proxyMode: 'environment', proxy: '' },
    ...{ requestTimeout: 30, locale: '', readOnly: false },
  };
}

/** With all properties of the action `get`, as the editor saves them. */
function jobNode(id: string, appliance: string, wires: readonly string[][]): FlowNode {
  return {
    ...{ id, ...place, type: 'vcenter-reconciliation-job', name: '', wires },
    ...{ appliance, target: '', targetType: 'appliance', action: 'get' },
    ...{ errorOutput: false, outputs: statuses.length },
  };
}

function credentialsOf({ username, password }: Target, ids: readonly string[]) {
  return Object.fromEntries(ids.map((id) => [id, { username, password }]));
}

function withPackage(target: Target, count: number): Deployment {
  const id = (flow: number) => `appliance-${flow}`;
  const ids = numbers(count).map(id);
  const flows = numbers(count).map((flow) => jobNode(first(flow), id(flow), outputs));
  const appliances = ids.map((appliance) => applianceNode(appliance, target));
  return {
    flows: [...endsOf(count), tlsConfig(target), ...appliances, ...flows],
    credentials: credentialsOf(target, ids),
  };
}

/**
 * The flows that are compared. Each asks an appliance of its own, as far as Node-RED knows: a request
 * that is under way is shared by all that ask the same appliance the same.
 */
export const flowsOf: Readonly<Record<FlowName, (target: Target, count: number) => Deployment>> = {
  'hand-built': handBuilt,
  bare,
  package: withPackage,
};

/** So many flows with the package that ask one appliance, each for another backup. */
export function flowsOfOneAppliance(target: Target, count: number): Deployment {
  const id = 'appliance';
  const flows = numbers(count).map((flow) => ({
    ...jobNode(first(flow), id, outputs),
    ...{ type: 'vcenter-backup-job', jobIdType: 'str', jobId: `backup-${flow}` },
  }));
  return {
    flows: [...endsOf(count), tlsConfig(target), applianceNode(id, target), ...flows],
    credentials: credentialsOf(target, [id]),
  };
}

/** A number of job nodes, spread evenly over a number of appliances. */
export function manyNodes(target: Target, appliances: number, jobs: number): Deployment {
  const ids = numbers(appliances).map((count) => `appliance-${count}`);
  const unwired = statuses.map(() => []);
  const jobNodes = numbers(jobs).map((count) =>
    jobNode(`job-${count}`, ids[count % appliances] ?? '', unwired),
  );
  return {
    flows: [tab, tlsConfig(target), ...ids.map((id) => applianceNode(id, target)), ...jobNodes],
    credentials: credentialsOf(target, ids),
  };
}

/** A tab with nothing on it. */
export const emptyFlow: Deployment = { flows: [tab], credentials: {} };
