/** Statuses with which an appliance, or what is in front of it, answers. */
import type { FaultCode } from '../../../src/appliance/faults/fault-codes';
import type { Fault } from '../cells';
import type { Expected } from '../expectations';
import type { Answer, Exchange } from '../faulty-server';
import { nodeNames } from '../nodes';

type Answers = Pick<Fault, 'answer' | 'answers'>;

/** A page or a text, to every request. */
function answered(status: number, text = '', headers: Record<string, string> = {}): Answers {
  return {
    answers: 'everything',
    answer: ({ send }) => send({ status, headers, body: Buffer.from(text) }),
  };
}

const html = { 'content-type': 'text/html' };
const page = (title: string) => `<!doctype html><title>${title}</title><h1>${title}</h1>`;

const message = (id: string, text: string) => ({ id, default_message: text, args: [] });

/** An error of vAPI. */
function vapiError(
  status: number,
  type: string | undefined,
  messages: unknown[] = [message('demo.fault', 'It went wrong.')],
): Partial<Answer> {
  const error = { ...(type === undefined ? {} : { error_type: type }), messages };
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: Buffer.from(JSON.stringify(error)) };
}

/** This answer to all requests but those for sessions. */
const toOperations = (answer: Partial<Answer>): Answers => ({ answer: ({ send }) => send(answer) });

const toEverything = (answer: Partial<Answer>): Answers => ({
  ...toOperations(answer),
  answers: 'everything',
});

const sometimes = (isHit: (exchange: Exchange) => boolean, answer: Partial<Answer>): Answers => ({
  async answer(exchange) {
    exchange.send(isHit(exchange) ? answer : await exchange.relay());
  },
});

const isRetryable = { retryable: true } as const;

/** The 500 for the restore job means that nothing was restored: an answer among faults. */
const oneAnswers = { monitor: { logLines: [1, 2] } } as const;

/** A check asks for the version first, and tolerates a 404. */
const withoutVersion = { check: { requests: 4 } } as const;

/** The 25 types of the specification, with the status that each comes with and what it means. */
const types: readonly [string, number, FaultCode, Partial<Expected>?][] = [
  ['ALREADY_EXISTS', 400, 'REFUSED'],
  ['ALREADY_IN_DESIRED_STATE', 400, 'REFUSED'],
  ['CANCELED', 400, 'APPLIANCE_ERROR'],
  ['CONCURRENT_CHANGE', 409, 'REFUSED', isRetryable],
  ['ERROR', 400, 'APPLIANCE_ERROR'],
  ['FEATURE_IN_USE', 400, 'REFUSED', isRetryable],
  ['INTERNAL_SERVER_ERROR', 500, 'APPLIANCE_ERROR', { isOutage: true }],
  ['INVALID_ARGUMENT', 400, 'INVALID_REQUEST'],
  ['INVALID_ELEMENT_CONFIGURATION', 400, 'INVALID_REQUEST'],
  ['INVALID_ELEMENT_TYPE', 400, 'INVALID_REQUEST'],
  ['INVALID_REQUEST', 400, 'INVALID_REQUEST'],
  ['NOT_ALLOWED_IN_CURRENT_STATE', 400, 'REFUSED'],
  ['NOT_FOUND', 400, 'APPLIANCE_ERROR'],
  ['OPERATION_NOT_FOUND', 404, 'API_NOT_FOUND'],
  ['RESOURCE_BUSY', 400, 'REFUSED', isRetryable],
  ['RESOURCE_IN_USE', 400, 'REFUSED', isRetryable],
  ['RESOURCE_INACCESSIBLE', 400, 'REFUSED'],
  ['SERVICE_UNAVAILABLE', 503, 'UNAVAILABLE'],
  ['TIMED_OUT', 504, 'UNAVAILABLE', { isLost: true }],
  ['UNABLE_TO_ALLOCATE_RESOURCE', 400, 'REFUSED', isRetryable],
  ['UNAUTHORIZED', 403, 'NOT_AUTHORIZED'],
  ['UNEXPECTED_INPUT', 400, 'INVALID_REQUEST'],
  ['UNSUPPORTED', 400, 'APPLIANCE_ERROR'],
  ['UNVERIFIED_PEER', 400, 'APPLIANCE_ERROR'],
  ['OF_A_LATER_VERSION', 400, 'APPLIANCE_ERROR'],
];

