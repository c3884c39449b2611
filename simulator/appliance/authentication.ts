import type { IncomingHttpHeaders } from 'node:http';
import { type Fault, fault } from '../protocol/faults';
import type { Operation, Side } from '../protocol/routes';
import { type Lockouts, localPolicy, singleSignOnPolicy } from './lockouts';
import type { Session, Sessions } from './sessions';

/** The kind of credentials that came with a request. */
export type Authentication = 'none' | 'session' | 'basic' | 'authorization';

/** Who may sign in. Changes take effect from the next request on. */
export interface Accounts {
  readonly username: string;
  password: string;
  /** Of the appliance's own user root, who signs in on the management side. */
  rootPassword: string;
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

/** The user whose name and password came, if that is how somebody signs in. */
function userOf(authorization: string): string | undefined {
  const [, encoded] = /^basic +(\S+)$/i.exec(authorization) ?? [];
  return encoded && /^[^:]*/.exec(Buffer.from(encoded, 'base64').toString('utf8'))?.[0];
}

/** Who may sign in on a side of the appliance, and with which Authorization. */
function accountOn(
  side: Side,
  { username, password, rootPassword, authorizations }: Accounts,
): { user: string; accepted: readonly string[]; policy: typeof localPolicy } {
  return side === 'management'
    ? { user: 'root', accepted: [basic('root', rootPassword)], policy: localPolicy }
    : {
        user: username,
        accepted: [basic(username, password), ...authorizations],
        policy: singleSignOnPolicy,
      };
}

/** Says who signs in, and locks an account that is tried too often. */
function signIn(
  side: Side,
  { authorization }: IncomingHttpHeaders,
  { accounts, lockouts }: SignInState,
): Caller | Fault {
  if (authorization === undefined) return required;
  const { user, accepted, policy } = accountOn(side, accounts);
  // A locked account is refused with the right password as well, and in the same words.
  if (lockouts.isLocked(user)) return refused;
  if (accepted.includes(authorization)) {
    lockouts.succeeded(user);
    return { user };
  }
  if (userOf(authorization)?.toLowerCase() === user.toLowerCase()) lockouts.failed(user, policy);
  return refused;
}

/** What decides who is who. */
interface SignInState {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly lockouts: Lockouts;
}

/** Says who calls, or why that is not known. */
export function authenticate(
  side: Side,
  operation: Operation,
  headers: IncomingHttpHeaders,
  state: SignInState,
): Caller | Fault {
  const { accounts, sessions } = state;
  if (operation === 'session.create') return signIn(side, headers, state);

  const id = sessionIdOf(headers);
  if (id !== undefined) {
    const session = sessions.find(id);
    // A session is good on the side that opened it.
    const isHere = session?.user === accountOn(side, accounts).user;
    return session !== undefined && isHere ? { user: session.user, session } : required;
  }
  // A caller who came with a password has no session to read or to end.
  const needsSession = operation === 'session.get' || operation === 'session.delete';
  const takesPassword = side === 'management' || accounts.basicOnApi;
  return needsSession || !takesPassword ? required : signIn(side, headers, state);
}

/** From the header, or from the cookie of the same name that browsers use. */
function sessionIdOf(headers: IncomingHttpHeaders): string | undefined {
  const header = headers[sessionHeader];
  if (typeof header === 'string') return header;
  return new RegExp(`(?:^|;\\s*)${sessionHeader}=([^;]+)`).exec(headers.cookie ?? '')?.[1];
}
