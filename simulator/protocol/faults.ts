import type { MessageId } from './message-texts';
import { type Message, message } from './messages';

const statuses = {
  ALREADY_EXISTS: 400,
  FEATURE_IN_USE: 400,
  INVALID_ARGUMENT: 400,
  NOT_ALLOWED_IN_CURRENT_STATE: 400,
  UNEXPECTED_INPUT: 400,
  UNAUTHENTICATED: 401,
  UNAUTHORIZED: 403,
  NOT_FOUND: 404,
  OPERATION_NOT_FOUND: 404,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
} as const;

/** An error as the API models it, before a dialect writes it down. */
export interface Fault {
  readonly status: number;
  readonly errorType: keyof typeof statuses;
  readonly message: Message;
}

/** The fault of this type with the message that has this id and these arguments. */
export function fault(errorType: Fault['errorType'], id: MessageId, ...args: string[]): Fault {
  return { status: statuses[errorType], errorType, message: message(id, ...args) };
}

/** For an id that names nothing: what it should have named, and the id. */
export function notFound(
  kind: 'backup' | 'part' | 'schedule' | 'location' | 'archive',
  id: string,
): Fault {
  return fault('NOT_FOUND', `simulator.${kind}.notfound`, id);
}

/** For a login of a user who has too many sessions open already. */
export function sessionLimitReached(user: string, open: number, limit: number): Fault {
  const id = 'com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached';
  return fault('SERVICE_UNAVAILABLE', id, user, `${open}`, `${limit}`);
}

/** Whether what somebody came to is a fault, and not what was asked for. */
export function isFault(outcome: object): outcome is Fault {
  return 'errorType' in outcome;
}
