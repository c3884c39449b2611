import type { ApplianceState, OperationTable } from '../appliance/call';
import { runningNow } from '../appliance/may-start';
import { backupDetails, backupStatus } from '../backups/backup-answers';
import { type BackupJob, stateOf } from '../backups/backup-jobs';
import { backupCancelled, backupNotRunning } from '../backups/backup-messages';
import { courseOf, flawsOf, orderOf } from '../backups/backup-orders';
import { parts } from '../backups/backup-parts';
import { noSuch } from '../protocol/faults';
import { briefly, type Message, type Wording } from '../protocol/messages';
import { readBackupRequest } from './request-bodies';

export const backupOperations: OperationTable<
  | 'backup.job.create'
  | 'backup.job.list'
  | 'backup.job.get'
  | 'backup.job.cancel'
  | 'backup.job.details.list'
  | 'backup.parts.list'
  | 'backup.parts.get'
  | 'backup.validate'
> = {
  'backup.job.create': (state, { input, caller, wording }) => {
    const request = readBackupRequest(input);
    if ('fault' in request) return request;
    const obstacle = runningNow(state);
    if (obstacle !== undefined) return { fault: obstacle };
    const order = orderOf(request.value, caller.user);
    const now = state.clock.now().getTime();
    const job = state.backups.begin(order, courseOf(order, state.nextBackups, now));
    return { value: backupStatus(job, now, wording) };
  },
  'backup.job.list': ({ backups }) => ({ value: inNoOrder(backups.all()).map(({ id }) => id) }),
  'backup.job.get': ({ backups, clock }, { parameters: { id = '' }, wording }) => {
    const job = backups.find(id);
    if (job === undefined) return { fault: noSuch('backup', id) };
    return { value: backupStatus(job, clock.now().getTime(), wording) };
  },
  'backup.job.cancel': ({ backups, clock }, { parameters: { id = '' }, wording }) => {
    const job = backups.find(id);
    if (job === undefined) return { fault: noSuch('backup', id) };
    if (stateOf(job) !== 'INPROGRESS') {
      return { value: returnResult('FAIL', [backupNotRunning(id)], wording) };
    }
    const time = clock.now().getTime();
    backups.end(id, { time, state: 'FAILED', messages: [backupCancelled] });
    return { value: returnResult('OK', [], wording) };
  },
  'backup.job.details.list': (state, { filter, wording, map }) => ({
    value: map(detailsOf(state, filter, wording)),
  }),
  'backup.parts.list': (_state, { wording }) => ({
    value: parts.map(({ id, name, description, optional }) => ({
      id,
      name: briefly(wording)(name),
      description: briefly(wording)(description),
      selected_by_default: !optional,
      optional,
    })),
  }),
  'backup.parts.get': (_state, { parameters: { id = '' } }) => {
    const part = parts.find((candidate) => candidate.id === id);
    return part === undefined ? { fault: noSuch('part', id) } : { value: part.size };
  },
  'backup.validate': (state, { input, caller, wording }) => {
    const request = readBackupRequest(input);
    if ('fault' in request) return request;
    const obstacle = runningNow(state);
    if (obstacle !== undefined) return { fault: obstacle };
    const flaws = flawsOf(orderOf(request.value, caller.user));
    return { value: returnResult(flaws.length === 0 ? 'OK' : 'FAIL', flaws, wording) };
  },
};

/** What validating and cancelling come to: HTTP has 200 for a FAIL as well. */
export function returnResult(
  status: 'OK' | 'FAIL',
  messages: readonly Message[],
  wording: Wording,
): unknown {
  return { status, messages: messages.map(briefly(wording)) };
}

/** The details by id; an id that no job has is just missing. */
function detailsOf(
  { backups, clock }: ApplianceState,
  ids: readonly string[] | undefined,
  wording: Wording,
): Record<string, unknown> {
  const now = clock.now().getTime();
  return Object.fromEntries(
    inNoOrder(backups.all())
      .filter(({ id }) => ids === undefined || ids.includes(id))
      .map((job) => [job.id, backupDetails(job, now, wording)]),
  );
}

/**
 * Jobs with the newest in their midst. No order is promised, and scripts that take the first or the
 * last for the newest are known; nothing that is tried out here is to get used to either.
 */
function inNoOrder(oldestFirst: readonly BackupJob[]): BackupJob[] {
  const others = [...oldestFirst];
  const newest = others.pop();
  if (newest === undefined) return [];
  return others.toReversed().toSpliced(Math.ceil(others.length / 2), 0, newest);
}
