/** The table of checks: what each needs, and how it judges. A new check is a new row. */
import { sentence } from '../../messages/sentence';
import type { Finding, NamedFinding } from '../finding';
import type { PartName } from '../measure/parts';
import { type CheckName, checkNames } from '../names';
import { judgeArchive } from './archive';
import { judgeAge, judgeLast, judgeUsual } from './backups';
import { judgeCertificate, judgeReach } from './connection';
import { type Facts, faultOf } from './facts';
import { judgeHealth } from './health';
import { judgeJobs } from './jobs';
import { judgeRoot } from './root';
import { judgeSchedule } from './schedule';

interface Check {
  /** What has to be read for it, besides `reach`. */
  parts: readonly PartName[];
  judge(facts: Facts): Finding;
  /** Whether it is judged also of an appliance that could not be reached. */
  withoutReach?: true;
}

const checks: Readonly<Record<CheckName, Check>> = {
  reach: { parts: [], judge: judgeReach, withoutReach: true },
  certificate: { parts: [], judge: judgeCertificate, withoutReach: true },
  schedule: { parts: ['plan'], judge: judgeSchedule },
  age: { parts: ['entries', 'plan'], judge: judgeAge },
  // Whether a failed manual backup matters, depends on how old the last success is.
  last: { parts: ['entries', 'plan'], judge: judgeLast },
  usual: { parts: ['entries'], judge: judgeUsual },
  jobs: { parts: ['reconciliation', 'restore'], judge: judgeJobs },
  health: { parts: ['health'], judge: judgeHealth },
  archive: { parts: ['entries', 'archive'], judge: judgeArchive },
  root: { parts: ['root'], judge: judgeRoot },
};

/** @returns the parts that checks need. */
export function partsFor(names: readonly CheckName[]): Set<PartName> {
  return new Set(names.flatMap((name) => checks[name].parts));
}

/** @returns what each of the checks says, in the order of their names. */
export function judge(names: readonly CheckName[], facts: Facts): NamedFinding[] {
  const isAway = faultOf(facts.parts, 'reach') !== undefined;
  return checkNames
    .filter((name) => names.includes(name))
    .map((name) => {
      const { judge: judgeIt, withoutReach = false } = checks[name];
      const finding: Finding =
        isAway && !withoutReach
          ? { status: 'skipped', said: [sentence('check-not-reached')] }
          : judgeIt(facts);
      return { name, ...finding };
    });
}
