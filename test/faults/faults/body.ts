/** Bodies that are not what they have to be: bytes, encodings, JSON, types. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Fault } from '../cells';
import type { Answer, Exchange } from '../faulty-server';

const invalid = { code: 'INVALID_RESPONSE', isLost: true } as const;

type Change = (answer: Answer, exchange: Exchange) => Partial<Answer>;

/** What a fault makes of each answer that has a body. */
function changed(change: Change): Pick<Fault, 'answer'> {
  return {
    async answer(exchange) {
      const answer = await exchange.relay();
      const isEmpty = answer.body.length === 0;
      exchange.send(isEmpty ? answer : { ...answer, ...change(answer, exchange) });
    },
  };
}

/** This text in place of each body. */
const instead = (text: string | Buffer) => changed(() => ({ body: Buffer.from(text) }));

const encoded = (encoding: string, body: (answer: Answer) => Buffer) =>
  changed((answer) => ({
    headers: { ...answer.headers, 'content-encoding': encoding },
    body: body(answer),
  }));

const typed = (type: string) =>
  changed(({ headers }) => ({ headers: { ...headers, 'content-type': type } }));

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a fault makes of the JSON of each answer. */
const json = (change: (value: unknown, exchange: Exchange) => unknown) =>
  changed(({ body }, exchange) => ({
    body: Buffer.from(JSON.stringify(change(JSON.parse(body.toString()), exchange))),
  }));

/** What a fault makes of the JSON of each job, whose status has one of two names. */
const jobs = (change: (job: Json) => Json) =>
  json((value) =>
    isObject(value) && ('status' in value || 'state' in value) ? change(value) : value,
  );

/** The text of each job, before its last brace, with this after it. */
const longerJobs = (more: string) =>
  changed(({ body }) => {
    const text = body.toString('latin1');
    const isJob = /"(?:status|state)":/.test(text) && text.endsWith('}');
    return { body: isJob ? Buffer.from(`${text.slice(0, -1)}, ${more}}`, 'latin1') : body };
  });

/** Another status of each job; undefined: none. */
const withStatus = (status: unknown) =>
  jobs((job) => ({ ...job, ['state' in job ? 'state' : 'status']: status }));

/** What a fault makes of each structure; a further property of a map would be a further entry. */
const structures = (change: (structure: Json, exchange: Exchange) => Json) =>
  json((value, exchange) => {
    const isMap = /(?:schedules|details)(?:\?|$)/.test(exchange.path);
    return isObject(value) && !isMap ? change(value, exchange) : value;
  });

/** Each value of a kind, however deep, as another. */
function everywhere(change: (value: unknown) => unknown) {
  const inside = (value: unknown): unknown => {
    const own = change(value);
    if (Array.isArray(own)) return own.map(inside);
    if (!isObject(own)) return own;
    return Object.fromEntries(Object.entries(own).map(([key, child]) => [key, inside(child)]));
  };
  return json((value) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, inside(child)]))
      : inside(value),
  );
}

/** A monitor that has got one good answer of three takes the others for an outage. */
const oneMayAnswer = { monitor: { logLines: [0, 2] } } as const;

/** What sees nothing of jobs, or little. */
const ofJobs = {
  but: { operation: 'usual', ensure: 'usual' },
  sees: {
    ...oneMayAnswer,
    check: { port: 'unknown', badge: 'grey ring unknown', requests: 12 },
  },
} as const;

const bytes: readonly Fault[] = [
  {
    name: 'gzip, although identity was asked for',
    ...encoded('gzip', ({ body }) => gzipSync(body)),
    expected: invalid,
  },
  {
    name: 'deflate, although identity was asked for',
    ...encoded('deflate', ({ body }) => deflateSync(body)),
    expected: invalid,
  },
  {
    name: 'brotli, although identity was asked for',
    ...encoded('br', ({ body }) => brotliCompressSync(body)),
    expected: invalid,
  },
  {
    name: 'gzip of a gigabyte',
    ...encoded('gzip', () => bomb()),
    expected: invalid,
  },
  {
    name: 'gzip said, but not done',
    ...encoded('gzip', ({ body }) => body),
    expected: 'usual',
  },
  {
    name: 'JSON as text/html',
    ...typed('text/html'),
    expected: 'usual',
  },
  {
    name: 'JSON without a content type',
    ...changed(() => ({ headers: {} })),
    expected: 'usual',
  },
  {
    name: 'JSON after a byte order mark',
    ...changed(({ body }) => ({ body: Buffer.concat([Buffer.from('\ufeff'), body]) })),
    expected: 'usual',
  },
  {
    name: 'JSON in UTF-16',
    ...changed(({ body }) => ({ body: Buffer.from(`\ufeff${body}`, 'utf16le') })),
    expected: invalid,
  },
  {
    name: 'JSON among a megabyte of white space',
    ...changed(({ body }) => ({
      body: Buffer.concat([Buffer.alloc(524_288, ' '), body, Buffer.alloc(524_288, '\n')]),
    })),
    expected: 'usual',
  },
  {
    name: 'invalid UTF-8 inside of a text',
    ...longerJobs('"odd": "\xff\xc0\xaf\xed\xa0\x80"'),
    expected: 'usual',
  },
  {
    name: 'invalid UTF-8 in place of JSON',
    ...instead(Buffer.from([0xff, 0xfe, 0xc0, 0xaf, 0x80])),
    expected: invalid,
  },
];

