import { identity } from '../protocol/identity';

/** Where an appliance puts its backups below the place that it was told. */
const systemFolder = `vCenter/sn_${identity.name}`;

/** What the stand-in takes for a backup server that does not answer. */
export function isUnreachable(location: string): boolean {
  return location.includes('unreachable');
}

/** A URL as an appliance may repeat it. */
export function withoutPassword(url: string): string {
  return url.replace(/^([^/]*:\/\/[^/:]*):[^/]*@/, '$1@');
}

/**
 * A place as a URL without a password and without a slash at its end. A backup request may give a
 * mere path, and its kind beside it.
 */
export function placeOf(location: string, kind = 'SFTP'): string {
  const url = location.includes('://')
    ? location
    : `${kind.toLowerCase()}://${encodeURI(location)}`;
  return withoutPassword(url).replace(/\/+$/, '');
}

/** The place of one archive of this appliance. */
export function archiveLocation(place: string, archive: string): string {
  return `${place}/${systemFolder}/${archive}`;
}
