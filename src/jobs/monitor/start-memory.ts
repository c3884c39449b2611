/** The memory with which a monitor starts: what was stored, checked, and nothing seen yet. */
import type { ApplianceIdentity } from '../../appliance/faults/fault';
import { isRecord } from '../../messages/record';
import { type JobState, outputOfState } from '../job/job';
import type { LiveMemory, Monitored, MonitorMemory, MonitorSettings, StoredMemory } from './types';

function isState(value: unknown): value is JobState {
  return typeof value === 'string' && Object.hasOwn(outputOfState, value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** @returns the entries of a map that have the right type; nothing for what is not a map. */
function mapOf<Value>(
  value: unknown,
  isRight: (entry: unknown) => entry is Value,
): Record<string, Value> | undefined {
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).flatMap(([key, entry]) =>
    isRight(entry) ? [[key, entry] as const] : [],
  );
  return Object.fromEntries(entries);
}

function readBackups(stored: Record<string, unknown>): Partial<StoredMemory> {
  const backups = mapOf(stored.backups, isState);
  const { reportedBefore, lastSuccess, overdue } = stored;
  return {
    ...(backups ? { backups } : {}),
    ...(isTime(reportedBefore) ? { reportedBefore } : {}),
    ...(isTime(lastSuccess) ? { lastSuccess } : {}),
    ...(isTime(overdue) ? { overdue } : {}),
  };
}

function readReconciliation({ reconciliation }: Record<string, unknown>): Partial<StoredMemory> {
  if (!isRecord(reconciliation)) return {};
  const { start, state } = reconciliation;
  return typeof start === 'string' && isState(state) ? { reconciliation: { start, state } } : {};
}

/**
 * Anything may have been written to a store, so what is not a memory of this appliance is ignored.
 * And what is no longer monitored is forgotten, or it would be reported as a change once it is
 * monitored again.
 */
function readStored(
  stored: unknown,
  { host }: ApplianceIdentity,
  settings: MonitorSettings,
): StoredMemory | undefined {
  if (!isRecord(stored) || stored.appliance !== host || !isTime(stored.since)) return undefined;
  const judged = settings.missedSchedule ? mapOf(stored.judged, isTime) : undefined;
  return {
    appliance: host,
    since: stored.since,
    ...(settings.backup ? readBackups(stored) : {}),
    ...(settings.backup && judged ? { judged } : {}),
    ...(settings.reconciliation ? readReconciliation(stored) : {}),
  };
}

/**
 * @returns whether something is stored that is no memory of a monitor: that of another version, say,
 *   or what somebody else has written there.
 */
export function isUnreadable(stored: unknown): boolean {
  if (stored === undefined || stored === null) return false;
  return !isRecord(stored) || typeof stored.appliance !== 'string' || !isTime(stored.since);
}

const nothingSeen: Omit<LiveMemory, 'isNew'> = {
  reconciliation: { lookedAt: undefined, absence: undefined, running: undefined },
  restore: { reported: undefined, lookedAt: undefined, absence: undefined, running: undefined },
  backups: {
    lookedAt: undefined,
    absences: {},
    areAllMissing: false,
    unreadable: [],
    running: undefined,
  },
};

/**
 * @param stored what came out of the context store.
 * @param now epoch milliseconds.
 */
export function startMemory(
  { identity, settings }: Monitored,
  stored: unknown,
  now: number,
): MonitorMemory {
  const known = readStored(stored, identity, settings);
  return {
    stored: known ?? { appliance: identity.host, since: now },
    live: { ...nothingSeen, isNew: known === undefined },
  };
}

/** @returns whether a monitor reports what it finds at its first look, although that is no change. */
export function reportsWhatItFinds({ settings }: Monitored, { live }: MonitorMemory): boolean {
  // What a store remembers was reported, or was to be no change: not again at each deploy and restart.
  return settings.reportAtStart && live.isNew;
}
