/** The backups: how old the last success is, how the latest ended, and whether it is as usual. */
import { readVapiError } from '../../appliance/faults/vapi-error';
import { type BackupEntry, hasEnded, hasSucceeded } from '../../jobs/backups/entries';
import { failureMessages } from '../../jobs/job/answer-to-job';
import { wholeNumberOf } from '../../jobs/job/job';
import { causeOf } from '../../jobs/job/known-causes';
import { warningsIn } from '../../jobs/job/warnings';
import {
  credible,
  judgeLateness,
  type LateAnswer,
  type LateReason,
  medianOf,
  timesOf,
} from '../../jobs/schedule/late';
import { isRecord, stringOf } from '../../messages/record';
import { redactText } from '../../messages/redaction';
import { type Sentence, sentence, type Text } from '../../messages/sentence';
import { asSentence, errorText, messageTexts } from '../../messages/text';
import { dateText, durationText, sizeText } from '../../messages/time-text';
import { type Finding, worstFinding } from '../finding';
import { type Facts, faultOf, readingOf } from './facts';
import { atMost } from './ranges';
import { unread } from './unread';

const oneHour = 3600;

/** What is known of the backups. */
export interface BackupFacts {
  /** Those that can be believed, the latest first. */
  entries: readonly BackupEntry[];
  lateness: LateAnswer;
}

/** @returns undefined where the backups could not be read. */
export function backupFacts({ parts, now, thresholds }: Facts): BackupFacts | undefined {
  const history = readingOf(parts, 'entries');
  if (history === undefined) return undefined;
  const lateness = judgeLateness({
    history,
    plan: readingOf(parts, 'plan')?.plan,
    areThereJobs: (readingOf(parts, 'reach')?.ids.length ?? 0) > 0,
    now,
    grace: thresholds['age.grace'] * 1000,
  });
  return { entries: credible(history, now), lateness };
}

/** A check of the backups that cannot be made where they could not be read. */
type JudgeBackups = (backups: BackupFacts, facts: Facts) => Finding;

function ofBackups(judge: JudgeBackups): (facts: Facts) => Finding {
  return (facts) => {
    const backups = backupFacts(facts);
    if (backups !== undefined) return judge(backups, facts);
    const fault = faultOf(facts.parts, 'entries');
    if (fault !== undefined) return unread(fault);
    return { status: 'skipped', said: [sentence('check-not-offered')] };
  };
}

/** Why no schedule decides. The text has to say so, because a day is then only assumed. */
const reasons: Readonly<Partial<Record<LateReason, Sentence>>> = {
  'no-schedule': sentence('check-without-schedule'),
  'schedule-disabled': sentence('check-schedule-disabled'),
  'schedule-without-recurrence': sentence('check-schedule-never-runs'),
  'schedule-unreadable': sentence('check-schedule-unreadable'),
};

const statusOfLateness = { 'in-time': 'ok', late: 'warning', critical: 'critical' } as const;

export const judgeAge = ofBackups(({ lateness }, { now }) => {
  const { lastSuccess, lateFrom, criticalFrom, reason } = lateness;
  const status = statusOfLateness[lateness.lateness];
  if (lastSuccess === undefined) {
    const key = reason === 'no-success' ? 'check-no-success' : 'check-no-backups';
    return { status, said: [sentence(key)] };
  }
  const value = Math.max(0, Math.round((now - lastSuccess) / 1000));
  const why = reasons[reason];
  const due = lateness.awaited ?? lateFrom;
  const said: Text = [
    sentence('check-last-success', { time: durationText(value), date: dateText(lastSuccess) }),
    ...(status !== 'ok' && reason === 'by-schedule' && due !== undefined
      ? [sentence('check-was-due', { date: dateText(due) })]
      : []),
    ...(why === undefined ? [] : [why]),
  ];
  return {
    ...{ status, said, value, unit: 's' },
    ...(lateFrom === undefined ? {} : { warning: atMost((lateFrom - lastSuccess) / 1000) }),
    ...(criticalFrom === undefined
      ? {}
      : { critical: atMost((criticalFrom - lastSuccess) / 1000) }),
  };
});

function isCanceled({ details }: BackupEntry): boolean {
  return readVapiError(details.error)?.type === 'CANCELED';
}

function reasonOf({ details }: BackupEntry): string[] {
  const texts = messageTexts(details.messages);
  const reason = errorText(details.error) ?? (texts.length > 0 ? texts.join(' ') : undefined);
  return reason === undefined ? [] : [asSentence(redactText(reason))];
}

