import { identity, partners } from '../protocol/identity';
import { type Message, message } from '../protocol/messages';
import type { JobStatus } from '../scenarios/script';

export const jobDescription = message('simulator.reconciliation.description', identity.name);

/** A job whose status is NONE describes nothing. */
export const emptyDescription: Message = { id: '', text: { en: '' } };

export const usualReasons: readonly Message[] = [
  message('simulator.reconciliation.failed'),
  message('simulator.reconciliation.partner.unreachable', partners.present),
];

/** What a running job is doing, up to which percentage. */
const steps: readonly { readonly below: number; readonly message: Message }[] = [
  {
    below: 15,
    message: message(
      'simulator.reconciliation.partners.checking',
      partners.present,
      partners.absent,
    ),
  },
  { below: 55, message: message('simulator.reconciliation.partner.syncing', partners.present) },
  { below: 85, message: message('simulator.reconciliation.services.starting', identity.name) },
  { below: 101, message: message('simulator.reconciliation.services.checking', identity.name) },
];

/** The usual messages of a job of this status and progress that began at this time. */
export function usualMessages(status: JobStatus, progress: number, began: Date): Message[] {
  if (status === 'FAILED' || status === 'NONE') return [];
  const step = steps.find(({ below }) => progress < below);
  const present =
    status === 'SUCCEEDED'
      ? message('simulator.reconciliation.completed', identity.name)
      : step?.message;
  // A warning stays among the messages to the end, as reported of real jobs.
  const warnings = progress < 15 ? [] : [skippedPartner(began)];
  return present === undefined ? warnings : [...warnings, present];
}

function skippedPartner(at: Date): Message {
  return {
    ...message('simulator.reconciliation.partner.skipped', partners.absent),
    params: {
      partner: { s: partners.absent },
      at: { dt: at.toISOString(), format: 'SHORT_DATE_TIME' },
    },
  };
}
