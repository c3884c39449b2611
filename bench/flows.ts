/**
 * The flows that are compared. Each leads from a source to one sink per output; only what lies in
 * between differs.
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

const tab: FlowNode = { id: 'tab', type: 'tab', label: 'Benchmark' };
/** On the tab. Node-RED takes a node without a position for a config node. */
const place = { z: tab.id, x: 100, y: 100 };
const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'NONE'];
const outputs = statuses.map((_status, output) => [`sink-${output}`]);

/** The two ends of a flow: the source, which is wired to the given node, and the sinks. */
function endsAround(first: string): FlowNode[] {
  const sinks = outputs.flat().map((id, output) => ({ id, ...place, type: 'bench-sink', output }));
  return [
    tab,
    { id: 'source', ...place, type: 'bench-source', wires: [[first]] },
    ...sinks,
    { id: 'sink-error', ...place, type: 'bench-sink', output: 'error' },
    { id: 'catch', ...place, type: 'catch', scope: null, wires: [['sink-error']] },
  ];
}

function jobUrl({ host, port }: Target): string {
  return `https://${host}:${port}/api/appliance/recovery/reconciliation/job`;
}

function tlsConfig({ ca }: Target): FlowNode {
  const unused = { cert: '', key: '', certname: '', keyname: '', caname: '', servername: '' };
  return { id: 'tls', type: 'tls-config', ca, verifyservercert: true, alpnprotocol: '', ...unused };
}

function handBuilt(target: Target): Deployment {
  const session = {
    ...{ keyType: 'other', keyValue: 'vmware-api-session-id' },
    ...{ valueType: 'other', valueValue: target.session },
  };
  const flows: FlowNode[] = [
    ...endsAround('request'),
    tlsConfig(target),
    {
      ...{ id: 'request', ...place, type: 'http request', wires: [['switch']] },
      ...{ method: 'GET', ret: 'obj', paytoqs: 'ignore', url: jobUrl(target), tls: 'tls' },
      ...{ persist: true, senderr: true, headers: [session] },
    },
    {
      ...{ id: 'switch', ...place, type: 'switch', wires: outputs },
      ...{ property: 'payload.status', propertyType: 'msg', checkall: 'true' },
      rules: statuses.map((status) => ({ t: 'eq', v: status, vt: 'str' })),
    },
  ];
  return { flows, credentials: {} };
}

function bare(target: Target): Deployment {
  const { ca, session } = target;
  const node = { id: 'bare', ...place, type: 'bench-bare', url: jobUrl(target), ca, session };
  return { flows: [...endsAround(node.id), { ...node, wires: outputs }], credentials: {} };
}

/** With all properties, as the editor saves them: they are part of the heap that is measured. */
function applianceNode(id: string, { host, port }: Target): FlowNode {
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

function withPackage(target: Target): Deployment {
  const { username, password } = target;
  const flows = [
    ...endsAround('job'),
    tlsConfig(target),
    applianceNode('appliance', target),
    jobNode('job', 'appliance', outputs),
  ];
  return { flows, credentials: { appliance: { username, password } } };
}

/** The three flows that do the same. */
export const flowsOf: Readonly<Record<FlowName, (target: Target) => Deployment>> = {
  'hand-built': handBuilt,
  bare,
  package: withPackage,
};

/** A number of job nodes, spread evenly over a number of appliances. */
export function manyNodes(target: Target, appliances: number, jobs: number): Deployment {
  const { username, password } = target;
  const ids = Array.from({ length: appliances }, (_, count) => `appliance-${count}`);
  const unwired = statuses.map(() => []);
  const jobNodes = Array.from({ length: jobs }, (_, count) =>
    jobNode(`job-${count}`, ids[count % appliances] ?? '', unwired),
  );
  return {
    flows: [tab, tlsConfig(target), ...ids.map((id) => applianceNode(id, target)), ...jobNodes],
    credentials: Object.fromEntries(ids.map((id) => [id, { username, password }])),
  };
}

/** A tab with nothing on it. */
export const emptyFlow: Deployment = { flows: [tab], credentials: {} };
