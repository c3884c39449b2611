/** An answer that the caller knows is not read again. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificates } from '../../../../simulator/server/certificates';
import {
  type Answer,
  type ApplianceClient,
  createAppliance,
} from '../../../../src/appliance/client';
import { operations } from '../../../../src/appliance/operations/tables/recovery-operations';

const list = operations['backup.job.list'];

describe('An answer that the caller knows', () => {
  let server: Server;
  let appliance: ApplianceClient;
  let answers: Answer[];
  let requests: number;
  let status: number;
  let ids: string[];
  /** The characters of the body that are sent before the others. */
  let half: number;

  beforeEach(async () => {
    const { key, cert, ca } = await makeCertificates({
      names: ['127.0.0.1'],
      freshAuthority: false,
    });
    [answers, requests, status, half] = [[], 0, 200, 20_000];
    // Of several TLS records, so that it comes in pieces.
    ids = Array.from({ length: 2000 }, (_, index) => `20240101-000000-${index}`);
    server = createServer({ key, cert }, (_request, response) => {
      requests += 1;
      const body = JSON.stringify(ids);
      response.writeHead(status).write(body.slice(0, half));
      // Once that has been sent: pieces of other lengths.
      setImmediate(() => response.end(body.slice(half)));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    appliance = createAppliance(
      () => ({
        config: { host: '127.0.0.1', port, auth: 'basic' },
        credentials: { username: 'u', password: 'p' },
        tls: { ca },
      }),
      {
        ...{ id: 'a', name: '', host: '127.0.0.1', environment: {} },
        onAnswer: (answer) => answers.push(answer),
      },
    );
  });
  afterEach(async () => {
    await appliance.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** Texts of more than 1,000 characters that are parsed meanwhile. */
  async function parsed(work: () => Promise<unknown>): Promise<number> {
    const { parse } = JSON;
    let count = 0;
    JSON.parse = (text, ...more) => {
      if (text.length > 1000) count += 1;
      return parse(text, ...more);
    };
    try {
      await work();
      return count;
    } finally {
      JSON.parse = parse;
    }
  }

  it('is unchanged, without being parsed', async () => {
    const { digest, payload, unchanged } = await appliance.call(list, { knownDigest: '' });
    assert.deepEqual([payload, unchanged, typeof digest], [ids, undefined, 'string']);
    const again = () => appliance.call(list, { knownDigest: digest });
    assert.equal(await parsed(again), 0);
    const [, answer] = answers;
    assert.deepEqual(
      [answer?.payload, answer?.unchanged, answer?.digest, answer?.found, answer?.statusCode],
      [null, true, digest, true, 200],
    );
    assert.ok(answer?.date, 'when it was answered');
  });

  it('is unchanged, in whatever pieces it comes', async () => {
    const { digest } = await appliance.call(list, { knownDigest: '' });
    for (half of [1, 15, 16, 17, 20_001, 39_999]) {
      const answer = await appliance.call(list, { knownDigest: digest });
      assert.deepEqual([answer.unchanged, answer.digest], [true, digest]);
    }
  });

  it('is unchanged where it is an empty list', async () => {
    ids = [];
    const { digest } = await appliance.call(list, { knownDigest: '' });
    const { unchanged } = await appliance.call(list, { knownDigest: digest });
    assert.equal(unchanged, true);
  });

  for (const index of [0, 1000, 1999]) {
    it(`is read where one byte is another, in id ${index} of 2000`, async () => {
      const { digest } = await appliance.call(list, { knownDigest: '' });
      ids[index] = '20240101-000000-2000';
      const answer = await appliance.call(list, { knownDigest: digest });
      assert.deepEqual([answer.payload, answer.unchanged], [ids, undefined]);
      assert.notEqual(answer.digest, digest);
    });
  }

  it('is a fault where it comes with the status of one', async () => {
    const { digest } = await appliance.call(list, { knownDigest: '' });
    status = 403;
    await assert.rejects(appliance.call(list, { knownDigest: digest, retry: false }), {
      code: 'NOT_AUTHORIZED',
    });
  });

  it('is read for all others', async () => {
    const { digest } = await appliance.call(list, { knownDigest: '' });
    requests = 0;
    const both = await Promise.all([
      appliance.call(list),
      appliance.call(list, { knownDigest: digest }),
    ]);
    assert.deepEqual(
      both.map(({ payload, unchanged, digest: known }) => [payload, unchanged, known]),
      [
        [ids, undefined, undefined],
        [null, true, digest],
      ],
    );
    assert.equal(requests, 2);
  });
});
