/**
 * The text format of Prometheus, version 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/).
 */
import { wholeNumberOf } from '../../jobs/job/job';
import { timesOf } from '../../jobs/schedule/late';
import type { Assessment } from '../assess';
import { statuses } from '../finding';
import { faultOf, readingOf } from '../judge/facts';
import { isBackupRunning, latestSuccess } from '../verdict';

type Labels = Readonly<Record<string, string>>;

/** A value, with the labels that it has besides those of the appliance. */
interface Sample {
  value: number;
  labels?: Labels;
}

interface Metric {
  name: string;
  help: string;
  /** Whether it is there also of an appliance that could not be reached. */
  always?: true;
  /** None where it is not known. */
  samples(assessment: Assessment): readonly Sample[];
}

/** One sample, or none. */
function one(value: number | undefined): Sample[] {
  return value === undefined ? [] : [{ value }];
}

/** Milliseconds as seconds. */
function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}

/** A label for each status; 1 for the one that it is. */
function byStatus(current: string, labels: Labels = {}): Sample[] {
  return statuses.map((status) => ({
    value: status === current ? 1 : 0,
    labels: { ...labels, status },
  }));
}

function isUp({ facts }: Assessment): boolean {
  return faultOf(facts.parts, 'reach') === undefined;
}

function timesOfSuccess(assessment: Assessment) {
  const success = latestSuccess(assessment);
  return success === undefined ? undefined : timesOf(success);
}

/** When the backup is overdue: 0 where there are backups, and none has ever succeeded. */
function overdueFrom({ backups }: Assessment): number | undefined {
  if (backups === undefined) return undefined;
  const { lateFrom, reason } = backups.lateness;
  return reason === 'no-success' ? 0 : seconds(lateFrom);
}

/** When the last success ended: 0 for never. */
function lastSuccess(assessment: Assessment): number | undefined {
  if (assessment.backups === undefined) return undefined;
  return seconds(timesOfSuccess(assessment)?.end ?? 0);
}

const metrics: readonly Metric[] = [
  {
    name: 'up',
    help: 'Whether the appliance could be signed in to and lists its backups.',
    always: true,
    samples: (assessment) => [{ value: isUp(assessment) ? 1 : 0 }],
  },
  {
    name: 'info',
    help: 'Version and build of the appliance, and which of its APIs is used.',
    samples({ facts, connection = '' }) {
      const { version = '', build = '' } = readingOf(facts.parts, 'reach') ?? {};
      return [{ value: 1, labels: { version, build, connection } }];
    },
  },
  {
    name: 'status',
    help: 'The worst status of all checks of the appliance.',
    always: true,
    samples: ({ status }) => byStatus(status),
  },
  {
    name: 'check_status',
    help: 'The status of a check; all 0 where it does not apply.',
    always: true,
    samples: ({ findings }) =>
      findings.flatMap(({ name, status }) => byStatus(status, { check: name })),
  },
  {
    name: 'last_check_timestamp_seconds',
    help: 'When the appliance was last asked.',
    always: true,
    samples: ({ measured }) => one(seconds(measured.at)),
  },
  {
    name: 'last_check_duration_seconds',
    help: 'How long that took.',
    always: true,
    samples: ({ measured }) => one(measured.seconds),
  },
  {
    name: 'backup_last_success_timestamp_seconds',
    help: 'When the last successful backup ended; 0 for never.',
    samples: (assessment) => one(lastSuccess(assessment)),
  },
  {
    name: 'backup_overdue_timestamp_seconds',
    help: 'From when on a backup is overdue unless another succeeds; 0 if none ever has.',
    samples: (assessment) => one(overdueFrom(assessment)),
  },
  {
    name: 'backup_next_due_timestamp_seconds',
    help: 'When the schedule starts the next backup.',
    samples: ({ backups }) => one(seconds(backups?.lateness.nextDue)),
  },
  {
    name: 'backup_last_success_duration_seconds',
    help: 'How long the last successful backup took.',
    samples: (assessment) => one(seconds(timesOfSuccess(assessment)?.duration)),
  },
  {
    name: 'backup_last_success_size_bytes',
    help: 'How much the last successful backup transferred.',
    samples: (assessment) => one(wholeNumberOf(latestSuccess(assessment)?.details.size)),
  },
  {
    name: 'backup_running',
    help: 'Whether a backup is running.',
    samples(assessment) {
      const running = isBackupRunning(assessment);
      return running === undefined ? [] : [{ value: running ? 1 : 0 }];
    },
  },
  {
    name: 'certificate_expiry_timestamp_seconds',
    help: 'When the certificate of the appliance expires.',
    always: true,
    samples: ({ facts }) => one(seconds(facts.certificate?.expires)),
  },
];

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** The labels of each appliance. Two that would have the same are told apart by the id. */
function labelsOf(assessments: readonly Assessment[]): Map<Assessment, Labels> {
  const taken = new Set<string>();
  return new Map(
    assessments.map((assessment) => {
      const { id, name, host } = assessment.identity;
      const key = JSON.stringify([name, host]);
      const appliance = taken.has(key) ? `${name} (${id})` : name;
      taken.add(key);
      return [assessment, { appliance, host }];
    }),
  );
}

function lineOf(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `vcenter_recovery_${name}{${pairs.join(',')}} ${value}`;
}

/** @returns the metrics of all appliances, without those that have no value. */
export function toPrometheus(assessments: readonly Assessment[]): string {
  const labels = labelsOf(assessments);
  const lines = metrics.flatMap(({ name, help, always = false, samples }) => {
    const ofMetric = assessments
      .filter((assessment) => always || isUp(assessment))
      .flatMap((assessment) =>
        samples(assessment).map((sample) =>
          lineOf(name, { ...labels.get(assessment), ...sample.labels }, sample.value),
        ),
      );
    if (ofMetric.length === 0) return [];
    const full = `vcenter_recovery_${name}`;
    return [`# HELP ${full} ${help}`, `# TYPE ${full} gauge`, ...ofMetric];
  });
  return lines.map((line) => `${line}\n`).join('');
}
