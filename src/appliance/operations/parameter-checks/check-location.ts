/**
 * The check of the location of a backup. Dialogs and runtime share it, so nothing here may need
 * Node.js: it is bundled for the browser.
 */
import { locationTypes } from '../structures/location-types';

/** What can be wrong with a location. */
export type LocationFlawWord = 'blank' | 'scheme' | 'host' | 'port' | 'uri';

const uri = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i;
/** Empty as well: NFS locations occur as `nfs://10.10.10.10:/nfs/x`. */
const hostAndPort = /^(\[[0-9a-f:.]+(?:%[\w.-]+)?\]|[^:[\]\\]*)(?::(.*))?$/i;

function isUri(location: string): boolean {
  return location.includes('://');
}

/** @returns the scheme of a location in capital letters; undefined where it is no URI. */
export function schemeOf(location: string): string | undefined {
  return uri.exec(location)?.[1]?.toUpperCase();
}

function isPort(text: string): boolean {
  const port = Number(text);
  return text === '' || (/^\d+$/.test(text) && port >= 1 && port <= 65_535);
}

/**
 * @returns what is wrong with a location, if anything is. One that is no URI is a path, or a host and
 *   a path, of which only the appliance knows whether it is right.
 */
export function flawOfLocation(location: string): LocationFlawWord | undefined {
  if (!isUri(location)) return undefined;
  if (/\s/.test(location)) return 'blank';
  const scheme = schemeOf(location);
  if (!locationTypes.some((type) => type === scheme)) return 'scheme';
  const [, , authority = ''] = uri.exec(location) ?? [];
  const [, host = '', port = ''] = hostAndPort.exec(authority.replace(/^.*@/s, '')) ?? [];
  if (host === '') return 'host';
  return isPort(port) ? undefined : 'port';
}

/** Like {@link flawOfLocation}, where only a URI will do. */
export function flawOfLocationUri(location: string): LocationFlawWord | undefined {
  return isUri(location) ? flawOfLocation(location) : 'uri';
}
