/**
 * Changes of the jobs of which an appliance has one each. A reconciliation is known by its start, also
 * after a restart of Node-RED; a restore has neither id nor times, so only what is seen live counts.
 */
import { type Absence, interrupted, isGone, missedAgain } from '../job/absence';
import { isNone, type JobFacts, type JobReading } from '../job/job';
import { lostLook } from './looks';
import { reportsWhatItFinds } from './start-memory';
import type { Findings, LiveMemory, Monitored, MonitorMemory, StoredMemory } from './types';
import { withStored } from './with-stored';

function whileRunning(job: JobFacts): JobFacts | undefined {
  return job.state === 'running' ? job : undefined;
}

/** @returns the absence of a job that this look, at `now` (epoch ms), has not found. */
function absenceAt(
  { absence, lookedAt }: LiveMemory['reconciliation' | 'restore'],
  now: number,
): Absence {
  return missedAgain(absence ?? { lastSeen: lookedAt ?? now, polls: 0 });
}

function withReconciliation(
  memory: MonitorMemory,
  reconciliation: NonNullable<StoredMemory['reconciliation']>,
): MonitorMemory {
  return withStored(memory, { reconciliation });
}

function findLostReconciliation(
  { identity }: Monitored,
  memory: MonitorMemory,
  isLost: boolean,
  statusCode: number,
): Findings {
  const known = memory.stored.reconciliation ?? { start: '', state: 'none' };
  if (known.state !== 'running' || !isLost) {
    return { memory: withReconciliation(memory, known), changes: [] };
  }
  const startTime = known.start === '' ? {} : { startTime: known.start };
  const look = lostLook(identity, 'reconciliation', startTime, statusCode);
  const remember = (then: MonitorMemory) =>
    withReconciliation(then, { start: known.start, state: 'lost' });
  return { memory, changes: [{ look, remember }] };
}

/**
 * Finds out whether the reconciliation job has started, changed its state, or is lost.
 *
 * @param now epoch milliseconds.
 */
export function findReconciliationChange(
  monitored: Monitored,
  before: MonitorMemory,
  look: JobReading,
  now: number,
): Findings {
  const { job } = look;
  const wasLookedAt = before.live.reconciliation.lookedAt !== undefined;
  const absence = isNone(job) ? absenceAt(before.live.reconciliation, now) : undefined;
  const reconciliation = { lookedAt: now, absence, running: whileRunning(job) };
  const memory = { ...before, live: { ...before.live, reconciliation } };
  if (absence) {
    return findLostReconciliation(monitored, memory, isGone(absence, now), job.statusCode);
  }

  const known = memory.stored.reconciliation;
  const { state, startTime: start = '' } = job;
  const remember = (then: MonitorMemory) => withReconciliation(then, { start, state });
  const change: Findings = { memory, changes: [{ look, remember }] };
  if (!wasLookedAt && reportsWhatItFinds(monitored, before)) return change;
  if (known?.start === start && known.state === state) return { memory, changes: [] };
  // What is there when somebody looks for the first time is no change.
  if (!wasLookedAt && known === undefined) return { memory: remember(memory), changes: [] };
  return change;
}

function withRestore(
  memory: MonitorMemory,
  restore: Partial<LiveMemory['restore']>,
): MonitorMemory {
  return { ...memory, live: { ...memory.live, restore: { ...memory.live.restore, ...restore } } };
}

function findLostRestore(
  { identity }: Monitored,
  before: MonitorMemory,
  { job }: JobReading,
  now: number,
): Findings {
  const { state, statusCode } = job;
  const { reported = { state }, absence: known } = before.live.restore;
  const seen = withRestore(before, { reported, running: undefined });
  // Once a restore has been seen, HTTP 500 means an appliance in trouble, not one without any.
  if (statusCode === 500) {
    const absence = known && interrupted(known);
    return { memory: withRestore(seen, { absence }), changes: [] };
  }
  const absence = absenceAt(before.live.restore, now);
  const memory = withRestore(seen, { absence, lookedAt: now });
  if (!isGone(absence, now)) return { memory, changes: [] };
  if (reported.state !== 'running') {
    return { memory: withRestore(memory, { reported: { state } }), changes: [] };
  }
  const look = lostLook(identity, 'restore', reported.job ?? {}, statusCode);
  const remember = (then: MonitorMemory) => withRestore(then, { reported: { state: 'lost' } });
  return { memory, changes: [{ look, remember }] };
}

/**
 * Finds out whether the restore job has started, changed its state, or is lost.
 *
 * @param now epoch milliseconds.
 */
export function findRestoreChange(
  monitored: Monitored,
  before: MonitorMemory,
  look: JobReading,
  now: number,
): Findings {
  const { job } = look;
  if (isNone(job)) return findLostRestore(monitored, before, look, now);
  const memory = withRestore(before, {
    lookedAt: now,
    absence: undefined,
    running: whileRunning(job),
  });
  const remember = (then: MonitorMemory) =>
    withRestore(then, { reported: { state: job.state, job } });
  const { reported } = memory.live.restore;
  // What is there at the first look is no change.
  const isChange = reported ? reported.state !== job.state : reportsWhatItFinds(monitored, before);
  return isChange
    ? { memory, changes: [{ look, remember }] }
    : { memory: remember(memory), changes: [] };
}
