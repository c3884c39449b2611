// @peculiar/x509 resolves its parts through tsyringe, which expects this polyfill to be loaded first.
import 'reflect-metadata';
import { KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import { globalTimers } from '../time/timers';

/** The key and certificate of a TLS server, and the authority for clients to trust. All PEM. */
export interface TlsMaterial {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

/** The contents of the server's certificate. */
interface CertificateRequest {
  /** The host names and IP addresses for which it is valid. */
  readonly names: readonly string[];
  readonly notAfter?: Date | undefined;
  /** True for an authority of its own, which clients of the shared one do not trust. */
  readonly freshAuthority: boolean;
}

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** Elliptic curves, because generating an RSA key would take longer than the rest of the start. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 86_400_000;

let sharedAuthority: Promise<Authority> | undefined;

/**
 * Creates a server certificate, signed by the authority that all simulators of a process share.
 * `now` is the real time (epoch milliseconds).
 */
export async function makeCertificates(
  { names, notAfter: expiry, freshAuthority }: CertificateRequest,
  now = globalTimers.wallNow(),
): Promise<TlsMaterial> {
  const authority = await (freshAuthority ? makeAuthority(now) : sharedAuthorityAt(now));
  const keys = await makeKeys();
  const notAfter = expiry ?? new Date(now + 365 * day);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${names[0] ?? 'localhost'}`,
    issuer: authority.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(Math.min(now, notAfter.getTime()) - day),
    notAfter,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }) as const),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(authority.keys.publicKey),
    ],
  });
  const ca = authority.certificate.toString('pem');
  return {
    key: KeyObject.from(keys.privateKey).export({ format: 'pem', type: 'pkcs8' }).toString(),
    // The chain includes the authority, like an appliance's chain includes its VMCA.
    cert: `${certificate.toString('pem')}\n${ca}`,
    ca,
  };
}

/** Certificates of this process that nobody uses any more, by their names. */
const unused = new Map<string, DatedMaterial[]>();

interface DatedMaterial {
  readonly material: TlsMaterial;
  readonly made: number;
}

/**
 * A certificate that no other running simulator of this process has. Making one takes as long as the
 * rest of a start, so that of a simulator that has ended is used again on the same day.
 *
 * @returns it, and what ends its use.
 */
export async function takeCertificates(names: readonly string[], now: number) {
  const key = names.join();
  const left = unused.get(key) ?? [];
  unused.set(key, left);
  const index = left.findIndex(({ made }) => Math.abs(now - made) < day);
  const [found] = index < 0 ? [] : left.splice(index, 1);
  const taken = found ?? {
    material: await makeCertificates({ names, freshAuthority: false }, now),
    made: now,
  };
  let isUsed = true;
  return {
    tls: taken.material,
    giveBack(): void {
      if (isUsed) left.push(taken);
      isUsed = false;
    },
  };
}

/** The SHA-256 fingerprint of the first certificate in a PEM text, as `AA:BB:…`. */
export function fingerprintOf(pem: string): string {
  return new X509Certificate(pem).fingerprint256;
}

function sharedAuthorityAt(now: number): Promise<Authority> {
  sharedAuthority ??= makeAuthority(now);
  return sharedAuthority;
}

async function makeAuthority(now: number): Promise<Authority> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Stand-in appliance authority, O=Simulator',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(now - 400 * day),
    notAfter: new Date(now + 400 * day),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, keys };
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}
