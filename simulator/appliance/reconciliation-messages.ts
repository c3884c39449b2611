import { identity } from '../protocol/identity';
import type { Message } from '../protocol/messages';
import type { JobStatus } from '../scenarios/script';

const appliance = identity.name;
const partner = 'vc-b.lab.example';
const absentPartner = 'vc-c.lab.example';

export const jobTarget = { type: 'com.vmware.appliance', id: appliance };

export const jobDescription: Message = {
  id: 'simulator.reconciliation.description',
  text: {
    en: 'Reconcile appliance {0} after its restore',
    de: 'Appliance {0} nach der Wiederherstellung abgleichen',
  },
  args: [appliance],
};

/** A job whose status is NONE describes nothing. */
export const emptyDescription: Message = { id: '', text: { en: '' } };

export const usualReasons: readonly Message[] = [
  {
    id: 'simulator.reconciliation.failed',
    text: {
      en: 'The reconciliation did not complete.',
      de: 'Der Abgleich wurde nicht abgeschlossen.',
    },
  },
  {
    id: 'simulator.reconciliation.partner.unreachable',
    text: {
      en: 'Partner {0} cannot be reached.',
      de: 'Partner {0} ist nicht erreichbar.',
    },
    args: [partner],
  },
];

export const singleSignOnRefused: Message = {
  id: 'simulator.reconciliation.sso.refused',
  text: {
    en: 'Single sign-on refused the administrator {0}.',
    de: 'Single Sign-On hat den Administrator {0} abgewiesen.',
  },
};

/** A warning of the first checks, which a caller may choose to ignore. */
export const partnerDown: Message = {
  id: 'simulator.reconciliation.partner.down',
  text: {
    en: 'Partner {0} is not up; what changed there since the backup would be lost.',
    de: 'Partner {0} ist nicht in Betrieb; Änderungen seit der Sicherung gingen dort verloren.',
  },
  args: [absentPartner],
};

const skippedPartner = (at: Date): Message => ({
  id: 'simulator.reconciliation.partner.skipped',
  text: {
    en: 'Partner {0} was not up and was left out.',
    de: 'Partner {0} war nicht in Betrieb und wurde ausgelassen.',
  },
  args: [absentPartner],
  params: {
    partner: { s: absentPartner },
    at: { dt: at.toISOString(), format: 'SHORT_DATE_TIME' },
  },
});

/** What a running job is at, up to which percentage. */
const steps: readonly { readonly below: number; readonly message: Message }[] = [
  {
    below: 15,
    message: {
      id: 'simulator.reconciliation.partners.checking',
      text: {
        en: 'Checking that the partners {0} and {1} are up.',
        de: 'Es wird geprüft, ob die Partner {0} und {1} in Betrieb sind.',
      },
      args: [partner, absentPartner],
    },
  },
  {
    below: 55,
    message: {
      id: 'simulator.reconciliation.partner.syncing',
      text: {
        en: 'Taking over what changed at partner {0} since the backup.',
        de: 'Änderungen beim Partner {0} seit der Sicherung werden übernommen.',
      },
      args: [partner],
    },
  },
  {
    below: 85,
    message: {
      id: 'simulator.reconciliation.services.starting',
      text: {
        en: 'Starting the services of {0}.',
        de: 'Die Dienste von {0} werden gestartet.',
      },
      args: [appliance],
    },
  },
  {
    below: Number.POSITIVE_INFINITY,
    message: {
      id: 'simulator.reconciliation.services.checking',
      text: {
        en: 'Waiting for the services of {0} to be healthy.',
        de: 'Es wird gewartet, bis die Dienste von {0} fehlerfrei laufen.',
      },
      args: [appliance],
    },
  },
];

const completed: Message = {
  id: 'simulator.reconciliation.completed',
  text: {
    en: 'The reconciliation of {0} is complete.',
    de: 'Der Abgleich von {0} ist abgeschlossen.',
  },
  args: [appliance],
};

/** The usual messages of a job of this status and progress that began at this time. */
export function usualMessages(status: JobStatus, progress: number, began: Date): Message[] {
  // A warning stays among the messages to the end, as reported of real jobs.
  const warnings = progress < 15 ? [] : [skippedPartner(began)];
  switch (status) {
    case 'RUNNING':
      return [
        ...warnings,
        ...steps
          .filter((step) => progress < step.below)
          .slice(0, 1)
          .map((step) => step.message),
      ];
    case 'SUCCEEDED':
      return [...warnings, completed];
    case 'FAILED':
    case 'NONE':
      return [];
  }
}
