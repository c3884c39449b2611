/**
 * While nothing is sent, so that no account is locked: why, until when, and how a fault says so.
 */
import type { Clock } from '../../clock';
import { sentence } from '../../messages/sentence';
import { Fault } from '../faults/fault';
import { type FaultCode, sentenceOf } from '../faults/fault-codes';
import type { Credentials } from './credentials';
import type { By, Refusals } from './refusals';

/** The code of the cause of a fault for an attempt that was not made. */
const paused = 'SIGN_IN_PAUSED';

/** @returns whether a fault means that nothing was sent, because sign-ins are paused. */
export function isSignInPaused({ cause }: Fault): boolean {
  return cause?.code === paused;
}

/** Milliseconds until the next login, where the appliance has accepted one and yet gave no session. */
const postponement = 60_000;

/** Logins of nodes that wait, though they were not refused. */
interface Postponed {
  until: number;
  code: FaultCode;
}

/** Who asks, with what, of which appliance (as a sentence names it). */
interface Attempt {
  credentials: Credentials;
  by: By;
  subject: string;
}

export interface Pauses {
  /** @returns the fault of an attempt that is not to be made now; undefined where it is. */
  faultFor(attempt: Attempt): Fault | undefined;
  /** @returns in how long (ms) an attempt may be made; 0: at once. */
  left(credentials: Credentials, by: By): number;
  /** @returns the fault with the time (in so many ms) of the next try. */
  withNextTry(fault: Fault, milliseconds: number): Fault;
  /**
   * Lets the next login of nodes wait a minute.
   *
   * @returns the fault with the time of that.
   */
  postpone(credentials: Credentials, fault: Fault): Fault;
  /** Ends what was postponed: the credentials have been accepted. */
  end(credentials: Credentials): void;
}

function keyOf({ account, secret }: Credentials): string {
  return `${account} ${secret}`;
}

/** @returns in how long (`15 min`) and when (`18:20`) a try is, by the clock of this machine. */
export function timeOfTry(
  { wallNow }: Pick<Clock, 'wallNow'>,
  seconds: number,
): { time: string; clock: string } {
  const time = seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  const clock = new Date(wallNow() + seconds * 1000).toTimeString().slice(0, 5);
  return { time, clock };
}

export function createPauses(clock: Clock, refusals: Pick<Refusals, 'nextTry'>): Pauses {
  const postponed = new Map<string, Postponed>();

  function withNextTry(fault: Fault, milliseconds: number): Fault {
    const seconds = Math.ceil(milliseconds / 1000);
    const isRefused = fault.code === 'AUTHENTICATION_FAILED';
    const next = sentence('next-try', timeOfTry(clock, seconds));
    return fault.followedBy(next, isRefused ? { retryAfter: seconds } : {});
  }

  /** @returns until when an attempt is not to be made, and the logins that wait for that moment. */
  function pauseFor(credentials: Credentials, by: By) {
    const held = by === 'nodes' ? postponed.get(keyOf(credentials)) : undefined;
    return { held, until: Math.max(refusals.nextTry(credentials, by), held?.until ?? -Infinity) };
  }

  return {
    faultFor({ credentials, by, subject }) {
      const { until, held } = pauseFor(credentials, by);
      if (until <= clock.now()) return undefined;
      const code = held?.until === until ? held.code : 'AUTHENTICATION_FAILED';
      const sentences = [sentenceOf(code, subject)];
      const cause = { name: 'SignInPaused', code: paused, message: 'nothing was sent' };
      return withNextTry(new Fault({ code, sentences, cause }), until - clock.now());
    },
    left: (credentials, by) => Math.max(0, pauseFor(credentials, by).until - clock.now()),
    withNextTry,
    postpone(credentials, fault) {
      const { code } = fault;
      for (const [key, { until }] of postponed) if (until <= clock.now()) postponed.delete(key);
      postponed.set(keyOf(credentials), { until: clock.now() + postponement, code });
      return withNextTry(fault, postponement);
    },
    end: (credentials) => void postponed.delete(keyOf(credentials)),
  };
}
