/** The columns of the matrix: how each node is asked, and what a flow sees of it. */
import { type ExpectedSight, failedRead, isOutage, type Meeting, meanings } from './expectations';

export const nodeNames = [
  ...(['get', 'wait', 'start', 'monitor', 'operation', 'check', 'ensure'] as const),
];

export type NodeName = (typeof nodeNames)[number];

export interface Column {
  /** The node, as the editor saves it. */
  node: Record<string, unknown> & { type: string };
  credentials?: Record<string, string>;
  outputs: readonly string[];
  /** What the stand-in plays. */
  scenario: string;
  /** When it begins, where a good answer is to come before the fault: otherwise with its message. */
  begins?: 'with the deploy' | 'before the fault';
  /** What a flow sees where there is no fault. */
  usual: ExpectedSight;
  /** What it sees of a fault. */
  faulty(meeting: Meeting): ExpectedSight;
}

/** Seconds that a wait tolerates an outage, and until it ends in any case. */
const outage = 60;
const timeout = 600;

/** Seconds that monitors are watched, and between two of their polls. */
export const watched = 190;
const interval = 60;

const jobOutputs = ['running', 'succeeded', 'failed', 'not found', 'error'];
const noCode = { logLines: 0, changes: 0 };

const succeeded: ExpectedSight = {
  ...{ ...noCode, port: 'succeeded', badge: 'green dot succeeded' },
  ...{ requests: 4, seconds: 1 },
};

/** A fault of the change itself: sent once, and what became of it may not be known. */
function failedChange(meeting: Meeting): ExpectedSight {
  const { expected, atSignIn } = meeting;
  const isLost = expected.isLost === true && !atSignIn;
  const signIn = failedRead(meeting);
  if (atSignIn) return signIn;
  return {
    ...signIn,
    ...(isLost ? { outcome: 'unknown', retryable: false } : {}),
    ...{ changes: 1, requests: 2, seconds: (expected.seconds ?? 0) + 0.5 },
  };
}

function failedWait(meeting: Meeting): ExpectedSight {
  const { expected } = meeting;
  const { seconds = 0 } = expected;
  const failed = failedRead({ ...meeting, expected: { ...expected, tries: 1, signInTries: 1 } });
  if (!isOutage(meeting)) return { ...failed, seconds: seconds + 10 };
  return {
    ...failed,
    ...{ badgeBefore: 'yellow ring out-of-reach', logLines: 1 },
    // Every 5 s, then ever more rarely; each on a kept connection that may be dead.
    ...{ requests: 12, seconds: outage + seconds + 10 },
  };
}

function failedMonitor(meeting: Meeting): ExpectedSight {
  const { code } = meeting.expected;
  const looks = Math.ceil(watched / (interval * 0.9)) + 1;
  const isTolerated = isOutage(meeting);
  return {
    ...failedRead(meeting),
    badge: isTolerated ? 'yellow ring out-of-reach' : `red ring ${meanings[code].word}`,
    logLines: isTolerated ? 1 : 0,
    // Reconciliation, backup, restore, and the sign-in or a dead connection.
    ...{ requests: looks * 4, seconds: watched },
  };
}

function failedCheck(meeting: Meeting): ExpectedSight {
  const { verdict } = meanings[meeting.expected.code];
  const { requests } = failedRead(meeting);
  return {
    ...{ ...noCode, port: verdict, requests, seconds: 8.5 },
    badge: verdict === 'critical' ? 'red ring critical' : 'grey ring unknown',
  };
}

/** A node's ids and settings that all have. */
const common = { name: '', target: '', targetType: 'appliance', errorOutput: false };

export const columns: Readonly<Record<NodeName, Column>> = {
  get: {
    node: { ...common, type: 'vcenter-reconciliation-job', action: 'get', outputs: 4 },
    outputs: jobOutputs,
    scenario: 'found-succeeded',
    usual: succeeded,
    faulty: failedRead,
  },
  wait: {
    node: {
      ...{ ...common, type: 'vcenter-reconciliation-job', action: 'wait', outputs: 4 },
      ...{ interval: '5', timeout: String(timeout), appear: '0', outage: String(outage) },
      ...{ stalledAfter: '0', ended: 'accept', report: 'end', whenBusy: 'join' },
    },
    outputs: jobOutputs,
    // It runs for 20 s.
    scenario: 'running-to-succeeded',
    begins: 'before the fault',
    usual: { ...succeeded, requests: 12, seconds: 30 },
    faulty: failedWait,
  },
  start: {
    node: {
      ...{ ...common, type: 'vcenter-backup-job', action: 'start', outputs: 4, source: 'spec' },
      ...{ specType: 'json', ignoreWarnings: false, waitAfterStart: false },
      spec: JSON.stringify({
        ...{ parts: ['seat'], location_type: 'SFTP', location: 'sftp://backup.lab.example/vc' },
        location_user: 'svc-backup',
      }),
    },
    credentials: { locationPassword: 'Location-Secret-1', backupPassword: 'Backup-Secret-1!' },
    outputs: jobOutputs,
    scenario: 'found-succeeded',
    usual: { ...succeeded, port: 'running', badge: 'blue dot 0 %', changes: 1 },
    faulty: failedChange,
  },
  monitor: {
    node: {
      ...{ type: 'vcenter-recovery-monitor', name: '', interval: String(interval) },
      ...{ reconciliation: true, backup: true, restore: true, overdueAfter: '0' },
      ...{ missedSchedule: false, grace: '60', reportAtStart: false, contextStore: '' },
    },
    outputs: ['running', 'succeeded', 'failed', 'attention'],
    scenario: 'found-succeeded',
    begins: 'with the deploy',
    usual: {
      ...{ ...noCode, port: 'nothing', badge: 'green dot watching' },
      ...{ requests: 30, seconds: 0 },
    },
    faulty: failedMonitor,
  },
  operation: {
    node: {
      ...{ ...common, type: 'vcenter-recovery', operation: 'backup.schedules.get', outputs: 1 },
      parameters: [{ name: 'schedule', value: 'default', type: 'str' }],
    },
    outputs: ['result', 'error'],
    scenario: 'found-succeeded',
    usual: { ...succeeded, port: 'result' },
    faulty: failedRead,
  },
  check: {
    node: {
      ...{ ...common, type: 'vcenter-recovery-check', checks: '', thresholds: {}, outputs: 4 },
      ...{ format: 'object', timeout: '8', maxAge: '0', parallel: '16', split: false },
    },
    outputs: ['ok', 'warning', 'critical', 'unknown'],
    scenario: 'found-succeeded',
    usual: {
      ...{ ...noCode, port: 'ok', badge: 'green dot ok', requests: 12, seconds: 8.5 },
    },
    faulty: failedCheck,
  },
  ensure: {
    node: {
      ...{ ...common, type: 'vcenter-backup-schedule', action: 'ensure', schedule: '', outputs: 2 },
      ...{ desiredType: 'json', checkOnly: false, updatePasswords: false },
      desired: JSON.stringify({ recurrence_info: { hour: 4, minute: 30 } }),
    },
    outputs: ['changed', 'unchanged', 'error'],
    scenario: 'found-succeeded',
    usual: { ...succeeded, port: 'changed', badge: 'green dot changed', requests: 6, changes: 1 },
    faulty: failedRead,
  },
};
