import type { Clock } from '../../clock';
import { sentence } from '../../messages/sentence';
import { invalidResponse } from '../faults/answer-to-fault';
import { Fault } from '../faults/fault';
import { faultCodes } from '../faults/fault-codes';
import type { Requester, Sending } from '../http/requester';
import type { Answer } from '../operations/answer';
import type { Operation } from '../operations/operation';
import { requestOf } from '../operations/request';
import { sessionOperations } from '../operations/tables/further-operations';
import type { ApplianceSettings } from '../settings/appliance-settings';
import { type Credentials, credentialsOf } from './credentials';
import type { SignIn, SignIns, Turn } from './lockout-guard';
import type { By } from './refusals';
import { createSession } from './session';

/** The headers that sign a request in. */
export type SignInHeaders = Record<string, string>;

/** Sends a request with these headers, when and as fast as it may. */
export type SendSignedIn = (headers: SignInHeaders, sending?: Sending) => Promise<Answer>;

/** The request that is to be signed in. */
export interface RequestToSign {
  /** The name of the operation. */
  operation: string;
  /** Aborts it. */
  signal: AbortSignal;
  /** Milliseconds for it, and for the login that it may need. */
  timeout: number;
}

/** Resolves when a session may be ended, so that a deploy does not end a thousand in one moment. */
export type LogoutTurn = () => Promise<void>;

export interface Authentication {
  /** What its sign-ins are counted by. */
  credentials: Credentials;
  /** Sends a request, signed in. Throws what the request or the login throws. */
  signedIn(request: RequestToSign, send: SendSignedIn): Promise<Answer>;
  /** @returns how long (ms) sign-ins have waited for their turn, all of them together. */
  waited(): number;
  /** Ends the session, if there is one. Never throws. */
  end(): Promise<void>;
}

export interface AuthenticationContext {
  settings: ApplianceSettings;
  requester: Requester;
  signIns: SignIns;
  /** Who signs in; nodes, if not given. */
  by?: By;
  clock: Clock;
  /** The appliance, as a sentence names it. */
  subject: string;
  /** Aborts a login. */
  signal: AbortSignal;
  debug?: ((text: string) => void) | undefined;
  /** Awaited before the session is ended on closing. */
  logoutTurn?: LogoutTurn | undefined;
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

/** Measures how long sign-ins wait for their turn. */
function createWaits({ signIns, clock }: AuthenticationContext) {
  let waited = 0;
  let waiting = 0;
  let since = 0;
  const begin = () => {
    if (waiting === 0) since = clock.now();
    waiting += 1;
  };
  const end = () => {
    waiting -= 1;
    if (waiting === 0) waited += clock.now() - since;
  };

  return {
    waited: () => (waiting === 0 ? waited : waited + clock.now() - since),
    /** Runs an attempt as the sign-ins do. */
    async run<Result>(signIn: SignIn, attempt: (turn: Turn) => Promise<Result>): Promise<Result> {
      let isWaiting = true;
      begin();
      const begun = () => {
        if (isWaiting) end();
        isWaiting = false;
      };
      try {
        return await signIns.run(signIn, (turn) => {
          begun();
          const { beforeSending } = turn;
          if (beforeSending === undefined) return attempt(turn);
          return attempt({
            ...turn,
            async beforeSending() {
              begin();
              try {
                await beforeSending();
              } finally {
                end();
              }
            },
          });
        });
      } finally {
        begun();
      }
    },
  };
}

/** Sends the credentials themselves with every request. */
function onEveryRequest(context: AuthenticationContext): Authentication {
  const { settings, subject, by = 'nodes' } = context;
  const waits = createWaits(context);
  const { authentication, authorization } = settings;
  const value = authentication === 'basic' ? basic(settings) : authorization;
  const credentials = credentialsOf(settings);
  const common = { credentials, by, isLogin: false, subject };
  return {
    credentials,
    signedIn: (request, send) =>
      waits.run({ ...common, ...request }, (turn) => send({ Authorization: value }, turn)),
    waited: waits.waited,
    end: async () => {},
  };
}

function bySession(context: AuthenticationContext): Authentication {
  const { settings, requester, signIns, clock, subject, signal, debug, by = 'nodes' } = context;
  const waits = createWaits(context);
  const credentials = credentialsOf(settings);
  const sessionHeader = (id: string) => ({ 'vmware-api-session-id': id });

  const call = (operation: Operation) => ({
    operation,
    request: requestOf(operation, settings.connection),
  });

  function login(timeout: number): Promise<string> {
    const { create } = sessionOperations;
    const request = { operation: create.name, signal, subject, timeout };
    return waits.run({ credentials, by, isLogin: true, ...request }, async (turn) => {
      // A login is sent once, so never on a connection that the server may just have closed.
      requester.closeIdle();
      const headers = { Authorization: basic(settings) };
      const { payload } = await requester.request(call(create), headers, signal, turn);
      // It is sent in a header later, so only visible ASCII is a session id.
      if (typeof payload === 'string' && /^[\x21-\x7e]+$/.test(payload)) return payload;
      throw invalidResponse(sentence('answer-without-session'), {
        ...{ subject, operation: create.name, requestId: '', changes: create.changes },
        isStranger: requester.isStranger(),
      });
    });
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
    login,
    logoutTurn: context.logoutTurn,
    logout,
    postponeLogins: (fault) => signIns.postpone(credentials, fault),
    onLogoutFailed: (error) => debug?.(`the session was not ended: ${String(error)}`),
  });

  async function sendIn(id: string, send: SendSignedIn): Promise<Answer> {
    try {
      const answer = await send(sessionHeader(id));
      session.answered(id);
      return answer;
    } catch (error) {
      if (error instanceof Fault) {
        signIns.failed(credentials, error);
        if (faultCodes[error.code].signedIn) session.answered(id);
      }
      throw error;
    }
  }

  /** Ends the session if the request is refused in it, and opens no other. */
  async function sendOnce(id: string, send: SendSignedIn): Promise<Answer> {
    try {
      return await sendIn(id, send);
    } catch (error) {
      throw isRefusedSignIn(error) ? session.endRefused(id, error) : error;
    }
  }

  return {
    credentials,
    /** A 401 precedes execution, so one new login and one repetition are safe for any request. */
    async signedIn({ timeout }, send) {
      const { id, isNew } = await session.id(timeout);
      try {
        return await sendIn(id, send);
      } catch (error) {
        if (!isRefusedSignIn(error)) throw error;
        const isInVain = isNew && session.hasAnsweredNobody(id);
        const fault = session.endRefused(id, error);
        if (isInVain) throw fault;
      }
      return sendOnce((await session.id(timeout)).id, send);
    },
    waited: waits.waited,
    end: session.end,
  };
}

/** @returns how requests to this appliance are signed in. */
export function createAuthentication(context: AuthenticationContext): Authentication {
  return context.settings.authentication === 'session'
    ? bySession(context)
    : onEveryRequest(context);
}