const vapiErrors: readonly Fault[] = types.map(([type, status, code, more = {}]) => ({
  name: `${status} ${type}`,
  ...toOperations(vapiError(status, type)),
  expected: { code, ...more },
  ...(status === 500 ? { sees: oneAnswers } : {}),
  ...(status === 404 ? { sees: withoutVersion } : {}),
}));

/** What is seen where there is no such thing, if that is an answer. */
const noSuchThing: Pick<Fault, 'expected' | 'sees'> = {
  expected: { code: 'NOT_FOUND' },
  sees: {
    ...withoutVersion,
    get: { port: 'not found', code: undefined, retryable: undefined, badge: 'grey ring not-found' },
    'wait fresh': {
      ...{ port: 'not found', code: undefined, retryable: undefined },
      badge: 'grey ring not-found',
    },
    // It was running before.
    'wait kept': {
      ...{ port: 'not found', code: undefined, retryable: undefined, badge: 'grey ring lost' },
      ...{ requests: 12, seconds: 60 },
    },
  },
};

const unknownUrl = message(
  'com.vmware.vapi.rest.operationsForUrlNotFound',
  'Unable to find operations for URL.',
);

const notThere: Pick<Fault, 'expected' | 'sees'> = {
  expected: { code: 'API_NOT_FOUND' },
  sees: withoutVersion,
};

const notFound: readonly Fault[] = [
  {
    name: '404: no such thing',
    ...toOperations(vapiError(404, 'NOT_FOUND')),
    ...noSuchThing,
  },
  {
    name: '404: no such thing, without messages',
    ...toOperations(vapiError(404, 'NOT_FOUND', [])),
    ...noSuchThing,
  },
  {
    name: '404: no such thing, without a type',
    ...toOperations(vapiError(404, undefined)),
    ...noSuchThing,
  },
  {
    name: '404: no such thing, as on /rest',
    ...toOperations({
      status: 404,
      body: Buffer.from(
        JSON.stringify({ type: 'com.vmware.vapi.std.errors.not_found', value: { messages: [] } }),
      ),
    }),
    ...noSuchThing,
  },
  {
    name: '404: no such URL',
    ...toEverything(vapiError(404, 'NOT_FOUND', [unknownUrl])),
    ...notThere,
  },
  { name: '404: a page', ...answered(404, page('Not found'), html), ...notThere },
  { name: '404: a text', ...answered(404, 'page not found'), ...notThere },
  { name: '404: empty', ...answered(404), ...notThere },
  {
    name: '404: JSON of something else',
    ...answered(404, '{"message": "no Route matched with those values"}'),
    ...notThere,
  },
];

const unauthenticated = vapiError(401, 'UNAUTHENTICATED', [
  message('vapi.method.authentication.required', 'This method requires authentication.'),
]);

const refused = { code: 'AUTHENTICATION_FAILED' } as const;

/** The session is ended, and another one opened. A 401 comes before anything is done. */
const renewed = {
  ...{ get: { requests: 5 }, operation: { requests: 5 }, start: { requests: 5, changes: 2 } },
  ...{ wait: { requests: 40 }, ensure: { requests: 15, changes: 2 } },
  ...{ check: { requests: 60, isChance: true }, monitor: { requests: 120, isChance: true } },
} as const;

/** What has worked goes on: it waits until it may sign in again. */
const signInPaused: Pick<Fault, 'expected'> & { sees: NonNullable<Fault['sees']> } = {
  expected: refused,
  sees: {
    ...Object.fromEntries(nodeNames.map((node) => [`${node} kept`, { requests: 3 }])),
    'wait kept': {
      ...{ code: 'WAIT_TIMED_OUT', badgeBefore: 'yellow ring sign-in-paused' },
      ...{ badge: 'red ring wait-timed-out', logLines: 1, requests: 6, seconds: 610 },
    },
    'monitor kept': { badge: 'yellow ring sign-in-paused', logLines: 1 },
  },
};

