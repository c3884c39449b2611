/** Where an appliance is: a host as a URL would carry it, IPv6 without its brackets. */
export interface Address {
  host: string;
  /** Only where the text named one. */
  port?: number;
}

const schemeAndSlashes = /^[a-z][a-z0-9+.-]*:\/\//i;
const ipv6 = /^[0-9a-f:]*:[0-9a-f:.]*:[0-9a-f:.]*(%[\w.-]+)?$/i;
const name = /^[\p{L}\p{N}_]([\p{L}\p{N}_.-]*[\p{L}\p{N}_.])?$/u;

/** DNS, certificates and the `Host` header know a name with other letters by its ASCII form only. */
function asciiName(host: string): string | undefined {
  try {
    return /^[\x20-\x7e]*$/.test(host) ? host.toLowerCase() : new URL(`https://${host}`).hostname;
  } catch {
    return undefined; // Letters that no name may have.
  }
}

/**
 * Takes apart what a person puts into a field called "host": a name, an IPv4 or IPv6 address, a
 * `host:port`, or the URL copied from the browser. Scheme, user, path and query of a URL are left
 * out. The dialog and the runtime share it, because a value from `${VAR}` never meets the dialog.
 *
 * @returns host and port, or undefined where the text names no host.
 */
export function parseAddress(text: string): Address | undefined {
  const authority = text
    .trim()
    .replace(schemeAndSlashes, '')
    .replace(/[/?#\\].*$/s, '')
    .replace(/^.*@/s, '');
  if (ipv6.test(authority)) return { host: authority.toLowerCase() };

  const bracketed = /^\[(.+)\](?::(\d+))?$/.exec(authority);
  const plain = /^([^:]+)(?::(\d+))?$/.exec(authority);
  const [, host = '', digits] = bracketed ?? plain ?? [];
  const valid = bracketed ? ipv6.test(host) : name.test(host) && !host.includes('..');
  const ascii = valid ? asciiName(host) : undefined;
  if (ascii === undefined) return undefined;
  if (digits === undefined) return { host: ascii };

  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { host: ascii, port } : undefined;
}

/** @returns the text of a host field as it may be shown: without the user of a pasted URL. */
export function showable(text: string): string {
  return text.replace(/^.*@/s, '');
}

/** The host as it stands in a URL or a `Host` header. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
