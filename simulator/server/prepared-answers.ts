import type { Operations, SimulatedRequest } from './request-log';

/**
 * How an answer reaches the client: as it should, not at all but with a reset, never (until the
 * simulator stops), a byte every 100 ms for ever, or with a reset in the middle of its body.
 */
export type Manner = 'answer' | 'reset' | 'never' | 'drip' | 'reset-mid-body';

/**
 * What to answer instead of the appliance. With neither status nor body, the appliance's own answer
 * is given, later or in another manner.
 */
export interface Answer {
  /** 200 where only a body is given. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; a string as it is, as text/plain unless the headers say otherwise. */
  readonly body?: string | object;
  /** Real milliseconds before it. */
  readonly delay?: number;
  readonly how?: Manner;
  /** How many requests it is for. */
  readonly times?: number;
}

/** One answer, several that are used up one by one (the last stays), or one for each request. */
export type Answers = Answer | readonly Answer[] | AnswerFunction;

type AnswerFunction = (request: SimulatedRequest) => Answer | undefined;

/** The answers that a test gives in place of the appliance. */
export type PreparedAnswers = ReturnType<typeof createPreparedAnswers>;

export function createPreparedAnswers() {
  const prepared = new Map<Operations, AnswerFunction>();
  return {
    /** Undefined leaves the operation to the appliance again. */
    set(operation: Operations, answers: Answers | undefined): void {
      if (answers === undefined) prepared.delete(operation);
      else prepared.set(operation, typeof answers === 'function' ? answers : oneByOne(answers));
    },
    /** What was prepared for this request; the operation's own comes before that for `*`. */
    take: (request: SimulatedRequest): Answer | undefined =>
      prepared.get(request.operation)?.(request) ?? prepared.get('*')?.(request),
  };
}

function oneByOne(answers: Answer | readonly Answer[]): AnswerFunction {
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
