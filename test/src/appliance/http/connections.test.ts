import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../../simulator';
import { fingerprintOf, makeCertificates } from '../../../../simulator/server/certificates';
import { type Appliance, createAppliance } from '../../../../src/appliance/client';
import { Fault } from '../../../../src/appliance/faults/fault';
import { operations } from '../../../../src/appliance/operations/tables/recovery-operations';
import type { RawSettings } from '../../../../src/appliance/settings/appliance-settings';
import { createSignIns } from '../../../../src/appliance/sign-in/lockout-guard';
import { systemClock } from '../../../../src/clock';
import {
  type ConnectProxy,
  type ConnectProxyOptions,
  startConnectProxy,
} from '../../../connect-proxy';

const get = operations['reconciliation.job.get'];

describe('Who is spoken to', () => {
  const started: { stop(): Promise<void> }[] = [];
  const appliances: Appliance[] = [];

  afterEach(async () => {
    await Promise.all(appliances.splice(0).map((appliance) => appliance.close()));
    await Promise.all(started.splice(0).map((server) => server.stop()));
  });

  async function simulatorWith(options: SimulatorOptions = {}): Promise<Simulator> {
    const simulator = await startSimulator({ scenario: 'none', ...options });
    started.push(simulator);
    return simulator;
  }

  async function proxyWith(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
    const proxy = await startConnectProxy(options);
    started.push(proxy);
    return proxy;
  }

  interface Way {
    tls?: RawSettings['tls'];
    config?: Record<string, unknown>;
    environment?: Record<string, string>;
  }

  function applianceAt(
    simulator: Pick<Simulator, 'host' | 'port' | 'username' | 'password'>,
    way: Way,
  ) {
    const { host, port, username, password } = simulator;
    const appliance = createAppliance(
      () => ({
        config: { host, port, ...way.config },
        credentials: { username, password },
        ...(way.tls ? { tls: way.tls } : {}),
      }),
      {
        ...{ id: 'a', name: 'vc-a', host, environment: way.environment ?? {}, debug: () => {} },
        // A port may come again, and a sign-in that was refused there must not be waited for.
        signIns: createSignIns(systemClock),
      },
    );
    appliances.push(appliance);
    return appliance;
  }

  async function outcome(appliance: Appliance): Promise<string> {
    try {
      const { statusCode } = await appliance.call(get, { retry: false, noneIsAnAnswer: true });
      return String(statusCode);
    } catch (error) {
      assert.ok(error instanceof Fault, String(error));
      return `${error.code}: ${error.message}`;
    }
  }

  /** Every test runs directly and through the proxy of the environment. */
  for (const proxied of [false, true]) {
    describe(proxied ? 'with HTTPS_PROXY set' : 'without a proxy', () => {
      async function environment(): Promise<Record<string, string>> {
        return proxied ? { HTTPS_PROXY: (await proxyWith()).url } : {};
      }

      it('an appliance whose authority is given', async () => {
        const simulator = await simulatorWith();
        const way = { tls: { ca: simulator.ca }, environment: await environment() };
        assert.equal(await outcome(applianceAt(simulator, way)), '404');
      });

      it('an appliance whose certificate is pinned, without its authority', async () => {
        const simulator = await simulatorWith();
        const pins = `${'0'.repeat(64)} ${simulator.fingerprint.toLowerCase()}`;
        const way = { config: { fingerprint: pins }, environment: await environment() };
        assert.equal(await outcome(applianceAt(simulator, way)), '404');
      });

      it('a pinned one that is expired and has another name', async () => {
        const simulator = await simulatorWith({
          certificateNames: ['other.example'],
          notAfter: new Date(Date.now() - 86_400_000),
        });
        const way = {
          config: { fingerprint: simulator.fingerprint },
          environment: await environment(),
        };
        assert.equal(await outcome(applianceAt(simulator, way)), '404');
      });

      const strangers: [string, SimulatorOptions, (simulator: Simulator) => Way, RegExp][] = [
        ['an untrusted authority', {}, () => ({}), /not trusted/],
        ['another authority', { freshAuthority: true }, () => ({}), /not trusted/],
        [
          'another name',
          { certificateNames: ['other.example'] },
          ({ ca }) => ({ tls: { ca } }),
          /for another name/,
        ],
        [
          'an expired certificate',
          { notAfter: new Date(Date.now() - 86_400_000) },
          ({ ca }) => ({ tls: { ca } }),
          /expired/,
        ],
        [
          'a certificate that is not the pinned one',
          {},
          () => ({ config: { fingerprint: 'AB'.repeat(32) } }),
          /not pinned: its SHA-256 is [0-9A-F:]{95}/,
        ],
        [
          'a certificate that is not the pinned one, although its authority is trusted',
          {},
          ({ ca }) => ({ tls: { ca }, config: { fingerprint: 'AB'.repeat(32) } }),
          /that is not pinned/,
        ],
        [
          'a certificate that is not the pinned one, although verification is off',
          {},
          () => ({ tls: { rejectUnauthorized: false }, config: { fingerprint: 'AB'.repeat(32) } }),
          /that is not pinned/,
        ],
      ];
      for (const [title, options, wayTo, words] of strangers) {
        it(`${title}: TLS_UNTRUSTED, and it sees no request`, async () => {
          const simulator = await simulatorWith(options);
          const way = { ...wayTo(simulator), environment: await environment() };
          const told = await outcome(applianceAt(simulator, way));
          assert.match(told, /^TLS_UNTRUSTED: /);
          assert.match(told, words);
          assert.equal(simulator.requests.length, 0);
        });
      }

      const kinds: [string, (simulator: Simulator) => Way][] = [
        ['whose authority is given', ({ ca }) => ({ tls: { ca } })],
        ['that is pinned', ({ fingerprint }) => ({ config: { fingerprint } })],
      ];
      for (const [title, wayTo] of kinds) {
        it(`an impostor in the place of an appliance ${title}, on a later connection: no request`, async () => {
          const simulator = await simulatorWith();
          const appliance = applianceAt(simulator, {
            ...wayTo(simulator),
            environment: await environment(),
          });
          assert.equal(await outcome(appliance), '404');
          await simulator.stop();
          const impostor = await simulatorWith({ port: simulator.port, freshAuthority: true });
          for (let time = 1; time <= 3; time += 1) {
            assert.match(await outcome(appliance), /^(TLS_UNTRUSTED|UNREACHABLE): /);
          }
          assert.match(await outcome(appliance), /^TLS_UNTRUSTED: /);
          assert.equal(impostor.requests.length, 0);
        });
      }
    });
  }

  describe('through a proxy', () => {
    it('every connection is a tunnel to the appliance', async () => {
      const simulator = await simulatorWith();
      const proxy = await proxyWith();
      const url = new URL(proxy.url);
      url.username = 'user';
      url.password = 'p@ss';
      const way = { tls: { ca: simulator.ca }, environment: { https_proxy: url.href } };
      assert.equal(await outcome(applianceAt(simulator, way)), '404');
      assert.deepEqual(proxy.tunnels, [`127.0.0.1:${simulator.port}`]);
      assert.deepEqual(proxy.authorizations, [
        `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
      ]);
    });

    it('excluded: directly', async () => {
      const simulator = await simulatorWith();
      const proxy = await proxyWith();
      const environment = { https_proxy: proxy.url, no_proxy: '127.0.0.1' };
      const way = { tls: { ca: simulator.ca }, environment };
      assert.equal(await outcome(applianceAt(simulator, way)), '404');
      assert.deepEqual(proxy.tunnels, []);
    });

    it('that wants a user: UNREACHABLE, in words that say so', async () => {
      const simulator = await simulatorWith();
      const proxy = await proxyWith({ refuseWith: 407 });
      const way = { tls: { ca: simulator.ca }, environment: { https_proxy: proxy.url } };
      assert.match(
        await outcome(applianceAt(simulator, way)),
        /^UNREACHABLE: .*user name and password/,
      );
    });

    it('that is not there: UNREACHABLE, and the appliance is not blamed', async () => {
      const simulator = await simulatorWith();
      const proxy = await startConnectProxy();
      await proxy.stop();
      const way = { tls: { ca: simulator.ca }, environment: { https_proxy: proxy.url } };
      assert.match(
        await outcome(applianceAt(simulator, way)),
        /^UNREACHABLE: No connection to vc-a .* through the proxy: 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/,
      );
    });

    it('with TLS options that Node refuses: NOT_CONFIGURED, not the end of the process', async () => {
      const simulator = await simulatorWith();
      const proxy = await proxyWith();
      const way = {
        tls: { ca: simulator.ca, ALPNProtocols: ['x'.repeat(300)] },
        environment: { https_proxy: proxy.url },
      };
      assert.match(await outcome(applianceAt(simulator, way)), /^NOT_CONFIGURED: /);
    });

    it('that never answers: TIMED_OUT, and closing leaves nothing behind', async () => {
      const simulator = await simulatorWith();
      const proxy = await proxyWith({ silent: true });
      const way = {
        config: { requestTimeout: 1 },
        tls: { ca: simulator.ca },
        environment: { https_proxy: proxy.url },
      };
      const appliance = applianceAt(simulator, way);
      assert.match(await outcome(appliance), /^TIMED_OUT: /);
      await appliance.close();
      while (proxy.open() > 0) await new Promise((resolve) => setImmediate(resolve));
    });

    it('tunnels end when the appliance is closed', async () => {
      const simulator = await simulatorWith();
      const proxy = await proxyWith();
      const way = { tls: { ca: simulator.ca }, environment: { https_proxy: proxy.url } };
      const appliance = applianceAt(simulator, way);
      await outcome(appliance);
      assert.equal(proxy.open(), 1);
      await appliance.close();
      while (proxy.open() > 0) await new Promise((resolve) => setImmediate(resolve));
    });
  });

  describe('settings that cannot be used', () => {
    it('certificates that cannot be read: NOT_CONFIGURED', async () => {
      const simulator = await simulatorWith();
      const way = { tls: { cert: 'no', key: 'key' } };
      assert.match(await outcome(applianceAt(simulator, way)), /^NOT_CONFIGURED: /);
    });
    it('a proxy that cannot be read: NOT_CONFIGURED', async () => {
      const simulator = await simulatorWith();
      const way = { environment: { https_proxy: 'socks5://proxy:1080' } };
      assert.match(await outcome(applianceAt(simulator, way)), /^NOT_CONFIGURED: .*proxy/);
    });
  });

  it('a TLS configuration supplies its client certificate, also where the server is pinned', async () => {
    const wish = { names: ['127.0.0.1'], freshAuthority: false };
    const [ours, theirs] = await Promise.all([makeCertificates(wish), makeCertificates(wish)]);
    const seen: (string | undefined)[] = [];
    const options = { ...theirs, requestCert: true, rejectUnauthorized: false };
    const server = createServer(options, (request, response) => {
      seen.push((request.socket as TLSSocket).getPeerCertificate().fingerprint256);
      response.end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const appliance = applianceAt(
      { host: '127.0.0.1', port, username: 'a', password: 'b' },
      {
        tls: { key: ours.key, cert: ours.cert },
        config: { auth: 'basic', fingerprint: fingerprintOf(theirs.cert) },
      },
    );
    assert.equal(await outcome(appliance), '200');
    assert.deepEqual(seen, [fingerprintOf(ours.cert)]);
    await appliance.close();
    server.close();
    await once(server, 'close');
  });

  it('a closed port: UNREACHABLE', async () => {
    const simulator = await simulatorWith();
    await simulator.suspend();
    assert.match(
      await outcome(applianceAt(simulator, { tls: { ca: simulator.ca } })),
      /^UNREACHABLE: vc-a \(127\.0\.0\.1:\d+\) refused the connection/,
    );
  });

  it('a name that does not exist: UNREACHABLE', async () => {
    const stranger = { host: 'vc-a.invalid', port: 443, username: 'a', password: 'b' };
    assert.match(await outcome(applianceAt(stranger, {})), /^UNREACHABLE: /);
  });
});
