import { isDeepStrictEqual } from 'node:util';

function message(id: string, text: string, ...args: string[]) {
  return {
    id: `com.vmware.appliance.recovery.reconciliation.${id}`,
    default_message: text,
    args,
  };
}

/** What a running reconciliation job looks like: 1.3 kB, as large as the usual answer. */
export const jobAnswer = {
  description: message(
    'job.description',
    'Reconcile the appliance vc-a.lab.example with its partners after the restore.',
    'vc-a.lab.example',
  ),
  service: 'com.vmware.appliance.recovery.reconciliation.job',
  operation: 'create',
  target: { type: 'com.vmware.appliance', id: 'vc-a.lab.example' },
  status: 'RUNNING',
  cancelable: false,
  start_time: '2026-03-04T07:15:02.118Z',
  progress: 40,
  messages: [
    message('partner.reachable', 'The partner vc-b.lab.example is reachable.', 'vc-b.lab.example'),
    message('partner.reachable', 'The partner vc-c.lab.example is reachable.', 'vc-c.lab.example'),
    message(
      'partner.synchronizing',
      'The directory data of the partner vc-b.lab.example is being synchronized.',
      'vc-b.lab.example',
    ),
    message('service.starting', 'The service vmware-vpxd is being started.', 'vmware-vpxd'),
    message('service.starting', 'The service vsphere-ui is being started.', 'vsphere-ui'),
  ],
} as const;

/** The details of a backup that is running. */
export const backupDetails = {
  location: 'sftp://backup.lab.example/vc-a',
  location_user: 'backup',
  type: 'MANUAL',
  messages: [],
  description: message('job.description', 'Back up the appliance vc-a.lab.example.'),
  service: 'com.vmware.appliance.recovery.backup.job',
  operation: 'create',
  status: 'RUNNING',
  cancelable: true,
  start_time: '2026-03-04T07:15:02.118Z',
  progress: {
    total: 100,
    completed: 40,
    message: message('transferring', 'The data is being transferred.'),
  },
} as const;

/** Whether an answer is one of the jobs above, as far as a flow looks at it. */
export function isJobAnswer(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null) return false;
  if (!('status' in payload) || !('progress' in payload)) return false;
  return [jobAnswer, backupDetails].some(
    ({ status, progress }) =>
      payload.status === status && isDeepStrictEqual(payload.progress, progress),
  );
}
