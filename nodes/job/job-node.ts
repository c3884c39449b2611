import type { JobKind, JobReading } from '../../src/jobs/job/job';
import { readJob } from '../../src/jobs/read-job';
import { applianceFor } from '../appliance/target';
import { type MessageNode, type MessageNodeOptions, takeMessages } from '../message/message-node';
import { readSpec } from '../message/read-parameters';
import { type Input, reportJob } from '../message/report';
import { readDiscreetly } from '../message/take-secrets-out';
import { showBusy } from '../runtime/badges';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import { type JobMessage, meantJob } from './job-message';
import { isStartOrWait, type JobSettings, readJobSettings, readSpecInput } from './job-settings';
import type { StartAndWait } from './start-and-wait';

/** The index of the optional output for faults, which is the last. */
const errorOutput = 4;

/** A deployed job node. Plain data, because there may be a thousand of them. */
interface JobNode {
  readonly runtime: Runtime;
  readonly node: RuntimeNode;
  readonly config: NodeConfig;
  readonly kind: JobKind;
  messages?: MessageNode;
  /** Read with the first message. */
  settings?: JobSettings;
  /** Only of one that starts or waits. */
  startAndWait?: StartAndWait;
}

/** @returns the reading that ends the message; undefined if it waits or has ended already. */
async function act(
  { node, startAndWait }: JobNode,
  settings: JobSettings,
  job: JobMessage,
): Promise<JobReading | undefined> {
  const { input, appliance, target, named } = job;
  switch (settings.action) {
    case 'get':
      showBusy(node, 'asking');
      return readJob(appliance.appliance, target);
    case 'cancel': {
      // Loaded when it is needed, so that nodes that only ask do not pay for it.
      const { cancelJob } =
        require('../../src/jobs/start-cancel') as typeof import('../../src/jobs/start-cancel');
      showBusy(node, 'cancelling');
      return cancelJob(appliance.appliance, target, named !== undefined);
    }
    default:
      if (input.message.stop === true) return startAndWait?.stop(job);
      return settings.action === 'start'
        ? startAndWait?.start(settings, job)
        : startAndWait?.wait(settings.wait, job);
  }
}

async function work(self: JobNode, input: Input): Promise<(() => void) | undefined> {
  const { runtime, node, config, kind } = self;
  const { message } = input;
  const isStop = message.stop === true;
  // Done first, so that secrets are removed from the message whatever fails later.
  const given = await readDiscreetly(message, async () => {
    const spec = isStop ? undefined : readSpecInput(config, kind);
    return spec ? readSpec(runtime, spec, node, message) : {};
  });
  self.settings ??= readJobSettings(config, kind);
  const { settings } = self;
  const appliance = await applianceFor(runtime, settings.target, node, message);
  input.words = appliance.words;
  const meant = await meantJob(self, settings.backup, message, appliance);
  if (self.messages?.isClosed) return () => input.done();
  const reading = await act(self, settings, { ...meant, input, appliance, given });
  return reading && (() => reportJob(node, input, reading));
}

/** Starts a deployed job node of one of the three kinds. */
export function startJobNode(
  runtime: Runtime,
  node: RuntimeNode,
  config: NodeConfig,
  kind: JobKind,
): void {
  const self: JobNode = { runtime, node, config, kind };
  const options: MessageNodeOptions = { errorOutput, work: (input) => work(self, input) };
  const messages = takeMessages(node, config, options);
  self.messages = messages;
  if (isStartOrWait(config)) {
    const { createStartAndWait } = require('./start-and-wait') as typeof import('./start-and-wait');
    const startAndWait = createStartAndWait({ ...self, messages });
    self.startAndWait = startAndWait;
    options.takesOver = startAndWait.takesOver;
    options.failed = startAndWait.badgeReplaced;
    options.close = startAndWait.close;
  }
}
