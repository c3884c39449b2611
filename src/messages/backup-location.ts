/**
 * Which spellings of the location of a backup mean the same place. Bundled for the browser: no Node.js in
 * it.
 */

/** The ports that need not be written, by scheme. */
const defaultPorts: Readonly<Record<string, string>> = {
  ftp: '21',
  ftps: '21',
  http: '80',
  https: '443',
  nfs: '2049',
  scp: '22',
  sftp: '22',
  smb: '445',
};

const scheme = /^([a-z][a-z0-9+.-]*):\/\//i;

/** @returns what is before and after a separator; all of the text before one that it does not have. */
function split(text: string, at: number): [before: string, after: string] {
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

/** The user is kept: one server may show different users different places. */
function userIn(authority: string): string {
  const end = authority.lastIndexOf('@');
  if (end < 0) return '';
  const [user] = split(authority.slice(0, end), authority.slice(0, end).indexOf(':'));
  return `${user}@`;
}

function serverIn(authority: string, defaultPort = ''): string {
  const server = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  // An IPv6 address has colons, too, in brackets.
  const colon = server.lastIndexOf(':');
  const [host, port] = split(server, colon > server.lastIndexOf(']') ? colon : -1);
  return port === ':' || port === `:${defaultPort}` ? host : server;
}

/** The parts of a location that matter. */
function partsOf(location: string): { prefix: string; user: string; server: string; path: string } {
  const text = location.trim();
  const [prefix = '', name = ''] = scheme.exec(text) ?? [];
  const known = name.toLowerCase();
  const rest = text.slice(prefix.length);
  const [authority, path] = prefix === '' ? ['', rest] : split(rest, rest.search(/[/?#]/));
  const server = serverIn(authority, defaultPorts[known]);
  return { prefix: prefix.toLowerCase(), user: userIn(authority), server, path };
}

/**
 * @returns a text that is the same for all spellings of a location: without its password, its default
 *   port and one slash at its end, scheme and host in lower case. `nfs://h:/x` is `nfs://h/x`.
 */
export function locationKey(location: string): string {
  const { prefix, user, server, path } = partsOf(location);
  return `${prefix}${user}${server}${path.replace(/\/$/, '')}`;
}

/** @returns whether two locations are on the same server, by scheme, host and port. */
export function isSameServer(one: string, other: string): boolean {
  const keyOf = ({ prefix, server }: ReturnType<typeof partsOf>) => `${prefix}${server}`;
  const { server } = partsOf(one);
  return server !== '' && keyOf(partsOf(one)) === keyOf(partsOf(other));
}
