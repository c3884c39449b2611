import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { Simulator, SimulatorOptions } from '../../simulator';
import { makeCertificates } from '../../simulator/server/certificates';
import { appliances } from './appliances';
import { createClient, requestParts, signIn } from './client';

describe('Stand-in appliance: life', () => {
  const startOne = appliances();

  async function start(options: SimulatorOptions = {}): Promise<Simulator> {
    return (await startOne(options)).simulator;
  }

  describe('Its ports', () => {
    const addresses = Object.values(networkInterfaces()).flat();
    const hosts: readonly [host: string, url: string][] = [
      ['127.0.0.1', 'https://127.0.0.1:'],
      ['localhost', 'https://localhost:'],
      // Not every machine, and hardly any container, has IPv6.
      ...(addresses.some((found) => found?.address === '::1')
        ? [['::1', 'https://[::1]:'] as [string, string]]
        : []),
    ];
    for (const [host, url] of hosts) {
      it(`are on ${host}`, async () => {
        const simulator = await start({ host });
        assert.equal(simulator.url, `${url}${simulator.port}`);
        const client = createClient(simulator);
        await signIn(client, simulator);
        client.close();
      });
    }

    it('are those that were asked for', async () => {
      const first = await start();
      const { port, managementPort } = first;
      await first.stop();
      const second = await start({ port, managementPort });
      assert.deepEqual([second.port, second.managementPort], [port, managementPort]);
    });

    it('must be free', async () => {
      const { port } = await start();
      await assert.rejects(start({ port }), { code: 'EADDRINUSE' });
      await assert.rejects(start({ managementPort: port }), { code: 'EADDRINUSE' });
    });

    it('speak no TLS before 1.2', async () => {
      const { host, port, ca } = await start();
      const socket = connect({ host, port, ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' });
      await assert.rejects(once(socket, 'secureConnect'));
    });

    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      it(`speak ${version}`, async () => {
        const simulator = await start();
        const socket = await handshake(simulator, { minVersion: version, maxVersion: version });
        assert.equal(socket.getProtocol(), version);
        socket.destroy();
      });
    }
  });

  describe('Its certificate', () => {
    it('has the fingerprint it says, and comes from the authority it says', async () => {
      const simulator = await start();
      const socket = await handshake(simulator);
      assert.equal(socket.getPeerCertificate().fingerprint256, simulator.fingerprint);
      assert.match(simulator.fingerprint, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
      socket.destroy();
    });

    it('is trusted by those who trust another simulator of the process', async () => {
      const [one, other] = [await start(), await start()];
      (await handshake(one, { ca: other.ca })).destroy();
    });

    const refusals: readonly [what: string, options: SimulatorOptions, code: string][] = [
      ['of a fresh authority', { freshAuthority: true }, 'SELF_SIGNED_CERT_IN_CHAIN'],
      ['that has expired', { notAfter: new Date(Date.now() - 1000) }, 'CERT_HAS_EXPIRED'],
      [
        'for another name',
        { certificateNames: ['vc-a.lab.example', '192.0.2.1'] },
        'ERR_TLS_CERT_ALTNAME_INVALID',
      ],
    ];
    for (const [what, options, code] of refusals) {
      it(`${what} is not trusted: ${code}`, async () => {
        const { ca } = await start();
        const simulator = await start(options);
        await assert.rejects(handshake(simulator, { ca }), { code });
        assert.equal(simulator.counters().requests, 0);
      });
    }

    it('may be one of your own', async () => {
      const { ca, fingerprint } = await start();
      const tls = await makeCertificates({ names: ['127.0.0.1'], freshAuthority: true });
      const simulator = await start({ tls });
      assert.equal(simulator.ca, tls.ca);
      assert.notEqual(simulator.ca, ca);
      assert.notEqual(simulator.fingerprint, fingerprint);
      (await handshake(simulator)).destroy();
    });
  });

  describe('Suspended', () => {
    it('refuses connections and ends those there are; resumed, it is where it was', async () => {
      const simulator = await start();
      const { port, managementPort } = simulator;
      const client = createClient(simulator);
      const session = await signIn(client, simulator);
      await simulator.suspend();
      assert.equal(simulator.counters().openConnections, 0);
      for (const closed of [port, managementPort]) {
        await assert.rejects(dial(simulator.host, closed), { code: 'ECONNREFUSED' });
      }
      await simulator.resume();
      assert.deepEqual([simulator.port, simulator.managementPort], [port, managementPort]);
      const again = createClient(simulator);
      const { status } = await again.ask({ ...requestParts.api['session.get'], headers: session });
      assert.equal(status, 200);
      client.close();
      again.close();
    });

    it('may be so any number of times, and twice in a row', async () => {
      const simulator = await start();
      for (let count = 0; count < 10; count++) {
        await simulator.suspend();
        await simulator.resume();
      }
      await Promise.all([simulator.suspend(), simulator.suspend()]);
      await Promise.all([simulator.resume(), simulator.resume()]);
      (await dial(simulator.host, simulator.port)).destroy();
    });

    it('without waiting in between comes to what was said last', async () => {
      const simulator = await start();
      await Promise.all([simulator.suspend(), simulator.resume(), simulator.suspend()]);
      await assert.rejects(dial(simulator.host, simulator.port), { code: 'ECONNREFUSED' });
      await Promise.all([simulator.resume(), simulator.suspend(), simulator.resume()]);
      (await dial(simulator.host, simulator.port)).destroy();
    });

    it('stays so whatever the script says, and resumed follows the script', async () => {
      const simulator = await start({
        scenario: [{ for: 1, trouble: 'refused' }, { for: 1 }, { trouble: 'refused' }],
      });
      await simulator.suspend();
      simulator.clock.advance(1000);
      await assert.rejects(dial(simulator.host, simulator.port), { code: 'ECONNREFUSED' });
      await simulator.resume();
      (await dial(simulator.host, simulator.port)).destroy();
      simulator.clock.advance(1000);
      await assert.rejects(dial(simulator.host, simulator.port), { code: 'ECONNREFUSED' });
    });

    it('may be stopped', async () => {
      const simulator = await start();
      await simulator.suspend();
      await simulator.stop();
    });
  });

  it('has its ports from the start, also where the first phase refuses', async () => {
    const simulator = await start({ scenario: [{ for: 1, trouble: 'refused' }, {}] });
    const { host, port } = simulator;
    assert.notEqual(port, 0);
    await assert.rejects(dial(host, port), { code: 'ECONNREFUSED' });
    simulator.clock.advance(1000);
    (await dial(host, port)).destroy();
  });

  it('leaves no port open where it cannot start', async () => {
    const { port, managementPort, host, stop } = await start();
    await stop();
    await assert.rejects(start({ port, managementPort, scenario: [] }), RangeError);
    await assert.rejects(dial(host, port), { code: 'ECONNREFUSED' });
    await assert.rejects(dial(host, managementPort), { code: 'ECONNREFUSED' });
  });

  it('keeps an idle connection only for so long, and does not say for how long', async () => {
    const simulator = await start({ keepAliveTimeout: 30 });
    const socket = await handshake(simulator);
    socket.write('GET / HTTP/1.1\r\nhost: vc-a\r\n\r\n');
    // The text is whole once the other side has closed the connection.
    const head = (await text(socket)).toLowerCase();
    assert.match(head, /^http\/1\.1 404 /);
    assert.match(head, /\r\nconnection: keep-alive\r\n/);
    assert.doesNotMatch(head, /\r\nkeep-alive:/);
  });

  it('leaves a process nothing to wait for once it is stopped, whatever is under way', async () => {
    const child = spawn(
      process.execPath,
      ['--require', 'tsx/cjs', join(__dirname, 'stopping-process.ts')],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    assert.equal(output, 'stopped with 5 requests open\n');
    assert.equal(code, 0);
  });

  it('answers a thousand requests, one after the other, over one connection', async () => {
    const simulator = await start();
    const client = createClient(simulator);
    const headers = await signIn(client, simulator);
    for (let count = 0; count < 1000; count++) {
      await client.ask({ ...requestParts.api['reconciliation.job.get'], headers });
    }
    const { requests, handshakes, logins } = simulator.counters();
    assert.deepEqual([requests, handshakes, logins], [1001, 1, 1]);
    client.close();
  });
});

/** A TLS connection to the API side, as far as it is trusted. */
async function handshake(
  simulator: Simulator,
  options: ConnectionOptions = {},
): Promise<TLSSocket> {
  const { host, port, ca } = simulator;
  const socket = connect({ host, port, ca, ...options });
  await once(socket, 'secureConnect');
  return socket;
}

async function dial(host: string, port: number): Promise<Socket> {
  const socket = connectTcp({ host, port });
  await once(socket, 'connect');
  return socket;
}
