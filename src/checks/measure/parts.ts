/** What is read of an appliance, part by part: what a check measures consists of such parts. */
import type { Answer, Appliance } from '../../appliance/client';
import { Fault } from '../../appliance/faults/fault';
import {
  healthOperations,
  systemOperations,
} from '../../appliance/operations/tables/further-operations';
import { operations } from '../../appliance/operations/tables/recovery-operations';
import type { Clock } from '../../clock';
import { type BackupEntry, type EndedBackups, hasSucceeded } from '../../jobs/backups/entries';
import { readIds, readUntilSuccess } from '../../jobs/backups/read-backups';
import type { JobFacts } from '../../jobs/job/job';
import { readJob } from '../../jobs/read-job';
import { type Plan, planOfAnswers, planVersion } from '../../jobs/schedule/plan';
import { isRecord } from '../../messages/record';
import { type ArchiveLocation, type ArchiveResult, keyOfLocation, readArchive } from './archive';

/** A result, or why there is none. */
export type Outcome<Value> = { value: Value } | { fault: Fault };

/** What the first requests show, without which nothing else is asked. */
export interface Reached {
  /** Left out where the appliance does not say. */
  version?: string;
  build?: string;
  /** The ids of all backups, in no order. */
  ids: readonly string[];
  /** How long the sign-in and these requests took, in seconds. */
  seconds: number;
  /** How far the appliance's clock is ahead of ours (ms); left out where its answers have no date. */
  ahead?: number;
}

/** When the appliance starts backups by itself. */
export interface PlanSeen {
  /** Of the plan, as it was when it was read. */
  version: number;
  /** The map of schedules as it came. */
  schedules: Outcome<unknown>;
  /** Left out where the schedules or the time zone could not be read, or the zone is not known here. */
  plan?: Plan;
}

/** The parts by name, with what is read. */
export interface Parts {
  reach: Reached;
  /** The newest backups, the latest first. */
  entries: readonly BackupEntry[];
  plan: PlanSeen;
  reconciliation: JobFacts;
  restore: JobFacts;
  /** By indicator. */
  health: Readonly<Record<HealthName, Outcome<unknown>>>;
  archive: ArchiveSeen;
  /** The account "root", as it came. */
  root: unknown;
}

export interface ArchiveSeen {
  /** For which location and credentials. */
  key: string;
  result: ArchiveResult;
}

export type PartName = keyof Parts;

export type HealthName = keyof typeof healthOperations;

/** What is needed to read a part. */
export interface PartSource {
  appliance: Appliance;
  clock: Clock;
  /** Backups that need no request any more. */
  ended: EndedBackups;
  /** The deployed appliance itself; `appliance` may limit how long it is asked. */
  deployed: Appliance;
  /** What has been read before. */
  reached: Reached | undefined;
  entries: readonly BackupEntry[];
  /** Where the latest successful backup is looked for. */
  location: ArchiveLocation | undefined;
}

/** @throws what the promise rejects with, unless it is a fault. */
export async function outcomeOf<Value>(promise: Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await promise };
  } catch (error) {
    if (error instanceof Fault) return { fault: error };
    throw error;
  }
}

/** @throws what the promise rejects with, unless it is a fault. */
async function payloadOf(answer: Promise<Answer>): Promise<Outcome<unknown>> {
  const outcome = await outcomeOf(answer);
  return 'value' in outcome ? { value: outcome.value.payload } : outcome;
}

/** @returns whether the appliance does not have what was asked for. */
export function isNotThere({ code }: Fault): boolean {
  return code === 'NOT_FOUND' || code === 'API_NOT_FOUND';
}

async function readVersion(appliance: Appliance): Promise<Pick<Reached, 'version' | 'build'>> {
  const read = await outcomeOf(appliance.call(systemOperations.version));
  if ('fault' in read) {
    // Not all appliances tell everybody. Whether this is one at all, the list of backups shows.
    if (isNotThere(read.fault)) return {};
    throw read.fault;
  }
  const { version, build } = isRecord(read.value.payload) ? read.value.payload : {};
  return {
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof build === 'string' ? { build } : {}),
  };
}

async function readReach({ appliance, clock, ended }: PartSource): Promise<Reached> {
  const begun = clock.now();
  const version = await readVersion(appliance);
  const { ids, answer } = await readIds(appliance, { ended });
  const { date } = answer;
  return {
    ...version,
    ids,
    seconds: (clock.now() - begun) / 1000,
    ...(date === undefined ? {} : { ahead: date - clock.wallNow() }),
  };
}

async function readPlan({ deployed, appliance, clock }: PartSource): Promise<PlanSeen> {
  const { 'backup.schedules.list': list } = operations;
  const version = planVersion(deployed);
  const schedules = await payloadOf(appliance.call(list));
  const zone = await payloadOf(appliance.call(systemOperations.timeZone));
  if ('fault' in schedules || 'fault' in zone) return { version, schedules };
  const plan = planOfAnswers(deployed, schedules.value, zone.value, clock.wallNow());
  return plan === undefined ? { version, schedules } : { version, schedules, plan };
}

async function readHealth({ appliance }: PartSource): Promise<Parts['health']> {
  const read: [string, Outcome<unknown>][] = [];
  // One after the other: an appliance is not to be loaded by those who watch it.
  for (const [name, operation] of Object.entries(healthOperations)) {
    read.push([name, await payloadOf(appliance.call(operation))]);
  }
  return Object.fromEntries(read) as Parts['health'];
}

async function readSingleJob(
  appliance: Appliance,
  kind: 'reconciliation' | 'restore',
): Promise<JobFacts> {
  const { job } = await readJob(appliance, { kind });
  return job;
}

interface PartRow<Name extends PartName> {
  read(source: PartSource): Promise<Parts[Name]>;
  /** @returns how long (ms) a reading is kept at least: such things change rarely. */
  keep?(value: Parts[Name]): number;
}

const minute = 60_000;

export const parts: { readonly [Name in PartName]: PartRow<Name> } = {
  reach: { read: readReach },
  entries: {
    read: ({ appliance, ended, reached }) =>
      readUntilSuccess(appliance, reached?.ids ?? [], { ended }),
  },
  plan: { read: readPlan, keep: ({ plan }) => (plan === undefined ? 0 : 10 * minute) },
  reconciliation: { read: ({ appliance }) => readSingleJob(appliance, 'reconciliation') },
  restore: { read: ({ appliance }) => readSingleJob(appliance, 'restore') },
  health: { read: readHealth, keep: () => 5 * minute },
  archive: {
    async read({ deployed, appliance, clock, location, entries }) {
      const success = entries.find(hasSucceeded);
      const result = await readArchive({ deployed, appliance, clock, location, success });
      return { key: location === undefined ? '' : keyOfLocation(location), result };
    },
  },
  root: {
    async read({ appliance }) {
      return (await appliance.call(systemOperations.root)).payload;
    },
  },
};

/**
 * What is read at the same time: the parts of a row one after the other, the rows beside each other. A
 * real appliance may need a second for some of these requests.
 */
export const lanes: readonly (readonly Exclude<PartName, 'reach'>[])[] = [
  ['entries', 'archive'],
  ['plan'],
  ['reconciliation', 'restore', 'root'],
  ['health'],
];
