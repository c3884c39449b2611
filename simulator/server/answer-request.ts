import { authenticate } from '../appliance/authentication';
import type { ApplianceState, Outcome } from '../appliance/call';
import { operations } from '../operations/all-operations';
import { type Dialect, dialectOf, dialects } from '../protocol/dialects';
import { type Fault, invalidBody, unknownUrl } from '../protocol/faults';
import { type Wording, wordingFor } from '../protocol/messages';
import type { Match } from '../protocol/routes';
import { troubles } from '../scenarios/outages';
import type { Answer } from './prepared-answers';
import type { SimulatedRequest } from './request-log';
import type { Delivery } from './send-answer';

/** What is answered, but for how long it takes. */
export type OwnAnswer = Omit<Delivery, 'delay'>;

/** Answers a request as the appliance does in its present state, and changes that state. */
export function answerOf(
  state: ApplianceState,
  request: SimulatedRequest,
  match: Match | undefined,
): OwnAnswer {
  const dialect = match === undefined ? dialectOf(request.path) : dialects[match.route.dialect];
  const wording = wordingFor(dialect, request.headers['accept-language']);
  const { trouble: name } = state.stage.conditions(request.side);
  const trouble = name === undefined ? undefined : troubles[name];
  if (trouble?.kind === 'reset' || trouble?.kind === 'refused') return resetAnswer;
  if (trouble?.kind === 'proxy') return text(trouble.status, trouble.body);
  if (match === undefined) return refusal(unknownUrl(request.path), dialect, wording);

  const { operation } = match.route;
  const { accounts, sessions } = state;
  const concerning = trouble?.concerns(operation) ? trouble : undefined;
  if (concerning?.kind === 'fault') {
    return refusal(concerning.fault(operation), dialect, wording);
  }
  const caller = authenticate(request.side, operation, request.headers, accounts, sessions);
  if ('errorType' in caller) return refusal(caller, dialect, wording);
  if (concerning?.kind === 'denial') {
    return refusal(concerning.fault(caller.user, sessions.limit), dialect, wording);
  }

  const input = readInput(request.body, match.route.input);
  if ('fault' in input) return refusal(input.fault, dialect, wording);
  const { parameters } = match;
  const filter = filterOf(request.query, match.route.filter);
  const { map } = dialect;
  const call = { ...input, caller, parameters, filter, wording, map };
  const outcome = operations[operation](state, call);
  return written(outcome, match, dialect, wording);
}

/** An answer that was prepared by somebody; of the appliance's own only what that leaves open. */
export function preparedAnswer(answer: Answer, own: () => OwnAnswer): OwnAnswer {
  const how = answer.how ?? 'answer';
  const headers = lowerCase(answer.headers ?? {});
  if (how === 'never' || how === 'reset') return { ...resetAnswer, how };
  if (answer.status === undefined && answer.body === undefined) {
    const usual = own();
    // Where the appliance itself answers nothing, there is nothing to give in another manner.
    if (usual.how !== 'answer') return usual;
    return { ...usual, headers: { ...usual.headers, ...headers }, how };
  }
  const status = answer.status ?? 200;
  const { body = '' } = answer;
  return typeof body === 'string'
    ? { status, body, headers: { ...(body === '' ? {} : plainText), ...headers }, how }
    : { status, body: JSON.stringify(body), headers: { ...json, ...headers }, how };
}

const json = { 'content-type': 'application/json' };
const plainText = { 'content-type': 'text/plain' };
const resetAnswer: OwnAnswer = { status: 0, headers: {}, body: '', how: 'reset' };

function written(outcome: Outcome, match: Match, dialect: Dialect, wording: Wording): OwnAnswer {
  if ('fault' in outcome) return refusal(outcome.fault, dialect, wording);
  const { status } = match.route;
  if (outcome.value === undefined) return { status, headers: {}, body: '', how: 'answer' };
  return {
    status,
    headers: json,
    body: JSON.stringify(dialect.result(outcome.value)),
    how: 'answer',
  };
}

function refusal(fault: Fault, dialect: Dialect, wording: Wording): OwnAnswer {
  const body = JSON.stringify(dialect.fault(fault, wording));
  return { status: fault.status, headers: json, body, how: 'answer' };
}

function text(status: number, body: string): OwnAnswer {
  return { status, headers: plainText, body, how: 'answer' };
}

function readInput(body: string, field: string | undefined): { input: unknown } | { fault: Fault } {
  if (body === '') return { input: undefined };
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    return { fault: invalidBody(error instanceof Error ? error.message : 'it is not JSON') };
  }
  if (field === undefined) return { input: parsed };
  const wrapped = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  const found = wrapped.find(([name]) => name === field);
  if (found === undefined) return { fault: invalidBody(`the field ${field} is missing`) };
  return { input: found[1] };
}

/** Each time the query names this parameter; the older dialect also knows it with a number at its end. */
function filterOf(query: URLSearchParams, name: string | undefined): readonly string[] | undefined {
  if (name === undefined) return undefined;
  const values = [...query]
    .filter(([key]) => key === name || /^\.\d+$/.test(key.slice(name.length)))
    .filter(([key]) => key.startsWith(name))
    .map(([, value]) => value);
  return values.length === 0 ? undefined : values;
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
