/** Faults of TLS and of certificates. */
import { constants } from 'node:crypto';
import { makeCertificates, type TlsMaterial } from '../../../simulator/server/certificates';
import type { Fault } from '../cells';
import type { Tls } from '../faulty-server';
import { domain } from '../names';

const day = 86_400_000;
const untrusted = { code: 'TLS_UNTRUSTED' } as const;
const unreachable = { code: 'UNREACHABLE', tries: 1 } as const;
const timedOut = { code: 'TIMED_OUT', seconds: 10 } as const;

interface Certificate {
  names?: string[];
  notAfter?: Date;
  freshAuthority?: boolean;
}

function certificate({ names = [`*.${domain}`], freshAuthority = false, notAfter }: Certificate) {
  return () => makeCertificates({ names, freshAuthority, notAfter });
}

/** Its validity begins a day before the time at which it is made. */
async function notYetValid(): Promise<TlsMaterial> {
  return makeCertificates({ names: [`*.${domain}`], freshAuthority: false }, Date.now() + 3 * day);
}

/** The usual certificate, with these options. */
const usualWith = (options: Tls) => (usual: TlsMaterial) => ({ ...usual, ...options });

/** A TLS alert (RFC 8446, 6): fatal, internal_error. */
const internalError = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x50]);

/** The beginning of a handshake record of 16 kB (RFC 8446, 5.1). */
const longRecord = Buffer.from([0x16, 0x03, 0x03, 0x40, 0x00, 0x02, 0x00, 0x3f, 0xfc]);

const page = 'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<h1>Bad request</h1>';

export const tlsFaults: readonly Fault[] = [
  {
    name: 'certificate of an unknown authority',
    tls: certificate({ freshAuthority: true }),
    expected: untrusted,
  },
  {
    name: 'certificate expired',
    tls: certificate({ notAfter: new Date(Date.now() - day) }),
    expected: untrusted,
    // Of this, the check of the certificate is sure.
    sees: { check: { port: 'critical', badge: 'red ring critical' } },
  },
  {
    name: 'certificate not yet valid',
    tls: notYetValid,
    expected: untrusted,
  },
  {
    name: 'certificate for another name',
    tls: certificate({ names: ['vc-b.lab.example'] }),
    expected: untrusted,
  },
  {
    name: 'certificate for the domain only',
    tls: certificate({ names: [domain] }),
    expected: untrusted,
  },
  {
    name: 'certificate not the pinned one',
    appliance: { fingerprint: true },
    tls: certificate({}),
    expected: untrusted,
  },
  {
    name: 'certificate not the pinned one, nor trusted',
    appliance: { fingerprint: true },
    tls: certificate({ freshAuthority: true, names: ['vc-b.lab.example'] }),
    expected: untrusted,
  },
  {
    name: 'TLS 1.1 only',
    tls: usualWith({
      ...{ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    }),
    expected: unreachable,
  },
  {
    name: 'TLS 1.2 only',
    tls: usualWith({ maxVersion: 'TLSv1.2' }),
    expected: 'usual',
  },
  {
    name: 'no cipher in common',
    tls: usualWith({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CAMELLIA256-SHA384' }),
    expected: unreachable,
  },
  {
    name: 'client certificate wanted, TLS 1.2',
    tls: usualWith({ maxVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: true }),
    expected: unreachable,
  },
  {
    name: 'client certificate wanted, TLS 1.3',
    tls: usualWith({ requestCert: true, rejectUnauthorized: true }),
    // The client has finished its handshake, and sent its request, before it is refused.
    expected: { ...unreachable, tries: 3, isLost: true },
  },
  {
    name: 'client certificate wanted, but not required',
    tls: usualWith({ requestCert: true, rejectUnauthorized: false }),
    expected: 'usual',
  },
  {
    name: 'sessions not resumed',
    tls: usualWith({ secureOptions: constants.SSL_OP_NO_TICKET }),
    expected: 'usual',
  },
  {
    name: 'handshake ended by an alert',
    accept: (socket) => void socket.once('data', () => socket.end(internalError)),
    expected: unreachable,
  },
  {
    name: 'silence after the ClientHello',
    accept: (socket) => void socket.resume(),
    isSilent: true,
    expected: timedOut,
  },
  {
    name: 'handshake without end',
    accept(socket, { every }) {
      socket.resume().write(longRecord);
      every(1, socket, () => socket.write('.'));
    },
    isSilent: true,
    expected: timedOut,
  },
  {
    name: 'speaks plain HTTP',
    accept: (socket) => void socket.once('data', () => socket.end(page)),
    expected: unreachable,
  },
  {
    name: 'speaks plain HTTP, before it is asked',
    accept: (socket) => void socket.resume().end(page),
    expected: unreachable,
  },
];
