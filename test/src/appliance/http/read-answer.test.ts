import assert from 'node:assert/strict';
import { type AnswerContext, readAnswer } from '../../../../src/appliance/http/read-answer';
import type { Operation } from '../../../../src/appliance/operations/operation';
import { operations } from '../../../../src/appliance/operations/tables/recovery-operations';
import { systemClock } from '../../../../src/clock';

const getReconciliation = operations['reconciliation.job.get'];
const getRestore = operations['restore.job.get'];
const cancelRestore = operations['restore.job.cancel'];
const listDetails = operations['backup.job.details.list'];
const deleteSchedule = operations['backup.schedules.delete'];

const vapi = (type: string, id = 'demo.id') => ({
  error_type: type,
  messages: [{ id, default_message: 'Said so.', args: [] }],
});
const notFound = vapi('NOT_FOUND');
const internalError = vapi('INTERNAL_SERVER_ERROR');
const unknownUrl = vapi('NOT_FOUND', 'com.vmware.vapi.rest.operationsForUrlNotFound');

/** @param body as JSON, or a text as it is. */
function read(status: number, body: unknown, context: Partial<AnswerContext> = {}) {
  const { operation = getReconciliation } = context;
  const request = {
    subject: 'vc-a.lab.example',
    operation: operation.name,
    requestId: 'r-1',
    changes: operation.changes,
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readAnswer(
    { status, headers: {}, text },
    {
      operation,
      connection: 'api',
      noneIsAnAnswer: false,
      secrets: [],
      request,
      clock: systemClock,
      ...context,
    },
  );
}

/** What an answer says, in a few words. */
function words(reading: ReturnType<typeof readAnswer>): string {
  return reading.kind === 'fault' ? `fault ${reading.fault.code}` : reading.kind;
}

type Row = [status: number, what: string, body: unknown, operation: Operation, reading: string];

describe('An answer', () => {
  describe('where "there is no such thing" is one', () => {
    const rows: Row[] = [
      [404, 'NOT_FOUND', notFound, getReconciliation, 'none'],
      [404, 'a URL that is not found', unknownUrl, getReconciliation, 'fault API_NOT_FOUND'],
      [404, "a proxy's page", '<h1>Not Found</h1>', getReconciliation, 'fault API_NOT_FOUND'],
      [500, 'an error of the API', internalError, getReconciliation, 'fault APPLIANCE_ERROR'],
      [500, 'an error of the API', internalError, getRestore, 'none'],
      [
        500,
        'an error of another kind',
        vapi('UNAUTHENTICATED'),
        getRestore,
        'fault AUTHENTICATION_FAILED',
      ],
      [500, "a proxy's page", '<h1>Error</h1>', getRestore, 'fault APPLIANCE_ERROR'],
      [400, 'an error of the API', vapi('ERROR'), getRestore, 'fault APPLIANCE_ERROR'],
      [404, 'NOT_FOUND', notFound, getRestore, 'none'],
      [200, 'a job', { status: 'RUNNING' }, getRestore, 'success'],
    ];
    for (const [status, what, body, operation, reading] of rows) {
      it(`${operation.name}: ${status}, ${what}: ${reading}`, () => {
        assert.equal(words(read(status, body, { operation, noneIsAnAnswer: true })), reading);
      });
    }

    it('has the body as its payload, without the wrapper of /rest', () => {
      const none = { kind: 'none', payload: notFound, isOfAppliance: true };
      assert.deepEqual(read(404, notFound, { noneIsAnAnswer: true }), none);
      const legacy = { type: 'com.vmware.vapi.std.errors.not_found', value: { messages: [] } };
      assert.deepEqual(read(404, legacy, { noneIsAnAnswer: true, connection: 'rest' }), {
        kind: 'none',
        payload: { messages: [] },
        isOfAppliance: true,
      });
    });
  });

  describe('where it is none', () => {
    const rows: Row[] = [
      [404, 'NOT_FOUND', notFound, getReconciliation, 'fault NOT_FOUND'],
      [500, 'an error of the API', internalError, getRestore, 'fault APPLIANCE_ERROR'],
    ];
    for (const [status, what, body, operation, reading] of rows) {
      it(`${operation.name}: ${status}, ${what}: ${reading}`, () => {
        assert.equal(words(read(status, body, { operation })), reading);
      });
    }
  });

  describe('with a status of success', () => {
    const rows: Row[] = [
      [200, 'no JSON', 'Welcome', getReconciliation, 'fault INVALID_RESPONSE'],
      [200, 'nothing', '', getReconciliation, 'fault INVALID_RESPONSE'],
      [200, 'a list', [], getReconciliation, 'fault INVALID_RESPONSE'],
      [200, 'a structure after a byte order mark', '\ufeff{}', getReconciliation, 'success'],
      [204, 'nothing', '', deleteSchedule, 'success'],
      [200, 'a result OK', { status: 'OK', messages: [] }, cancelRestore, 'success'],
      [200, 'a result FAIL', { status: 'FAIL' }, cancelRestore, 'fault OPERATION_FAILED'],
    ];
    for (const [status, what, body, operation, reading] of rows) {
      it(`${operation.name}: ${what}: ${reading}`, () => {
        assert.equal(words(read(status, body, { operation })), reading);
      });
    }

    it('a map is the same for every connection', () => {
      const payload = { 'backup-1': { status: 'SUCCEEDED' } };
      const map = { kind: 'success', payload, isOfAppliance: true };
      const operation = listDetails;
      assert.deepEqual(read(200, map.payload, { operation }), map);
      const legacy = { value: [{ key: 'backup-1', value: { status: 'SUCCEEDED' } }] };
      assert.deepEqual(read(200, legacy, { operation, connection: 'rest' }), map);
    });
  });

  it('a map with a key that cannot become a text is one, too', () => {
    const body = { value: [{ key: { toString: 1 }, value: 'x' }] };
    const reading = read(200, body, { operation: listDetails, connection: 'rest' });
    const payload = { '[object Object]': 'x' };
    assert.deepEqual(reading, { kind: 'success', payload, isOfAppliance: true });
  });

  it('holds no secret, of whatever kind', () => {
    const secrets = ['Passw0rd!'];
    const messages = [{ id: 'a', default_message: 'Passw0rd! is wrong.', args: [] }];
    const bodies: [number, unknown][] = [
      [200, { status: 'FAILED', messages }],
      [404, { error_type: 'NOT_FOUND', messages }],
      [400, { error_type: 'ERROR', messages }],
      [502, 'Passw0rd! is wrong.'],
    ];
    for (const [status, body] of bodies) {
      const reading = read(status, body, { secrets, noneIsAnAnswer: true });
      const shown =
        reading.kind === 'fault' ? JSON.stringify(reading.fault.report()) : JSON.stringify(reading);
      assert.match(shown, /\*\*\* is wrong/);
      assert.doesNotMatch(shown, /Passw0rd/);
    }
  });
});
