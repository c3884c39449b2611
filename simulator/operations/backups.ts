import { faultWhileRunning } from '../appliance/may-start';
import { backupDetails, backupStatus } from '../backups/backup-answers';
import { type BackupJob, type BackupJobs, stateOf } from '../backups/backup-jobs';
import { type BackupOrder, problemsWith, withMandatoryParts } from '../backups/backup-orders';
import { backupParts } from '../backups/backup-parts';
import { locationUrl } from '../backups/locations';
import { notFound } from '../protocol/faults';
import { type Message, message, plain, type Wording } from '../protocol/messages';
import { type Call, type OperationTable, withBody } from './operation';
import { type Accepted, backupBody } from './request-bodies';

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
  'backup.job.create': withBody(backupBody, (appliance, call, body) => {
    const refusal = faultWhileRunning(appliance);
    if (refusal !== undefined) return refusal;
    return startBackup(appliance, orderOf(body, call.caller.user), call);
  }),
  'backup.job.list': ({ backups }) => ({ value: [...unordered(backups).keys()] }),
  'backup.job.get': ({ backups, clock }, { parameters: { id = '' }, wording }) => {
    const job = backups.find(id);
    if (job === undefined) return notFound('backup', id);
    return { value: backupStatus(job, clock.now().getTime(), wording) };
  },
  'backup.job.cancel': ({ backups, clock }, { parameters: { id = '' }, wording }) => {
    const job = backups.find(id);
    if (job === undefined) return notFound('backup', id);
    if (stateOf(job) !== 'INPROGRESS') {
      return returnResult([message('simulator.backup.not.running', id)], wording);
    }
    const messages = [message('simulator.backup.cancelled')];
    backups.end(id, { time: clock.now().getTime(), state: 'FAILED', messages });
    return returnResult([], wording);
  },
  'backup.job.details.list': ({ backups, clock }, { jobs, wording, map }) => {
    const now = clock.now().getTime();
    const all = unordered(backups);
    // An id that no job has is just missing.
    const places = (jobs ?? [...all.keys()]).flatMap((id) => all.get(id) ?? []);
    const asked = places.toSorted((left, right) => left.place - right.place);
    const details = asked.map(({ job }) => [job.id, backupDetails(job, now, wording)]);
    return { value: map(Object.fromEntries(details)) };
  },
  'backup.parts.list': (_appliance, { wording }) => ({
    value: backupParts.map(({ id, optional }) => ({
      id,
      name: plain(wording)(message(`simulator.part.${id}.name`)),
      description: plain(wording)(message(`simulator.part.${id}.description`)),
      selected_by_default: !optional,
      optional,
    })),
  }),
  'backup.parts.get': (_appliance, { parameters: { id = '' } }) => {
    const part = backupParts.find((candidate) => candidate.id === id);
    return part === undefined ? notFound('part', id) : { value: part.size };
  },
  'backup.validate': withBody(backupBody, (appliance, { caller, wording }, body) => {
    const refusal = faultWhileRunning(appliance);
    return refusal ?? returnResult(problemsWith(orderOf(body, caller.user)), wording);
  }),
};

/** Starts a backup and answers with its status. */
export function startBackup(
  { backups, clock }: { readonly backups: BackupJobs; readonly clock: { now(): Date } },
  order: BackupOrder,
  { wording }: Call,
) {
  const job = backups.start(order);
  return { value: backupStatus(job, clock.now().getTime(), wording) };
}

/** What validating and cancelling answer: HTTP has 200 for a FAIL as well. */
export function returnResult(problems: readonly Message[], wording: Wording) {
  const status = problems.length === 0 ? 'OK' : 'FAIL';
  return { value: { status, messages: problems.map(plain(wording)) } };
}

/** The order of somebody who asks for a backup. */
function orderOf(body: Accepted<typeof backupBody>, user: string): BackupOrder {
  return {
    type: 'MANUAL',
    location: locationUrl(body.location, body.location_type),
    locationUser: body.location_user ?? '',
    parts: withMandatoryParts(body.parts),
    comment: body.comment ?? '',
    fast: body.fast_backup ?? false,
    password: body.backup_password,
    user,
  };
}

/** The lists of a long history take long to mix, and monitors ask for them again and again. */
const mixedLists = new WeakMap<readonly BackupJob[], PlacedJobs>();

/** By their ids, in the order of their places. */
type PlacedJobs = ReadonlyMap<string, { readonly place: number; readonly job: BackupJob }>;

/**
 * Jobs in no order, but always in the same, with the newest in the middle. No order is promised, and
 * scripts that take the first or the last for the newest are known; nothing that is tried out here is
 * to get used to either.
 */
function unordered(backups: BackupJobs): PlacedJobs {
  const all = backups.all();
  const known = mixedLists.get(all);
  if (known !== undefined) return known;
  const placed = new Map(mix(all).map((job, place) => [job.id, { place, job }]));
  mixedLists.set(all, placed);
  return placed;
}

function mix(all: readonly BackupJob[]): readonly BackupJob[] {
  const others = [...all];
  const newest = others.pop();
  if (newest === undefined) return [];
  const mixed = others
    .map((job, index) => ({ job, key: (index * 2_654_435_761) % 4_294_967_296 }))
    .sort((left, right) => left.key - right.key)
    .map(({ job }) => job);
  return mixed.toSpliced(Math.ceil(mixed.length / 2), 0, newest);
}
