/** Sends the operations of one appliance: checked, signed in, repeated, shared. */
import { type Clock, pause, systemClock } from '../../clock';
import { failure } from '../faults/failure';
import { failureToFault } from '../faults/failure-to-fault';
import { type ApplianceIdentity, Fault } from '../faults/fault';
import { sentenceOf } from '../faults/fault-codes';
import {
  createRequester,
  type OperationCall,
  type Requester,
  type RequesterOptions,
} from '../http/requester';
import type { SeenCertificate } from '../http/seen-certificates';
import type { Answer } from '../operations/answer';
import type { Operation } from '../operations/operation';
import type { GivenParameters } from '../operations/parameter-checks/check-parameters';
import { requestOf } from '../operations/request';
import { sessionOperations } from '../operations/tables/further-operations';
import {
  type ApplianceSettings,
  type RawSettings,
  readSettings,
  subjectOf,
} from '../settings/appliance-settings';
import {
  type Authentication,
  createAuthentication,
  type LogoutTurn,
} from '../sign-in/authentication';
import { type SignIns, signIns as signInsOfProcess } from '../sign-in/lockout-guard';
import { withSingleSignOn } from '../sign-in/single-sign-on-parameters';
import { type Deadline, deadlineIn, pastDeadline, settledBy } from './deadline';
import { createHealthRecord, type Health } from './health';
import { retryDelay } from './retry';
import { createSharedReads } from './shared-reads';
import { createUnderWay } from './under-way';

export interface CallOptions {
  parameters?: GivenParameters;
  /** Whether a read may be repeated; true by default. */
  retry?: boolean;
  /** Whether "there is no such thing" is an answer (`found` is false then), not a fault. */
  noneIsAnAnswer?: boolean;
  /**
   * The digest of the answer from which the caller has drawn its conclusions, or an empty text before the
   * first one. The same answer again is `unchanged`, and is not read: to parse 10,000 ids takes a
   * millisecond.
   */
  knownDigest?: string | undefined;
  /** Until when there has to be an answer, retries and a sign-in included. Reads only. */
  deadline?: Deadline;
  /** Milliseconds for each request, a sign-in too, where they are fewer than those of the settings. */
  timeout?: number | undefined;
}

/** Where an appliance is. */
export type ApplianceServer = Pick<ApplianceSettings, 'host' | 'port' | 'connection'>;

/** What is known of the sign-ins of an appliance. */
export interface SignInState {
  /** Whether the last one was accepted; left out before the first. */
  accepted?: boolean;
  /** How many more refusals of this account are safe now, by whomever. */
  left: number;
  /** In how long (ms) nodes may sign in next; 0: at once. */
  pause: number;
}

export interface Calls {
  /**
   * @returns where it is, and which API is used.
   * @throws Fault NOT_CONFIGURED for the settings.
   */
  server(): ApplianceServer;
  /**
   * @returns what is known of its sign-ins; nothing is sent.
   * @throws Fault NOT_CONFIGURED for the settings.
   */
  signIn(): SignInState;
  /** @returns the deadline for several reads together, which begins now and ends after `total` ms. */
  deadline(total: number): Deadline;
  /** @returns what is known of its certificate, once this process has seen it. */
  certificate(): SeenCertificate | undefined;
  /**
   * Sends an operation to the appliance, signed in. A read is repeated up to twice if the connection
   * failed or the appliance was not available; an operation that changes something is sent once.
   * Equal reads at the same time share one request, unless they have a deadline or contain a secret.
   *
   * @throws Fault
   */
  call(operation: Operation, options?: CallOptions): Promise<Answer>;
  /**
   * Checks whether an operation may be sent, before something is read to prepare it.
   *
   * @throws Fault READ_ONLY where the settings forbid the operation; NOT_CONFIGURED for the settings.
   */
  allow(operation: Operation): void;
  /**
   * Ends all requests and the session: reads at once, changes within 5 s, the logout within 3 s. If
   * the appliance does not answer, this resolves within 0.75 s and the logout continues on its own,
   * so that an unreachable appliance does not delay a deploy. Never throws.
   */
  close(): Promise<void>;
}

