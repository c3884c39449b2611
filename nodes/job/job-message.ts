import { Fault } from '../../src/appliance/faults/fault';
import type { GivenParameters } from '../../src/appliance/operations/parameter-checks/check-parameters';
import { nameOf } from '../../src/appliance/settings/coerce';
import type { Job, JobKind } from '../../src/jobs/job/job';
import type { JobTarget } from '../../src/jobs/read-job';
import type { NamedJob } from '../../src/jobs/wait/wait';
import { isRecord } from '../../src/messages/record';
import { type Sentence, sentence } from '../../src/messages/sentence';
import type { ApplianceNode } from '../appliance/deployed-appliances';
import type { Input } from '../message/report';
import type { Message, Runtime, RuntimeNode } from '../runtime/node-red';
import type { TypedInput } from '../runtime/saved-values';
import { sourceOf, typedValue } from '../runtime/typed-value';
import type { BackupChoice } from './job-settings';

/** Which job a message is about, and how it was named. */
export interface MeantJob {
  target: JobTarget;
  /** The very job, where the flow names one: no other counts then. */
  named: NamedJob | undefined;
}

/** A message for a job node, with the appliance and the job that it is about. */
export interface JobMessage extends MeantJob {
  input: Input;
  appliance: ApplianceNode;
  /** The specification of a job to start, as the message or the node gave it. */
  given: GivenParameters;
}

const jobStates: ReadonlySet<unknown> = new Set(['running', 'succeeded', 'failed']);

/**
 * The job in `msg.job`, if it is one of this kind and appliance. One with an id counts also where it
 * was not found or lost: cancelling the latest instead would hit another one.
 */
function jobInMessage(
  { job }: Message,
  kind: JobKind,
  { appliance }: ApplianceNode,
): (Pick<Job, 'state'> & Partial<Job>) | undefined {
  if (!isRecord(job) || job.kind !== kind) return undefined;
  const isHere = isRecord(job.appliance) && job.appliance.id === appliance.identity.id;
  const { id, startTime } = job;
  const isJob = jobStates.has(job.state);
  if (!isHere || !(isJob || typeof id === 'string')) return undefined;
  return {
    state: isJob ? (job.state as Job['state']) : 'none',
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof startTime === 'string' ? { startTime } : {}),
  };
}

function invalid(said: Sentence): Fault {
  return new Fault({ code: 'INVALID_REQUEST', sentences: [said] });
}

async function givenId(
  runtime: Runtime,
  id: TypedInput,
  node: RuntimeNode,
  message: Message,
): Promise<string> {
  const source = id.type === 'str' ? nameOf('job') : sourceOf(id);
  let value: unknown;
  try {
    ({ value } = await typedValue(runtime, id, node, message));
  } catch (error) {
    const reason = (error as Error).message;
    throw invalid(sentence('job-unreadable', { source, reason }));
  }
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw invalid(sentence('job-not-an-id', { source }));
}

/**
 * @returns the job that a message is about: an appliance has one of each kind, but many backups.
 * @throws Fault INVALID_REQUEST where the id of a backup cannot be read.
 */
export async function meantJob(
  { runtime, node, kind }: { runtime: Runtime; node: RuntimeNode; kind: JobKind },
  backup: BackupChoice,
  message: Message,
  appliance: ApplianceNode,
): Promise<MeantJob> {
  const job = jobInMessage(message, kind, appliance);
  if (kind !== 'backup') return { target: { kind }, named: job && { job } };
  if (backup.by === 'message') {
    return job?.id === undefined
      ? { target: { kind, which: 'latest' }, named: undefined }
      : { target: { kind, id: job.id }, named: { job } };
  }
  if (backup.by !== 'id') return { target: { kind, which: backup.by }, named: undefined };
  const id = await givenId(runtime, backup.id, node, message);
  return { target: { kind, id }, named: { job: { state: 'none' } } };
}
