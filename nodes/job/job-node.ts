import type { JobKind, JobReading } from '../../src/jobs/job/job';
import { readJob } from '../../src/jobs/read-job';
import { applianceFor } from '../appliance/target';
import { takeMessages } from '../message/message-node';
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

/** Starts a deployed job node of one of the three kinds. */
export function startJobNode(
  runtime: Runtime,
  node: RuntimeNode,
  config: NodeConfig,
  kind: JobKind,
): void {
  const self = { runtime, node, config, kind };
  let settings: JobSettings | undefined;

  /** @returns the reading that ends the message; undefined if it waits or has ended already. */
  async function act(settings: JobSettings, job: JobMessage): Promise<JobReading | undefined> {
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

  async function work(input: Input): Promise<(() => void) | undefined> {
    const { message } = input;
    const isStop = message.stop === true;
    // Done first, so that secrets are removed from the message whatever fails later.
    const given = await readDiscreetly(message, async () => {
      const spec = isStop ? undefined : readSpecInput(config, kind);
      return spec ? readSpec(runtime, spec, node, message) : {};
    });
    settings ??= readJobSettings(config, kind);
    const appliance = await applianceFor(runtime, settings.target, node, message);
    input.words = appliance.words;
    const meant = await meantJob(self, settings.backup, message, appliance);
    if (messages.isClosed()) return () => input.done();
    const reading = await act(settings, { ...meant, input, appliance, given });
    return reading && (() => reportJob(node, input, reading));
  }

  const messages = takeMessages(node, config, {
    errorOutput,
    work,
    takesOver: (input) => startAndWait?.takesOver(input) ?? false,
    failed: () => startAndWait?.badgeReplaced(),
    close: () => startAndWait?.close(),
  });
  let startAndWait: StartAndWait | undefined;
  if (isStartOrWait(config)) {
    const { createStartAndWait } = require('./start-and-wait') as typeof import('./start-and-wait');
    startAndWait = createStartAndWait({ ...self, messages });
  }
}
