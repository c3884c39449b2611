/**
 * Which certificates a test of the connection has shown to whom. A stored secret is sent to a server
 * with another pin than the deployed one only if the user pins what the test has just shown, so that
 * trusting a certificate takes one press, not the password as well.
 */

/** How many are remembered, the latest. A test shows one. */
const most = 100;

export interface ShownCertificate {
  /** Who was shown it. */
  user: string;
  /** Host and port of the server that presented it. */
  address: string;
  /** SHA-256, in upper case without colons. */
  fingerprint: string;
}

const shown = new Set<string>();

function keyOf({ user, address, fingerprint }: ShownCertificate): string {
  return JSON.stringify([user, address, fingerprint]);
}

export function rememberShown(certificate: ShownCertificate): void {
  const key = keyOf(certificate);
  // Moved to the end, where it is forgotten last.
  shown.delete(key);
  shown.add(key);
  for (const oldest of shown) {
    if (shown.size <= most) return;
    shown.delete(oldest);
  }
}

export function wasShown(certificate: ShownCertificate): boolean {
  return shown.has(keyOf(certificate));
}