export const judgeLast = ofBackups(({ entries, lateness }, { ignored }) => {
  const latest = entries.find(hasEnded);
  if (latest === undefined) return { status: 'skipped', said: [sentence('check-none-ended')] };
  const { details } = latest;
  const date = dateText(timesOf(latest)?.start ?? 0);
  if (hasSucceeded(latest)) {
    const given = warningsIn(details.messages, ignored);
    const warnings = messageTexts(given).map(redactText);
    const cause = causeOf(given);
    if (warnings.length === 0)
      return { status: 'ok', said: [sentence('check-last-succeeded', { date })] };
    const count = warnings.length;
    return {
      status: 'warning',
      said: [
        sentence(count === 1 ? 'check-last-with-warning' : 'check-last-with-warnings', {
          date,
          count,
        }),
        ...warnings.map(asSentence),
        sentence('check-ignore-messages'),
      ],
      ...(cause === undefined ? {} : { cause }),
    };
  }
  const cause = causeOf(failureMessages(details));
  const common = cause === undefined ? {} : { cause };
  if (isCanceled(latest)) {
    return { status: 'warning', said: [sentence('check-last-canceled', { date })], ...common };
  }
  // A scheduled one is what this vCenter relies on; a manual one may be a try.
  const isManual = details.type === 'MANUAL';
  const status = isManual && lateness.lateness === 'in-time' ? 'warning' : 'critical';
  return {
    status,
    said: [sentence('check-last-failed', { date }), ...reasonOf(latest)],
    ...common,
  };
});

/** How many earlier successes are compared, and how many are enough to know what is usual. */
const compared = { most: 10, least: 5 };

function sizeOf({ details }: BackupEntry): number | undefined {
  return wholeNumberOf(details.size);
}

/** `MANUAL 8`: only the like of it are comparable. */
function sortOf({ details: { type, build } }: BackupEntry): string {
  const version = isRecord(build) && typeof build.version === 'string' ? build.version : '';
  return `${stringOf(type)} ${version.split('.', 1)[0]}`;
}

function judgeSize(entries: readonly BackupEntry[], smaller: number): Finding | undefined {
  const [latest, ...others] = entries.filter(hasSucceeded);
  const size = latest && sizeOf(latest);
  if (latest === undefined || size === undefined) return undefined;
  const sizes = others
    .filter((other) => sortOf(other) === sortOf(latest))
    .flatMap((other) => sizeOf(other) ?? [])
    .slice(0, compared.most);
  const usual = medianOf(sizes);
  if (usual === undefined || sizes.length < compared.least) return undefined;
  const values = { size: sizeText(size), usual: sizeText(usual) };
  const key =
    size < usual * smaller
      ? 'check-smaller'
      : size > usual * 2
        ? 'check-larger'
        : 'check-usual-size';
  return {
    status: key === 'check-smaller' ? 'warning' : 'ok',
    said: [sentence(key, values)],
    value: size,
    unit: 'B',
    warning: `${Math.round(usual * smaller)}:`,
  };
}

function judgeRunning(
  entries: readonly BackupEntry[],
  longer: number,
  now: number,
): Finding | undefined {
  const running = entries.find((entry) => !hasEnded(entry));
  const start = running && timesOf(running)?.start;
  if (running === undefined || start === undefined) return undefined;
  const durations = entries
    .filter((entry) => hasSucceeded(entry) && sortOf(entry) === sortOf(running))
    .flatMap((entry) => timesOf(entry)?.duration ?? [])
    .slice(0, compared.most);
  const usual = medianOf(durations);
  if (usual === undefined || durations.length < compared.least) return undefined;
  const taken = (now - start) / 1000;
  if (taken <= Math.max(oneHour, (longer * usual) / 1000)) return undefined;
  const values = { time: durationText(taken), usual: durationText(usual / 1000) };
  return { status: 'warning', said: [sentence('check-longer', values)] };
}

export const judgeUsual = ofBackups(({ entries }, { thresholds, now }) => {
  const size = judgeSize(entries, thresholds['usual.smaller']);
  const duration = judgeRunning(entries, thresholds['usual.longer'], now);
  const findings = [duration, size].filter((finding) => finding !== undefined);
  const worst = worstFinding(findings);
  if (worst === undefined) return { status: 'skipped', said: [sentence('check-too-few')] };
  // The size is measured, also where the duration is what is wrong.
  return { ...size, ...worst };
});
