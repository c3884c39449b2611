import type { SecureContextOptions } from 'node:tls';
import { notConfigured } from '../faults/fault';
import { type Address, urlHost } from './address';
import { type CheckedSetting, checkSetting, type SettingFlawWord } from './check-settings';
import { asChoice, asMilliseconds, asSafetyCatch, variableNotSet } from './coerce';
import { type Connection, connections } from './connection';
import { numberSettings } from './number-settings';

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

/** What a fault says of a flaw; `label` is what the setting is called, `detail` what it held. */
const sentences: Readonly<
  Record<Exclude<SettingFlawWord, 'variable'>, (label: string, detail: string) => string>
> = {
  missing: (label) => `The appliance has no ${label}.`,
  address: (label, detail) =>
    `The ${label} "${detail}" is not a host name or address. A port has its own field.`,
  number: (label, detail) => `The ${label} "${detail}" is not a number.`,
  port: (label) => `The ${label} is not a whole number from 1 to 65535.`,
  fingerprint: (label) => `The ${label} is not a SHA-256: 64 hexadecimal digits, colons allowed.`,
  colon: (label) => `The ${label} contains a colon.`,
  'control-character': (label) => `The ${label} contains a control character.`,
  character: (label) => `The ${label} contains a character that HTTP cannot carry.`,
};

/** @throws Fault NOT_CONFIGURED, in words that name the setting. */
function accepted<Value>(label: string, checked: CheckedSetting<Value>): Value {
  if ('value' in checked) return checked.value;
  const { word, detail = '' } = checked;
  throw word === 'variable'
    ? variableNotSet(label, detail)
    : notConfigured(sentences[word](label, detail));
}

function readAddress(config: RawSettings['config'], connection: Connection): Required<Address> {
  const address = accepted('host', checkSetting.host(config.host));
  const usual = connection === 'management' ? 5480 : 443;
  const port = accepted('port', checkSetting.port(config.port)) ?? address.port ?? usual;
  return { host: address.host, port };
}

function readCredentials(
  { authorization, username, password }: RawSettings['credentials'],
  authentication: Authentication,
): Pick<ApplianceSettings, 'username' | 'password' | 'authorization'> {
  if (authentication === 'authorization') {
    const header = accepted('Authorization value', checkSetting.authorization(authorization));
    return { username: '', password: '', authorization: header };
  }
  return {
    username: accepted('user name', checkSetting.username(username)),
    password: accepted('password', checkSetting.password(password)),
    authorization: '',
  };
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
  return {
    ...readAddress(config, connection),
    connection,
    authentication,
    ...readCredentials(credentials, authentication),
    fingerprints: accepted('fingerprint', checkSetting.fingerprint(config.fingerprint)),
    proxyMode: asChoice(config.proxyMode, 'proxy setting', proxyModes),
    requestTimeout: asMilliseconds(config.requestTimeout, numberSettings.appliance.requestTimeout),
    locale: accepted('language', checkSetting.locale(config.locale)),
    readOnly: asSafetyCatch(config.readOnly, 'read-only setting'),
    ...(tls ? { tls } : {}),
    ...(proxy ? { proxy } : {}),
  };
}
