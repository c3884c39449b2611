/** What the sidebar says of an appliance: texts and colors, no elements. */
import type { BackupOverview, JobOverview, Overview } from '../../../src/jobs/overview/overview';
import { clockText, distanceText } from './time-text';

/** Translates a key of the sidebar's words. */
export type Translate = (key: string, parameters?: Record<string, string>) => string;

/** As in the badges of nodes (`--red-ui-node-status-colors-*`). */
export type Color = 'green' | 'blue' | 'yellow' | 'red' | 'grey';

export interface Row {
  label: string;
  text: string;
  /** Set where somebody should look at it. */
  color?: Color;
  /** When that was seen (ISO 8601); left out of what is true now. */
  at?: string;
}

/** In which language, and when, it is said. */
export interface Telling {
  translate: Translate;
  language: string;
  /** Epoch ms. */
  now: number;
}

const prefix = 'vcenter-recovery-sidebar';

/** @returns the badge of an appliance. */
export function badgeOf(
  { health }: Overview,
  { translate }: Pick<Telling, 'translate'>,
): { text: string; color: Color } {
  const word = health === undefined ? 'unknown' : health.toLowerCase().replaceAll('_', '-');
  const text = translate(`${prefix}.status.${word}`);
  if (health === undefined) return { text, color: 'grey' };
  if (health === 'ok') return { text, color: 'green' };
  return { text, color: health === 'SIGN_IN_PAUSED' ? 'yellow' : 'red' };
}

function signInRow({ signIn }: Overview, { translate, language }: Telling): Row {
  const label = translate(`${prefix}.signIn.label`);
  if (signIn === undefined) {
    return { label, text: translate(`${prefix}.signIn.settings`), color: 'red' };
  }
  const { accepted, left, nextTry } = signIn;
  const state = accepted ? 'accepted' : 'refused';
  const texts = [
    translate(`${prefix}.signIn.${accepted === undefined ? 'untried' : state}`),
    translate(`${prefix}.signIn.left`, { count: String(left) }),
    ...(nextTry === undefined
      ? []
      : [translate(`${prefix}.signIn.next`, { time: clockText(nextTry, language) })]),
  ];
  return { label, text: texts.join(', '), ...(accepted === false ? { color: 'red' } : {}) };
}

/** "running, 42 %", "failed (3 hr. ago)". */
function jobText({ state, progress, end }: JobOverview, telling: Telling): string {
  const word = telling.translate(`${prefix}.job.${state}`);
  if (state === 'running') return progress === undefined ? word : `${word}, ${progress} %`;
  if (end === undefined) return word;
  return `${word} (${distanceText(end, telling.now, telling.language)})`;
}

const colorOfState: Partial<Record<JobOverview['state'], Color>> = {
  running: 'blue',
  failed: 'red',
  lost: 'red',
};

function jobRow(kind: 'reconciliation' | 'restore', overview: Overview, telling: Telling): Row {
  const label = telling.translate(`${prefix}.job.${kind}`);
  const job = overview[kind];
  if (job === undefined) return { label, text: telling.translate(`${prefix}.unseen`) };
  const color = colorOfState[job.state];
  return { label, text: jobText(job, telling), at: job.at, ...(color ? { color } : {}) };
}

function backupTexts(
  { latest, success, nextDue, lateness, isUnscheduled }: BackupOverview,
  telling: Telling,
): string[] {
  const { translate, now, language } = telling;
  const distance = (time: string) => ({ time: distanceText(time, now, language) });
  return [
    ...(lateness === undefined ? [] : [translate(`${prefix}.backup.overdue`)]),
    ...(latest === undefined || latest.state === 'succeeded' ? [] : [jobText(latest, telling)]),
    success === undefined
      ? translate(`${prefix}.backup.noSuccess`)
      : translate(`${prefix}.backup.success`, distance(success)),
    ...(nextDue === undefined ? [] : [translate(`${prefix}.backup.next`, distance(nextDue))]),
    ...(isUnscheduled ? [translate(`${prefix}.backup.unscheduled`)] : []),
  ];
}

/** One that runs does not hide that those before it were late. */
function colorOfBackup(backup: BackupOverview): Color | undefined {
  const { latest, success, lateness, isUnscheduled } = backup;
  const color = latest && colorOfState[latest.state];
  if (color === 'red' || lateness === 'critical') return 'red';
  if (lateness !== undefined || success === undefined || isUnscheduled) return 'yellow';
  return color;
}

function backupRow({ backup }: Overview, telling: Telling): Row {
  const label = telling.translate(`${prefix}.job.backup`);
  if (backup === undefined) return { label, text: telling.translate(`${prefix}.unseen`) };
  const color = colorOfBackup(backup);
  return {
    label,
    text: backupTexts(backup, telling).join(', '),
    at: backup.at,
    ...(color ? { color } : {}),
  };
}

/** @returns what is known of an appliance, line by line. */
export function rowsOf(overview: Overview, telling: Telling): Row[] {
  return [
    signInRow(overview, telling),
    jobRow('reconciliation', overview, telling),
    backupRow(overview, telling),
    jobRow('restore', overview, telling),
  ];
}

/** @returns whether somebody should look after an appliance. */
export function needsAttention(overview: Overview, telling: Telling): boolean {
  const colors = [badgeOf(overview, telling), ...rowsOf(overview, telling)].map(
    ({ color }) => color,
  );
  return colors.some((color) => color === 'red' || color === 'yellow');
}
