import type { X509Certificate } from 'node:crypto';
import { request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { Clock } from '../../clock';
import { sentence } from '../../messages/sentence';
import { durationText } from '../../messages/time-text';
import { type Failure, failure, isFailure } from '../faults/failure';
import { type ConnectingOptions, type Connections, openConnections } from '../http/connections';
import type { ProxyServer } from '../http/proxy';
import type { ApplianceSettings } from '../settings/appliance-settings';

/** The certificate that a server presents. */
export interface ServerCertificate {
  subject: string;
  issuer: string;
  /** The names and addresses that it is valid for. */
  names: string;
  /** ISO 8601; as written in the certificate, where that is not a valid time. */
  validFrom: string;
  validUntil: string;
  /** `AA:BB:…` */
  sha256: string;
}

/** How far opening a connection came. */
export interface Handshake {
  /** Set once TCP is connected: after how many milliseconds, and to which address. */
  connected?: { milliseconds: number; address?: string };
  /** Set once the handshake is complete and the certificate accepted. */
  certificate?: ServerCertificate;
  /** Why it came no further. */
  failure?: Failure;
}

/** Where a name (characters) of a certificate is truncated: it may have any length. */
const longestName = 500;

/** Node writes a distinguished name on several lines. */
function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ').slice(0, longestName);
}

/** Never throws: a certificate may contain anything (OpenSSL then says "Bad time value"). */
function timeOf(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text.slice(0, longestName) : time.toISOString();
}

function describe(certificate: X509Certificate): ServerCertificate {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: oneLine(certificate.subjectAltName),
    validFrom: timeOf(certificate.validFrom),
    validUntil: timeOf(certificate.validTo),
    sha256: certificate.fingerprint256,
  };
}

/** Opens a connection over which nothing is sent. Never rejects. */
function connect(
  { agent }: Connections,
  { host, port, requestTimeout }: ApplianceSettings,
  clock: Clock,
  signal: AbortSignal,
): Promise<Handshake> {
  return new Promise((resolve) => {
    const startedAt = clock.now();
    const handshake: Handshake = {};
    const end = () => {
      clock.clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      request.destroy();
      resolve(handshake);
    };
    const fail = (reason: Failure) => {
      handshake.failure ??= reason;
      end();
    };
    const options: ConnectingOptions = {
      agent,
      host,
      port,
      whenConnecting(attempt) {
        // The connection to a proxy is an attempt as well.
        if (!(attempt instanceof TLSSocket)) return;
        const connected = () => {
          const milliseconds = Math.round(clock.now() - startedAt);
          const { remoteAddress: address } = attempt;
          handshake.connected = { milliseconds, ...(address === undefined ? {} : { address }) };
        };
        if (attempt.connecting) attempt.once('connect', connected);
        else connected();
      },
    };
    // A request, so that the same server name is used as later; it is never ended, so that no byte of
    // it is sent.
    const request = httpsRequest(options);
    const abort = () => fail(failure('CLOSED', 'given up'));
    const time = durationText(requestTimeout / 1000);
    const timer = clock.setTimeout(
      () => fail(failure('TIMED_OUT', sentence('no-connection', { time }))),
      requestTimeout,
    );
    signal.addEventListener('abort', abort);
    request.on('error', (error) =>
      fail(isFailure(error) ? error : failure('CLOSED', error.message)),
    );
    // The agent provides a connection only after its certificate has been accepted.
    request.once('socket', (socket) => {
      const certificate = socket instanceof TLSSocket && socket.getPeerX509Certificate();
      if (certificate) handshake.certificate = describe(certificate);
      end();
    });
    if (signal.aborted) abort();
  });
}

/**
 * Opens a connection to the appliance, as every request does, and closes it.
 *
 * @param signal aborts the attempt.
 * @throws what `openConnections` throws.
 */
export async function performHandshake(
  settings: ApplianceSettings,
  proxy: ProxyServer | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<Handshake> {
  const connections = openConnections(settings, proxy);
  try {
    return await connect(connections, settings, clock, signal);
  } finally {
    connections.destroy();
  }
}

/**
 * Reads the certificate of a server that is not trusted, so that a person can compare it: Node does
 * not show a certificate that was refused. Nothing is sent to the server.
 *
 * @throws what `openConnections` throws.
 */
export async function readCertificate(
  settings: ApplianceSettings,
  proxy: ProxyServer | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<ServerCertificate | undefined> {
  const unchecked = { ...settings.tls, rejectUnauthorized: false };
  const unpinned = { ...settings, fingerprints: [], tls: unchecked };
  return (await performHandshake(unpinned, proxy, clock, signal)).certificate;
}
