/**
 * Passwords in `scheme://user:password@host`: the location of a backup may contain one. This module
 * is also bundled for the browser, so it must not depend on Node.js.
 */

/** Such a password anywhere in a text; the group captures the URL up to the user name. */
// The length of the scheme is limited so that matching takes linear time on text without URLs.
export const passwordInUrl = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#:\s]*):(?:[^/?#\s]*)@/gi;

/** The password in a text that consists of a single URL. */
const passwordOfUrl = /^\s*[a-z][a-z0-9+.-]*:\/\/[^/?#:\s]*:([^/?#\s]*)@/i;

function percentDecoded(codes: string): string {
  const bytes = codes.split('%').slice(1);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return decoder.decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
}

/** @returns the password in a location: as written, and percent-decoded if that differs. */
export function passwordsInLocation(location: unknown): string[] {
  const [, password = ''] = passwordOfUrl.exec(String(location)) ?? [];
  const decoded = password.replace(/(?:%[0-9a-f]{2})+/gi, percentDecoded);
  return [...new Set([password, decoded])].filter(Boolean);
}
