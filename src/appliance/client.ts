import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from './faults/failure';
import { failureToFault } from './faults/failure-to-fault';
import { type ApplianceIdentity, Fault } from './faults/fault';
import { type FaultCode, faultCodes, sentenceOf } from './faults/fault-codes';
import { createRequester, type Requester, type RequesterOptions } from './http/requester';
import type { Answer } from './operations/answer';
import type { GivenParameters } from './operations/check-parameters';
import { sessionOperations } from './operations/further-operations';
import type { Operation } from './operations/operation';
import { requestOf } from './operations/request';
import { retryDelay } from './retry';
import { parseAddress, showable } from './settings/address';
import {
  type ApplianceSettings,
  type RawSettings,
  readSettings,
  subjectOf,
} from './settings/appliance-settings';
import { type Authentication, createAuthentication } from './sign-in/authentication';
import { type SignIns, signIns as signInsOfProcess } from './sign-in/lockout-guard';

export type { Answer } from './operations/answer';

export interface CallOptions {
  parameters?: GivenParameters;
  retry?: boolean;
  /** Whether that there is no such thing is an answer (`found` is false then), not a fault. */
  noneIsAnAnswer?: boolean;
}

/** One appliance, as the nodes see it. */
export interface Appliance {
  readonly identity: ApplianceIdentity;
  /**
   * Asks the appliance for an operation, signed in.
   *
   * A read is tried again twice where the way to the appliance was to blame, unless `retry` is
   * false; a change is sent once.
   *
   * @throws Fault
   */
  call(operation: Operation, options?: CallOptions): Promise<Answer>;
  /**
   * To be called where something is read first to prepare a change.
   *
   * @throws Fault READ_ONLY where the settings forbid the operation; what is wrong with them.
   */
  allow(operation: Operation): void;
  /**
   * Ends what is under way and the session: reads at once, changes within 5 s, the logout within
   * 3 s. Where the appliance does not answer, this returns within 0.75 s and the logout goes on
   * alone, so that a dead appliance holds no deploy up. Never throws.
   */
  close(): Promise<void>;
}

export interface Surroundings
  extends Pick<RequesterOptions, 'environment' | 'proxyOptions' | 'debug'> {
  id: string;
  name: string;
  /** What stands in the field, for those who look an appliance up by it. */
  host: string;
  /** Told when the appliance begins or ceases to answer as it should, with the fault's code. */
  onHealth?(health: Health): void;
  signIns?: SignIns;
}

export type Health = 'ok' | FaultCode;

/** Milliseconds that closing waits: for changes, for a login, for an appliance that may be dead. */
const patience = { change: 5000, login: 1500, mayBeDead: 750 };

/** Waits for the promises, but no longer than some milliseconds. Never throws. */
async function atMost(milliseconds: number, ...awaited: Promise<unknown>[]): Promise<void> {
  const timer = new AbortController();
  // It rejects when the timer below is taken away, which is what it is there for.
  const limit = sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([limit, Promise.allSettled(awaited)]);
  timer.abort();
}

function abortable(): AbortController {
  const controller = new AbortController();
  // One listener for each request under way is no leak.
  setMaxListeners(0, controller.signal);
  return controller;
}

/**
 * What wants an administrator of single sign-on is given the appliance's own sign-in where no other
 * is told; that is one only where it opens sessions (on 5480 it would be the local root).
 */
function withOwnSignIn(
  { parameters = [] }: Operation,
  given: GivenParameters | undefined,
  { authentication, username, password }: ApplianceSettings,
): GivenParameters | undefined {
  const own = { ssoUsername: username, ssoPassword: password };
  const wanted = parameters.flatMap(({ name, credential }) =>
    credential === 'ssoUsername' || credential === 'ssoPassword' ? [[name, own[credential]]] : [],
  );
  if (authentication !== 'session' || wanted.length === 0) return given;
  const isGiven = wanted.some(([name = '']) => given?.[name] !== undefined && given[name] !== '');
  return isGiven ? given : { ...given, ...Object.fromEntries(wanted) };
}

/** A login is sent once: only where no connection came about is it certain that it was not sent. */
function mayRepeat(operation: Operation, fault: Fault): boolean {
  const atLogin = fault.report().operation === sessionOperations.create.name;
  return !operation.changes && (!atLogin || fault.cause?.code === 'ECONNREFUSED');
}

/** What stands once the settings have been read. */
interface Started {
  settings: ApplianceSettings;
  subject: string;
  requester: Requester;
  authentication: Authentication;
}

