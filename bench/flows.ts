/**
 * The flows that are compared, as the editor would save them. Each runs from a source to one sink
 * an output; only what lies between differs.
 */

/** What a flow needs to know of the appliance that it asks. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** The PEM file of the CA that signed the appliance's certificate. */
  readonly ca: string;
  readonly username: string;
  readonly password: string;
  /** A session that is open already, for the flows that do not log in. */
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

const tab: FlowNode = { id: 'tab', type: 'tab', label: 'Benchmark', disabled: false, info: '' };
const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'NONE'];
const sinkIds = statuses.map((_status, output) => `sink-${output}`);
const outputs = sinkIds.map((id) => [id]);

function place(column: number, row = 0): object {
  return { z: tab.id, x: 120 + 180 * column, y: 80 + 60 * row };
}

function ends(first: string): FlowNode[] {
  const sinks = [...sinkIds.keys()].map((output) => ({
    id: `sink-${output}`,
    type: 'bench-sink',
    output,
    wires: [],
    ...place(3, output),
  }));
  return [
    tab,
    { id: 'source', type: 'bench-source', wires: [[first]], ...place(0) },
    ...sinks,
    { id: 'sink-error', type: 'bench-sink', output: 'error', wires: [], ...place(3, 5) },
    {
      id: 'catch',
      type: 'catch',
      scope: null,
      uncaught: false,
      wires: [['sink-error']],
      ...place(2, 5),
    },
  ];
}

function jobUrl({ host, port }: Target): string {
  return `https://${host}:${port}/api/appliance/recovery/reconciliation/job`;
}

function tlsConfig({ ca }: Target): FlowNode {
  return {
    id: 'tls',
    type: 'tls-config',
    name: '',
    cert: '',
    key: '',
    ca,
    certname: '',
    keyname: '',
    caname: '',
    servername: '',
    verifyservercert: true,
    alpnprotocol: '',
  };
}

function handBuilt(target: Target): Deployment {
  const flows: FlowNode[] = [
    ...ends('request'),
    tlsConfig(target),
    {
      id: 'request',
      type: 'http request',
      name: '',
      method: 'GET',
      ret: 'obj',
      paytoqs: 'ignore',
      url: jobUrl(target),
      tls: 'tls',
      persist: true,
      proxy: '',
      insecureHTTPParser: false,
      authType: '',
      senderr: true,
      headers: [
        {
          keyType: 'other',
          keyValue: 'vmware-api-session-id',
          valueType: 'other',
          valueValue: target.session,
        },
      ],
      wires: [['switch']],
      ...place(1),
    },
    {
      id: 'switch',
      type: 'switch',
      name: '',
      property: 'payload.status',
      propertyType: 'msg',
      rules: statuses.map((status) => ({ t: 'eq', v: status, vt: 'str' })),
      checkall: 'true',
      repair: false,
      outputs: statuses.length,
      wires: outputs,
      ...place(2),
    },
  ];
  return { flows, credentials: {} };
}

function bare(target: Target): Deployment {
  const node: FlowNode = {
    id: 'bare',
    type: 'bench-bare',
    name: '',
    url: jobUrl(target),
    ca: target.ca,
    session: target.session,
    wires: outputs,
    ...place(1),
  };
  return { flows: [...ends(node.id), node], credentials: {} };
}

function applianceNode(id: string, { host, port }: Target): FlowNode {
  return {
    id,
    type: 'vcenter-appliance',
    // Not the id: Node-RED takes any property that equals a config node's id for a reference to it.
    name: `vCenter ${id}`,
    host,
    port: String(port),
    connection: 'api',
    auth: 'session',
    tls: 'tls',
    fingerprint: '',
    proxyMode: 'environment',
    proxy: '',
    requestTimeout: 30,
    locale: '',
    readOnly: false,
  };
}

function jobNode(id: string, appliance: string, wires: readonly string[][]): FlowNode {
  return {
    id,
    type: 'vcenter-reconciliation-job',
    name: '',
    appliance,
    target: '',
    targetType: 'appliance',
    action: 'get',
    errorOutput: false,
    outputs: statuses.length,
    wires,
    ...place(1),
  };
}

function ours(target: Target): Deployment {
  const { username, password } = target;
  const flows = [
    ...ends('job'),
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
  package: ours,
};

/** So many job nodes, spread over so many appliances. */
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
