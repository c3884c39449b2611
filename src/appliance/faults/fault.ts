import { type FaultCode, faultCodes } from './fault-codes';

/** What a flow finds in `msg.fault`. */
export interface FaultReport {
  code: FaultCode;
  /** Whether the same message may simply be sent again later. */
  retryable: boolean;
  /** One sentence or two for a person: what happened, and what to look at. */
  text: string;
  operation?: string;
  appliance?: ApplianceIdentity;
  /** What the appliance said, as plain text, outermost first. */
  messages: string[];
  statusCode?: number;
  /** The appliance's own vAPI error type, known to us or not. */
  errorType?: string;
  /** The `X-Request-ID` that the request carried. */
  requestId?: string;
  /** A change that was sent, and whose answer never came: it may have happened. */
  outcome?: 'unknown';
}

/** How messages and faults name an appliance. */
export interface ApplianceIdentity {
  id: string;
  name: string;
  host: string;
}

/** A plain account of the failure beneath; never the failure itself, which may hold credentials. */
export interface FaultCause {
  name: string;
  code?: string;
  message: string;
}

export type FaultInit = Pick<FaultReport, 'code' | 'text'> &
  Partial<Omit<FaultReport, 'code' | 'text'>> & { cause?: FaultCause; retryAfter?: number };

/**
 * The one error this package throws. `code` and `cause` are own properties because Node-RED
 * copies only `code`, `stack` and `cause` of an error to the Catch node's message, and only where
 * they are its own (`handleError` in `@node-red/runtime/lib/flows/Flow.js`).
 */
export class Fault extends Error {
  readonly code: FaultCode;
  override readonly cause?: FaultCause;
  /** Seconds the appliance asked to be left alone for (`Retry-After`). */
  readonly retryAfter?: number;
  readonly #init: FaultInit;

  constructor(init: FaultInit) {
    super(init.text);
    this.code = init.code;
    if (init.cause) this.cause = init.cause;
    if (init.retryAfter !== undefined) this.retryAfter = init.retryAfter;
    this.#init = init;
  }

  /** The same fault, with what only the caller knows added to it. */
  with(details: Partial<FaultInit>): Fault {
    return new Fault({ ...this.#init, ...details });
  }

  /** The same fault, of a change that may have been made: a flow must not simply send it again. */
  withUnknownOutcome(): Fault {
    const text = `${this.message} Whether the change was made is not known.`;
    return this.with({ text, outcome: 'unknown', retryable: false });
  }

  /** The plain object for `msg.fault`. */
  report(): FaultReport {
    const { cause: _cause, retryAfter: _retryAfter, ...report } = this.#init;
    const retryable = report.retryable ?? faultCodes[report.code].retryable ?? false;
    return {
      ...report,
      retryable: report.outcome === 'unknown' ? false : retryable,
      messages: report.messages ?? [],
    };
  }
}

/** @returns the fault of settings or a message that lack what is needed, in words that name it. */
export function notConfigured(text: string): Fault {
  return new Fault({ code: 'NOT_CONFIGURED', text });
}

/**
 * @returns what may be told of an error of somebody else's: its name, code and message, never the
 *   object (an axios error carries the request with its credentials).
 */
export function plainCause(error: unknown): FaultCause {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { code } = error as NodeJS.ErrnoException;
  // OpenSSL's own message is a line of its error queue, with addresses and source files in it.
  const isOfOpenSsl = 'library' in error && 'reason' in error && typeof error.reason === 'string';
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: isOfOpenSsl ? String(error.reason) : error.message,
  };
}
