import type { X509Certificate } from 'node:crypto';
import { request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';
import { type Failure, failure, isFailure } from '../faults/failure';
import { type ConnectingOptions, type Connections, openConnections } from '../http/connections';
import type { ProxyServer } from '../http/proxy';
import type { ApplianceSettings } from '../settings/appliance-settings';

/** What a server shows of itself. */
export interface ServerCertificate {
  subject: string;
  issuer: string;
  /** The names and addresses that it is for. */
  names: string;
  /** ISO 8601; as the certificate has it, where that is no time. */
  validFrom: string;
  validUntil: string;
  /** `AA:BB:…` */
  sha256: string;
}

/** How far a connection came. */
export interface Handshake {
  /** Once something answered there: milliseconds until then, and from which address. */
  connected?: { milliseconds: number; address?: string };
  /** Once TLS stood, with a certificate that is accepted. */
  certificate?: ServerCertificate;
  /** Why it came no further. */
  failure?: Failure;
}

/** Longest name (characters) of a certificate as it is told: whoever made it may have made it long. */
const longestName = 500;

/** Node writes a distinguished name in lines. */
function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ').slice(0, longestName);
}

/** Nothing throws here: whoever made the certificate may have written anything ("Bad time value"). */
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

/** Opens one connection of these, over which nothing is sent. Never rejects. */
function connect(
  { agent }: Connections,
  { host, port, requestTimeout }: ApplianceSettings,
  signal: AbortSignal,
): Promise<Handshake> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const seen: Handshake = {};
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      request.destroy();
      resolve(seen);
    };
    const fail = (reason: Failure) => {
      seen.failure ??= reason;
      end();
    };
    const options: ConnectingOptions = {
      agent,
      host,
      port,
      whenConnecting(attempt) {
        // On the way to it there may be a proxy, which is another attempt.
        if (!(attempt instanceof TLSSocket)) return;
        const connected = () => {
          const milliseconds = Math.round(performance.now() - begun);
          const { remoteAddress: address } = attempt;
          seen.connected = { milliseconds, ...(address === undefined ? {} : { address }) };
        };
        if (attempt.connecting) attempt.once('connect', connected);
        else connected();
      },
    };
    // A request, so that the server is asked for by the same name as later; but it is never ended,
    // so that not a byte of it goes out.
    const request = httpsRequest(options);
    const abort = () => fail(failure('CLOSED', 'given up'));
    const timer = setTimeout(
      () => fail(failure('TIMED_OUT', `no connection within ${requestTimeout / 1000} s`)),
      requestTimeout,
    );
    signal.addEventListener('abort', abort);
    request.on('error', (error) =>
      fail(isFailure(error) ? error : failure('CLOSED', error.message)),
    );
    // The agent hands a connection out only when its certificate has been accepted.
    request.once('socket', (socket) => {
      const certificate = socket instanceof TLSSocket && socket.getPeerX509Certificate();
      if (certificate) seen.certificate = describe(certificate);
      end();
    });
    if (signal.aborted) abort();
  });
}

/**
 * Opens a connection to the appliance as every request does, to see who is there, and closes it.
 *
 * @param signal gives the attempt up.
 * @throws what `openConnections` throws.
 */
export async function shakeHands(
  settings: ApplianceSettings,
  proxy: ProxyServer | undefined,
  signal: AbortSignal,
): Promise<Handshake> {
  const connections = openConnections(settings, proxy);
  try {
    return await connect(connections, settings, signal);
  } finally {
    connections.destroy();
  }
}

/**
 * Reads the certificate of a server that is not trusted, so that a person can compare it: of one
 * that is refused, Node shows nothing. Nothing is sent to it.
 *
 * @throws what `openConnections` throws.
 */
export async function readCertificate(
  settings: ApplianceSettings,
  proxy: ProxyServer | undefined,
  signal: AbortSignal,
): Promise<ServerCertificate | undefined> {
  const trusting = { ...settings.tls, rejectUnauthorized: false };
  const unpinned = { ...settings, fingerprints: [], tls: trusting };
  return (await shakeHands(unpinned, proxy, signal)).certificate;
}
