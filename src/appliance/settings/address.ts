import { isIPv6 } from './ipv6';

/** Where an appliance is: a host as a URL would carry it, IPv6 without its brackets. */
export interface Address {
  host: string;
  /** Only where the text named one. */
  port?: number;
}

/** What is longer (characters) is no address, nor a URL from a browser, and is not looked into. */
const longestText = 4096;
/** A name has at most 255 bytes (RFC 1035, 2.3.4). */
const longestHost = 255;
/** How much (characters) of what is no address a person is shown. */
const shownLength = 80;

const schemeAndSlashes = /^[a-z][a-z0-9+.-]*:\/\//i;
const name = /^[\p{L}\p{N}_]([\p{L}\p{N}_.-]*[\p{L}\p{N}_.])?$/u;

/** DNS, certificates and the `Host` header know a name with other letters by its ASCII form only. */
function asciiName(host: string): string | undefined {
  try {
    return /^[\x20-\x7e]*$/.test(host) ? host.toLowerCase() : new URL(`https://${host}`).hostname;
  } catch {
    return undefined; // Letters that no name may have.
  }
}

function afterUser(text: string): string {
  return text.slice(text.lastIndexOf('@') + 1);
}

/**
 * Takes apart what a person puts into a field called "host": a name, an IPv4 or IPv6 address, a
 * `host:port`, or the URL copied from the browser. Scheme, user, path and query of a URL are left
 * out. The dialog and the runtime share it, because a value from `${VAR}` never meets the dialog,
 * and neither does a host that a message names.
 *
 * @returns host and port, or undefined where the text names no host.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.length > longestText) return undefined;
  const authority = afterUser(
    text
      .trim()
      .replace(schemeAndSlashes, '')
      .replace(/[/?#\\].*/s, ''),
  );
  const bracketed = /^\[(.+)\](?::(\d+))?$/.exec(authority);
  const plain = /^([^:]+)(?::(\d+))?$/.exec(authority);
  // An IPv6 address without brackets is neither.
  const [, host = authority, digits] = bracketed ?? plain ?? [];
  if (host.length > longestHost) return undefined;
  const isName = !bracketed && name.test(host) && !host.includes('..');
  const ascii = isName || isIPv6(host) ? asciiName(host) : undefined;
  if (ascii === undefined) return undefined;
  if (digits === undefined) return { host: ascii };

  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { host: ascii, port } : undefined;
}

/** @returns the text of a host field as it may be shown: without the user of a pasted URL, and short. */
export function shownText(text: string): string {
  return afterUser(text).slice(0, shownLength);
}

/** The host as it stands in a URL or a `Host` header. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
