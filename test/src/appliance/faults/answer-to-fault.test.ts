import assert from 'node:assert/strict';
import {
  answerToFault,
  invalidResponse,
  resultToFault,
} from '../../../../src/appliance/faults/answer-to-fault';
import { codeOfAnswer } from '../../../../src/appliance/faults/code-of-answer';
import type { Failure } from '../../../../src/appliance/faults/failure';
import { failureToFault } from '../../../../src/appliance/faults/failure-to-fault';
import { readVapiError, type VapiError } from '../../../../src/appliance/faults/vapi-error';
import { type SentenceKey, sentence, type Text } from '../../../../src/messages/sentence';

const read = {
  subject: 'vc-a.lab.example',
  operation: 'reconciliation.job.get',
  requestId: 'r-1',
  changes: false,
};
const change = { ...read, changes: true };
const noHeaders = {};
const receivedAt = Date.parse('2025-03-04T07:15:02Z');

function faultOf(
  status: number,
  body: unknown,
  headers: Record<string, unknown> = noHeaders,
  request = read,
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const error = readVapiError(typeof body === 'string' ? undefined : body);
  const code = codeOfAnswer(status, error);
  return answerToFault({ code, status, headers, text, error, receivedAt }, request);
}

const message = (id: string, text = 'Said so.') => ({ id, default_message: text, args: [] });
const vapi = (type: string | undefined, ...ids: string[]) => ({
  ...(type === undefined ? {} : { error_type: type }),
  messages: ids.map((id) => message(id)),
});
const legacy = (type: string, ...ids: string[]) => ({
  type: `com.vmware.vapi.std.errors.${type}`,
  value: { messages: ids.map((id) => message(id)) },
});
const sessionLimit = 'com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached';

