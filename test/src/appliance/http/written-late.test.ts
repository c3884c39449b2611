import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { setTimeout as timer } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { makeCertificates } from '../../../../simulator/server/certificates';
import { type Appliance, createAppliance } from '../../../../src/appliance/client';
import { operations } from '../../../../src/appliance/operations/tables/recovery-operations';

const read = operations['reconciliation.job.get'];

/** In a thread of its own, so that it answers while this one does not run. It counts connections. */
const server = `
  const { parentPort, workerData } = require('node:worker_threads');
  let connections = 0;
  const server = require('node:https').createServer(workerData, (request, response) => {
    request.resume();
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ connections }));
  });
  server.on('secureConnection', () => { connections += 1; });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

/** Far longer than the server takes (ms). */
const stop = 50;

/** Nothing of this thread runs from when a request has been written until its answer has arrived. */
function stopAfterWriting(): void {
  process.nextTick(() => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stop);
  });
}

describe('A process that did not run while its request was answered', () => {
  let worker: Worker;
  let appliance: Appliance;

  beforeEach(async () => {
    const { key, cert, ca } = await makeCertificates({
      names: ['127.0.0.1'],
      freshAuthority: false,
    });
    worker = new Worker(server, { eval: true, workerData: { key, cert } });
    const [port] = await once(worker, 'message');
    appliance = createAppliance(
      () => ({
        config: { host: '127.0.0.1', port, auth: 'basic' },
        credentials: { username: 'u', password: 'p' },
        tls: { ca },
      }),
      { id: 'a', name: '', host: '127.0.0.1', environment: {}, debug: () => {} },
    );
    subscribe('http.client.request.start', stopAfterWriting);
  });
  afterEach(async () => {
    unsubscribe('http.client.request.start', stopAfterWriting);
    await appliance.close();
    await worker.terminate();
  });

  it('sends the next one on the same connection', async () => {
    for (let times = 0; times < 3; times += 1) {
      // As a monitor polls: after the timers Node reads what has come, and then notes what was written.
      await timer();
      await appliance.call(read);
      assert.deepEqual((await appliance.call(read)).payload, { connections: 1 });
    }
  });
});
