import { type Assessment, assess, type CheckSettings } from '../../src/checks/assess';
import { worstOf } from '../../src/checks/finding';
import { type Format, formats } from '../../src/checks/formats/formats';
import { codeOf, fleetVerdictOf, verdictOf } from '../../src/checks/verdict';
import { readTarget } from '../appliance/target';
import { takeMessages } from '../message/message-node';
import type { Input } from '../message/report';
import { showBusy, showVerdict } from '../runtime/badges';
import type { Message, NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import { readCheckSettings, readFormat, readSplit } from './check-settings';
import { type CheckTargets, checkTargets } from './check-targets';

/** The outputs for the statuses; one output only for a text or object of another format. */
const outputs = 4;

/** Starts a deployed `vcenter-recovery-check` node, which gives one verdict for each message. */
export function startCheck(runtime: Runtime, node: RuntimeNode, config: NodeConfig): void {
  function show(assessments: readonly Assessment[]): void {
    const statuses = assessments.map(({ status }) => status);
    const bad = statuses.filter((status) => status !== 'ok').length;
    const count = { bad, all: statuses.length };
    showVerdict(node, worstOf(statuses) ?? 'ok', count.all > 1 ? count : undefined);
  }

  function toOutput(message: Message, code: number): (Message | null)[] {
    return Array.from({ length: outputs }, (_, index) => (index === code ? message : null));
  }

  /** What a message about one appliance contains. */
  function withVerdict(message: Message, assessment: Assessment): Message {
    const verdict = verdictOf(assessment);
    message.topic = assessment.identity.name;
    message.payload = structuredClone(verdict);
    message.verdict = verdict;
    delete message.verdicts;
    delete message.fault;
    return message;
  }

  /** What a message about all of them contains, whatever its format. */
  function withVerdicts(
    { message, words }: Input,
    assessments: readonly Assessment[],
    areSeveral: boolean,
  ): number {
    const [first, ...others] = assessments;
    if (first !== undefined && !areSeveral) {
      withVerdict(message, first);
      return codeOf(first.status);
    }
    const verdicts = assessments.map(verdictOf);
    const verdict = fleetVerdictOf(verdicts, words());
    if (first !== undefined && others.length === 0) message.topic = first.identity.name;
    message.payload = structuredClone(verdicts);
    message.verdict = verdict;
    message.verdicts = verdicts;
    delete message.fault;
    return verdict.code;
  }

  /** Sends a message for each appliance as soon as it is finished. */
  async function splitUp(
    input: Input,
    { appliances }: CheckTargets,
    settings: CheckSettings,
  ): Promise<() => void> {
    const id = runtime.util.generateId();
    const { length: count } = appliances;
    const assessments = await Promise.all(
      appliances.map(async (appliance, index) => {
        const assessment = await assess(appliance, settings);
        if (!messages.isClosed) {
          const message = withVerdict(runtime.util.cloneMessage(input.message), assessment);
          message.parts = { id, type: 'array', index, count };
          input.send(toOutput(message, codeOf(assessment.status)));
        }
        return assessment;
      }),
    );
    return () => {
      show(assessments);
      input.done();
    };
  }

  async function sendTogether(
    input: Input,
    { appliances, areSeveral }: CheckTargets,
    settings: CheckSettings,
    write: Format | undefined,
  ): Promise<() => void> {
    const { message } = input;
    const assessments = await Promise.all(
      appliances.map((appliance) => assess(appliance, settings)),
    );
    return () => {
      const code = withVerdicts(input, assessments, areSeveral);
      show(assessments);
      if (write === undefined) input.send(toOutput(message, code));
      else {
        const { payload, contentType } = write(assessments, { areSeveral, words: input.words() });
        message.payload = payload;
        // Those that came with the message are of an earlier request or answer.
        message.headers = { 'content-type': contentType };
        input.send([message]);
      }
      input.done();
    };
  }

  async function work(input: Input): Promise<() => void> {
    const { message } = input;
    const format = readFormat(config);
    const isSplit = readSplit(config);
    const settings = readCheckSettings(runtime, node, config, message);
    const mayBeNone = format === 'prometheus';
    const targets = await checkTargets(
      runtime,
      readTarget(config, 'targets'),
      node,
      message,
      mayBeNone,
    );
    if (messages.isClosed) return () => input.done();
    showBusy(node, 'asking');
    return isSplit
      ? splitUp(input, targets, settings)
      : sendTogether(input, targets, settings, formats[format]);
  }

  const messages = takeMessages(node, config, { work });
}
