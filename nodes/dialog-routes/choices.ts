/**
 * Lists what a dialog offers for a field that refers to something on an appliance: `POST
 * vcenter-recovery/choices` with `{ appliance, of }`. It only sends read requests, to the deployed
 * appliance. Loaded with the first request.
 */
import type { Appliance } from '../../src/appliance/client';
import { Fault } from '../../src/appliance/faults/fault';
import type { Listed } from '../../src/appliance/operations/operation';
import { operations } from '../../src/appliance/operations/tables/recovery-operations';
import type { BackupEntry } from '../../src/jobs/backups/entries';
import { readNewest } from '../../src/jobs/backups/read-backups';
import { isRecord } from '../../src/messages/record';
import { messageText } from '../../src/messages/text';
import { deployedAppliance } from '../appliance/deployed-appliances';
import type { AdminRequest, AdminResponse, Runtime } from '../runtime/node-red';

export interface Choice {
  value: string;
  /** Shown with the value, to distinguish it from the others. */
  detail: string;
}

/** Nobody reads through more than this. */
const maximumChoices = 200;

function choiceOfBackup({ id, details }: BackupEntry): Choice {
  const texts = [details.status, details.type, details.start_time];
  return { value: id, detail: texts.filter((text) => typeof text === 'string').join(', ') };
}

function choiceOfPart(part: unknown): Choice[] {
  if (!isRecord(part) || typeof part.id !== 'string') return [];
  return [{ value: part.id, detail: messageText(part.name) }];
}

function choiceOfSchedule([value, schedule]: [string, unknown]): Choice {
  const { location } = isRecord(schedule) ? schedule : {};
  return { value, detail: typeof location === 'string' ? location : '' };
}

/** Reads each of the lists; without retries, so that the dialog gets an answer soon. */
const readers: Readonly<Record<Listed, (appliance: Appliance) => Promise<Choice[]>>> = {
  backups: async (appliance) => {
    const entries = await readNewest(appliance, maximumChoices, { retry: false });
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
  return typeof of === 'string' && Object.hasOwn(readers, of);
}

/** Answers a dialog with choices, or with a text that says why there are none. Never rejects. */
export async function offerChoices(
  { log }: Pick<Runtime, 'log'>,
  request: AdminRequest,
  response: AdminResponse,
): Promise<void> {
  const { appliance, of } =
    request.is('application/json') && isRecord(request.body) ? request.body : {};
  const read = isListed(of) ? readers[of] : undefined;
  const node = deployedAppliance(appliance);
  if (read === undefined || node === undefined) {
    response.status(404).json({ text: 'This appliance is not deployed, or the list is unknown.' });
    return;
  }
  try {
    const choices = await read(node.appliance);
    response.json({ choices: choices.slice(0, maximumChoices) });
  } catch (error) {
    if (!(error instanceof Fault)) log.error(`vcenter-appliance: ${String(error)}`);
    const text =
      error instanceof Fault
        ? error.message
        : 'The list could not be read. See the log of Node-RED.';
    response.status(502).json({ text });
  }
}
