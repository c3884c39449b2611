import { type Sentence, sentence, type Text, textIn, type Words } from '../../messages/sentence';
import { type FaultCode, faultCodes } from './fault-codes';

/** What a flow finds in `msg.fault`. */
export interface FaultReport {
  code: FaultCode;
  /** Whether the flow may send the same message again later. */
  retryable: boolean;
  /** One or two sentences for a person: what happened, and what to check. */
  text: string;
  operation?: string;
  appliance?: ApplianceIdentity;
  /** The appliance's messages as plain text, outermost first. */
  messages: string[];
  statusCode?: number;
  /** The vAPI error type as the appliance sent it, documented or not. */
  errorType?: string;
  /** The `X-Request-ID` that the request carried. */
  requestId?: string;
  /** Set for a change that was sent but not answered: it may have been made. */
  outcome?: 'unknown';
  /** Seconds until the next request may succeed: the next sign-in, or as the appliance said. */
  retryAfter?: number;
}

/** The request that a fault is about. */
export interface RequestDescription {
  /** The appliance, as a sentence names it. */
  subject: string;
  /** The name of the operation. */
  operation: string;
  /** Empty where nothing was sent. */
  requestId: string;
  /** Whether the request was to change something on the appliance. */
  changes: boolean;
  /** Whether the server has not answered as an appliance does before. */
  isStranger?: boolean;
}

/** An appliance, as messages and faults name it. */
export interface ApplianceIdentity {
  id: string;
  name: string;
  host: string;
}

/** The underlying error as plain data; never the error itself, which may hold credentials. */
export interface FaultCause {
  name: string;
  code?: string;
  message: string;
}

export type FaultInit = Pick<FaultReport, 'code'> &
  Partial<Omit<FaultReport, 'code' | 'text'>> & {
    /** One or two sentences for a person: what happened, and what to check. */
    sentences: Text;
    cause?: FaultCause;
  };

/** The debug sidebar shows a cause as text (`encodeObject`), which would be "[object Object]". */
function withText(cause: FaultCause): FaultCause {
  const text = cause.message || cause.code || cause.name;
  // Not enumerable: what Catch nodes get stays plain data.
  return Object.defineProperty({ ...cause }, 'toString', { value: () => text });
}

/**
 * The only error that this package throws on purpose. `code` and `cause` are own properties because
 * Node-RED copies `code`, `stack` and `cause` of an error to the Catch node's message only where
 * they are (`handleError` in `@node-red/runtime/lib/flows/Flow.js`).
 *
 * It has no name, and is its message where it is converted to a string: so `msg.error.message` and the
 * log line are the sentence, without "Error: " before it, and the debug sidebar, which lists name,
 * message, code, cause and stack (`encodeObject` in `@node-red/util/lib/util.js`), begins with it.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  override readonly cause?: FaultCause;
  readonly #init: FaultInit;

  /** The message is the whole text, in English: Node-RED writes it to the log. */
  constructor(init: FaultInit) {
    super(textIn(init.sentences));
    this.code = init.code;
    if (init.cause) this.cause = withText(init.cause);
    this.#init = init;
    Object.defineProperty(this, 'name', { value: undefined });
  }

  override toString(): string {
    return this.message;
  }

  /** What its text consists of. */
  get sentences(): Text {
    return this.#init.sentences;
  }

  /** Seconds until the next request may succeed, where that is known. */
  get retryAfter(): number | undefined {
    return this.#init.retryAfter;
  }

  /** @returns the same fault with details that only the caller knows. */
  with(details: Partial<FaultInit>): Fault {
    return new Fault({ ...this.#init, ...details });
  }

  /** @returns the same fault with another sentence at the end. */
  followedBy(addition: Sentence, details: Partial<FaultInit> = {}): Fault {
    return this.with({ ...details, sentences: [...this.#init.sentences, addition] });
  }

  /** @returns the same fault with another sentence at the beginning. */
  precededBy(addition: Sentence): Fault {
    return this.with({ sentences: [addition, ...this.#init.sentences] });
  }

  /** @returns the same fault for a change that may have been made: a flow must not repeat it. */
  withUnknownOutcome(): Fault {
    const details = { outcome: 'unknown', retryable: false } as const;
    return this.followedBy(sentence('outcome-unknown'), details);
  }

  /**
   * @param words of the language of `text`; English if left out.
   * @returns the plain object for `msg.fault`.
   */
  report(words?: Words): FaultReport {
    const { cause: _cause, sentences, ...report } = this.#init;
    const retryable = report.retryable ?? faultCodes[report.code].retryable ?? false;
    return {
      ...report,
      text: textIn(sentences, words),
      retryable: report.outcome === 'unknown' ? false : retryable,
      messages: report.messages ?? [],
    };
  }
}

/** @param missing says what the settings or the message lack. */
export function notConfigured(missing: Sentence): Fault {
  return new Fault({ code: 'NOT_CONFIGURED', sentences: [missing] });
}

/**
 * @returns the name, code and message of any error, never the object itself: an axios error carries
 *   the request with its credentials.
 */
export function plainCause(error: unknown): FaultCause {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { code } = error as NodeJS.ErrnoException;
  // OpenSSL's message is a line of its error queue, with addresses and source files in it.
  const isOfOpenSsl = 'library' in error && 'reason' in error && typeof error.reason === 'string';
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: isOfOpenSsl ? String(error.reason) : error.message,
  };
}
