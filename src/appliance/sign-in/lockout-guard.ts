/**
 * Keeps sign-ins from locking an account: lets them be tried by the rules of `refusals.ts`, one after
 * the other where the rules require it, for all flows, config nodes, deploys and connection tests of
 * this process.
 */
import { type Clock, systemClock, type Timer } from '../../clock';
import { sentence } from '../../messages/sentence';
import { durationText } from '../../messages/time-text';
import { type Failure, failure } from '../faults/failure';
import { failureToFault } from '../faults/failure-to-fault';
import { Fault } from '../faults/fault';
import { faultCodes } from '../faults/fault-codes';
import { isOutage } from '../faults/is-outage';
import type { Credentials } from './credentials';
import { createPauses, isSignInPaused } from './pauses';
import { type By, createRefusals, type Refusals, type Try } from './refusals';

/** An attempt to sign in: a login, or a request that carries its credentials. */
export interface SignIn {
  credentials: Credentials;
  by: By;
  /** Whether it opens a session. */
  isLogin: boolean;
  /** The appliance, as a sentence names it: the refusal behind a pause may be that of another node. */
  subject: string;
  /** The name of the operation. */
  operation: string;
  /** Milliseconds for the request. */
  timeout: number;
  /** Ends the waiting for a turn. */
  signal: AbortSignal;
}

/** What an attempt has to comply with. */
export interface Turn {
  /** Milliseconds that are left for the request. */
  timeout: number;
  /** To be awaited once there is a connection, before the first byte is sent; not part of its time. */
  beforeSending?: () => Promise<void>;
}

export interface SignIns {
  /**
   * Runs an attempt when its turn comes.
   *
   * @throws Fault what the attempt throws; during a pause, AUTHENTICATION_FAILED with `retryAfter`; the
   *   fault of another attempt that was waited for, where this one would have met it as well.
   */
  run<Result>(signIn: SignIn, attempt: (turn: Turn) => Promise<Result>): Promise<Result>;
  /**
   * Lets the next login of nodes wait a minute.
   *
   * @returns the fault with the time of that.
   */
  postpone(credentials: Credentials, fault: Fault): Fault;
  /** Takes note of a fault of any request at that place: it may be restarting. */
  failed(credentials: Credentials, fault: Fault): void;
  /** How many more refusals are safe now, by whomever. */
  left(credentials: Credentials): number;
  /** @returns in how long (ms) nodes may sign in next; 0: at once. */
  pauseOf(credentials: Credentials): number;
}

/** An attempt that waits for its turn. */
interface Waiting {
  signIn: SignIn;
  since: number;
  /** Milliseconds that it has waited for the unproven sign-ins of others. */
  counted: number;
  begin(begun: Try): void;
  fail(fault: Fault): void;
}

/** An attempt that has begun. */
type Begun = { begun: Try } & Pick<Waiting, 'counted'>;

function faultOf({ subject, operation }: SignIn, reason: Failure): Fault {
  return failureToFault(reason, { subject, operation, requestId: '', changes: false });
}

/** Whether any other attempt would have failed alike; with HTTP 500, one for the same operation. */
function isShared(fault: Fault, { operation }: SignIn): boolean {
  if (fault.cause?.code === 'CLOSED') return false;
  const report = fault.report();
  if (report.statusCode === 500) return report.operation === operation;
  return faultCodes[fault.code].shared === true;
}

/** Resolves when called on, after a second, or when the signal is aborted. */
function waitIn(line: Set<() => void>, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const proceed = () => {
      line.delete(proceed);
      clock.clearTimeout(timer);
      signal.removeEventListener('abort', proceed);
      resolve();
    };
    // Those that do not answer give their room to others after some time, which ends nothing.
    const timer = clock.setTimeout(proceed, 1000);
    line.add(proceed);
    signal.addEventListener('abort', proceed);
  });
}

