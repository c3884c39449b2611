/** One appliance, measured and judged. */
import type { ApplianceIdentity } from '../appliance/faults/fault';
import type { Connection } from '../appliance/settings/connection';
import type { Words } from '../messages/sentence';
import { type NamedFinding, type Status, worstOf } from './finding';
import { type BackupFacts, backupFacts } from './judge/backups';
import { type Facts, faultOf, readingOf } from './judge/facts';
import { judge, partsFor } from './judge/judge';
import { type Measurable, type Measured, type MeasureOptions, measure } from './measure/measure';
import type { CheckName, Thresholds } from './names';

export interface CheckSettings extends MeasureOptions {
  checks: readonly CheckName[];
  thresholds: Thresholds;
  /** Ids and texts of messages of successful backups that are no warning. */
  ignored: readonly string[];
}

/** What is said of one appliance, not yet in the words of a language. */
export interface Assessment {
  identity: ApplianceIdentity;
  /** The words of its language. */
  words: Words;
  status: Status;
  findings: readonly NamedFinding[];
  facts: Facts;
  /** Undefined where the backups were not read. */
  backups: BackupFacts | undefined;
  measured: Measured;
  connection: Connection | undefined;
}

/** An appliance that can be checked. */
export interface Checkable extends Measurable {
  words(): Words;
}

/** @returns undefined where the settings of the appliance are wrong. */
function connectionOf({ appliance }: Checkable, { parts }: Measured): Connection | undefined {
  return faultOf(parts, 'reach')?.code === 'NOT_CONFIGURED'
    ? undefined
    : appliance.server().connection;
}

/** What is said of an appliance, but for what follows from the rest. */
export type ToJudge = Omit<Assessment, 'status' | 'findings' | 'backups'>;

/** @returns the assessment by these checks. */
export function assessmentOf(toJudge: ToJudge, checks: readonly CheckName[]): Assessment {
  const findings = judge(checks, toJudge.facts);
  return {
    ...toJudge,
    findings,
    // Where nothing could be judged, nothing is known.
    status: worstOf(findings.map(({ status }) => status)) ?? 'unknown',
    backups: backupFacts(toJudge.facts),
  };
}

/** Measures and judges an appliance. Never throws a fault: what could not be read is part of it. */
export async function assess(checkable: Checkable, settings: CheckSettings): Promise<Assessment> {
  const { appliance, clock, words } = checkable;
  const { checks, thresholds, ignored } = settings;
  const measured = await measure(checkable, partsFor(checks), settings);
  const { parts } = measured;
  const ahead = readingOf(parts, 'reach')?.ahead ?? 0;
  const facts: Facts = {
    ...{ parts, thresholds, ignored },
    certificate: appliance.certificate(),
    now: clock.wallNow() + ahead,
  };
  const toJudge = {
    ...{ identity: appliance.identity, words: words(), facts, measured },
    connection: connectionOf(checkable, measured),
  };
  return assessmentOf(toJudge, checks);
}