let packed: Buffer | undefined;

/** A gigabyte that is a megabyte when it is packed. */
function bomb(): Buffer {
  packed ??= Buffer.concat(Array.from({ length: 4 }, () => gzipSync(Buffer.alloc(2 ** 28))));
  return packed;
}

const texts: readonly Fault[] = [
  { name: 'empty body', ...instead(''), expected: invalid },
  { name: 'white space only', ...instead(' \r\n'), expected: invalid },
  {
    name: 'JSON cut',
    ...changed(({ body }) => ({ body: body.subarray(0, -1) })),
    expected: invalid,
  },
  {
    name: 'JSON twice',
    ...changed(({ body }) => ({ body: Buffer.concat([body, body]) })),
    expected: invalid,
  },
  { name: 'JSON with a comma too many', ...instead('{"status": "SUCCEEDED",}'), expected: invalid },
  {
    name: 'JSON with NaN',
    ...instead('{"status": "SUCCEEDED", "progress": NaN}'),
    expected: invalid,
  },
  { name: 'XML', ...instead('<?xml version="1.0"?><job status="SUCCEEDED"/>'), expected: invalid },
  {
    name: 'a page',
    ...instead('<!doctype html><title>Welcome</title><h1>Welcome</h1>'),
    expected: invalid,
  },
  { name: 'null', ...instead('null'), expected: invalid },
  { name: 'true', ...instead('true'), expected: invalid },
  { name: 'a number', ...instead('42'), expected: invalid },
  { name: 'a text', ...instead('"SUCCEEDED"'), expected: invalid },
  { name: 'an empty list', ...instead('[]'), expected: invalid, sees: oneMayAnswer },
  { name: 'a list of numbers', ...instead('[1, 2, 3]'), expected: invalid, sees: oneMayAnswer },
  {
    name: 'a hundred thousand lists in each other',
    ...instead(`${'['.repeat(1e5)}${']'.repeat(1e5)}`),
    expected: invalid,
    sees: oneMayAnswer,
  },
  {
    name: 'an empty object',
    ...instead('{}'),
    expected: invalid,
    // For these an object may well be empty.
    but: { operation: 'usual', ensure: { code: 'INVALID_REQUEST' } },
    sees: { check: { requests: 3 } },
  },
];