const signIns: readonly Fault[] = [
  { name: '401 always', ...toEverything(unauthenticated), ...signInPaused },
  { name: '401 always, without a body', ...answered(401), ...signInPaused },
  { name: '401 always, as a page', ...answered(401, page('Sign in'), html), ...signInPaused },
  {
    name: '401 in every session',
    ...toOperations(unauthenticated),
    expected: refused,
    sees: {
      ...{ get: { requests: 5 }, operation: { requests: 5 }, check: { requests: 5 } },
      ...{ ensure: { requests: 5 }, start: { requests: 5 }, 'start kept': { changes: 2 } },
      'wait fresh': { requests: 3 },
      // The next sign-in waits for a minute only, again and again.
      'wait kept': { ...signInPaused.sees['wait kept'], requests: 40 },
      monitor: { requests: 40 },
    },
  },
  {
    name: '401 at every second request',
    ...sometimes(({ earlier }) => earlier % 2 === 1, unauthenticated),
    expected: 'usual',
    sees: renewed,
  },
  {
    name: '401 at the first request of a session',
    ...sometimes(({ earlierInSession }) => earlierInSession === 0, unauthenticated),
    expected: 'usual',
    but: Object.fromEntries(nodeNames.map((node) => [`${node} fresh`, refused])),
    // The session is ended.
    sees: Object.fromEntries(
      nodeNames
        .filter((node) => node !== 'monitor')
        .map((node) => [`${node} fresh`, { requests: 3 }]),
    ),
  },
  {
    name: '401 after the first request of a session',
    ...sometimes(({ earlierInSession }) => earlierInSession > 0, unauthenticated),
    expected: 'usual',
    sees: renewed,
  },
  {
    name: '403 as vAPI has it',
    ...toEverything(
      vapiError(403, 'UNAUTHORIZED', [
        message('com.vmware.vapi.authorization.permission.denied', 'Permission denied.'),
      ]),
    ),
    expected: { code: 'NOT_AUTHORIZED' },
  },
  {
    name: '403 as a page',
    ...answered(403, page('Forbidden'), html),
    expected: { code: 'NOT_AUTHORIZED' },
  },
  {
    name: '503: too many sessions',
    ...toEverything(
      vapiError(503, 'SERVICE_UNAVAILABLE', [
        message(
          'com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached',
          'User session count is limited to 550.',
        ),
      ]),
    ),
    expected: { code: 'SESSION_LIMIT' },
  },
];

const unavailable = { code: 'UNAVAILABLE' } as const;

function retryAfter(value: string | ((now: number) => string), expected: Partial<Expected>): Fault {
  return {
    name: `429, Retry-After: ${typeof value === 'string' ? value : value(0)}`,
    answers: 'everything',
    answer({ send, now }) {
      const header = typeof value === 'string' ? value : value(now());
      send({ status: 429, headers: { 'retry-after': header } });
    },
    expected: { ...unavailable, ...expected },
  };
}

const dateIn = (seconds: number) => (now: number) => new Date(now + seconds * 1000).toUTCString();

const pauses: readonly Fault[] = [
  { name: '429', ...answered(429), expected: unavailable },
  retryAfter('0', { retryAfter: 0 }),
  retryAfter('5', { retryAfter: 5, pause: 5 }),
  retryAfter('  7 ', { retryAfter: 7, pause: 7 }),
  retryAfter('60', { retryAfter: 60, pause: 60 }),
  retryAfter('61', { retryAfter: 61, tries: 1 }),
  retryAfter('9'.repeat(12), { retryAfter: 999_999_999_999, tries: 1 }),
  retryAfter('-5', {}),
  retryAfter('1.5', {}),
  retryAfter('soon', {}),
  retryAfter('', {}),
  retryAfter(dateIn(-86_400), { retryAfter: 0 }),
  retryAfter(dateIn(5), { pause: 5 }),
  retryAfter(dateIn(86_400), { tries: 1 }),
];

const lost = { ...unavailable, isLost: true } as const;
const error = { code: 'APPLIANCE_ERROR' } as const;
const outage = { ...error, isOutage: true } as const;

