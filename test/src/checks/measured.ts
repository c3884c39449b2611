/** What was measured of an appliance, as the checks are given it. */
import { Fault } from '../../../src/appliance/faults/fault';
import type { FaultCode } from '../../../src/appliance/faults/fault-codes';
import type { Facts } from '../../../src/checks/judge/facts';
import type { Parts } from '../../../src/checks/measure/parts';
import { defaultThresholds } from '../../../src/checks/names';
import type { BackupEntry } from '../../../src/jobs/backups/entries';
import type { JobFacts } from '../../../src/jobs/job/job';
import { readIdleSchedules, readSchedules } from '../../../src/jobs/schedule/plan';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A Wednesday. */
export const now = Date.parse('2026-03-18T12:00:00Z');

export const ago = (milliseconds: number): string => new Date(now - milliseconds).toISOString();

export function fault(code: FaultCode, more: object = {}): { fault: Fault } {
  return { fault: new Fault({ code, sentences: [`The fault ${code}.`], ...more }) };
}

/** A backup; ended an hour after its start unless it is running. */
export function backup(
  startedAgo: number,
  { status = 'SUCCEEDED', duration = 3600, ...details }: Record<string, unknown> = {},
): BackupEntry {
  const isEnded = status === 'SUCCEEDED' || status === 'FAILED';
  return {
    id: `backup of ${ago(startedAgo)}`,
    details: {
      ...{ status, type: 'SCHEDULED', size: 2_000_000_000, messages: [] },
      build: { version_name: '8.0', version: '8.0.2.00100', build_number: '1' },
      start_time: ago(startedAgo),
      ...(isEnded ? { end_time: ago(startedAgo - Number(duration) * 1000), duration } : {}),
      ...details,
    },
  };
}

/** One a day, at 23:00. */
export const daily = {
  default: {
    enable: true,
    location: 'sftp://backup.lab.example/vc',
    parts: ['common'],
    recurrence_info: { hour: 23, minute: 0 },
  },
};

/** The part `plan`, of what an appliance answers when it is asked for its schedules. */
export function planOf(schedules: Record<string, unknown>, timeZone = 'Etc/UTC'): Parts['plan'] {
  const idle = readIdleSchedules(schedules);
  return {
    version: 0,
    schedules: { value: schedules },
    plan: {
      schedules: readSchedules(schedules),
      ...(idle.length > 0 ? { idle } : {}),
      timeZone,
    },
  };
}

export function job(kind: JobFacts['kind'], state: JobFacts['state'], more: object = {}): JobFacts {
  const appliance = { id: 'a', name: 'vc-a', host: 'vc-a' };
  return { ...{ kind, state, appliance, messages: [], statusCode: 200 }, ...more };
}

/** What is different of an appliance; a part that is not named is as on a healthy one. */
export interface Differences extends Partial<Omit<Facts, 'parts' | 'thresholds' | 'ignored'>> {
  parts?: Partial<Facts['parts']>;
  thresholds?: Record<string, number>;
  ignored?: readonly string[];
}

/** A healthy appliance: one backup a day for as long as anybody remembers, never restored. */
export function facts({ parts, thresholds, ignored = [], ...others }: Differences = {}): Facts {
  const entries = Array.from({ length: 8 }, (_, index) => backup(13 * hour + index * day));
  const health = { value: 'green' };
  return {
    ...{ now, certificate: { expires: now + 90 * day, seenAt: now } },
    ...others,
    thresholds: { ...defaultThresholds, ...thresholds },
    ignored,
    parts: {
      reach: { value: { version: '8.0.2.00100', ids: entries.map(({ id }) => id), seconds: 0.4 } },
      entries: { value: entries },
      plan: { value: planOf(daily) },
      reconciliation: { value: job('reconciliation', 'not-found') },
      restore: { value: job('restore', 'none') },
      health: {
        value: {
          ...{ 'database-storage': health, storage: health, applmgmt: health },
          database: { value: { status: 'HEALTHY', messages: [] } },
        },
      },
      root: {
        value: { enabled: true, password_expires_at: new Date(now + 60 * day).toISOString() },
      },
      archive: { value: { key: '', result: { word: 'found' } } },
      ...parts,
    },
  };
}
