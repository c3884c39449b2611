/**
 * The actions that can wait for the end of a job: `wait`, and `start` for the job that it started.
 */
import { Fault } from '../../src/appliance/faults/fault';
import type { GivenParameters } from '../../src/appliance/operations/parameter-checks/check-parameters';
import type { JobKind, JobReading } from '../../src/jobs/job/job';
import { jobOf } from '../../src/jobs/job/job-text';
import { kinds } from '../../src/jobs/job/kinds';
import type { JobTarget } from '../../src/jobs/read-job';
import { startJob } from '../../src/jobs/start-cancel';
import {
  type Acceptance,
  acceptanceOfJob,
  acceptanceOfStart,
} from '../../src/jobs/wait/acceptance';
import { createWait, type NamedJob, type Wait } from '../../src/jobs/wait/wait';
import { sentence } from '../../src/messages/sentence';
import { deployedAppliance } from '../appliance/deployed-appliances';
import { fail, type MessageNode } from '../message/handle-message';
import { withCredentials } from '../message/read-parameters';
import type { Input } from '../message/report';
import { showBusy } from '../runtime/badges';
import { configHash } from '../runtime/config-hash';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import type { JobMessage } from './job-message';
import type { NodeWaitSettings, StartSettings } from './job-settings';
import { createJobWaits, type Joinable } from './job-waits';
import {
  type ActiveWait,
  continueAfterDeploy,
  interruptedBy,
  keepOverDeploy,
  type NodeIdentity,
} from './waits-over-deploy';

/** A deployed job node that starts or waits. */
export interface WaitingNode {
  runtime: Runtime;
  node: RuntimeNode;
  config: NodeConfig;
  kind: JobKind;
  messages: MessageNode;
}

/** What such a node does with its messages. */
export interface StartAndWait {
  /** Starts a job. @returns the answer, or nothing where the message waits for the end of the job. */
  start(settings: StartSettings, job: JobMessage): Promise<JobReading | undefined>;
  /** Keeps the message until the job has ended. */
  wait(settings: NodeWaitSettings, job: JobMessage): undefined;
  /** Ends the waits for a job, and the message that asks for it. */
  stop(job: JobMessage): undefined;
  /** @returns whether a deploy interrupted the message's wait, which is then continued. */
  takesOver(input: Input): boolean;
  /** To be called when the badge shows something else: the next poll shows the waits again. */
  badgeReplaced(): void;
  close(): void;
}

/** Inside a subflow the id of an appliance changes with each deploy; its path does not. */
function identityOf({ config, node }: WaitingNode): NodeIdentity {
  const appliance = deployedAppliance(config.appliance)?._path ?? config.appliance;
  return {
    path: node._path ?? node.id,
    configHash: configHash({ ...config, appliance }, node.credentials),
  };
}

/** The job that was started; a backup by its id if the answer contains one. */
function targetOf({ job: { kind, id } }: JobReading): JobTarget {
  if (kind !== 'backup') return { kind };
  return id === undefined ? { kind, which: 'latest' } : { kind, id };
}

/** @returns what a message names, and that it may not be shown yet where it was started just now. */
function withAcceptance(
  named: NamedJob | undefined,
  { clock }: JobMessage['appliance'],
): NamedJob | undefined {
  const accepted = named && acceptanceOfJob(named.job, clock);
  return accepted ? { ...named, accepted } : named;
}

/**
 * @returns the actions of a node that starts or waits; it continues the waits of its predecessor.
 */
export function createStartAndWait(waiting: WaitingNode): StartAndWait {
  const { runtime, node, kind, messages } = waiting;
  const identity = identityOf(waiting);
  const keep = (wait: ActiveWait) => keepOverDeploy(runtime, { ...wait, ...identity });
  const waits = createJobWaits(runtime, node, (input, error) => fail(messages, input, error), keep);
  /** The first message of an interrupted wait to arrive restarts it; the others join. */
  const resumed = new WeakMap<Wait, Joinable>();
  const withdraw = continueAfterDeploy({
    ...identity,
    // Received like any other message, so that it has a `send` and a `done` of this node.
    resume: (message) => node.receive(message),
  });

  function parametersFor({ ignoreWarnings }: StartSettings, given: GivenParameters) {
    const own = kind !== 'backup' && ignoreWarnings ? { ignore_warnings: true } : {};
    return withCredentials(runtime, node, kinds[kind].create, { ...own, ...given });
  }

  /** The wait begins with the answer to the start. */
  function waitForStarted(
    settings: NodeWaitSettings,
    { appliance, input }: JobMessage,
    first: JobReading,
    accepted: Acceptance,
  ) {
    const named: NamedJob = { job: first.job, reading: first, accepted };
    const wait = createWait(targetOf(first), settings, accepted.at, named);
    if (messages.isRemoved) input.done();
    else if (messages.isClosed) keep({ appliance, wait, inputs: [input] });
    else waits.begin(appliance, wait, input, first);
  }

  return {
    async start(settings, job) {
      const { bySchedule } = settings;
      const parameters = bySchedule ? {} : parametersFor(settings, job.given);
      showBusy(node, 'starting');
      waits.badgeReplaced();
      const { appliance, clock } = job.appliance;
      const sent = clock.now();
      const { reading, date } = await startJob(appliance, { kind, bySchedule, parameters });
      if (settings.wait === undefined) {
        // A closed node cannot send the message, but the start of a job must be logged.
        if (messages.isClosed) node.log(jobOf(reading).text);
        return reading;
      }
      waitForStarted(settings.wait, job, reading, acceptanceOfStart(sent, clock.now(), date));
      return undefined;
    },
    wait(settings, { appliance, target, named, input }) {
      const existing = waits.waitFor(appliance, target);
      if (existing === undefined) {
        const known = withAcceptance(named, appliance);
        const wait = createWait(target, settings, appliance.clock.now(), known);
        waits.begin(appliance, wait, input);
        return;
      }
      if (settings.whenBusy === 'join') {
        existing.join(input);
        return;
      }
      const { identity: known } = appliance.appliance;
      const sentences = [sentence(`already-waiting-${kind}`, { appliance: known.name })];
      throw new Fault({ code: 'REFUSED', sentences, appliance: { ...known } });
    },
    stop({ appliance, target, input }) {
      waits.stop(appliance, target);
      input.done();
    },
    takesOver(input) {
      const interrupted = interruptedBy(input.message);
      if (interrupted === undefined) return false;
      const { wait, appliance } = interrupted;
      input.words = appliance.words;
      const others = resumed.get(wait);
      if (others) others.join(input);
      else resumed.set(wait, waits.begin(appliance, wait, input));
      return true;
    },
    badgeReplaced: waits.badgeReplaced,
    close() {
      withdraw();
      waits.close(messages.isRemoved ? undefined : keep);
    },
  };
}
