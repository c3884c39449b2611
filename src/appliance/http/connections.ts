import { Agent, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, createSecureContext, type TLSSocket } from 'node:tls';
import { sentence } from '../../messages/sentence';
import { failure } from '../faults/failure';
import type { ApplianceSettings } from '../settings/appliance-settings';
import type { ProxyServer } from './proxy';
import { openTunnel } from './tunnel';

export interface Destroyable {
  destroy(): unknown;
}

/** The options of a request, with one of our own for the connection it waits for. */
export interface ConnectingOptions extends RequestOptions {
  /** Called with what has to be destroyed to abort the attempt. */
  whenConnecting?: (attempt: Destroyable) => void;
}

/** The connections to one appliance. */
export interface Connections {
  agent: Agent;
  /**
   * Closes idle connections, so that the next request opens a new one. The server may be closing a
   * kept connection at this very moment (ECONNRESET with `reusedSocket`), and a request that changes
   * something must not be sent twice.
   */
  closeIdle(): void;
  /** Ends all connections at once, including those being opened. */
  destroy(): void;
}

type Settle = (error: Error | null, socket?: TLSSocket) => void;

/** Seconds an idle connection is kept: less than the 60 after which many front ends close it. */
const keepAliveSeconds = 50;

function once(callback: Settle): Settle {
  let settled = false;
  return (error, socket) => {
    if (settled) return;
    settled = true;
    callback(error, socket);
  };
}

/**
 * @returns keep-alive connections to the appliance: TLS as configured, pinned where fingerprints
 *   are given, through the proxy if there is one. A request gets its connection only after the
 *   certificate has been accepted, so an impostor receives no byte of it.
 * @param onSecured called with each new connection whose certificate was accepted. Must not throw.
 * @throws what Node throws for certificates and keys that cannot be read.
 */
export function openConnections(
  settings: ApplianceSettings,
  proxy?: ProxyServer,
  onSecured?: (socket: TLSSocket) => void,
): Connections {
  const { tls = {}, fingerprints, host, port } = settings;
  const { rejectUnauthorized, servername, ALPNProtocols, ...material } = tls;
  const pinned = fingerprints.length > 0;
  const attempts = new Set<Destroyable>();
  let closed = false;

  const agent = new Agent({
    keepAlive: true,
    timeout: keepAliveSeconds * 1000,
    // A resumed TLS session has no certificate to compare with the pin.
    maxCachedSessions: pinned ? 0 : 100,
    // Created once: this saves 16 to 18 kB per open connection.
    secureContext: createSecureContext(material),
    rejectUnauthorized: pinned ? false : rejectUnauthorized !== false,
    // As Node would read it from the `Host` header of each request.
    servername: servername || (isIP(host) === 0 ? host : ''),
    ...(ALPNProtocols ? { ALPNProtocols } : {}),
  });
  const openTls = agent.createConnection.bind(agent);

  /** Node does not call `checkServerIdentity` for an untrusted chain, so the pin is checked here. */
  function isExpected(socket: TLSSocket): boolean {
    if (!pinned) return true;
    const fingerprint = socket.getPeerCertificate().fingerprint256?.replaceAll(':', '');
    return fingerprint !== undefined && fingerprints.includes(fingerprint);
  }

  function secure(options: ConnectingOptions & ConnectionOptions, settle: Settle): void {
    const socket = openTls(options) as TLSSocket;
    const fail = (error?: Error) => {
      attempts.delete(socket);
      settle(error ?? failure('CLOSED', 'the connection was closed before it stood'));
    };
    const closedEarly = () => fail();
    attempts.add(socket);
    options.whenConnecting?.(socket);
    socket.once('error', fail).once('close', closedEarly);
    socket.once('secureConnect', () => {
      attempts.delete(socket);
      if (!isExpected(socket)) {
        const { fingerprint256: sha256 } = socket.getPeerCertificate();
        socket.destroy();
        const reason = sha256 ? sentence('sha256-is', { sha256 }) : sentence('no-certificate');
        settle(failure('FINGERPRINT_MISMATCH', reason));
        return;
      }
      // From here on, the agent handles these events.
      socket.off('error', fail).off('close', closedEarly);
      onSecured?.(socket);
      settle(null, socket);
    });
  }

  function connect(options: ConnectingOptions & ConnectionOptions, settle: Settle): void {
    if (proxy === undefined) {
      secure(options, settle);
      return;
    }
    const attempt = openTunnel(proxy, { host, port }, (error, tunnel) => {
      attempts.delete(attempt);
      if (tunnel === undefined) {
        settle(error);
        return;
      }
      // No caller could catch what is thrown here: it would end the process.
      try {
        secure({ ...options, socket: tunnel }, settle);
      } catch (reason) {
        tunnel.destroy();
        settle(reason instanceof Error ? reason : new Error(String(reason)));
      }
    });
    attempts.add(attempt);
    attempt.once('close', () => attempts.delete(attempt));
    options.whenConnecting?.(attempt);
  }

  // Both are extension points of Node's http.Agent. All requests of this agent go to one server, so
  // its connections can share one name.
  agent.getName = () => 'appliance';
  agent.createConnection = (
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ) => {
    const settle = once(callback as Settle);
    if (closed) settle(failure('CLOSED', 'the appliance is being closed'));
    else connect(options as ConnectingOptions & ConnectionOptions, settle);
    return undefined;
  };

  return {
    agent,
    closeIdle() {
      for (const sockets of Object.values(agent.freeSockets)) {
        for (const socket of sockets ?? []) socket.destroy();
      }
    },
    destroy() {
      closed = true;
      for (const attempt of attempts) attempt.destroy();
      agent.destroy();
    },
  };
}
