import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { makeCertificates } from '../../../../simulator/server/certificates';
import { type Appliance, createAppliance } from '../../../../src/appliance/client';
import { Fault } from '../../../../src/appliance/faults/fault';
import { operations } from '../../../../src/appliance/operations/tables/recovery-operations';

const read = operations['reconciliation.job.get'];
const change = operations['reconciliation.job.create'];

/**
 * A server may close a kept connection at the moment a request comes in on it. This one does so
 * with every connection that has answered once.
 */
describe('A kept connection that the server closes as the request comes', () => {
  let server: Server;
  let appliance: Appliance;
  let asked: string[];

  beforeEach(async () => {
    const { key, cert, ca } = await makeCertificates({
      names: ['127.0.0.1'],
      freshAuthority: false,
    });
    const answered = new WeakSet<Socket>();
    asked = [];
    server = createServer({ key, cert }, (request, response) => {
      asked.push(`${request.method} ${answered.has(request.socket) ? 'kept' : 'fresh'}`);
      if (answered.has(request.socket)) {
        request.socket.destroy();
        return;
      }
      answered.add(request.socket);
      response.end('{"status":"RUNNING"}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    appliance = createAppliance(
      () => ({
        config: { host: '127.0.0.1', port, auth: 'basic', requestTimeout: 1 },
        credentials: { username: 'u', password: 'p' },
        tls: { ca },
      }),
      { id: 'a', name: '', host: '127.0.0.1', environment: {}, debug: () => {} },
    );
  });
  afterEach(async () => {
    await appliance.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('a read is sent again at once on a fresh one, even where nothing else would be', async () => {
    for (let time = 0; time < 3; time += 1) {
      assert.equal((await appliance.call(read, { retry: false })).statusCode, 200);
    }
    assert.deepEqual(asked, ['GET fresh', 'GET kept', 'GET fresh', 'GET kept', 'GET fresh']);
  });

  it('a read that is not answered in time is not sent again on another', async () => {
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      asked.push(`${request.method}`);
      if (asked.length === 1) response.end('{}');
    });
    await appliance.call(read, { retry: false });
    await assert.rejects(appliance.call(read, { retry: false }), { code: 'TIMED_OUT' });
    assert.deepEqual(asked, ['GET', 'GET']);
  });

  it('another protocol (101) is no answer', async () => {
    server.removeAllListeners('request');
    server.on('request', (request) => {
      request.socket.write('HTTP/1.1 101 No\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    });
    await assert.rejects(appliance.call(read, { retry: false }), { code: 'INVALID_RESPONSE' });
  });

  it('a change goes out on a fresh one, so that it need not be sent again', async () => {
    await appliance.call(read, { retry: false });
    await appliance.call(change);
    assert.deepEqual(asked, ['GET fresh', 'POST fresh']);
  });

  it('a change that breaks off is sent once, and whether it was made is not known', async () => {
    server.removeAllListeners('request');
    server.on('request', (request) => {
      asked.push(`${request.method}`);
      request.socket.destroy();
    });
    await assert.rejects(appliance.call(change), (error) => {
      assert.ok(error instanceof Fault);
      const { code, outcome, retryable } = error.report();
      assert.deepEqual([code, outcome, retryable], ['UNREACHABLE', 'unknown', false]);
      return true;
    });
    assert.deepEqual(asked, ['POST']);
  });

  it('a change is refused before anything is sent where the settings allow reading only', async () => {
    const readOnly = createAppliance(
      () => ({
        config: { host: '127.0.0.1', readOnly: 'true' },
        credentials: { username: 'u', password: 'p' },
      }),
      { id: 'a', name: '', host: '127.0.0.1', environment: {}, debug: () => {} },
    );
    await assert.rejects(readOnly.call(change), /is set to read only/);
    await readOnly.close();
    assert.deepEqual(asked, []);
  });
});
