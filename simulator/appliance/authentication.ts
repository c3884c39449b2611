import type { IncomingHttpHeaders } from 'node:http';
import { type Fault, fault } from '../protocol/faults';
import type { Operation, Side } from '../protocol/routes';
import type { Session, Sessions } from './sessions';

/** The kind of credentials that came with a request. */
export type Authentication = 'none' | 'session' | 'basic' | 'authorization';

/** Who may sign in. Changes take effect from the next request on. */
export interface Accounts {
  readonly username: string;
  password: string;
  /** Of the appliance's own user root, who signs in on the management side. */
  readonly rootPassword: string;
  /** Further Authorization values that the API side accepts as they are. */
  readonly authorizations: readonly string[];
  /** Whether the API side accepts an Authorization on requests other than a login. */
  readonly basicOnApi: boolean;
}

export interface Caller {
  readonly user: string;
  readonly session?: Session;
}

const sessionHeader = 'vmware-api-session-id';
const required = fault('UNAUTHENTICATED', 'vapi.method.authentication.required');
const refused = fault('UNAUTHENTICATED', 'vapi.security.authentication.invalid');

/** The credentials that a request carries; a session id takes precedence over an Authorization. */
export function authenticationOf(headers: IncomingHttpHeaders): Authentication {
  if (sessionIdOf(headers) !== undefined) return 'session';
  if (headers.authorization === undefined) return 'none';
  return /^basic /i.test(headers.authorization) ? 'basic' : 'authorization';
}

/** Basic, with name and password in UTF-8. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** Says who calls, or why that is not known. */
export function authenticate(
  side: Side,
  operation: Operation,
  headers: IncomingHttpHeaders,
  { username, password, rootPassword, authorizations, basicOnApi }: Accounts,
  sessions: Sessions,
): Caller | Fault {
  const byAuthorization = (user: string, ...accepted: string[]): Caller | Fault => {
    if (headers.authorization === undefined) return required;
    return accepted.includes(headers.authorization) ? { user } : refused;
  };
  if (side === 'management') return byAuthorization('root', basic('root', rootPassword));
  const signIn = () => byAuthorization(username, basic(username, password), ...authorizations);
  if (operation === 'session.create') return signIn();

  const id = sessionIdOf(headers);
  if (id !== undefined) {
    const session = sessions.find(id);
    return session === undefined ? required : { user: session.user, session };
  }
  // A caller who came with a password has no session to read or to end.
  const needsSession = operation === 'session.get' || operation === 'session.delete';
  return needsSession || !basicOnApi ? required : signIn();
}

/** From the header, or from the cookie of the same name that browsers use. */
function sessionIdOf(headers: IncomingHttpHeaders): string | undefined {
  const header = headers[sessionHeader];
  if (typeof header === 'string') return header;
  return new RegExp(`(?:^|;\\s*)${sessionHeader}=([^;]+)`).exec(headers.cookie ?? '')?.[1];
}
