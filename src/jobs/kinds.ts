import type { Operation } from '../appliance/operations/operation';
import { operations } from '../appliance/operations/recovery-operations';
import type { JobKind } from './job';

/** What can be done about a kind of job, and by which operations. */
export interface Kind {
  name: JobKind;
  get: Operation;
  create: Operation;
  /** Absent where the API has no such operation. */
  cancel?: Operation;
}

/** The three kinds of job; everything that differs between them follows from here. */
export const kinds = {
  reconciliation: {
    name: 'reconciliation',
    get: operations['reconciliation.job.get'],
    create: operations['reconciliation.job.create'],
  },
  backup: {
    name: 'backup',
    get: operations['backup.job.get'],
    create: operations['backup.job.create'],
    cancel: operations['backup.job.cancel'],
  },
  restore: {
    name: 'restore',
    get: operations['restore.job.get'],
    create: operations['restore.job.create'],
    cancel: operations['restore.job.cancel'],
  },
} as const satisfies Record<JobKind, Kind>;
