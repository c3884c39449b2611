import type { Clock } from '../../clock';
import { invalidResponse } from '../faults/answer-to-fault';
import { Fault } from '../faults/fault';
import type { Requester } from '../http/requester';
import type { Answer } from '../operations/answer';
import { sessionOperations } from '../operations/further-operations';
import type { Operation } from '../operations/operation';
import { requestOf } from '../operations/request';
import type { ApplianceSettings } from '../settings/appliance-settings';
import { type SignIns, signInKey } from './lockout-guard';
import { createSession } from './session';

/** The headers that sign a request in. */
export type SignInHeaders = Record<string, string>;

/** Sends a request with these headers. */
export type SendSignedIn = (headers: SignInHeaders) => Promise<Answer>;

export interface Authentication {
  /** Sends a request, signed in. Throws what the request or the login throws. */
  signedIn(send: SendSignedIn): Promise<Answer>;
  /** Ends the session, if there is one. Never throws. */
  end(): Promise<void>;
}

export interface AuthenticationContext {
  settings: ApplianceSettings;
  requester: Requester;
  signIns: SignIns;
  clock: Clock;
  /** The appliance, as a sentence names it. */
  subject: string;
  /** Aborts a login. */
  signal: AbortSignal;
  debug?: ((text: string) => void) | undefined;
}

/** Milliseconds for a logout; without one the session ends by itself after some time. */
const logoutTimeout = 3000;

/** RFC 7617, with the UTF-8 that its `charset` parameter allows. */
function basic({ username, password }: ApplianceSettings): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

function isRefusedSignIn(error: unknown): error is Fault {
  return error instanceof Fault && error.code === 'AUTHENTICATION_FAILED';
}

/** Sends the credentials themselves with every request. */
function onEveryRequest({ settings, signIns, subject }: AuthenticationContext): Authentication {
  const { host, port, authentication, authorization } = settings;
  const value = authentication === 'basic' ? basic(settings) : authorization;
  const key = signInKey(host, String(port), value);
  return {
    signedIn: (send) => signIns.run(key, () => send({ Authorization: value }), subject),
    end: async () => {},
  };
}

function bySession(context: AuthenticationContext): Authentication {
  const { settings, requester, signIns, clock, subject, signal, debug } = context;
  const authorization = basic(settings);
  const key = signInKey(settings.host, String(settings.port), authorization);
  const sessionHeader = (id: string) => ({ 'vmware-api-session-id': id });

  const call = (operation: Operation) => ({
    operation,
    request: requestOf(operation, settings.connection),
  });

  async function login(): Promise<string> {
    // A login is sent once, so never on a connection that the server may just have closed.
    requester.closeIdle();
    const headers = { Authorization: authorization };
    const { payload } = await requester.request(call(sessionOperations.create), headers, signal);
    // It is sent in a header later, so only visible ASCII is a session id.
    if (typeof payload === 'string' && /^[\x21-\x7e]+$/.test(payload)) return payload;
    const { name: operation, changes } = sessionOperations.create;
    const isStranger = requester.isStranger();
    const request = { subject, operation, requestId: '', changes, isStranger };
    throw invalidResponse('opened no session', request);
  }

  async function logout(id: string): Promise<void> {
    const limit = new AbortController();
    const timer = clock.setTimeout(() => limit.abort(), logoutTimeout);
    try {
      await requester.request(call(sessionOperations.delete), sessionHeader(id), limit.signal);
    } finally {
      clock.clearTimeout(timer);
    }
  }

  const session = createSession({
    login: () => signIns.run(key, login, subject),
    logout,
    pauseLogins: (fault) => signIns.refuse(key, fault),
    onLogoutFailed: (error) => debug?.(`the session was not ended: ${String(error)}`),
  });

  /** Ends a session that is refused although it was just opened, without opening another. */
  async function sendInNewSession(id: string, send: SendSignedIn): Promise<Answer> {
    try {
      return await send(sessionHeader(id));
    } catch (error) {
      if (isRefusedSignIn(error)) void session.endRefused(id, error);
      throw error;
    }
  }

  return {
    /** A 401 precedes execution, so one new login and one repetition are safe for any request. */
    async signedIn(send) {
      const { id, isNew } = await session.id();
      if (isNew) return sendInNewSession(id, send);
      try {
        return await send(sessionHeader(id));
      } catch (error) {
        if (!isRefusedSignIn(error)) throw error;
      }
      return sendInNewSession(await session.renew(id), send);
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
