import { Fault } from '../../src/appliance/faults/fault';
import type { GivenParameters } from '../../src/appliance/operations/check-parameters';
import { asFlag, asText } from '../../src/appliance/settings/coerce';
import type { Job, JobKind, Look } from '../../src/jobs/job';
import { kinds } from '../../src/jobs/kinds';
import { type JobTarget, lookAt } from '../../src/jobs/look';
import type { NamedJob } from '../../src/jobs/wait';
import { isRecord } from '../../src/messages/record';
import { type ApplianceNode, applianceFor } from '../appliance/deployed-appliances';
import { type MessageNode, takeMessages } from '../message/message-node';
import { type Passage, reportJob, showBusy } from '../message/report';
import type { Message, NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import { typedValue } from '../runtime/typed-value';
import { type Action, readAction, readTarget } from './job-settings';
import type { JobWaits } from './job-waits';
import type { Standing } from './waits-over-deploy';

/** The output (from 0) for faults, where the user wants one: the last. */
const errorOutput = 4;

/** Which job a message means, and how it was named. */
export interface MeantJob {
  target: JobTarget;
  /** The very job, where the flow names one: no other counts then. */
  named?: NamedJob;
}

/** A message on its way to one appliance. */
export interface Errand extends MeantJob {
  /** For the operation that starts a job. */
  parameters: GivenParameters;
  appliance: ApplianceNode;
  passage: Passage;
}

/** A deployed job node. */
export interface JobNode extends MessageNode {
  runtime: Runtime;
  node: RuntimeNode;
  config: NodeConfig;
  kind: JobKind;
  /** Once something may wait there. */
  standing?: Standing;
  /** Its messages that wait, once there are any. */
  waits?: JobWaits;
}

const jobStates: ReadonlySet<unknown> = new Set(['running', 'succeeded', 'failed']);

/**
 * The job in `msg.job`, if it is one of this kind and appliance. Where it has an id that counts also
 * when it was not found or lost: cancelling the latest instead would hit another one.
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

async function givenId(
  runtime: Runtime,
  { jobId }: NodeConfig,
  type: string,
  node: RuntimeNode,
  message: Message,
): Promise<string> {
  const value = asText(jobId, 'job');
  const place = type === 'str' ? 'job' : `job in ${type} ${value}`;
  let id: unknown;
  try {
    id = await typedValue(runtime, { value, type }, node, message);
  } catch (error) {
    const text = `The ${place} cannot be read: ${(error as Error).message}.`;
    throw new Fault({ code: 'INVALID_REQUEST', text });
  }
  if (typeof id === 'string' && id.trim() !== '') return id.trim();
  throw new Fault({ code: 'INVALID_REQUEST', text: `The ${place} is not an id.` });
}

/** Which job a message means: an appliance has one of each kind, but many backups. */
async function meantJob(
  { runtime, node, config, kind }: JobNode,
  message: Message,
  appliance: ApplianceNode,
): Promise<MeantJob> {
  const job = jobInMessage(message, kind, appliance);
  if (kind !== 'backup') return { target: { kind }, ...(job ? { named: { job } } : {}) };
  const type = asText(config.jobIdType, 'kind of job') || 'auto';
  if (type === 'auto') {
    return job?.id === undefined
      ? { target: { kind, which: 'latest' } }
      : { target: { kind, id: job.id }, named: { job } };
  }
  if (type === 'latest' || type === 'latest-succeeded') return { target: { kind, which: type } };
  const id = await givenId(runtime, config, type, node, message);
  return { target: { kind, id }, named: { job: { state: 'none' } } };
}

type Act = (job: JobNode, errand: Errand) => Promise<Look | undefined>;

/** Each action: the look that ends the message, or none where it goes on waiting. */
const actions: Readonly<Record<Action, Act>> = {
  get({ node }, { appliance, target }) {
    showBusy(node, 'asking');
    return lookAt(appliance.appliance, target);
  },
  cancel({ node }, { appliance, target, named }) {
    const { cancelJob } =
      require('../../src/jobs/start-cancel') as typeof import('../../src/jobs/start-cancel');
    showBusy(node, 'cancelling');
    return cancelJob(appliance.appliance, target, named !== undefined);
  },
  start: (job, errand) => loadWaiting().start(job, errand),
  wait: (job, errand) => loadWaiting().wait(job, errand),
};

/** Only for nodes that wait: one that just asks shall not pay for it. */
function loadWaiting(): typeof import('./start-and-wait') {
  return require('./start-and-wait') as typeof import('./start-and-wait');
}

/** Starts a deployed job node of one of the three kinds. */
export function startJobNode(
  runtime: Runtime,
  node: RuntimeNode,
  config: NodeConfig,
  kind: JobKind,
): void {
  async function work(passage: Passage): Promise<(() => void) | undefined> {
    const { message } = passage;
    // First: whatever else may be wrong, the message goes on without its secrets.
    const starts = config.action === 'start' && message.stop !== true;
    const parameters = starts ? await loadWaiting().parametersOf(job, message) : {};
    asFlag(config.errorOutput, 'error output');
    const action = readAction(config, kinds[kind]);
    const appliance = await applianceFor(runtime, readTarget(config), node, message);
    const meant = await meantJob(job, message, appliance);
    if (job.isClosed()) return () => passage.done();
    const look = await actions[action](job, { ...meant, parameters, appliance, passage });
    return look && (() => reportJob(node, passage, look));
  }

  const taken = takeMessages(node, config, {
    errorOutput,
    work,
    takes: (passage) => awaitsDeploy?.takes(passage) ?? false,
    failed: () => job.waits?.shownElse(),
    close: () => awaitsDeploy?.close(),
  });
  const job: JobNode = { ...taken, runtime, node, config, kind };
  const mayWait = config.action === 'start' || config.action === 'wait';
  const awaitsDeploy = mayWait ? loadWaiting().goOnAfterDeploy(job) : undefined;
}