const servers: readonly Fault[] = [
  { name: '500 as a text', ...answered(500, 'Internal Server Error'), expected: outage },
  { name: '500 as a page', ...answered(500, page('Error'), html), expected: outage },
  { name: '500, empty', ...answered(500), expected: outage },
  { name: '501', ...answered(501, 'Not Implemented'), expected: error },
  { name: '502 as a text', ...answered(502, 'Bad Gateway'), expected: lost },
  { name: '502 as a page', ...answered(502, page('Bad Gateway'), html), expected: lost },
  { name: '502, empty', ...answered(502), expected: lost },
  {
    name: '503: no healthy upstream',
    ...answered(503, 'no healthy upstream'),
    expected: unavailable,
  },
  {
    name: '503: connection to the services lost',
    ...answered(
      503,
      'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
    ),
    expected: lost,
  },
  { name: '503 as a page', ...answered(503, page('Maintenance'), html), expected: unavailable },
  { name: '503, empty', ...answered(503), expected: unavailable },
  { name: '504 as a page', ...answered(504, page('Gateway Timeout'), html), expected: lost },
  { name: '504, empty', ...answered(504), expected: lost },
  { name: '505', ...answered(505), expected: error },
  { name: '507', ...answered(507), expected: error },
  { name: '520', ...answered(520, page('Unknown error'), html), expected: error },
  { name: '599', ...answered(599), expected: error },
];

const clients: readonly Fault[] = [400, 402, 405, 406, 409, 410, 413, 415, 418, 422, 451].map(
  (status) => ({ name: `${status} as a text`, ...answered(status, 'No'), expected: error }),
);

const invalid = { code: 'INVALID_RESPONSE' } as const;
const elsewhere = { location: 'https://login.lab.example/' };

const redirects: readonly Fault[] = [
  ...[300, 301, 302, 303, 307, 308].map((status) => ({
    name: `${status} to elsewhere`,
    ...answered(status, '', elsewhere),
    expected: invalid,
  })),
  {
    name: '307 to itself',
    answers: 'everything',
    answer: ({ send, path }) => send({ status: 307, headers: { location: path } }),
    expected: invalid,
  },
  { name: '302 without a target', ...answered(302), expected: invalid },
  { name: '304', ...answered(304), expected: invalid },
];

const successes: readonly Fault[] = [
  {
    name: '204 to a read',
    ...toOperations({ status: 204 }),
    expected: { ...invalid, isLost: true },
  },
  {
    name: 'all with 202',
    answers: 'everything',
    async answer({ relay, send }) {
      const answer = await relay();
      send(answer.status === 204 ? answer : { ...answer, status: 202 });
    },
    expected: 'usual',
  },
];

const long = 'It went wrong. '.repeat(1.4e5);

const texts: readonly Fault[] = [
  {
    name: '500 with a message of two megabytes',
    ...toOperations(vapiError(500, 'ERROR', [message('x', long)])),
    expected: outage,
    sees: oneAnswers,
  },
  {
    name: '500 with control characters',
    ...toOperations(
      vapiError(500, 'ERROR', [message('x', 'a\n26 Nov [error] forged\r\u0000\u001b[31m\u2028b')]),
    ),
    expected: outage,
    sees: oneAnswers,
  },
  {
    name: '500 that repeats the request',
    answers: 'everything',
    answer({ send, headers, body }) {
      const text = `${JSON.stringify(headers)} ${body} ${Object.values(headers).join(' ')}`;
      const credentials = String(headers.authorization ?? '').replace('Basic ', '');
      const plain = Buffer.from(credentials, 'base64').toString();
      send(vapiError(500, 'ERROR', [message('x', text), message('y', `for ${plain}`)]));
    },
    expected: outage,
    sees: oneAnswers,
  },
  {
    name: '500 as a page that repeats the request',
    answers: 'everything',
    answer: ({ send, headers, body }) =>
      send({ status: 500, headers: html, body: Buffer.from(`${JSON.stringify(headers)} ${body}`) }),
    expected: outage,
  },
  {
    name: '400 with messages of every type',
    ...toOperations(vapiError(400, 'ERROR', [null, 1, 'text', [], {}, { id: 1, args: 'x' }])),
    expected: error,
  },
];

export const statusFaults: readonly Fault[] = [
  ...[...vapiErrors, ...notFound, ...signIns, ...pauses, ...servers, ...clients],
  ...[...redirects, ...successes, ...texts],
];
