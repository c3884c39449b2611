import type { Appliance } from '../../src/appliance/client';
import { Fault } from '../../src/appliance/faults/fault';
import type { GivenParameters } from '../../src/appliance/operations/parameter-checks/check-parameters';
import { textIn } from '../../src/messages/sentence';
import { desiredSchedule, readDesired } from '../../src/schedule/desired';
import { ensureSchedule } from '../../src/schedule/ensure';
import { getSchedule } from '../../src/schedule/get';
import { inTurn } from '../../src/schedule/in-turn';
import type { ScheduleOutcome } from '../../src/schedule/outcome';
import { removeSchedule } from '../../src/schedule/remove';
import { applianceFor } from '../appliance/target';
import { takeMessages } from '../message/message-node';
import { readSpec, withCredentials } from '../message/read-parameters';
import { type Input, reportSchedule, scheduleOf } from '../message/report';
import { readDiscreetly } from '../message/take-secrets-out';
import { showBusy } from '../runtime/badges';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import {
  operationOf,
  readDesiredInput,
  readScheduleSettings,
  type ScheduleSettings,
} from './schedule-settings';

/** The index of the optional output for faults, which is the last. */
const errorOutput = 2;

/** Starts a deployed `vcenter-backup-schedule` node. */
export function startSchedule(runtime: Runtime, node: RuntimeNode, config: NodeConfig): void {
  let settings: ScheduleSettings | undefined;

  /** @returns the action, with everything checked that can be without the appliance. */
  function actionOf(
    { action, schedule: id, updatePasswords, ...others }: ScheduleSettings,
    { message }: Input,
    given: GivenParameters,
  ): (appliance: Appliance) => Promise<ScheduleOutcome> {
    const checkOnly = others.checkOnly || message.checkOnly === true;
    if (action === 'get') return (appliance) => getSchedule(appliance, { id, checkOnly });
    if (action === 'remove') return (appliance) => removeSchedule(appliance, { id, checkOnly });
    const desired = readDesired(withCredentials(runtime, node, desiredSchedule, given));
    const request = { id, desired, updatePasswords, checkOnly };
    return (appliance) => ensureSchedule(appliance, request);
  }

  /** A closed node cannot send the message, but a change has to be logged. */
  function logIfClosed({ facts, sentences }: ScheduleOutcome): void {
    if (messages.isClosed && facts.changed) node.log(textIn(sentences));
  }

  async function act(input: Input): Promise<(() => void) | undefined> {
    const { message } = input;
    // Done first, so that secrets are removed from the message whatever fails later.
    const given = await readDiscreetly(message, async () => {
      const desired = readDesiredInput(config);
      return desired ? readSpec(runtime, desired, node, message, 'desired') : {};
    });
    settings ??= readScheduleSettings(config);
    const { appliance, words } = await applianceFor(runtime, settings.target, node, message);
    input.words = words;
    const { identity } = appliance;
    try {
      const action = actionOf(settings, input, given);
      showBusy(node, 'asking');
      const outcome = await inTurn(appliance, async () =>
        messages.isClosed ? undefined : action(appliance),
      );
      if (outcome === undefined) return () => input.done();
      logIfClosed(outcome);
      const { fault } = outcome;
      if (fault === undefined) return () => reportSchedule(node, input, outcome);
      message.schedule = scheduleOf(outcome, words());
      throw fault;
    } catch (error) {
      throw error instanceof Fault ? error.with({ appliance: { ...identity } }) : error;
    }
  }

  async function work(input: Input): Promise<(() => void) | undefined> {
    try {
      return await act(input);
    } catch (error) {
      throw error instanceof Fault ? error.with({ operation: operationOf(config) }) : error;
    }
  }

  const messages = takeMessages(node, config, { errorOutput, work });
}
