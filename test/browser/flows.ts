import type { FlowNode } from '../../scripts/node-red-process';
import type { Simulator } from '../../simulator';

/**
 * The appliance's id, different from the values of all properties: in a subflow, core treats a
 * value that equals the id of a node in it as a reference to that node (`Subflow.js`).
 */
const applianceId = 'ac1d0f0a5e1e0001';

/** A flow with that label, for the following nodes. */
export const tab: FlowNode = { id: 'tab', type: 'tab', label: 'Recovery' };

/** The address and credentials of an appliance, as provided by the stand-in. */
type Whereabouts = Pick<Simulator, 'host' | 'port' | 'fingerprint' | 'username' | 'password'>;

/** An appliance in the form in which its dialog saves it. */
export function applianceNode(
  { host, port, fingerprint, username, password }: Whereabouts,
  changes: Record<string, unknown> = {},
): FlowNode {
  return {
    ...{ id: applianceId, type: 'vcenter-appliance', name: 'Production' },
    ...{ host, port: String(port), connection: 'api', auth: 'session', tls: '', fingerprint },
    ...{ proxyMode: 'none', proxy: '', requestTimeout: 30, locale: '', readOnly: false },
    credentials: { username, password },
    ...changes,
  };
}

const ofEveryJob = {
  ...{ appliance: applianceId, action: 'get', target: '', targetType: 'appliance' },
  ...{ spec: '{}', specType: 'json', waitAfterStart: false, errorOutput: false, outputs: 4 },
  ...{ interval: 5, timeout: '', appear: 0, outage: 1800, stalledAfter: 0 },
  ...{ report: 'state', whenBusy: 'join', wires: [[], [], [], []] },
};

const ofEachType: Readonly<Record<string, Record<string, unknown>>> = {
  'vcenter-reconciliation-job': { ...ofEveryJob, ignoreWarnings: false, ended: 'accept' },
  'vcenter-backup-job': {
    ...{ ...ofEveryJob, jobId: '', jobIdType: 'auto', source: 'schedule', ended: 'ignore' },
    spec: '{"location_type":"SFTP","location":"backup.lab.example/vc","parts":[]}',
  },
  'vcenter-restore-job': {
    ...{ ...ofEveryJob, ignoreWarnings: false, ended: 'accept' },
    spec: '{"location_type":"SFTP","location":"backup.lab.example/vc"}',
  },
  'vcenter-recovery-monitor': {
    ...{ appliance: applianceId, reconciliation: true, backup: true, restore: true },
    ...{ interval: 60, overdueAfter: 25, missedSchedule: true, grace: 60 },
    ...{ reportAtStart: false, contextStore: '', wires: [[], [], [], []] },
  },
  'vcenter-recovery': {
    ...{ appliance: applianceId, target: '', targetType: 'appliance', operation: 'recovery.get' },
    ...{ parameters: [], errorOutput: false, outputs: 1, wires: [[]] },
  },
  'vcenter-recovery-check': {
    ...{ appliance: applianceId, target: '', targetType: 'appliance', split: false, checks: '' },
    ...{ thresholds: {}, ignoreMessages: [], format: 'object', timeout: 8, maxAge: 60 },
    ...{ parallel: 16, location: '', outputs: 4, wires: [[], [], [], []] },
  },
  'vcenter-backup-schedule': {
    ...{ appliance: applianceId, target: '', targetType: 'appliance', action: 'get' },
    ...{ schedule: '', desired: '{}', desiredType: 'json', checkOnly: false },
    ...{ updatePasswords: false, errorOutput: false, outputs: 2, wires: [[], []] },
  },
};

/** The types of nodes that are placed in flows. */
export const types = Object.keys(ofEachType);

/** A node as its dialog saves it; its id is its type, by which it is found on the canvas. */
export function nodeOf(type: string, changes: Record<string, unknown> = {}): FlowNode {
  const y = 80 + 80 * types.indexOf(type);
  return { id: type, type, z: 'tab', name: type, x: 400, y, ...ofEachType[type], ...changes };
}

/** One node of each type, with their appliance. */
export function everyNode(simulator: Simulator): FlowNode[] {
  return [tab, applianceNode(simulator), ...types.map((type) => nodeOf(type))];
}

/** A debug node that shows one sentence about each message. */
export function debugNode(id: string, changes: Record<string, unknown> = {}): FlowNode {
  return {
    ...{ id, type: 'debug', z: 'tab', name: id, x: 700, y: 80, active: true, tosidebar: true },
    ...{ console: false, tostatus: false, complete: 'job.text', targetType: 'msg' },
    ...{ statusVal: '', statusType: 'auto', wires: [] },
    ...changes,
  };
}

/** An inject node that sends an empty message when it is pressed. */
export function injectNode(id: string, to: string): FlowNode {
  return {
    ...{ id, type: 'inject', z: 'tab', name: id, props: [], repeat: '', crontab: '', once: false },
    ...{ onceDelay: 0.1, topic: '', x: 120, y: 80, wires: [[to]] },
  };
}
