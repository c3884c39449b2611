import type { SecureContextOptions } from 'node:tls';
import { notConfigured } from '../faults/fault';
import { type Address, parseAddress, showable, urlHost } from './address';
import { asChoice, asNumber, asSafetyCatch, asSeconds, asText } from './coerce';
import { type Connection, connections } from './connection';

const authentications = ['session', 'basic', 'authorization'] as const;
const proxyModes = ['environment', 'node', 'none'] as const;

export type Authentication = (typeof authentications)[number];

/** What a core `tls-config` node contributes (its `addTLSOptions`). */
export type TlsSettings = SecureContextOptions & {
  rejectUnauthorized?: boolean;
  servername?: string;
  ALPNProtocols?: string[];
};

/** What a core `http proxy` node contributes. */
export interface ProxySettings {
  url: string;
  /** Hosts to reach without the proxy: exact names, `.suffix`, `*`, `host:port`. */
  exclusions: readonly string[];
  username?: string;
  password?: string;
}

/** The settings of one appliance, checked. */
export interface ApplianceSettings {
  host: string;
  port: number;
  connection: Connection;
  authentication: Authentication;
  username: string;
  password: string;
  authorization: string;
  /** SHA-256 of acceptable server certificates, upper case without colons. */
  fingerprints: readonly string[];
  proxyMode: (typeof proxyModes)[number];
  /** Milliseconds for one whole request, from connecting to the last byte. */
  requestTimeout: number;
  locale: string;
  readOnly: boolean;
  tls?: TlsSettings;
  proxy?: ProxySettings;
}

/** The properties of a `vcenter-appliance` node and its credentials, as they came. */
export interface RawSettings {
  config: Record<string, unknown>;
  credentials: Record<string, unknown>;
  tls?: TlsSettings;
  proxy?: ProxySettings;
}

function withoutControlCharacters(value: string, label: string): string {
  // A line break in a header field would end it and begin another (RFC 9110, 5.5).
  if (/\p{Cc}/u.test(value)) throw notConfigured(`The ${label} contains a control character.`);
  return value;
}

/** What a header field may carry as it is (RFC 9110, 5.5); Node refuses everything else. */
function asHeaderValue(value: string, label: string): string {
  if (/[^\x20-\x7e\xa0-\xff]/.test(withoutControlCharacters(value, label))) {
    throw notConfigured(`The ${label} contains a character that HTTP cannot carry.`);
  }
  return value;
}

function readFingerprints(value: unknown): string[] {
  const fingerprints = asText(value, 'fingerprint')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((fingerprint) => fingerprint.replaceAll(':', '').toUpperCase());
  const wrong = fingerprints.find((fingerprint) => !/^[0-9A-F]{64}$/.test(fingerprint));
  if (wrong === undefined) return fingerprints;
  throw notConfigured('The fingerprint is not a SHA-256: 64 hexadecimal digits, colons allowed.');
}

function readAddress(config: RawSettings['config'], connection: Connection): Required<Address> {
  const host = asText(config.host, 'host');
  if (host.trim() === '') throw notConfigured('The appliance has no host.');
  const address = parseAddress(host);
  if (address === undefined) {
    throw notConfigured(
      `The host "${showable(host)}" is not a host name or address. A port has its own field.`,
    );
  }
  const fallback = address.port ?? (connection === 'management' ? 5480 : 443);
  const port = asNumber(config.port, 'port', { fallback, least: -1, most: 65_536 });
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw notConfigured('The port is not a whole number from 1 to 65535.');
  }
  return { host: address.host, port };
}

function readCredentials(
  credentials: RawSettings['credentials'],
  authentication: Authentication,
): Pick<ApplianceSettings, 'username' | 'password' | 'authorization'> {
  const none = { username: '', password: '', authorization: '' };
  if (authentication === 'authorization') {
    const authorization = asText(credentials.authorization, 'Authorization value').trim();
    if (authorization === '') throw notConfigured('The appliance has no Authorization value.');
    return {
      ...none,
      authorization: asHeaderValue(authorization, 'Authorization value'),
    };
  }
  const username = asText(credentials.username, 'user name').trim();
  const password = asText(credentials.password, 'password');
  if (username === '') throw notConfigured('The appliance has no user name.');
  if (password === '') throw notConfigured('The appliance has no password.');
  // RFC 7617, 2: the first colon ends the user name.
  if (username.includes(':')) throw notConfigured('The user name contains a colon.');
  withoutControlCharacters(username, 'user name');
  withoutControlCharacters(password, 'password');
  return { ...none, username, password };
}

/**
 * @returns where the appliance of these settings is.
 * @throws Fault NOT_CONFIGURED, in words that name the field.
 */
export function addressOf(config: RawSettings['config']): Required<Address> {
  return readAddress(config, asChoice(config.connection, 'connection', connections));
}

/** How a sentence calls the appliance. */
export function subjectOf({ host, port }: Required<Address>, name: string): string {
  const address = port === 443 ? host : `${urlHost(host)}:${port}`;
  return name === '' || name === host ? address : `${name} (${address})`;
}

/**
 * @returns the settings, checked and with defaults in place.
 * @throws Fault NOT_CONFIGURED, in words that name the field.
 */
export function readSettings({ config, credentials, tls, proxy }: RawSettings): ApplianceSettings {
  const connection = asChoice(config.connection, 'connection', connections);
  const chosen = asChoice(config.auth, 'sign-in', authentications);
  // The management interface on 5480 has no sessions; it takes Basic on every request.
  const authentication = connection === 'management' && chosen === 'session' ? 'basic' : chosen;
  const locale = asText(config.locale, 'language').trim();
  return {
    ...readAddress(config, connection),
    connection,
    authentication,
    ...readCredentials(credentials, authentication),
    fingerprints: readFingerprints(config.fingerprint),
    proxyMode: asChoice(config.proxyMode, 'proxy setting', proxyModes),
    requestTimeout: asSeconds(config.requestTimeout, 'request timeout', 30) * 1000,
    locale: asHeaderValue(locale, 'language'),
    readOnly: asSafetyCatch(config.readOnly, 'read-only setting'),
    ...(tls ? { tls } : {}),
    ...(proxy ? { proxy } : {}),
  };
}
