import type { Operation } from '../../appliance/operations/operation';
import { operations } from '../../appliance/operations/tables/recovery-operations';
import type { JobKind } from './job';

/** A kind of job, with the operations that get, start and cancel such a job. */
export interface Kind {
  name: JobKind;
  get: Operation;
  create: Operation;
  /** Left out where the API has no such operation. */
  cancel?: Operation;
}

/** The three kinds of job. All that differs between them is derived from these rows. */
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
