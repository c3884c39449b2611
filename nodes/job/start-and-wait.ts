/**
 * The actions that wait: `wait` itself, and `start`, which may go on waiting for what it started.
 */
import { Fault } from '../../src/appliance/faults/fault';
import type { GivenParameters } from '../../src/appliance/operations/check-parameters';
import type { Look } from '../../src/jobs/job';
import { kinds } from '../../src/jobs/kinds';
import { startJob } from '../../src/jobs/start-cancel';
import { createWait, type NamedJob, type Wait } from '../../src/jobs/wait';
import { type ApplianceNode, deployedAppliance } from '../appliance/deployed-appliances';
import { credentialParameters, readSpec } from '../message/read-parameters';
import { type Passage, showBusy } from '../message/report';
import { readDiscreetly } from '../message/take-secrets-out';
import { settingsKey } from '../runtime/config-hash';
import type { Message } from '../runtime/node-red';
import type { Errand, JobNode } from './job-node';
import { readSource, readStart, readWait } from './job-settings';
import { createJobWaits, type JobWaits } from './job-waits';
import {
  type ActiveWait,
  addLiveNode,
  type LiveNode,
  type ParkedWait,
  park,
  removeLiveNode,
  type Standing,
} from './waits-over-deploy';

/** Messages that come in once more because a deploy interrupted their wait. */
const resumed = new WeakMap<Message, { parked: ParkedWait; appliance: ApplianceNode }>();

/** By what a node is known again after a deploy. */
function standingOf(job: JobNode): Standing {
  const { config, node } = job;
  // Inside a subflow the id of an appliance is another after each deploy; its place is not.
  const appliance = deployedAppliance(config.appliance)?._path ?? config.appliance;
  job.standing ??= {
    path: node._path ?? node.id,
    settingsKey: settingsKey({ ...config, appliance }, node.credentials),
  };
  return job.standing;
}

function keep(job: JobNode, { appliance, wait, passages }: ActiveWait): void {
  park(job.runtime, { appliance, wait, passages, ...standingOf(job) });
}

function waitsOf(job: JobNode): JobWaits {
  job.waits ??= createJobWaits(
    job.runtime,
    job.node,
    (passage, error) => job.fail(passage, error),
    (wait) => keep(job, wait),
  );
  return job.waits;
}

/** Lets a node take up what the deploy interrupted that put it in its place. */
export function goOnAfterDeploy(job: JobNode): {
  /** Whether the message is one that was waiting already. */
  takes(passage: Passage): boolean;
  close(): void;
} {
  const live: LiveNode = {
    ...standingOf(job),
    resume(parked, appliance) {
      for (const { message } of parked.passages) {
        resumed.set(message, { parked, appliance });
        // In by the front door, so that it has a `send` and a `done` of this node.
        job.node.receive(message);
      }
    },
  };
  /** A wait is begun by the first of its messages to come in; the others join it. */
  const begun = new WeakMap<ParkedWait, { join(passage: Passage): void }>();
  addLiveNode(live);

  return {
    takes(passage) {
      const known = resumed.get(passage.message);
      if (known === undefined) return false;
      resumed.delete(passage.message);
      const { parked, appliance } = known;
      const others = begun.get(parked);
      if (others) others.join(passage);
      else begun.set(parked, waitsOf(job).begin(appliance, parked.wait, passage));
      return true;
    },
    close() {
      removeLiveNode(live);
      job.waits?.close(job.isRemoved() ? undefined : (wait) => keep(job, wait));
    },
  };
}

/** A message that ends the waits for a job instead of asking for something. */
function stops(job: JobNode, { appliance, target, passage }: Errand): boolean {
  if (passage.message.stop !== true) return false;
  waitsOf(job).stop(appliance, target);
  passage.done();
  return true;
}

/** A wait for the job, or a place in the one that there is. */
function beginOrJoin(
  job: JobNode,
  { appliance, target, passage }: Errand,
  create: (settings: ReturnType<typeof readWait>) => Wait,
): void {
  const settings = readWait(job.config, job.kind);
  const existing = waitsOf(job).waitFor(appliance, target);
  if (existing === undefined) {
    waitsOf(job).begin(appliance, create(settings), passage);
  } else if (settings.whenBusy === 'join') {
    existing.join(passage);
  } else {
    const text = `This node is waiting for the ${job.kind} of ${appliance.appliance.identity.name} already.`;
    throw new Fault({ code: 'REFUSED', text, appliance: { ...appliance.appliance.identity } });
  }
}

/** Waits until the job has ended. */
export async function wait(job: JobNode, errand: Errand): Promise<undefined> {
  if (stops(job, errand)) return;
  const { target, named } = errand;
  beginOrJoin(job, errand, (settings) => createWait(target, settings, performance.now(), named));
}

async function readParameters(job: JobNode, message: Message): Promise<GivenParameters> {
  const { config, kind, node, runtime } = job;
  const { bySchedule, spec } = readSource(config, kind);
  if (bySchedule) return {};
  const { create } = kinds[kind];
  // Before all that may name a variable that is not set.
  const given = await readSpec(runtime, spec, node, message);
  const { ignoreWarnings } = readStart(config);
  return {
    ...credentialParameters(create, node.credentials),
    ...(kind !== 'backup' && ignoreWarnings ? { ignore_warnings: true } : {}),
    ...given,
  };
}

/** What is given to the operation that starts the job; its secrets are taken out of the message. */
export function parametersOf(job: JobNode, message: Message): Promise<GivenParameters> {
  return readDiscreetly(message, () => readParameters(job, message));
}

/** The wait for what was just started, of which the answer to the start is the first look. */
function waitForStarted(job: JobNode, { appliance, passage }: Errand, first: Look): void {
  const { id } = first.job;
  const { kind } = job;
  const named: NamedJob = { job: first.job, look: first };
  const target =
    kind !== 'backup'
      ? { kind }
      : id === undefined
        ? { kind, which: 'latest' as const }
        : { kind, id };
  const waiting = createWait(target, readWait(job.config, kind), performance.now(), named);
  if (job.isRemoved()) passage.done();
  else if (job.isClosed()) keep(job, { appliance, wait: waiting, passages: [passage] });
  else waitsOf(job).begin(appliance, waiting, passage, first);
}

/** Starts a job, and waits for it where that is wanted. */
export async function start(job: JobNode, errand: Errand): Promise<Look | undefined> {
  if (stops(job, errand)) return undefined;
  const { bySchedule } = readSource(job.config, job.kind);
  const { waitAfterStart } = readStart(job.config);
  // Wrong settings are told before anything is started, not after it.
  if (waitAfterStart) readWait(job.config, job.kind);
  const { parameters } = errand;
  if (job.isClosed()) {
    errand.passage.done();
    return undefined;
  }
  showBusy(job.node, 'starting');
  job.waits?.shownElse();
  const { kind } = job;
  const look = await startJob(errand.appliance.appliance, { kind, bySchedule, parameters });
  // Nobody gets the message of a node that is gone; that a job was started has to stand somewhere.
  if (job.isClosed() && !waitAfterStart) job.node.log(look.job.text);
  if (!waitAfterStart) return look;
  waitForStarted(job, errand, look);
  return undefined;
}
