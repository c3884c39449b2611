import { identity } from '../protocol/identity';

/** Where an appliance puts its backups below the location that it is given. */
const systemFolder = `vCenter/sn_${identity.name}`;

/** What the stand-in takes for a backup server that does not answer. */
export function isUnreachable(location: string): boolean {
  return location.includes('unreachable');
}

/** A URL as an appliance may repeat it. */
export function withoutPassword(url: string): string {
  return url.replace(/^([^/]*:\/\/[^/:]*):[^/]*@/, '$1@');
}

/** It is the same location whoever signs in there. */
export function withoutUser(url: string): string {
  return url.replace(/^([^/]*:\/\/)[^/]*@/, '$1');
}

/**
 * A location as a URL without a password and without a slash at its end. A backup request may give
 * a mere path, and its kind beside it.
 */
export function locationUrl(location: string, kind = 'SFTP'): string {
  const url = location.includes('://')
    ? location
    : `${kind.toLowerCase()}://${encodeURI(location)}`;
  return withoutPassword(url).replace(/(?<!\/)\/+$/, '');
}

/** The location of one archive of this appliance. */
export function archiveLocation(location: string, archive: string): string {
  return `${location}/${systemFolder}/${archive}`;
}