export interface CallsOptions
  extends Pick<
    RequesterOptions,
    'environment' | 'proxyOptions' | 'seenAppliances' | 'seenCertificates' | 'debug'
  > {
  /** As it stands in the settings; empty for none. */
  name: string;
  /** Called when the health has changed. Must not throw. */
  onHealth?(health: Health): void;
  /** Called with every answer, whoever has asked. Must not throw. */
  onAnswer?(answer: Answer): void;
  /** Called with every fault of a request. Must not throw. */
  onFault?(fault: Fault): void;
  /** Those of this process, if not given. */
  signIns?: SignIns;
  clock?: Clock;
  /** When closing ends its session; at once, if not given. */
  logoutTurn?: LogoutTurn;
}

/** What is created once the settings have been read. */
interface Opened {
  settings: ApplianceSettings;
  subject: string;
  requester: Requester;
  authentication: Authentication;
}

/** A login is sent once: only a refused connection proves that it was not sent. */
function mayRepeat(operation: Operation, fault: Fault): boolean {
  const atLogin = fault.report().operation === sessionOperations.create.name;
  return !operation.changes && (!atLogin || fault.cause?.code === 'ECONNREFUSED');
}

/**
 * @param read returns the settings. Called with the first call, and again until they are valid, so
 *   that wrong settings are the fault of the message that needs them.
 */
