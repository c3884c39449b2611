import type { SecureContextOptions } from 'node:tls';
import type { Field, KeyWith } from '../../messages/sentence';
import { notConfigured } from '../faults/fault';
import { type Address, urlHost } from './address';
import { type CheckedSetting, checkSetting, type SettingFlawWord } from './check-settings';
import { asChoice, asFailSafeFlag, asMilliseconds, nameOf } from './coerce';
import { type Connection, connections } from './connection';
import { numberSettings } from './number-settings';

const authentications = ['session', 'basic', 'authorization'] as const;
const proxyModes = ['environment', 'node', 'none'] as const;

export type Authentication = (typeof authentications)[number];

/** The options that a core `tls-config` node provides (`addTLSOptions`). */
export type TlsSettings = SecureContextOptions & {
  rejectUnauthorized?: boolean;
  servername?: string;
  ALPNProtocols?: string[];
};

/** The settings that a core `http proxy` node provides. */
export interface ProxySettings {
  url: string;
  /** Hosts to connect to without the proxy: exact names, `.suffix`, `*`, `host:port`. */
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
  /** SHA-256 fingerprints of the accepted server certificates, in upper case without colons. */
  fingerprints: readonly string[];
  proxyMode: (typeof proxyModes)[number];
  /** Milliseconds for an entire request, from connecting to the last byte of the response. */
  requestTimeout: number;
  locale: string;
  readOnly: boolean;
  tls?: TlsSettings;
  proxy?: ProxySettings;
}

/** The properties and credentials of a `vcenter-appliance` node, unchecked. */
export interface RawSettings {
  config: Record<string, unknown>;
  credentials: Record<string, unknown>;
  tls?: TlsSettings;
  proxy?: ProxySettings;
}

/** The sentence for each flaw. */
const sentences: Readonly<Record<SettingFlawWord, KeyWith<'setting' | 'value' | 'variable'>>> = {
  variable: 'setting-variable-unset',
  missing: 'setting-required',
  address: 'setting-not-an-address',
  number: 'setting-not-a-number',
  port: 'setting-not-a-port',
  fingerprint: 'setting-not-a-fingerprint',
  colon: 'setting-with-colon',
  'control-character': 'setting-with-control-character',
  character: 'setting-with-other-character',
};

/** @throws Fault NOT_CONFIGURED, whose text names the setting. */
function requireValid<Value>(field: Field, checked: CheckedSetting<Value>): Value {
  if ('value' in checked) return checked.value;
  const { word, detail = '' } = checked;
  const values = { setting: nameOf(field), value: detail, variable: detail };
  throw notConfigured({ key: sentences[word], values });
}

function readAddress(config: RawSettings['config'], connection: Connection): Required<Address> {
  const address = requireValid('host', checkSetting.host(config.host));
  const defaultPort = connection === 'management' ? 5480 : 443;
  const port = requireValid('port', checkSetting.port(config.port)) ?? address.port ?? defaultPort;
  return { host: address.host, port };
}

function readCredentials(
  { authorization, username, password }: RawSettings['credentials'],
  authentication: Authentication,
): Pick<ApplianceSettings, 'username' | 'password' | 'authorization'> {
  if (authentication === 'authorization') {
    const header = requireValid('authorization', checkSetting.authorization(authorization));
    return { username: '', password: '', authorization: header };
  }
  return {
    username: requireValid('username', checkSetting.username(username)),
    password: requireValid('password', checkSetting.password(password)),
    authorization: '',
  };
}

/**
 * @returns the host and port of the appliance with these settings.
 * @throws Fault NOT_CONFIGURED, whose text names the setting.
 */
export function addressOf(config: RawSettings['config']): Required<Address> {
  return readAddress(config, asChoice(config.connection, 'connection', connections));
}

/** The appliance's name and address, for use in a sentence. */
export function subjectOf({ host, port }: Required<Address>, name: string): string {
  const address = port === 443 ? host : `${urlHost(host)}:${port}`;
  return name === '' || name === host ? address : `${name} (${address})`;
}

/**
 * @returns the checked settings, with defaults applied.
 * @throws Fault NOT_CONFIGURED, whose text names the setting.
 */
export function readSettings({ config, credentials, tls, proxy }: RawSettings): ApplianceSettings {
  const connection = asChoice(config.connection, 'connection', connections);
  const chosen = asChoice(config.auth, 'auth', authentications);
  // The management interface on 5480 has sessions too, but Basic works before anything else does.
  const authentication = connection === 'management' && chosen === 'session' ? 'basic' : chosen;
  return {
    ...readAddress(config, connection),
    connection,
    authentication,
    ...readCredentials(credentials, authentication),
    fingerprints: requireValid('fingerprint', checkSetting.fingerprint(config.fingerprint)),
    proxyMode: asChoice(config.proxyMode, 'proxyMode', proxyModes),
    requestTimeout: asMilliseconds(config.requestTimeout, numberSettings.appliance.requestTimeout),
    locale: requireValid('locale', checkSetting.locale(config.locale)),
    readOnly: asFailSafeFlag(config.readOnly, 'readOnly'),
    ...(tls ? { tls } : {}),
    ...(proxy ? { proxy } : {}),
  };
}
