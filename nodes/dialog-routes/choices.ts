/**
 * What a dialog may offer for the fields that name something on an appliance: `POST
 * vcenter-recovery/choices` with `{ appliance, of }`. It asks the deployed appliance, and reads only.
 * Loaded with the first question.
 */
import type { Appliance } from '../../src/appliance/client';
import { Fault } from '../../src/appliance/faults/fault';
import type { Listed } from '../../src/appliance/operations/operation';
import { operations } from '../../src/appliance/operations/recovery-operations';
import { type BackupEntry, readBackups } from '../../src/jobs/backups';
import { isRecord } from '../../src/messages/record';
import { messageText } from '../../src/messages/text';
import { deployedAppliance } from '../appliance/deployed-appliances';
import type { AdminRequest, AdminResponse, Runtime } from '../runtime/node-red';

/** One of what can be chosen. */
export interface Choice {
  value: string;
  /** What tells it from the others, beside its value. */
  detail: string;
}

/** More than anybody looks through. */
const mostChoices = 200;

function choiceOfBackup({ id, details }: BackupEntry): Choice {
  const told = [details.status, details.type, details.start_time];
  return { value: id, detail: told.filter((word) => typeof word === 'string').join(', ') };
}

function choiceOfPart(part: unknown): Choice[] {
  if (!isRecord(part) || typeof part.id !== 'string') return [];
  return [{ value: part.id, detail: messageText(part.name) }];
}

function choiceOfSchedule([value, schedule]: [string, unknown]): Choice {
  const { location } = isRecord(schedule) ? schedule : {};
  return { value, detail: typeof location === 'string' ? location : '' };
}

/** What can be asked for, and how. Where the appliance is out of reach nobody waits for retries. */
const questions: Readonly<Record<Listed, (appliance: Appliance) => Promise<Choice[]>>> = {
  backups: async (appliance) => {
    const { entries } = await readBackups(appliance, { retry: false });
    return entries.map(choiceOfBackup);
  },
  schedules: async (appliance) => {
    const { payload } = await appliance.call(operations['backup.schedules.list'], { retry: false });
    return Object.entries(isRecord(payload) ? payload : {}).map(choiceOfSchedule);
  },
  parts: async (appliance) => {
    const { payload } = await appliance.call(operations['backup.parts.list'], { retry: false });
    return Array.isArray(payload) ? payload.flatMap(choiceOfPart) : [];
  },
};

function isListed(of: unknown): of is Listed {
  return typeof of === 'string' && Object.hasOwn(questions, of);
}

/** Answers a dialog: with choices, or in words why there are none. Never rejects. */
export async function offerChoices(
  { log }: Pick<Runtime, 'log'>,
  request: AdminRequest,
  response: AdminResponse,
): Promise<void> {
  const { appliance, of } =
    request.is('application/json') && isRecord(request.body) ? request.body : {};
  const ask = isListed(of) ? questions[of] : undefined;
  const node = deployedAppliance(appliance);
  if (ask === undefined || node === undefined) {
    response
      .status(404)
      .json({ text: 'There is no such appliance deployed, or nothing so called.' });
    return;
  }
  try {
    const choices = await ask(node.appliance);
    response.json({ choices: choices.slice(0, mostChoices) });
  } catch (error) {
    if (!(error instanceof Fault)) log.error(`vcenter-appliance: ${String(error)}`);
    const text = error instanceof Fault ? error.message : 'The log of Node-RED says more.';
    response.status(502).json({ text });
  }
}
