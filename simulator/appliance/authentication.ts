import type { IncomingHttpHeaders } from 'node:http';
import { authenticationRefused, authenticationRequired, type Fault } from '../protocol/faults';
import type { Operation } from '../protocol/routes';
import type { Side } from '../scenarios/script';
import type { Session, Sessions } from './sessions';

/** The kind of proof that came with a request. */
export type Authentication = 'none' | 'session' | 'basic' | 'authorization';

/** Who may sign in. Changes here hold from the next request on. */
export interface Accounts {
  readonly username: string;
  password: string;
  /** Of the appliance's own user root, who is asked for on the management side. */
  readonly rootPassword: string;
  /** Authorization values that are good as they are. */
  readonly authorizations: readonly string[];
  /** Whether the API side takes an Authorization on requests other than a login. */
  readonly basicOnApi: boolean;
}

export interface Caller {
  readonly user: string;
  readonly session?: Session;
}

const sessionHeader = 'vmware-api-session-id';

/** The proof that a request carries; a session id counts before an Authorization. */
export function authenticationOf(headers: IncomingHttpHeaders): Authentication {
  if (sessionIdOf(headers) !== undefined) return 'session';
  if (headers.authorization === undefined) return 'none';
  return /^basic /i.test(headers.authorization) ? 'basic' : 'authorization';
}

/** Basic, with name and password in UTF-8. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** Says who calls, or why nobody knows. */
export function authenticate(
  side: Side,
  operation: Operation,
  headers: IncomingHttpHeaders,
  accounts: Accounts,
  sessions: Sessions,
): Caller | Fault {
  const { authorization } = headers;
  if (side === 'management') {
    return byAuthorization(authorization, [
      { user: 'root', authorization: basic('root', accounts.rootPassword) },
    ]);
  }
  const signIns = [
    { user: accounts.username, authorization: basic(accounts.username, accounts.password) },
    ...accounts.authorizations.map((value) => ({ user: accounts.username, authorization: value })),
  ];
  if (operation === 'session.create') return byAuthorization(authorization, signIns);

  const id = sessionIdOf(headers);
  if (id !== undefined) {
    const session = sessions.find(id);
    return session === undefined ? authenticationRequired : { user: session.user, session };
  }
  // There is no session to tell of or to end for a caller who came with a password.
  const needsSession = operation === 'session.get' || operation === 'session.delete';
  if (needsSession || !accounts.basicOnApi) return authenticationRequired;
  return byAuthorization(authorization, signIns);
}

function byAuthorization(
  authorization: string | undefined,
  signIns: readonly { readonly user: string; readonly authorization: string }[],
): Caller | Fault {
  if (authorization === undefined) return authenticationRequired;
  const signIn = signIns.find((candidate) => candidate.authorization === authorization);
  return signIn === undefined ? authenticationRefused : { user: signIn.user };
}

/** From the header, or from the cookie of the same name that browsers use. */
function sessionIdOf(headers: IncomingHttpHeaders): string | undefined {
  const header = headers[sessionHeader];
  if (typeof header === 'string') return header;
  return new RegExp(`(?:^|;\\s*)${sessionHeader}=([^;]+)`).exec(headers.cookie ?? '')?.[1];
}
