const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The base32 (RFC 4648, 6) of a text in UTF-8, with its `=`. */
export function base32(text: string): string {
  const bits = [...Buffer.from(text, 'utf8')].map((byte) => byte.toString(2).padStart(8, '0'));
  const groups = bits.join('').match(/.{1,5}/g) ?? [];
  const letters = groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]);
  return letters.join('').padEnd(Math.ceil(letters.length / 8) * 8, '=');
}
