/**
 * A process that does not run for a while, as in a virtual machine whose snapshot is taken: time limits
 * are over before anybody has looked at what has arrived meanwhile.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeCertificates, type TlsMaterial } from '../../simulator/server/certificates';
import { within } from '../within';
import { type DeployedFlow, deploy } from './deployed-flow';

const seconds = (count: number) => count * 1000;

const reconciliation = (status: string) => ({
  status: 200,
  body: { description: 'd', status, start_time: '2026-01-01T00:00:00Z', cancelable: false },
});
const backup = { id: '20260101-000000-1', state: 'INPROGRESS', messages: [], progress: 1 };

/** By request, in their order; the last is repeated, and null is no answer at all. */
const answers = {
  'POST /api/session': [{ status: 201, body: 'a-session' }],
  'DELETE /api/session': [{ status: 204, body: null }],
  'GET /api/appliance/recovery/reconciliation/job': [
    reconciliation('RUNNING'),
    reconciliation('SUCCEEDED'),
  ],
  'GET /api/appliance/recovery/restore/job': [
    { status: 200, body: { state: 'SUCCEEDED', messages: [], progress: 100 } },
  ],
  'POST /api/appliance/recovery/backup/job': [{ status: 201, body: backup }],
  // It gets no answer before the time is over, and another one when it is sent again.
  'GET /api/appliance/recovery/backup/job': [null, { status: 200, body: [] }],
};

/** Nothing of this process runs: no timer, and nothing that is read. */
function freeze(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

describe('A process that was frozen', function () {
  this.timeout(30_000);
  let tls: TlsMaterial;
  let worker: Worker;
  let flow: DeployedFlow;
  const asked: string[] = [];
  let changed = () => {};

  const node = (id: string, type: string, action: string, more: object = {}) => ({
    ...{ id, z: 'tab', type, action, name: '', appliance: 'appliance', targetType: 'appliance' },
    ...{ errorOutput: false, outputs: 4, ...more },
    wires: [['running'], ['succeeded'], ['failed'], ['not found']],
  });

  before(async () => {
    tls = await makeCertificates({ names: ['127.0.0.1'], freshAuthority: false }, Date.now());
    worker = new Worker(join(__dirname, 'server-in-thread.cjs'), { workerData: { tls, answers } });
    const port = await within(
      new Promise<number>((resolve) => {
        worker.on('message', (message: { port?: number; asked?: string }) => {
          if (message.port !== undefined) resolve(message.port);
          if (message.asked !== undefined) asked.push(message.asked);
          changed();
        });
      }),
      () => 'the port of the server',
    );
    const server = { host: '127.0.0.1', port, username: 'u', password: 'p', ca: tls.ca };
    flow = await deploy(server, {
      appliance: { requestTimeout: '1' },
      job: { action: 'wait', interval: 1, timeout: 2, report: 'end' },
      nodes: [
        node('restore', 'vcenter-restore-job', 'get'),
        node('latest', 'vcenter-backup-job', 'get'),
        node('start', 'vcenter-backup-job', 'start', {
          source: 'spec',
          spec: '{"location_type":"SFTP","location":"sftp://nas.lab.example/vc"}',
          specType: 'json',
        }),
      ],
    });
  });
  after(async () => {
    await flow?.close();
    await worker.terminate();
  });

  /** Resolves once the server has been asked all that. */
  async function whenAsked(names: readonly string[]): Promise<void> {
    const all = async () => {
      while (!names.every((name) => asked.includes(name))) {
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    };
    await within(all(), () => `${names.join(', ')} (so far ${asked.join(', ')})`);
  }

  it('reads what has arrived before it says that the time is over', async () => {
    const wait = flow.send();
    await whenAsked(['GET /api/appliance/recovery/reconciliation/job']);
    const restore = flow.send({}, 'restore');
    const latest = flow.send({}, 'latest');
    const start = flow.send({}, 'start');
    await whenAsked(Object.keys(answers).filter((name) => !name.startsWith('DELETE')));
    freeze(seconds(4));
    const [restored, backups, started, waited] = await Promise.all([restore, latest, start, wait]);
    assert.equal(restored.by, 'succeeded');
    // The first request was not answered, so it was sent again.
    assert.equal(backups.by, 'not found');
    assert.equal(started.by, 'running', started.message.fault?.text);
    assert.equal(waited.by, 'succeeded', waited.message.fault?.text);
    for (const { ends } of [restored, backups, started, waited]) assert.equal(ends, 1);
  });
});
