import type { Appliance } from '../appliance/appliance';
import { authenticate } from '../appliance/authentication';
import { operations } from '../operations/all-operations';
import { dialectOf, dialects } from '../protocol/dialects';
import { type Fault, fault, isFault } from '../protocol/faults';
import { wordingFor } from '../protocol/messages';
import type { Match } from '../protocol/routes';
import { outages } from '../scenarios/outages';
import type { Answer } from './prepared-answers';
import type { SimulatedRequest } from './request-log';
import type { SentAnswer } from './send-answer';

const json = { 'content-type': 'application/json' };
const plainText = { 'content-type': 'text/plain' };
const resetAnswer: SentAnswer = { status: 0, headers: {}, body: '', how: 'reset' };

/** Answers a request according to the state of the appliance, and updates that state. */
export function applianceAnswer(
  appliance: Appliance,
  request: SimulatedRequest,
  match: Match | undefined,
): SentAnswer {
  const dialect = match === undefined ? dialectOf(request.path) : dialects[match.route.dialect];
  const wording = wordingFor(dialect.map, request.headers['accept-language']);
  const inJson = (status: number, value: unknown): SentAnswer => ({
    status,
    headers: json,
    body: JSON.stringify(value),
    how: 'answer',
  });
  const refuse = (refusal: Fault) => inJson(refusal.status, dialect.fault(refusal, wording));

  const { trouble } = appliance.script.conditions(request.side);
  const outage = trouble === undefined ? undefined : outages[trouble];
  if (outage?.kind === 'no-answer') return resetAnswer;
  if (outage?.kind === 'proxy') {
    return { status: outage.status, headers: plainText, body: outage.body, how: 'answer' };
  }
  if (match === undefined) {
    return refuse(
      fault('NOT_FOUND', 'com.vmware.vapi.rest.operationsForUrlNotFound', request.path),
    );
  }

  const { route, parameters } = match;
  const { operation } = route;
  const { sessions } = appliance;
  const faultOutage = outage?.affects(operation) ? outage : undefined;
  if (faultOutage?.when === 'before-sign-in') return refuse(faultOutage.fault(operation, '', 0));
  const caller = authenticate(request.side, operation, request.headers, appliance);
  if (isFault(caller)) return refuse(caller);
  if (faultOutage !== undefined) {
    return refuse(faultOutage.fault(operation, caller.user, sessions.limit()));
  }

  const body = readInput(request.body, route.wrapper);
  if (isFault(body)) return refuse(body);
  const named = [...request.query].filter(([name]) => dialect.jobsFilter.test(name));
  const jobs = named.length === 0 ? undefined : named.map(([, id]) => id);
  const call = { caller, ...body, parameters, jobs, wording, map: dialect.map };
  const outcome = operations[operation](appliance, call);
  if (isFault(outcome)) return refuse(outcome);
  return outcome.value === undefined
    ? { status: route.status, headers: {}, body: '', how: 'answer' }
    : inJson(route.status, dialect.result(outcome.value));
}

/** An answer prepared by a test, completed with the appliance's own answer where necessary. */
export function preparedAnswer(answer: Answer, own: () => SentAnswer): SentAnswer {
  const { how = 'answer', headers = {}, body = '' } = answer;
  const further = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (how === 'never' || how === 'reset') return { ...resetAnswer, how };
  if (answer.status === undefined && answer.body === undefined) {
    const usual = own();
    // If the appliance itself does not answer, there is no answer to send in another manner.
    if (usual.how !== 'answer') return usual;
    return { ...usual, headers: { ...usual.headers, ...further }, how };
  }
  const status = answer.status ?? 200;
  if (typeof body === 'object') {
    return { status, headers: { ...json, ...further }, body: JSON.stringify(body), how };
  }
  return { status, headers: { ...(body === '' ? {} : plainText), ...further }, body, how };
}

function readInput(body: string, wrapper: string | undefined): { input: unknown } | Fault {
  if (body === '') return { input: undefined };
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    return invalidBody(error instanceof Error ? error.message : 'it is not JSON');
  }
  if (wrapper === undefined) return { input: parsed };
  if (typeof parsed !== 'object' || parsed === null || !(wrapper in parsed)) {
    return invalidBody(`the field ${wrapper} is missing`);
  }
  return { input: new Map<string, unknown>(Object.entries(parsed)).get(wrapper) };
}

function invalidBody(problem: string): Fault {
  return fault('INVALID_ARGUMENT', 'simulator.body.invalid', problem);
}
