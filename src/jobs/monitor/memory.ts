/** What a monitor has told already, as it is kept in a context store. */
import type { ApplianceIdentity } from '../../appliance/faults/fault';
import { isRecord } from '../../messages/record';
import { type JobState, outputOfState } from '../job/job';
import type { MonitorSettings } from './monitor';

/** Plain data. Times in epoch milliseconds. */
export interface MonitorMemory {
  /** The host that it is about. */
  appliance: string;
  /** When the appliance was first asked. */
  since: number;
  /** The state that was told of each backup, by its id. None where backups were not watched yet. */
  backups?: Record<string, JobState>;
  /** The reconciliation that was told last, by its start. None where none was looked for yet. */
  reconciliation?: { start: string; state: JobState };
  /** When the last backup that succeeded had ended. */
  lastSuccess?: number;
  /** The last success when "overdue" was told; 0 for never. */
  overdue?: number;
  /** Up to when the due times of each schedule have been judged. */
  judged?: Record<string, number>;
}

function isState(value: unknown): value is JobState {
  return typeof value === 'string' && Object.hasOwn(outputOfState, value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** The part of a map that is what it should be; nothing for what is no map. */
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

function readBackups(stored: Record<string, unknown>): Partial<MonitorMemory> {
  const backups = mapOf(stored.backups, isState);
  const { lastSuccess, overdue } = stored;
  return {
    ...(backups ? { backups } : {}),
    ...(isTime(lastSuccess) ? { lastSuccess } : {}),
    ...(isTime(overdue) ? { overdue } : {}),
  };
}

function readReconciliation({ reconciliation }: Record<string, unknown>): Partial<MonitorMemory> {
  if (!isRecord(reconciliation)) return {};
  const { start, state } = reconciliation;
  return typeof start === 'string' && isState(state) ? { reconciliation: { start, state } } : {};
}

/**
 * Reads what came out of a store. Anybody may have written there, so what is no memory of this
 * appliance is none; and what is not watched any more is forgotten, or it would be told as news if
 * it were watched again some day.
 *
 * @param now epoch milliseconds.
 */
export function readMemory(
  stored: unknown,
  { host }: ApplianceIdentity,
  settings: MonitorSettings,
  now: number,
): MonitorMemory {
  if (!isRecord(stored) || stored.appliance !== host || !isTime(stored.since)) {
    return { appliance: host, since: now };
  }
  const judged = settings.missedSchedule ? mapOf(stored.judged, isTime) : undefined;
  return {
    appliance: host,
    since: stored.since,
    ...(settings.backup ? readBackups(stored) : {}),
    ...(settings.backup && judged ? { judged } : {}),
    ...(settings.reconciliation ? readReconciliation(stored) : {}),
  };
}