export function createSignIns(clock: Clock): SignIns {
  const refusals: Refusals = createRefusals(clock.now);
  const pauses = createPauses(clock, refusals);
  /** Those that wait, by account, first come first. */
  const queues = new Map<string, Waiting[]>();
  /** Since when an unproven attempt is under way that others wait for, by account. */
  const unproven = new Map<string, number>();
  /** Those that are connected, and wait for others with the same secret, by secret. */
  const lines = new Map<string, Set<() => void>>();

  function begin({ credentials, by }: SignIn): Try {
    const begun = refusals.begin(credentials, by);
    if (!begun.isProven) unproven.set(credentials.account, clock.now());
    return begun;
  }

  /** Lets those begin, or fail, whose turn it is. */
  function callNext(account: string): void {
    const queue = queues.get(account) ?? [];
    for (let [next] = queue; next !== undefined; [next] = queue) {
      const { signIn } = next;
      const fault = pauses.faultFor(signIn);
      if (fault !== undefined) next.fail(fault);
      else if (refusals.hasRoom(signIn.credentials, signIn.by)) next.begin(begin(signIn));
      else return;
    }
    queues.delete(account);
  }

  /** Waits behind all others of the account. */
  function waitForTurn(signIn: SignIn): Promise<Begun> {
    const { credentials, timeout, signal } = signIn;
    const queue = queues.get(credentials.account) ?? [];
    queues.set(credentials.account, queue);
    return new Promise((resolve, reject) => {
      const leave = () => {
        clock.clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        queue.splice(queue.indexOf(waiting), 1);
      };
      const waiting: Waiting = {
        signIn,
        since: clock.now(),
        counted: 0,
        begin(begun) {
          leave();
          resolve({ begun, counted: waiting.counted });
        },
        fail(fault) {
          leave();
          reject(fault);
        },
      };
      const abort = () => waiting.fail(faultOf(signIn, failure('CLOSED', 'closed')));
      // Time spent on somebody else's unproven sign-in counts; waiting for a mere turn does not.
      const timer: Timer = clock.setTimeout(() => {
        if (!unproven.has(credentials.account)) return;
        const reason = sentence('no-answer-to-sign-in', { time: durationText(timeout / 1000) });
        waiting.fail(faultOf(signIn, failure('TIMED_OUT', reason)));
      }, timeout);
      queue.push(waiting);
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
    });
  }

  async function turnAtAccount(signIn: SignIn): Promise<Begun> {
    const { credentials, by } = signIn;
    // Who insists has seen what it may cost, and waits for nobody.
    const mayPass = by === 'insisting person';
    if (queues.has(credentials.account) && !mayPass) return waitForTurn(signIn);
    const fault = pauses.faultFor(signIn);
    if (fault !== undefined) throw fault;
    if (!refusals.hasRoom(credentials, by)) return waitForTurn(signIn);
    return { begun: begin(signIn), counted: 0 };
  }

  /** @returns what ends it. */
  async function turnOverAllPlaces(signIn: SignIn): Promise<() => void> {
    const { credentials, by, signal } = signIn;
    const { secret } = credentials;
    while (!refusals.hasRoomAnywhere(credentials, by)) {
      const line = lines.get(secret) ?? new Set();
      lines.set(secret, line);
      await waitIn(line, clock, signal);
      if (signal.aborted) throw faultOf(signIn, failure('CLOSED', 'closed'));
    }
    // Meanwhile it may have been refused elsewhere.
    const fault = pauses.faultFor(signIn);
    if (fault !== undefined) throw fault;
    const end = refusals.beginAnywhere(credentials);
    return () => {
      end();
      const line = lines.get(secret) ?? [];
      lines.delete(secret);
      for (const proceed of [...line]) proceed();
    };
  }

  /** Passes the fault of an unproven attempt on to those who wait for it, and counts their time. */
  function endUnproven({ credentials }: SignIn, fault: Fault | undefined): void {
    const since = unproven.get(credentials.account) ?? clock.now();
    unproven.delete(credentials.account);
    for (const waiting of [...(queues.get(credentials.account) ?? [])]) {
      waiting.counted += clock.now() - Math.max(since, waiting.since);
      const isAlike = waiting.signIn.credentials.secret === credentials.secret;
      if (fault && isAlike && isShared(fault, waiting.signIn)) waiting.fail(fault);
    }
  }

  function note(fault: Fault, { place }: Credentials): void {
    const isOfPlace = isOutage(fault, false) && fault.code !== 'SESSION_LIMIT';
    if (isOfPlace && fault.cause?.code !== 'CLOSED') refusals.outage(place);
  }

  /** @returns the fault as the caller gets it: with the next try, where it was refused. */
  function noteEnd(fault: Fault, { credentials, by }: SignIn, begun: Try): Fault {
    note(fault, credentials);
    if (fault.code === 'SESSION_LIMIT') {
      begun.ended();
      return pauses.postpone(credentials, fault);
    }
    if (fault.code !== 'AUTHENTICATION_FAILED' || isSignInPaused(fault)) {
      if (faultCodes[fault.code].signedIn) begun.accepted();
      else begun.ended();
      return fault;
    }
    begun.refused();
    const wait = refusals.nextTry(credentials, by) - clock.now();
    return wait > 0 ? pauses.withNextTry(fault, wait) : fault;
  }

  async function runAndNote<Result>(
    signIn: SignIn,
    begun: Try,
    attempt: () => Promise<Result>,
  ): Promise<Result> {
    let fault: Fault | undefined;
    try {
      const result = await attempt();
      begun.accepted();
      pauses.end(signIn.credentials);
      return result;
    } catch (error) {
      if (error instanceof Fault) fault = noteEnd(error, signIn, begun);
      else begun.ended();
      throw fault ?? error;
    } finally {
      if (!begun.isProven) endUnproven(signIn, fault);
    }
  }

  return {
    async run(signIn, attempt) {
      const { begun, counted } = await turnAtAccount(signIn);
      let isOver = false;
      let endOverAllPlaces: (() => void) | undefined;
      const beforeSending = async () => {
        // A read may be sent once more, on another connection.
        if (endOverAllPlaces !== undefined) return;
        const end = await turnOverAllPlaces(signIn);
        if (isOver) end();
        else endOverAllPlaces = end;
      };
      const timeout = Math.max(1, signIn.timeout - counted);
      const turn = signIn.isLogin || !begun.isProven ? { timeout, beforeSending } : { timeout };
      try {
        return await runAndNote(signIn, begun, () => attempt(turn));
      } finally {
        isOver = true;
        endOverAllPlaces?.();
        callNext(signIn.credentials.account);
      }
    },
    postpone: pauses.postpone,
    failed: (credentials, fault) => note(fault, credentials),
    left: refusals.left,
    pauseOf: (credentials) => pauses.left(credentials, 'nodes'),
  };
}

/** Shared by the whole process: a deploy or a second config node must not restart the count. */
export const signIns = createSignIns(systemClock);
