/** The reconciliation and the restore job. */
import { isNone, type JobFacts } from '../../jobs/job/job';
import { sentence } from '../../messages/sentence';
import { asSentence } from '../../messages/text';
import { durationText } from '../../messages/time-text';
import { type Finding, worstFinding } from '../finding';
import type { Outcome } from '../measure/parts';
import type { Facts } from './facts';
import { unread } from './unread';

function becauseOf({ error }: JobFacts): string[] {
  return error === undefined ? [] : [asSentence(error)];
}

function secondsSince(time: string | undefined, now: number): number | undefined {
  return time === undefined ? undefined : (now - Date.parse(time)) / 1000;
}

function judgeReconciliation(job: JobFacts, { now, thresholds }: Facts): Finding {
  const running = secondsSince(job.startTime, now) ?? 0;
  const time = durationText(Math.max(0, running));
  switch (job.state) {
    case 'running':
      return running > thresholds['jobs.warning']
        ? { status: 'warning', said: [sentence('check-reconciliation-long', { time })] }
        : { status: 'ok', said: [sentence('check-reconciliation-running', { time })] };
    case 'failed': {
      // It cannot be deleted, so it is not critical for ever.
      const since = secondsSince(job.endTime, now) ?? 0;
      const status = since > thresholds['jobs.critical'] ? 'warning' : 'critical';
      return { status, said: [sentence('check-reconciliation-failed'), ...becauseOf(job)] };
    }
    default:
      return { status: 'ok', said: [sentence('check-reconciliation-succeeded')] };
  }
}

function judgeRestore(job: JobFacts): Finding {
  switch (job.state) {
    case 'running':
      return { status: 'ok', said: [sentence('check-restore-running')] };
    // It has no times, so it is critical for as long as the appliance reports it.
    case 'failed':
      return { status: 'critical', said: [sentence('check-restore-failed'), ...becauseOf(job)] };
    default:
      return { status: 'ok', said: [sentence('check-restore-succeeded')] };
  }
}

function judgeOne(
  outcome: Outcome<JobFacts> | undefined,
  judge: (job: JobFacts) => Finding,
): Finding[] {
  if (outcome === undefined) return [];
  if ('fault' in outcome) return [unread(outcome.fault)];
  return isNone(outcome.value) ? [] : [judge(outcome.value)];
}

export function judgeJobs(facts: Facts): Finding {
  const { reconciliation, restore } = facts.parts;
  const findings = [
    ...judgeOne(reconciliation, (job) => judgeReconciliation(job, facts)),
    ...judgeOne(restore, judgeRestore),
  ];
  return worstFinding(findings) ?? { status: 'skipped', said: [sentence('check-no-jobs')] };
}
