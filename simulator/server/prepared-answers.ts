import type { Operations, SimulatedRequest } from './request-log';

/**
 * How an answer is sent: normally, a connection reset instead, never (until the simulator stops),
 * as endless bytes at intervals of 100 ms, or with a reset in the middle of its body.
 */
export type Manner = 'answer' | 'reset' | 'never' | 'drip' | 'reset-mid-body';

/**
 * An answer that replaces the appliance's own. Without status and body it is the appliance's own,
 * with a delay or in another manner.
 */
export interface Answer {
  /** By default 200 if there is a body. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; a string unchanged, by default as text/plain. */
  readonly body?: string | object;
  /** The delay in real milliseconds. */
  readonly delay?: number;
  readonly how?: Manner;
  /** The number of requests to answer with it. */
  readonly times?: number;
}

/** One answer, several in sequence of which the last is repeated, or a function of the request. */
export type Answers = Answer | readonly Answer[] | AnswerFunction;

type AnswerFunction = (request: SimulatedRequest) => Answer | undefined;

/** The answers with which a test replaces the appliance's own. */
export type PreparedAnswers = ReturnType<typeof createPreparedAnswers>;

export function createPreparedAnswers() {
  const prepared = new Map<Operations, AnswerFunction>();
  return {
    /** Undefined restores the appliance's own answers. */
    set(operation: Operations, answers: Answers | undefined): void {
      if (answers === undefined) prepared.delete(operation);
      else prepared.set(operation, typeof answers === 'function' ? answers : inSequence(answers));
    },
    /** The answer prepared for this request; one for the operation takes precedence over `*`. */
    take: (request: SimulatedRequest): Answer | undefined =>
      prepared.get(request.operation)?.(request) ?? prepared.get('*')?.(request),
  };
}

function inSequence(answers: Answer | readonly Answer[]): AnswerFunction {
  const queue = [answers].flat();
  let used = 0;
  return () => {
    const [answer] = queue;
    used++;
    const isLast = queue.length === 1 && answer?.times === undefined;
    if (!isLast && used >= (answer?.times ?? 1)) {
      queue.shift();
      used = 0;
    }
    return answer;
  };
}