const values: readonly Fault[] = [
  { name: 'status missing', ...withStatus(undefined), expected: invalid, ...ofJobs },
  { name: 'status null', ...withStatus(null), expected: invalid, ...ofJobs },
  { name: 'status a number', ...withStatus(42), expected: invalid, ...ofJobs },
  { name: 'status a list', ...withStatus(['SUCCEEDED']), expected: invalid, ...ofJobs },
  { name: 'status empty', ...withStatus(''), expected: invalid, ...ofJobs },
  {
    name: 'status that nobody knows',
    ...withStatus('PAUSED'),
    expected: { code: 'UNKNOWN_STATUS', isLost: true },
    ...ofJobs,
  },
  {
    name: 'status in lower case',
    ...withStatus('succeeded'),
    expected: { code: 'UNKNOWN_STATUS', isLost: true },
    ...ofJobs,
  },
  {
    name: 'progress a text',
    ...jobs((job) => ({ ...job, progress: 'half' })),
    expected: 'usual',
    sees: { start: { badge: 'blue dot running' } },
  },
  {
    name: 'progress far out',
    ...jobs((job) => ({ ...job, progress: -1e308 })),
    expected: 'usual',
  },
  {
    name: 'messages a text',
    ...jobs((job) => ({ ...job, messages: 'All is well.' })),
    expected: 'usual',
  },
  {
    name: 'messages of every type',
    ...jobs((job) => ({ ...job, messages: [null, 1, true, 'text', [], {}, { id: 1, args: 2 }] })),
    expected: 'usual',
  },
  {
    name: 'times that are none',
    ...jobs((job) => ({ ...job, start_time: 'yesterday', end_time: 12 })),
    expected: 'usual',
    // It is known by its start.
    sees: { 'monitor kept': { port: 'succeeded' } },
  },
  {
    name: 'times beyond any calendar',
    ...jobs((job) => ({ ...job, start_time: '+275760-09-13T00:00:00.000Z', end_time: '9999' })),
    expected: 'usual',
    // A year of more than four digits is no time.
    sees: { 'monitor kept': { port: 'succeeded' } },
  },
  {
    name: 'times in a far future',
    ...jobs((job) => ({ ...job, start_time: '9999-01-01T00:00:00.000Z', end_time: '9999' })),
    expected: 'usual',
    // A job that has begun at another time is another job.
    sees: {
      'monitor kept': { port: 'succeeded' },
      'wait kept': { port: 'not found', badge: 'grey ring lost', seconds: 40 },
    },
  },
  {
    name: 'error of a job a number',
    ...jobs((job) => ({ ...job, error: 42 })),
    expected: 'usual',
  },
  {
    name: 'properties named as of Object.prototype',
    ...jobs((job) => ({
      ...job,
      ...JSON.parse('{"__proto__": {"status": "FAILED"}, "constructor": 1, "toString": "x"}'),
    })),
    expected: 'usual',
  },
  {
    name: 'a job with a hundred thousand levels',
    ...longerJobs(`"deep": ${'['.repeat(1e5)}${']'.repeat(1e5)}`),
    expected: 'usual',
  },
  {
    name: 'a message of two megabytes',
    ...jobs((job) => ({
      ...job,
      messages: [{ id: 'long', default_message: 'All is well. '.repeat(1.6e5), args: [] }],
    })),
    expected: 'usual',
  },
  {
    name: 'a hundred thousand messages',
    ...jobs((job) => ({
      ...job,
      messages: Array.from({ length: 1e5 }, () => ({ id: 'x', default_message: 'Hm', args: [] })),
    })),
    expected: 'usual',
  },
  {
    name: 'control characters in messages',
    ...jobs((job) => ({
      ...job,
      messages: [{ id: 'x', default_message: 'a\n\r\u0000\u001b[31m\u2028b', args: [] }],
    })),
    expected: 'usual',
  },
  {
    name: 'secrets in values',
    ...structures((value, { headers, body }) => ({
      ...value,
      echo: `${headers['vmware-api-session-id']} ${body}`,
    })),
    expected: 'usual',
  },
  {
    name: 'secrets in names',
    ...structures((value, { headers }) => ({
      ...value,
      [String(headers['vmware-api-session-id'])]: { [`of ${headers['vmware-api-session-id']}`]: 1 },
    })),
    expected: 'usual',
  },
  {
    name: 'all texts numbers',
    ...everywhere((value) => (typeof value === 'string' ? 42 : value)),
    expected: invalid,
    but: { operation: 'usual', ensure: 'usual' },
    sees: { ...oneMayAnswer, check: { requests: 12 } },
  },
  {
    name: 'all numbers texts',
    ...everywhere((value) => (typeof value === 'number' ? 'many' : value)),
    expected: 'usual',
    but: { ensure: { code: 'OPERATION_FAILED' } },
    sees: {
      start: { badge: 'blue dot running' },
      // A schedule without a time never runs.
      check: { port: 'critical', badge: 'red ring critical' },
      ensure: { changes: 1, requests: 6 },
    },
  },
  {
    name: 'all flags texts',
    ...everywhere((value) => (typeof value === 'boolean' ? 'yes' : value)),
    expected: 'usual',
  },
  {
    name: 'all lists objects',
    ...everywhere((value) => (Array.isArray(value) ? { ...value } : value)),
    expected: 'usual',
    but: { monitor: invalid, check: invalid },
    sees: { ...oneMayAnswer, check: { requests: 3 } },
  },
  {
    name: 'all objects lists',
    ...everywhere((value) => (isObject(value) ? Object.values(value) : value)),
    expected: 'usual',
    but: { ensure: invalid },
    // The details of backups cannot be read.
    sees: { check: { port: 'critical', badge: 'red ring critical' } },
  },
  {
    name: 'all values null',
    ...everywhere(() => null),
    expected: invalid,
    but: { operation: 'usual' },
    sees: { check: { requests: 3 } },
  },
];

export const bodyFaults: readonly Fault[] = [...bytes, ...texts, ...values];