describe('An answer of the appliance as a fault', () => {
  type Row = [status: number, what: string, body: unknown, code: string];
  const rows: Row[] = [
    [301, 'a redirect', '', 'INVALID_RESPONSE'],
    [304, 'a status nobody asked for', '', 'INVALID_RESPONSE'],
    [400, 'FEATURE_IN_USE', vapi('FEATURE_IN_USE', 'a'), 'REFUSED'],
    [400, 'NOT_ALLOWED_IN_CURRENT_STATE', vapi('NOT_ALLOWED_IN_CURRENT_STATE', 'a'), 'REFUSED'],
    [400, 'RESOURCE_BUSY', vapi('RESOURCE_BUSY'), 'REFUSED'],
    [400, 'RESOURCE_IN_USE', vapi('RESOURCE_IN_USE'), 'REFUSED'],
    [400, 'RESOURCE_INACCESSIBLE', vapi('RESOURCE_INACCESSIBLE'), 'REFUSED'],
    [400, 'UNABLE_TO_ALLOCATE_RESOURCE', vapi('UNABLE_TO_ALLOCATE_RESOURCE'), 'REFUSED'],
    [400, 'ALREADY_EXISTS', vapi('ALREADY_EXISTS'), 'REFUSED'],
    [400, 'ALREADY_IN_DESIRED_STATE', vapi('ALREADY_IN_DESIRED_STATE'), 'REFUSED'],
    [409, 'CONCURRENT_CHANGE', vapi('CONCURRENT_CHANGE'), 'REFUSED'],
    [400, 'the legacy feature_in_use', legacy('feature_in_use', 'a'), 'REFUSED'],
    [400, 'INVALID_ARGUMENT', vapi('INVALID_ARGUMENT', 'a'), 'INVALID_REQUEST'],
    [400, 'INVALID_REQUEST', vapi('INVALID_REQUEST'), 'INVALID_REQUEST'],
    [400, 'INVALID_ELEMENT_TYPE', vapi('INVALID_ELEMENT_TYPE'), 'INVALID_REQUEST'],
    [
      400,
      'INVALID_ELEMENT_CONFIGURATION',
      vapi('INVALID_ELEMENT_CONFIGURATION'),
      'INVALID_REQUEST',
    ],
    [400, 'UNEXPECTED_INPUT', vapi('UNEXPECTED_INPUT'), 'INVALID_REQUEST'],
    [400, 'UNAUTHORIZED (as vcsim sends it)', vapi('UNAUTHORIZED'), 'NOT_AUTHORIZED'],
    [400, 'UNSUPPORTED', vapi('UNSUPPORTED'), 'APPLIANCE_ERROR'],
    [400, 'a type nobody has documented', vapi('BRAND_NEW'), 'APPLIANCE_ERROR'],
    [400, 'no JSON', 'Bad Request', 'APPLIANCE_ERROR'],
    [
      401,
      'UNAUTHENTICATED',
      vapi('UNAUTHENTICATED', 'vapi.method.authentication.required'),
      'AUTHENTICATION_FAILED',
    ],
    [401, 'no body at all', '', 'AUTHENTICATION_FAILED'],
    [
      403,
      'UNAUTHORIZED',
      vapi('UNAUTHORIZED', 'com.vmware.vapi.authorization.permission.denied'),
      'NOT_AUTHORIZED',
    ],
    [403, "a proxy's page", '<h1>Forbidden</h1>', 'NOT_AUTHORIZED'],
    [404, 'NOT_FOUND', vapi('NOT_FOUND', 'demo.notfound'), 'NOT_FOUND'],
    [404, 'NOT_FOUND without messages', vapi('NOT_FOUND'), 'NOT_FOUND'],
    [404, 'messages without a type', vapi(undefined, 'demo.notfound'), 'NOT_FOUND'],
    [404, 'the legacy not_found', legacy('not_found', 'demo.notfound'), 'NOT_FOUND'],
    [404, 'the legacy not_found without messages', legacy('not_found'), 'NOT_FOUND'],
    [
      404,
      'an unknown URL',
      vapi('NOT_FOUND', 'com.vmware.vapi.rest.operationsForUrlNotFound'),
      'API_NOT_FOUND',
    ],
    [
      404,
      'an unknown URL, legacy',
      legacy('not_found', 'com.vmware.vapi.rest.operationsForUrlNotFound'),
      'API_NOT_FOUND',
    ],
    [
      404,
      'a service that is not loaded',
      vapi('OPERATION_NOT_FOUND', 'vapi.method.input.invalid.interface'),
      'API_NOT_FOUND',
    ],
    [404, 'a service that is not loaded, legacy', legacy('operation_not_found'), 'API_NOT_FOUND'],
    [404, "a web server's page", '<html><title>404 Not Found</title></html>', 'API_NOT_FOUND'],
    [404, 'plain text', '404 page not found', 'API_NOT_FOUND'],
    [404, "somebody else's JSON", { status: 404, error: 'Not Found', path: '/x' }, 'API_NOT_FOUND'],
    [404, 'an empty object', {}, 'API_NOT_FOUND'],
    [404, 'null', null, 'API_NOT_FOUND'],
    [429, 'too many requests', '', 'UNAVAILABLE'],
    [502, 'bad gateway', '<h1>Bad Gateway</h1>', 'UNAVAILABLE'],
    [503, 'services starting, as text', 'no healthy upstream', 'UNAVAILABLE'],
    [
      503,
      'services starting, as JSON',
      vapi('SERVICE_UNAVAILABLE', 'com.vmware.vapi.endpoint.cis.ServiceUnavailable'),
      'UNAVAILABLE',
    ],
    [503, 'a full house', vapi('SERVICE_UNAVAILABLE', sessionLimit), 'SESSION_LIMIT'],
    [503, 'a full house, legacy', legacy('service_unavailable', sessionLimit), 'SESSION_LIMIT'],
    [504, 'timed out behind the proxy', vapi('TIMED_OUT'), 'UNAVAILABLE'],
    [
      500,
      'INTERNAL_SERVER_ERROR',
      vapi('INTERNAL_SERVER_ERROR', 'vapi.bindings.method.impl.unexpected'),
      'APPLIANCE_ERROR',
    ],
    [500, 'ERROR', vapi('ERROR'), 'APPLIANCE_ERROR'],
    [500, 'no JSON', 'Internal Server Error', 'APPLIANCE_ERROR'],
    [418, 'a status nobody has documented', '', 'APPLIANCE_ERROR'],
  ];
  for (const [status, what, body, code] of rows) {
    it(`${status}, ${what}: ${code}`, () => {
      const fault = faultOf(status, body);
      assert.equal(fault.code, code);
      assert.equal(fault.report().statusCode, status);
      assert.match(fault.message, /\bvc-a\.lab\.example\b/);
    });
  }

  it('every one of the 25 documented types is carried through', () => {
    const types =
      'ERROR ALREADY_EXISTS ALREADY_IN_DESIRED_STATE CANCELED CONCURRENT_CHANGE FEATURE_IN_USE INTERNAL_SERVER_ERROR INVALID_ARGUMENT INVALID_ELEMENT_CONFIGURATION INVALID_ELEMENT_TYPE INVALID_REQUEST NOT_ALLOWED_IN_CURRENT_STATE NOT_FOUND OPERATION_NOT_FOUND RESOURCE_BUSY RESOURCE_IN_USE RESOURCE_INACCESSIBLE SERVICE_UNAVAILABLE TIMED_OUT UNABLE_TO_ALLOCATE_RESOURCE UNAUTHENTICATED UNAUTHORIZED UNEXPECTED_INPUT UNSUPPORTED UNVERIFIED_PEER'.split(
        ' ',
      );
    assert.equal(types.length, 25);
    for (const type of [...types, 'BRAND_NEW']) {
      const report = faultOf(400, vapi(type, 'a')).report();
      assert.equal(report.errorType, type);
      assert.deepEqual(report.messages, ['Said so.']);
    }
  });

  const later: [status: number, body: unknown, retryable: boolean][] = [
    [503, 'no healthy upstream', true],
    [409, vapi('CONCURRENT_CHANGE'), true],
    [400, vapi('FEATURE_IN_USE'), true],
    [400, vapi('RESOURCE_BUSY'), true],
    [400, vapi('RESOURCE_IN_USE'), true],
    [400, vapi('UNABLE_TO_ALLOCATE_RESOURCE'), true],
    [400, vapi('NOT_ALLOWED_IN_CURRENT_STATE'), false],
    [400, vapi(undefined), false],
    [401, '', false],
  ];
  for (const [status, body, retryable] of later) {
    it(`${status} ${JSON.stringify(body)} ${retryable ? 'may' : 'must not'} be sent again`, () => {
      assert.equal(faultOf(status, body).report().retryable, retryable);
    });
  }

  const waits: [header: unknown, seconds: number | undefined][] = [
    ['17', 17],
    [' 17 ', 17],
    ['Tue, 04 Mar 2025 07:15:32 GMT', 30],
    ['04 Mar 2025 07:15:32 GMT', 30],
    ['Tue, 04 Mar 2025 07:15:32 +0000', 30],
    ['2025-03-04T07:15:03.200Z', 2],
    ['Tue, 04 Mar 2025 07:15:00 GMT', 0],
    ['soon', undefined],
    [17, undefined],
    [undefined, undefined],
  ];
  for (const [header, seconds] of waits) {
    it(`reads Retry-After ${JSON.stringify(header)} as ${seconds} seconds`, () => {
      const report = faultOf(503, '', { 'retry-after': header }).report();
      assert.equal(report.retryAfter, seconds);
      assert.equal('retryAfter' in report, seconds !== undefined);
    });
  }

  it('has the status as its cause', () => {
    const expected = { name: 'HTTPError', code: '503', message: 'HTTP 503' };
    assert.deepEqual({ ...faultOf(503, '').cause }, expected);
  });

  it('quotes the page of a stranger, without its markup and not at length', () => {
    const page = `<html><script>evil()</script><h1>Welcome</h1><p>${'to nginx '.repeat(100)}</html>`;
    const { message: text } = faultOf(404, page);
    assert.match(text, /The answer begins with "Welcome to nginx/);
    assert.doesNotMatch(text, /[<>]|evil/);
    assert.ok(text.length < 300, text);
  });

  it('masks the password of a URL that the appliance repeats', () => {
    const body = {
      error_type: 'INVALID_ARGUMENT',
      messages: [message('a', 'Bad sftp://svc:s3cret@nas/vc')],
    };
    const report = faultOf(400, body).report();
    assert.doesNotMatch(JSON.stringify(report), /s3cret/);
    assert.match(report.messages[0] ?? '', /sftp:\/\/svc:\*\*\*@nas\/vc/);
  });
});

describe('What a person reads of an answer', () => {
  const appliance = read.subject;
  const unexpected = sentence('unexpected-answer', { appliance });
  const stranger = sentence('stranger', { appliance });
  const page = (text: string) => sentence('answer-page', { text });
  const notFound = sentence('api-not-found', { appliance });
  const redirect = (status: number) => sentence('answer-redirect', { status });
  const rows: [title: string, status: number, body: unknown, expected: Text, isStranger?: true][] =
    [
      [
        'a status below any other',
        199,
        '',
        [unexpected, sentence('answer-status', { status: 199 })],
      ],
      ['the first redirect', 300, '', [unexpected, redirect(300)]],
      ['the last redirect', 399, '', [unexpected, redirect(399)]],
      ['a redirect of a stranger', 301, '', [stranger, redirect(301)], true],
      ['no page', 404, ' <html> </html> ', [notFound]],
      [
        'a page',
        404,
        '<h1>It</h1>works<style>h1 {}</style>here',
        [notFound, page('It works here')],
      ],
      ['a page of a stranger', 404, 'nginx', [stranger, page('nginx')], true],
      ['a page of 80 characters', 404, 'x'.repeat(80), [notFound, page('x'.repeat(80))]],
      ['a longer page', 404, 'x'.repeat(81), [notFound, page(`${'x'.repeat(79)}…`)]],
      ['a page that begins late', 404, `${' '.repeat(2000)}x`, [notFound]],
      [
        'a refused sign-in at a stranger',
        401,
        '',
        [sentence('sign-in-refused', { appliance }), stranger],
        true,
      ],
      [
        'an error without messages',
        400,
        vapi('ERROR'),
        [sentence('appliance-error', { appliance })],
      ],
      [
        'an error, as an appliance sends it, at first sight',
        404,
        vapi('NOT_FOUND', 'a', 'b'),
        [sentence('not-found', { appliance }), 'Said so.'],
        true,
      ],
    ];
  for (const [title, status, body, expected, isStranger] of rows) {
    it(title, () => {
      const request = isStranger ? { ...read, isStranger } : read;
      assert.deepEqual(faultOf(status, body, noHeaders, request).sentences, expected);
    });
  }
});

describe('An error of vAPI', () => {
  const text = { default_message: 'Said so.', args: [] };
  const said = { messages: ['Said so.'] };
  const rows: [title: string, body: unknown, expected: VapiError | undefined][] = [
    ['with a type only', { error_type: 'ERROR' }, { type: 'ERROR', ids: [], messages: [] }],
    ['with messages only', { messages: [{ id: 'a', ...text }] }, { ids: ['a'], ...said }],
    ['with an empty type', { error_type: '', messages: [] }, { ids: [], messages: [] }],
    ['with messages that have no id', { messages: [text] }, { ids: [], ...said }],
    ['with messages that are none', { messages: [7] }, { ids: [], messages: [] }],
    [
      'of /rest, without messages',
      { type: 'com.vmware.vapi.std.errors.not_found' },
      { type: 'NOT_FOUND', ids: [], messages: [] },
    ],
    [
      'of /rest, with its type inside',
      { type: 'x', value: { error_type: 'ERROR', messages: [] } },
      { type: 'ERROR', ids: [], messages: [] },
    ],
    ['is not what has a type of others', { type: 'not_found' }, undefined],
    ['is not what holds its prefix', { type: 'x.com.vmware.vapi.std.errors.x' }, undefined],
    ['is not what has a type that is no text', { type: 7, error_type: 7 }, undefined],
    ['is no list', [], undefined],
  ];
  for (const [title, body, expected] of rows) {
    it(title, () => assert.deepEqual(readVapiError(body), expected));
  }
});

describe('An answer with a status of success', () => {
  const appliance = read.subject;

  it('that is not what it should be: what is wrong with it', () => {
    const flaw = sentence('too-long', { appliance, reason: 'x' });
    const fault = invalidResponse(flaw, read);
    assert.equal(fault.code, 'INVALID_RESPONSE');
    assert.deepEqual(fault.sentences, [sentence('unexpected-answer', { appliance }), flaw]);
    assert.equal(fault.report().outcome, undefined);
    assert.equal(invalidResponse(flaw, change).report().outcome, 'unknown');
  });

  const failed = sentence('operation-failed', { appliance });
  const results: [title: string, messages: unknown, expected: Text][] = [
    ['with two messages', [message('a'), message('b', 'And so')], [failed, 'Said so. And so.']],
    ['without a message', [], [failed]],
  ];
  for (const [title, messages, expected] of results) {
    it(`and a result that failed, ${title}`, () => {
      const fault = resultToFault(200, messages, read);
      assert.equal(fault.code, 'OPERATION_FAILED');
      assert.deepEqual(fault.sentences, expected);
    });
  }
});

describe('An answer to a change that does not come from who was to make it', () => {
  const envoy = 'upstream connect error or disconnect/reset before headers. reset reason:';
  const rows: [status: number, body: unknown, outcome: 'unknown' | undefined][] = [
    [502, 'Bad Gateway', 'unknown'],
    [504, 'upstream request timeout', 'unknown'],
    [504, vapi('TIMED_OUT'), 'unknown'],
    [503, `${envoy} connection termination`, 'unknown'],
    [503, `${envoy} remote reset`, 'unknown'],
    [503, `${envoy} remote connection failure`, undefined],
    [503, 'no healthy upstream', undefined],
    [503, vapi('SERVICE_UNAVAILABLE'), undefined],
    [429, '', undefined],
  ];
  for (const [status, body, outcome] of rows) {
    const what = typeof body === 'string' ? body : JSON.stringify(body);
    it(`${status} "${what}": ${outcome ? 'may have been made' : 'may be sent again'}`, () => {
      const report = faultOf(status, body, noHeaders, change).report();
      assert.equal(report.code, 'UNAVAILABLE');
      assert.deepEqual([report.outcome, report.retryable], [outcome, outcome === undefined]);
      assert.equal(/It is not known whether the change was made/.test(report.text), !!outcome);
      const ofRead = faultOf(status, body).report();
      assert.deepEqual([ofRead.outcome, ofRead.retryable], [undefined, true], 'of a read');
    });
  }
});

describe('A failure beneath HTTP as a fault', () => {
  const fail = (code: string, details: Partial<Failure> = {}) =>
    Object.assign(new Error(`${code} happened`), { code }, details) as Failure;

  const rows: [string, string][] = [
    ['ENOTFOUND', 'UNREACHABLE'],
    ['EAI_AGAIN', 'UNREACHABLE'],
    ['ECONNREFUSED', 'UNREACHABLE'],
    ['ECONNRESET', 'UNREACHABLE'],
    ['EPIPE', 'UNREACHABLE'],
    ['EHOSTUNREACH', 'UNREACHABLE'],
    ['ENETUNREACH', 'UNREACHABLE'],
    ['EPROTO', 'UNREACHABLE'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'UNREACHABLE'],
    ['PROXY_REFUSED', 'UNREACHABLE'],
    ['ESOMETHINGNEW', 'UNREACHABLE'],
    ['ETIMEDOUT', 'TIMED_OUT'],
    ['TIMED_OUT', 'TIMED_OUT'],
    ['CERT_HAS_EXPIRED', 'TLS_UNTRUSTED'],
    ['CERT_NOT_YET_VALID', 'TLS_UNTRUSTED'],
    ['CERT_SIGNATURE_FAILURE', 'TLS_UNTRUSTED'],
    ['CERT_UNTRUSTED', 'TLS_UNTRUSTED'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS_UNTRUSTED'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'TLS_UNTRUSTED'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'TLS_UNTRUSTED'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'TLS_UNTRUSTED'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS_UNTRUSTED'],
    ['FINGERPRINT_MISMATCH', 'TLS_UNTRUSTED'],
    ['HPE_INVALID_CONSTANT', 'INVALID_RESPONSE'],
    ['TOO_LARGE', 'INVALID_RESPONSE'],
  ];
  for (const [failure, code] of rows) {
    it(`${failure}: ${code}`, () => {
      const fault = failureToFault(fail(failure), read);
      assert.equal(fault.code, code);
      assert.deepEqual(fault.cause, {
        name: 'Error',
        code: failure,
        message: `${failure} happened`,
      });
      assert.match(fault.message, /vc-a\.lab\.example/);
    });
  }

  const known: [failure: string, code: string, key: SentenceKey][] = [
    ['CLOSED', 'UNREACHABLE', 'redeployed'],
    ['EADDRNOTAVAIL', 'UNREACHABLE', 'no-route'],
    ['EPROTO', 'UNREACHABLE', 'tls-failed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'UNREACHABLE', 'no-tls'],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'UNREACHABLE', 'no-tls'],
    ['ERR_SSL_NO_SHARED_CIPHER', 'UNREACHABLE', 'tls-failed'],
    ['ERR_OUT_OF_RANGE', 'NOT_CONFIGURED', 'cannot-connect'],
    ['ERR_INVALID_CHAR', 'NOT_CONFIGURED', 'cannot-connect'],
    ['HPE_INVALID_CONSTANT', 'INVALID_RESPONSE', 'no-http'],
    ['NO_HPE_', 'UNREACHABLE', 'unreachable'],
    ['NO_EPROTO', 'UNREACHABLE', 'unreachable'],
    ['NO_ERR_OUT_OF_RANGE', 'UNREACHABLE', 'unreachable'],
  ];
  for (const [failure, code, key] of known) {
    it(`${failure}: ${code}, "${key}"`, () => {
      const fault = failureToFault(fail(failure), read);
      assert.equal(fault.code, code);
      const values = { appliance: read.subject, reason: `${failure} happened` };
      assert.deepEqual(fault.sentences, [{ key, values }]);
    });
  }

  const reason = sentence('proxy-unreadable');
  const reasons: [title: string, failure: object, expected: unknown][] = [
    ['its own', { ...fail('TOO_LARGE'), reason }, reason],
    ['its message', new Error('Said so.'), 'Said so.'],
    ['its code, without a message', Object.assign(new Error(''), { code: 'EPIPE' }), 'EPIPE'],
    ['that there is none, without both', new Error(''), sentence('no-reason')],
  ];
  for (const [title, error, expected] of reasons) {
    it(`has a reason: ${title}`, () => {
      const [shown] = failureToFault(error as Failure, read).sentences;
      assert.ok(typeof shown === 'object' && 'values' in shown);
      assert.deepEqual(shown.values, { appliance: read.subject, reason: expected });
    });
  }

  it('a change that was sent may have been made, and must not be sent again', () => {
    const report = failureToFault(fail('ECONNRESET', { sent: true }), change).report();
    assert.equal(report.outcome, 'unknown');
    assert.equal(report.retryable, false);
  });
  it('a change that was never sent was not made', () => {
    const report = failureToFault(fail('ECONNREFUSED', { sent: false }), change).report();
    assert.equal(report.outcome, undefined);
    assert.equal(report.retryable, true);
  });
  it('code and cause are properties of the error itself, as Node-RED wants them', () => {
    const fault = failureToFault(fail('ECONNRESET'), read);
    assert.ok(Object.hasOwn(fault, 'code') && Object.hasOwn(fault, 'cause'));
    assert.ok(fault instanceof Error);
  });
});
