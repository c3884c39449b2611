/** What a job node does with a message. Loaded with the first one. */
import type { JobKind, JobReading } from '../../src/jobs/job/job';
import { readJob } from '../../src/jobs/read-job';
import { applianceFor } from '../appliance/target';
import type { MessageNode } from '../message/handle-message';
import { readSpec } from '../message/read-parameters';
import { type Input, reportJob } from '../message/report';
import { readDiscreetly } from '../message/take-secrets-out';
import { showBusy } from '../runtime/badges';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import { type JobMessage, meantJob } from './job-message';
import { type JobSettings, readJobSettings, readSpecInput } from './job-settings';
import type { StartAndWait } from './start-and-wait';

/** A deployed job node. Plain data, because there may be a thousand of them. */
export interface JobNode {
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

/** @returns a function that reports the result and ends the message; undefined if it waits. */
export async function work(self: JobNode, input: Input): Promise<(() => void) | undefined> {
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
  const { target, named } = await meantJob(self, settings.backup, message, appliance);
  if (self.messages?.isClosed) return () => input.done();
  const reading = await act(self, settings, { target, named, input, appliance, given });
  return reading && (() => reportJob(node, input, reading));
}
