/**
 * Passwords in `scheme://user:password@host`, which is what a location of a backup may carry. The
 * dialogs share this, so nothing here may need Node.js: it is bundled for the browser.
 */

/** Such a password anywhere in a text, after what comes before it. */
// The scheme is bounded so that a long text without a URL is read once, not once for each letter.
export const passwordInUrl = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#:\s]*):(?:[^/?#\s]*)@/gi;

/** Such a password in a text that is a URL as a whole. */
const passwordOfUrl = /^\s*[a-z][a-z0-9+.-]*:\/\/[^/?#:\s]*:([^/?#\s]*)@/i;

function decoded(codes: string): string {
  const bytes = codes.split('%').slice(1);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return decoder.decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
}

/** @returns the password of a location: as it is written, and decoded where it is encoded. */
export function passwordsInLocation(location: unknown): string[] {
  const [, password = ''] = passwordOfUrl.exec(String(location)) ?? [];
  const meant = password.replace(/(?:%[0-9a-f]{2})+/gi, decoded);
  return [...new Set([password, meant])].filter(Boolean);
}