export function createCalls(
  identity: ApplianceIdentity,
  read: () => RawSettings,
  options: CallsOptions,
): Calls {
  const { name, onHealth, onAnswer, onFault, debug } = options;
  const { signIns = signInsOfProcess, clock = systemClock } = options;
  const underWay = createUnderWay(clock);
  const { signals } = underWay;
  const sharedReads = createSharedReads();
  let opened: Opened | undefined;
  let closed = false;
  const health = createHealthRecord((current) => {
    if (!closed) onHealth?.(current);
  });

  function open(): Opened {
    const settings = readSettings(read());
    const subject = subjectOf(settings, name);
    const requester = createRequester(settings, { ...options, clock, subject });
    const signal = signals.logins;
    const { logoutTurn } = options;
    const context = { settings, requester, signIns, clock, subject, signal, debug, logoutTurn };
    return { settings, subject, requester, authentication: createAuthentication(context) };
  }

  /** @throws Fault NOT_CONFIGURED */
  function openOnce(): Opened {
    opened ??= open();
    return opened;
  }

  /** @throws Fault READ_ONLY, NOT_CONFIGURED */
  function openFor(operation: Operation): Opened {
    const { settings, subject } = openOnce();
    if (!operation.changes || !settings.readOnly) return openOnce();
    throw new Fault({ code: 'READ_ONLY', sentences: [sentenceOf('READ_ONLY', subject)] });
  }

  function closedFault({ name: operation, changes: isChange }: Operation): Fault {
    const request = { subject: identity.name, operation, requestId: '', changes: isChange };
    return failureToFault(failure('CLOSED', 'closed'), request);
  }

  /** @throws Fault READ_ONLY, NOT_CONFIGURED, INVALID_REQUEST */
  function prepare(operation: Operation, callOptions: CallOptions): OperationCall {
    if (closed) throw closedFault(operation);
    const { settings } = openFor(operation);
    const { parameters, noneIsAnAnswer = false, knownDigest } = callOptions;
    const given = withSingleSignOn(operation, parameters, settings);
    const request = requestOf(operation, settings.connection, given);
    return { operation, request, noneIsAnAnswer, knownDigest };
  }

  async function sendOnce(
    call: OperationCall,
    { deadline, timeout: limit = Number.POSITIVE_INFINITY }: CallOptions,
  ): Promise<Answer> {
    const { operation } = call;
    const { authentication, requester, settings } = openOnce();
    const signal = operation.changes ? signals.changes : signals.reads;
    const timeout = Math.min(limit, settings.requestTimeout);
    const toSign = { operation: operation.name, signal, timeout };
    return authentication.signedIn(toSign, (headers, sending = { timeout }) => {
      // A change is sent once, so never on a connection that the server may just have closed.
      if (operation.changes) requester.closeIdle();
      if (deadline === undefined) return requester.request(call, headers, signal, sending);
      const left = deadline.left();
      // The request waited for its turn, or for the sign-in, for too long.
      if (left <= 0) throw pastDeadline(deadline, identity.name, operation.name);
      const atMost = Math.min(left, sending.timeout ?? timeout);
      return requester.request(call, headers, signal, { ...sending, timeout: atMost });
    });
  }

  async function sendWithRetries(call: OperationCall, callOptions: CallOptions): Promise<Answer> {
    const { operation } = call;
    const { retry = true, deadline } = callOptions;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await sendOnce(call, callOptions);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const delay = retry && mayRepeat(operation, error) ? retryDelay(error, attempt) : undefined;
        if (delay === undefined) throw error;
        if (deadline !== undefined && delay >= deadline.left()) throw error;
        await pause(clock, delay, signals.reads);
        if (closed) throw closedFault(operation);
      }
    }
  }

  async function send(call: OperationCall, callOptions: CallOptions): Promise<Answer> {
    const { operation, request, noneIsAnAnswer, knownDigest } = call;
    const { retry = true, deadline, timeout } = callOptions;
    if (deadline !== undefined) {
      return settledBy(clock, deadline, sendWithRetries(call, callOptions), () =>
        pastDeadline(deadline, identity.name, operation.name),
      );
    }
    const { path, body = '', secrets } = request;
    // No secret is kept in a key.
    if (operation.changes || secrets.length > 0) return sendWithRetries(call, callOptions);
    const key = [operation.name, path, noneIsAnAnswer, retry, timeout, knownDigest, body].join(' ');
    return sharedReads.read(key, () => sendWithRetries(call, callOptions));
  }

  function completed(fault: Fault, operation: Operation): Fault {
    return fault.with({ operation: operation.name, appliance: { ...identity } });
  }

  async function sendAndJudge(operation: Operation, callOptions: CallOptions): Promise<Answer> {
    try {
      const answer = await send(prepare(operation, callOptions), callOptions);
      health.answered();
      if (!closed) onAnswer?.(answer);
      return answer;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      health.failed(error);
      const fault = completed(error, operation);
      if (!closed) onFault?.(fault);
      throw fault;
    }
  }

  return {
    server() {
      const { host: at, port, connection } = openOnce().settings;
      return { host: at, port, connection };
    },
    signIn() {
      const { credentials } = openOnce().authentication;
      const accepted = health.isSignInAccepted();
      const left = signIns.left(credentials);
      const pause = signIns.pauseOf(credentials);
      return { ...(accepted === undefined ? {} : { accepted }), left, pause };
    },
    deadline: (total) => deadlineIn(clock, total, () => opened?.authentication.waited() ?? 0),
    certificate: () => opened?.requester.certificate(),
    async call(operation, callOptions = {}) {
      const { changes: isChange } = operation;
      const result = sendAndJudge(operation, callOptions);
      if (isChange) sharedReads.forget();
      try {
        return await underWay.track(isChange, result);
      } finally {
        if (isChange) sharedReads.forget();
      }
    },
    allow(operation) {
      try {
        openFor(operation);
      } catch (error) {
        throw error instanceof Fault ? completed(error, operation) : error;
      }
    },
    close() {
      closed = true;
      const open = opened && {
        endSession: opened.authentication.end,
        disconnect: opened.requester.destroy,
      };
      return underWay.end(health.seemsUnreachable(), open);
    },
  };
}
