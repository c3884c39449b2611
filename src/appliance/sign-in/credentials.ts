/**
 * What a sign-in is counted by. Nothing of it can be read back: user names and secrets are kept as
 * hashes, with a salt of this process.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { ApplianceSettings } from '../settings/appliance-settings';

export interface Credentials {
  /** Host and port, whatever API is used there. */
  place: string;
  /** The user at this place: what an appliance locks. */
  account: string;
  /** The user with this secret, the same at all places: a directory counts what all of them refuse. */
  secret: string;
}

const salt = randomBytes(32);

/** @returns a hash that is equal for equal parts, from which they cannot be read. */
export function saltedHash(...parts: string[]): string {
  return createHmac('sha256', salt).update(JSON.stringify(parts)).digest('base64');
}

/** User and password of RFC 7617; undefined for an `Authorization` value of another kind. */
function userOfBasic(authorization: string): [user: string, password: string] | undefined {
  const [, encoded] = /^basic +(\S+)$/i.exec(authorization) ?? [];
  if (encoded === undefined) return undefined;
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [user, password.join(':')];
}

/**
 * @param settings as they were read: the host in lower case, IPv6 without brackets, the port filled
 *   in. Single sign-on does not distinguish upper and lower case in user names.
 */
export function credentialsOf(
  settings: Pick<
    ApplianceSettings,
    'host' | 'port' | 'authentication' | 'username' | 'password' | 'authorization'
  >,
): Credentials {
  const { host, port, authentication, username, password, authorization } = settings;
  const place = `${host}:${port}`;
  const known: [string, string] | undefined =
    authentication === 'authorization' ? userOfBasic(authorization) : [username, password];
  // Whose tokens these are is not known: all of them at one place count as one account.
  if (known === undefined) {
    return { place, account: saltedHash(place), secret: saltedHash(authorization) };
  }
  const user = known[0].toLowerCase();
  return { place, account: saltedHash(place, user), secret: saltedHash(user, known[1]) };
}