/**
 * @param read gives the settings; called at the first call, and again until they are right, so that
 *   wrong ones are the fault of the message that needs them.
 */
export function createAppliance(read: () => RawSettings, surroundings: Surroundings): Appliance {
  const { id, name, host: field, onHealth, debug, signIns = signInsOfProcess } = surroundings;
  const reads = abortable();
  const logins = abortable();
  const changes = abortable();
  const changing = new Set<Promise<unknown>>();
  const host = parseAddress(field)?.host ?? showable(field);
  const identity: ApplianceIdentity = { id, name: name || host, host };
  let started: Started | undefined;
  let reading = 0;
  let health: Health | undefined;
  let closed = false;

  function start(): Started {
    const settings = readSettings(read());
    const subject = subjectOf(settings, name);
    const requester = createRequester(settings, { ...surroundings, subject });
    const { signal } = logins;
    const authentication = createAuthentication({
      settings,
      requester,
      signIns,
      subject,
      signal,
      debug,
    });
    return { settings, subject, requester, authentication };
  }

  function report(current: Health): void {
    if (current === health || closed) return;
    health = current;
    onHealth?.(current);
  }

  function closedFault(operation: Operation): Fault {
    const { name: asked, changes } = operation;
    const request = { subject: identity.name, operation: asked, requestId: '', changes };
    return failureToFault(failure('CLOSED', 'closed'), request);
  }

  /** What is started, where it may do this. */
  function startedFor(operation: Operation): Started {
    started ??= start();
    const { settings, subject } = started;
    if (!operation.changes || !settings.readOnly) return started;
    throw new Fault({ code: 'READ_ONLY', text: sentenceOf('READ_ONLY', subject) });
  }

  async function once(operation: Operation, options: CallOptions): Promise<Answer> {
    if (closed) throw closedFault(operation);
    const { authentication, requester, settings } = startedFor(operation);
    const given = withOwnSignIn(operation, options.parameters, settings);
    const request = requestOf(operation, settings.connection, given);
    const call = { operation, request, noneIsAnAnswer: options.noneIsAnAnswer ?? false };
    const { signal } = operation.changes ? changes : reads;
    return authentication.signedIn((headers) => {
      if (operation.changes) requester.closeIdle();
      return requester.request(call, headers, signal);
    });
  }

  async function repeated(operation: Operation, options: CallOptions): Promise<Answer> {
    const { retry = true } = options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(operation, options);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const delay = retry && mayRepeat(operation, error) ? retryDelay(error, attempt) : undefined;
        if (delay === undefined) throw error;
        await sleep(delay, undefined, { signal: reads.signal }).catch(() => {
          throw closedFault(operation);
        });
      }
    }
  }

  function toldOf(operation: Operation, fault: Fault): Fault {
    return fault.with({ operation: operation.name, appliance: { ...identity } });
  }

  async function judged(operation: Operation, options: CallOptions): Promise<Answer> {
    try {
      const answer = await repeated(operation, options);
      report('ok');
      return answer;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (faultCodes[error.code].concerns === 'appliance') report(error.code);
      // Without a status it did not come from the appliance.
      else if (error.report().statusCode !== undefined) report('ok');
      throw toldOf(operation, error);
    }
  }

  async function counted(operation: Operation, options: CallOptions): Promise<Answer> {
    const result = judged(operation, options);
    if (operation.changes) changing.add(result);
    else reading += 1;
    try {
      return await result;
    } finally {
      if (operation.changes) changing.delete(result);
      else reading -= 1;
    }
  }

  async function end(): Promise<void> {
    await atMost(patience.change, ...changing);
    changes.abort();
    // A login under way may be about to open a session, which then has to be ended too.
    const timer = setTimeout(() => logins.abort(), patience.login);
    await started?.authentication.end();
    clearTimeout(timer);
    started?.requester.destroy();
  }

  return {
    identity,
    call: (operation, options = {}) => counted(operation, options),
    allow(operation) {
      try {
        startedFor(operation);
      } catch (error) {
        throw error instanceof Fault ? toldOf(operation, error) : error;
      }
    },
    async close() {
      closed = true;
      const mayBeDead = reading > 0 || health === 'UNREACHABLE' || health === 'TIMED_OUT';
      reads.abort();
      const ended = end();
      if (mayBeDead && changing.size === 0) await atMost(patience.mayBeDead, ended);
      else await ended;
    },
  };
}
