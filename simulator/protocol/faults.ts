import type { Message } from './messages';
import type { Operation } from './routes';

/** An error as the API models it, before a dialect writes it down. */
export interface Fault {
  readonly status: number;
  readonly errorType: string;
  readonly messages: readonly Message[];
}

// Ids that begin with com.vmware or vapi are those seen of real appliances; where none is public
// the id is one of our own, so that nobody mistakes it for a real one.

export const noReconciliationJob = fault(404, 'NOT_FOUND', {
  id: 'simulator.reconciliation.job.notfound',
  text: {
    en: 'There is no reconciliation job.',
    de: 'Es gibt keinen Abgleichauftrag.',
  },
});

/** The same status and type as "no such job": only the id tells a wrong URL. */
export const unknownUrl = (url: string) =>
  fault(404, 'NOT_FOUND', {
    id: 'com.vmware.vapi.rest.operationsForUrlNotFound',
    text: {
      en: 'Unable to find operations for URL {0}.',
      de: 'Für die URL {0} wurden keine Vorgänge gefunden.',
    },
    args: [url],
  });

/** A service that has not registered yet, after a restart. */
export const serviceMissing = (operation: Operation) =>
  fault(404, 'OPERATION_NOT_FOUND', {
    id: 'vapi.method.input.invalid.interface',
    text: {
      en: 'Cannot find service {0}.',
      de: 'Dienst {0} wurde nicht gefunden.',
    },
    args: [serviceOf(operation)],
  });

export const authenticationRequired = fault(401, 'UNAUTHENTICATED', {
  id: 'vapi.method.authentication.required',
  text: {
    en: 'This method requires authentication.',
    de: 'Diese Methode erfordert eine Authentifizierung.',
  },
});

export const authenticationRefused = fault(401, 'UNAUTHENTICATED', {
  id: 'vapi.security.authentication.invalid',
  text: {
    en: 'Unable to authenticate user',
    de: 'Der Benutzer kann nicht authentifiziert werden',
  },
});

export const permissionDenied = fault(403, 'UNAUTHORIZED', {
  id: 'com.vmware.vapi.authorization.permission.denied',
  text: {
    en: 'The user is not allowed to run this operation.',
    de: 'Der Benutzer darf diesen Vorgang nicht ausführen.',
  },
});

export const sessionLimitReached = (user: string, open: number, limit: number) =>
  fault(503, 'SERVICE_UNAVAILABLE', {
    id: 'com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached',
    text: {
      en: 'User {0} has {1} open sessions, and no more than {2} are allowed.',
      de: 'Der Benutzer {0} hat {1} offene Sitzungen, erlaubt sind höchstens {2}.',
    },
    args: [user, String(open), String(limit)],
  });

export const serviceUnavailable = fault(503, 'SERVICE_UNAVAILABLE', {
  id: 'com.vmware.vapi.endpoint.cis.ServiceUnavailable',
  text: {
    en: 'Service unavailable.',
    de: 'Der Dienst ist nicht verfügbar.',
  },
});

/** As appliances say it that have run out of something, sessions for one. */
export const internalError = fault(500, 'INTERNAL_SERVER_ERROR', {
  id: 'vapi.bindings.method.impl.unexpected',
  text: {
    en: 'Unexpected error in the implementation of the operation.',
    de: 'Unerwarteter Fehler in der Implementierung des Vorgangs.',
  },
});

export const reconciliationRunning = fault(400, 'FEATURE_IN_USE', {
  id: 'simulator.reconciliation.job.running',
  text: {
    en: 'A reconciliation is running, so nothing else can start.',
    de: 'Es läuft ein Abgleich, daher kann nichts anderes starten.',
  },
});

export const backupRunning = fault(400, 'FEATURE_IN_USE', {
  id: 'simulator.backup.running',
  text: {
    en: 'A backup is running, so nothing else can start.',
    de: 'Es läuft eine Sicherung, daher kann nichts anderes starten.',
  },
});

export const restoreRunning = fault(400, 'FEATURE_IN_USE', {
  id: 'simulator.restore.running',
  text: {
    en: 'A restore is running, so nothing else can start.',
    de: 'Es läuft eine Wiederherstellung, daher kann nichts anderes starten.',
  },
});

export const notRestored = fault(400, 'NOT_ALLOWED_IN_CURRENT_STATE', {
  id: 'simulator.reconciliation.not.restored',
  text: {
    en: 'A reconciliation is possible only after a restore that succeeded.',
    de: 'Ein Abgleich ist nur nach einer erfolgreichen Wiederherstellung möglich.',
  },
});

export const reconciliationFailedBefore = fault(400, 'NOT_ALLOWED_IN_CURRENT_STATE', {
  id: 'simulator.reconciliation.failed.before',
  text: {
    en: 'The last reconciliation failed, so a new one cannot start.',
    de: 'Der letzte Abgleich ist fehlgeschlagen, daher kann kein neuer starten.',
  },
});

export const singleSignOnMissing = fault(400, 'INVALID_ARGUMENT', {
  id: 'simulator.sso.missing',
  text: {
    en: 'The name and password of a single sign-on administrator are needed.',
    de: 'Name und Kennwort eines Single-Sign-On-Administrators werden benötigt.',
  },
});

export const restoreNotAllowed = fault(400, 'NOT_ALLOWED_IN_CURRENT_STATE', {
  id: 'simulator.restore.not.allowed',
  text: {
    en: 'A restore is possible only between the deployment of an appliance and its first boot.',
    de: 'Eine Wiederherstellung ist nur zwischen Bereitstellung und erstem Start möglich.',
  },
});

/** What some appliances say of their restore job that never restored anything. */
export const restoreBroken = fault(500, 'INTERNAL_SERVER_ERROR', {
  id: 'simulator.restore.job.broken',
  text: {
    en: 'The operation failed because of an internal error.',
    de: 'Der Vorgang ist wegen eines internen Fehlers fehlgeschlagen.',
  },
});

/** For ids that name nothing: what they should have named, and the id. */
export const noSuch = (kind: 'backup' | 'part' | 'schedule' | 'location' | 'archive', id: string) =>
  fault(404, 'NOT_FOUND', {
    id: `simulator.${kind}.notfound`,
    text: { en: `There is no ${kind} {0}.` },
    args: [id],
  });

export const scheduleExists = (name: string) =>
  fault(400, 'ALREADY_EXISTS', {
    id: 'simulator.schedule.exists',
    text: {
      en: 'There is a schedule {0} already.',
      de: 'Es gibt bereits einen Zeitplan {0}.',
    },
    args: [name],
  });

export const invalidBody = (problem: string) =>
  fault(400, 'INVALID_ARGUMENT', {
    id: 'simulator.body.invalid',
    text: { en: 'The body of the request is not valid: {0}.' },
    args: [problem],
  });

export const unexpectedField = (field: string) =>
  fault(400, 'UNEXPECTED_INPUT', {
    id: 'simulator.body.unexpected.field',
    text: { en: 'The operation has no field {0}.' },
    args: [field],
  });

function fault(status: number, errorType: string, ...messages: Message[]): Fault {
  return { status, errorType, messages };
}

/** The service of an operation by its full name: what stands before the last point. */
function serviceOf(operation: Operation): string {
  const service = operation.slice(0, operation.lastIndexOf('.'));
  const family = /^(backup|reconciliation|restore)/.test(service) ? 'recovery.' : '';
  return `com.vmware.appliance.${family}${service}`;
}
