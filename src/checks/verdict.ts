/** What a flow gets: assessments in the words of a language, as plain data. */
import type { ApplianceIdentity } from '../appliance/faults/fault';
import { type BackupEntry, hasEnded, hasSucceeded } from '../jobs/backups/entries';
import { type Advice, wholeNumberOf } from '../jobs/job/job';
import { adviceOn } from '../jobs/job/job-text';
import { timesOf } from '../jobs/schedule/late';
import { isRecord } from '../messages/record';
import { redactText } from '../messages/redaction';
import { sentence, textIn, type Words } from '../messages/sentence';
import { isMoment } from '../messages/time-text';
import type { Assessment } from './assess';
import { type CheckStatus, type Status, statuses, worstFirst, worstOf } from './finding';
import { readingOf } from './judge/facts';
import type { CheckName } from './names';

/** One check in `msg.verdict.checks`. */
export interface CheckResult {
  name: CheckName;
  status: CheckStatus;
  text: string;
  value?: number;
  unit?: 's' | 'B';
  warning?: string;
  critical?: string;
  advice?: Advice;
}

/** `msg.verdict` of one appliance. */
export interface Verdict {
  status: Status;
  /** 0 ok, 1 warning, 2 critical, 3 unknown, as the exit code of a monitoring plugin. */
  code: number;
  /** What is wrong, the worst first; or that nothing is. */
  text: string;
  appliance: ApplianceIdentity;
  version?: string;
  checks: readonly CheckResult[];
  backup?: BackupVerdict;
  schedule?: ScheduleVerdict;
}

/** The latest successful backup. */
export interface BackupVerdict {
  id?: string;
  /** ISO 8601. */
  startTime?: string;
  endTime?: string;
  /** Bytes. */
  size?: number;
  /** Seconds. */
  duration?: number;
  type?: string;
  /** Whether a backup is running. */
  running: boolean;
}

/** The schedule that runs, else the first that exists. */
export interface ScheduleVerdict {
  id: string;
  enabled: boolean;
  location?: string;
  /** ISO 8601. */
  nextDue?: string;
  /** From when on the backup is overdue, if no other succeeds. ISO 8601. */
  overdueFrom?: string;
}

/** `msg.verdict` of several appliances. */
export interface FleetVerdict {
  status: Status;
  code: number;
  text: string;
  counts: Record<Status, number>;
}

/** @returns the exit code that a status has in monitoring plugins, and its output of the node. */
export function codeOf(status: Status): number {
  return statuses.indexOf(status);
}

/** Epoch milliseconds as ISO 8601; undefined for what no calendar has, as after a threshold without end. */
function iso(time = Number.NaN): string | undefined {
  return isMoment(time) ? new Date(time).toISOString() : undefined;
}

/** Without the properties that are not known. */
function known<Value extends object>(
  value: Value,
): {
  [Key in keyof Value]: Exclude<Value[Key], undefined>;
} {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };
}

function textOf({ identity, status, findings, words }: Assessment): string {
  const appliance = identity.name;
  const judged = findings.filter((finding) => finding.status !== 'skipped');
  if (judged.length === 0)
    return textIn([sentence('verdict-nothing-judged', { appliance })], words);
  if (status === 'ok') {
    const said = findings.find(({ name }) => name === 'age')?.said ?? [];
    return textIn([sentence('verdict-ok', { appliance }), ...said], words);
  }
  const wrong = worstFirst
    .filter((candidate) => candidate !== 'ok')
    .flatMap((candidate) => findings.filter((finding) => finding.status === candidate));
  return textIn(
    [sentence(`verdict-${status}`, { appliance }), ...wrong.flatMap(({ said }) => said)],
    words,
  );
}

/** @returns the latest successful backup of an assessment. */
export function latestSuccess({ backups }: Assessment): BackupEntry | undefined {
  return backups?.entries.find(hasSucceeded);
}

/** @returns whether a backup is running; undefined where the backups were not read. */
export function isBackupRunning({ backups }: Assessment): boolean | undefined {
  return backups?.entries.some((entry) => !hasEnded(entry));
}

function backupOf(assessment: Assessment): BackupVerdict | undefined {
  const running = isBackupRunning(assessment);
  if (running === undefined) return undefined;
  const success = latestSuccess(assessment);
  if (success === undefined) return { running };
  const { id, details } = success;
  const times = timesOf(success);
  return known({
    id,
    startTime: iso(times?.start),
    endTime: iso(times?.end),
    size: wholeNumberOf(details.size),
    duration: times?.duration === undefined ? undefined : times.duration / 1000,
    type: typeof details.type === 'string' ? details.type : undefined,
    running,
  });
}

function scheduleOf({ facts, backups }: Assessment): ScheduleVerdict | undefined {
  const plan = readingOf(facts.parts, 'plan');
  if (plan === undefined || 'fault' in plan.schedules) return undefined;
  const schedules = isRecord(plan.schedules.value) ? plan.schedules.value : {};
  const runs = plan.plan?.schedules[0]?.name;
  const [id, info] =
    Object.entries(schedules).find(([name]) => name === runs) ?? Object.entries(schedules)[0] ?? [];
  if (id === undefined || !isRecord(info)) return undefined;
  return known({
    id,
    enabled: info.enable !== false,
    location: typeof info.location === 'string' ? redactText(info.location) : undefined,
    nextDue: iso(backups?.lateness.nextDue),
    overdueFrom: iso(backups?.lateness.lateFrom),
  });
}

/** @returns `msg.verdict` of one appliance, in the words of its language. */
export function verdictOf(assessment: Assessment): Verdict {
  const { identity, status, findings, facts, words } = assessment;
  return known({
    status,
    code: codeOf(status),
    text: textOf(assessment),
    appliance: { ...identity },
    version: readingOf(facts.parts, 'reach')?.version,
    checks: findings.map(({ said, name, status: found, cause, ...measured }) => ({
      ...{ name, status: found, text: textIn(said, words) },
      ...measured,
      ...(cause === undefined ? {} : { advice: adviceOn(cause, words) }),
    })),
    backup: backupOf(assessment),
    schedule: scheduleOf(assessment),
  });
}

/** @returns `msg.verdict` of several appliances: the worst of them, and which are not ok. */
export function fleetVerdictOf(verdicts: readonly Verdict[], words: Words): FleetVerdict {
  const status = worstOf(verdicts.map((verdict) => verdict.status)) ?? 'unknown';
  const of = (wanted: Status) => verdicts.filter((verdict) => verdict.status === wanted);
  const counts = { ok: 0, warning: 0, critical: 0, unknown: 0 };
  for (const name of statuses) counts[name] = of(name).length;
  const { length: count } = verdicts;
  const bad = worstFirst.flatMap((candidate) => (candidate === 'ok' ? [] : of(candidate)));
  const text =
    bad.length === 0
      ? textIn([sentence('fleet-ok', { count })], words)
      : textIn(
          [
            sentence('fleet-not-ok', { count, bad: bad.length }),
            ...bad.map((verdict) => verdict.text),
          ],
          words,
        );
  return { status, code: codeOf(status), text, counts };
}
