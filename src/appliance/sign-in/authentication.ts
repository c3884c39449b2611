import { Fault } from '../faults/fault';
import type { Requester } from '../http/requester';
import type { Answer } from '../operations/answer';
import { sessionOperations } from '../operations/further-operations';
import type { Operation } from '../operations/operation';
import { requestOf } from '../operations/request';
import type { ApplianceSettings } from '../settings/appliance-settings';
import { type SignIns, signInKey } from './lockout-guard';
import { createSession } from './session';

/** What signs a request in. */
export type SignedHeaders = Record<string, string>;

/** A request that wants to be signed in. */
export type SignedRequest = (headers: SignedHeaders) => Promise<Answer>;

export interface Authentication {
  /** Runs a request with what signs it in. Throws what the request or the login throws. */
  signedIn(request: SignedRequest): Promise<Answer>;
  /** Ends the session, if there is one. Never throws. */
  end(): Promise<void>;
}

export interface AuthenticationContext {
  settings: ApplianceSettings;
  requester: Requester;
  signIns: SignIns;
  subject: string;
  /** Ends a login under way. */
  signal: AbortSignal;
  debug?: ((text: string) => void) | undefined;
}

/** Milliseconds a logout may take; the session ends by itself if it does not come through. */
const logoutTimeout = 3000;

/** RFC 7617, with the UTF-8 that its `charset` parameter allows. */
function basic({ username, password }: ApplianceSettings): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

function isRefusedSignIn(error: unknown): error is Fault {
  return error instanceof Fault && error.code === 'AUTHENTICATION_FAILED';
}

/** The credentials themselves, on every request. */
function onEveryRequest({ settings, signIns, subject }: AuthenticationContext): Authentication {
  const { host, port, authentication, authorization } = settings;
  const value = authentication === 'basic' ? basic(settings) : authorization;
  const key = signInKey(host, String(port), value);
  return {
    signedIn: (request) => signIns.run(key, () => request({ Authorization: value }), subject),
    end: async () => {},
  };
}

function bySession(context: AuthenticationContext): Authentication {
  const { settings, requester, signIns, subject, signal, debug } = context;
  const authorization = basic(settings);
  const key = signInKey(settings.host, String(settings.port), authorization);
  const sessionHeader = (id: string) => ({ 'vmware-api-session-id': id });

  const call = (operation: Operation) => ({
    operation,
    request: requestOf(operation, settings.connection),
  });

  async function login(): Promise<string> {
    // A login is sent once, so not on a connection that the server may just have closed.
    requester.closeIdle();
    const headers = { Authorization: authorization };
    const { payload } = await requester.request(call(sessionOperations.create), headers, signal);
    // What follows is sent in a header, so anything but visible ASCII is no session id.
    if (typeof payload === 'string' && /^[\x21-\x7e]+$/.test(payload)) return payload;
    throw new Fault({ code: 'INVALID_RESPONSE', text: `${subject} opened no session.` });
  }

  async function logout(id: string): Promise<void> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), logoutTimeout);
    try {
      await requester.request(call(sessionOperations.delete), sessionHeader(id), limit.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  const session = createSession({
    login: () => signIns.run(key, login, subject),
    logout,
    pause: (fault) => signIns.refuse(key, fault),
    notEnded: (error) => debug?.(`the session was not ended: ${String(error)}`),
  });

  /** A session that is refused although it was just opened is ended, and nobody opens another. */
  async function inFreshSession(id: string, request: SignedRequest): Promise<Answer> {
    try {
      return await request(sessionHeader(id));
    } catch (error) {
      if (isRefusedSignIn(error)) void session.refuse(id, error);
      throw error;
    }
  }

  return {
    /** A 401 comes before execution, so one new login and one repeat is right for everything. */
    async signedIn(request) {
      const { id, fresh } = await session.id();
      if (fresh) return inFreshSession(id, request);
      try {
        return await request(sessionHeader(id));
      } catch (error) {
        if (!isRefusedSignIn(error)) throw error;
      }
      return inFreshSession(await session.renew(id), request);
    },
    end: session.end,
  };
}

/** @returns how requests to this appliance are signed in. */
export function createAuthentication(context: AuthenticationContext): Authentication {
  return context.settings.authentication === 'session'
    ? bySession(context)
    : onEveryRequest(context);
}
