import assert from 'node:assert/strict';
import { Fault } from '../../../../src/appliance/faults/fault';
import type { FaultCode } from '../../../../src/appliance/faults/fault-codes';
import { credentialsOf } from '../../../../src/appliance/sign-in/credentials';
import {
  createSignIns,
  type SignIn,
  type Turn,
} from '../../../../src/appliance/sign-in/lockout-guard';
import { isSignInPaused } from '../../../../src/appliance/sign-in/pauses';
import { fakeClock } from '../../../fake-clock';

/** What the appliance answers: well, with a fault of this code, or with HTTP 500. */
export type Verdict = FaultCode | 'ok' | 500;

/** Who tries what, and where. */
export interface Who {
  host?: string;
  user?: string;
  password?: string;
  by?: SignIn['by'];
  isLogin?: boolean;
  operation?: string;
  timeout?: number;
  signal?: AbortSignal;
}

export const settings = (host: string, username: string, password: string) =>
  ({ host, port: 443, authentication: 'basic', username, password, authorization: '' }) as const;

export function faultOf(code: Exclude<Verdict, 'ok'>, operation: string): Fault {
  const sentences = ['No.'];
  return code === 500
    ? new Fault({ code: 'APPLIANCE_ERROR', sentences, operation, statusCode: 500 })
    : new Fault({ code, sentences, operation, requestId: 'r-1' });
}

/** How long the process has run, in ms: a time of zero would hide a sum that should be a difference. */
const uptime = 3_600_000;

/** Sign-ins on a clock of their own. */
export function guardedSignIns() {
  const { clock, timers } = fakeClock();
  timers.tick(uptime);
  const signIns = createSignIns(clock);
  const begun = clock.now();
  /** When an appliance was asked, in seconds. */
  const asked: number[] = [];

  function signInOf({ host = 'vc-a', user = 'u', password = 'p', ...rest }: Who): SignIn {
    return {
      ...{ by: 'nodes', isLogin: false, subject: 'vc-a', operation: 'get', timeout: 30_000 },
      credentials: credentialsOf(settings(host, user, password)),
      signal: new AbortController().signal,
      ...rest,
    };
  }

  /** `ok`, the code of the fault, or `not tried`. */
  function outcomeOf(result: Promise<unknown>): Promise<string> {
    return result.then(
      () => 'ok',
      (error: unknown) => {
        assert.ok(error instanceof Fault, String(error));
        return isSignInPaused(error) && error.code === 'AUTHENTICATION_FAILED'
          ? 'not tried'
          : error.code;
      },
    );
  }

  function run(who: Who, attempt: (turn: Turn) => Promise<unknown>): Promise<unknown> {
    return signIns.run(signInOf(who), async (turn) => {
      await turn.beforeSending?.();
      asked.push(Math.round((clock.now() - begun) / 1000));
      return attempt(turn);
    });
  }

  async function answer(verdict: Verdict, { operation = 'get' }: Who): Promise<void> {
    if (verdict !== 'ok') throw faultOf(verdict, operation);
  }

  return {
    clock,
    asked,
    signIns,
    run,
    signInOf,
    outcomeOf,
    /** How many timers are set. */
    timers: () => timers.countTimers(),
    /** Lets so many seconds pass. */
    pass: (seconds: number) => timers.tickAsync(seconds * 1000),
    /** Tries, and is answered at once. */
    try: (verdict: Verdict, who: Who = {}) => outcomeOf(run(who, () => answer(verdict, who))),
    left: (who: Who = {}) => signIns.left(signInOf(who).credentials),
    failed: (code: Exclude<Verdict, 'ok'>, who: Who = {}) =>
      signIns.failed(signInOf(who).credentials, faultOf(code, 'get')),
    /** Tries, and is answered when the test says so. */
    begin(who: Who = {}) {
      let end: (verdict: Verdict) => void = () => {};
      let isAsked = false;
      const result = outcomeOf(
        run(who, async () => {
          isAsked = true;
          await answer(await new Promise<Verdict>((resolve) => (end = resolve)), who);
        }),
      );
      return {
        isAsked: () => isAsked,
        async answer(verdict: Verdict) {
          end(verdict);
          return result;
        },
        result,
      };
    },
  };
}

/** Resolves once what an answer sets off has been done. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
