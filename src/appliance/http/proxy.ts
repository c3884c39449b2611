/**
 * Which proxy is used for an appliance. The variables are read as the core `http request` node reads
 * them (its `lib/proxyHelper.js`, which other packages cannot load).
 */

import { sentence } from '../../messages/sentence';
import { notConfigured } from '../faults/fault';
import { urlHost } from '../settings/address';
import type { ApplianceSettings } from '../settings/appliance-settings';

export interface ProxyServer {
  secure: boolean;
  host: string;
  port: number;
  /** The value for `Proxy-Authorization`. */
  authorization?: string;
}

/** `proxyOptions` of Node-RED's settings file. */
export interface ProxyOptions {
  mode?: 'strict' | 'legacy';
  favourUpperCase?: boolean;
  lowerCaseOnly?: boolean;
  excludeNpm?: boolean;
  env?: Environment;
}

export type Environment = Readonly<Record<string, string | undefined>>;

type Lookup = (name: string) => string;

function lookupIn(environment: Environment, options: ProxyOptions): Lookup {
  return (name) => {
    const lower = environment[name.toLowerCase()] ?? '';
    const upper = environment[name.toUpperCase()] ?? '';
    if (options.excludeNpm === true && name.startsWith('npm_config_')) return '';
    if (options.lowerCaseOnly === true) return lower;
    return options.favourUpperCase === true ? upper || lower : lower || upper;
  };
}

/** An entry of `no_proxy` is an exact host, a `.suffix` or a `*suffix`, with or without a port. */
function excludes(entry: string, host: string, port: number): boolean {
  const [, name = entry, digits] = /^(.+):(\d+)$/.exec(entry) ?? [];
  if (digits !== undefined && Number(digits) !== port) return false;
  if (!/^[.*]/.test(name)) return host === name;
  return host.endsWith(name.replace(/^\*/, ''));
}

/** @returns whether the host is connected to without a proxy. */
export function isExcluded(entries: readonly string[], host: string, port: number): boolean {
  return entries
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean)
    .some((entry) => excludes(entry, urlHost(host).toLowerCase(), port));
}

function proxyUrlFrom(lookup: Lookup, host: string, port: number): string {
  const exclusions = (lookup('npm_config_no_proxy') || lookup('no_proxy')).split(/[,\s]+/);
  if (isExcluded(exclusions, host, port)) return '';
  return (
    lookup('npm_config_https_proxy') ||
    lookup('https_proxy') ||
    lookup('npm_config_proxy') ||
    lookup('all_proxy')
  );
}

/** Before Node-RED 3.1, `http_proxy` applied to https too, and `no_proxy` to any part of the URL. */
function legacyProxyUrlFrom(environment: Environment, host: string, port: number): string {
  const url = `https://${urlHost(host)}:${port}`;
  const exclusions = (environment.NO_PROXY ?? environment.no_proxy ?? '').split(',');
  if (exclusions.some((part) => part.trim() !== '' && url.includes(part.trim()))) return '';
  return environment.HTTP_PROXY ?? environment.http_proxy ?? '';
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** A percent sign may also be literal: not every password in a URL is escaped. */
function unescaped(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, (escaped) =>
    Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/**
 * @param url the proxy's URL; without a scheme, that of the appliance (https) is assumed.
 * @returns undefined where the URL cannot be read or is not http(s).
 */
export function parseProxy(
  url: string,
  credentials?: Pick<NonNullable<ApplianceSettings['proxy']>, 'username' | 'password'>,
): ProxyServer | undefined {
  const text = url.trim();
  const whole = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const { protocol, hostname, port, username, password } = new URL(whole);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const secure = protocol === 'https:';
  const user = credentials?.username || unescaped(username);
  const secret = credentials?.password || unescaped(password);
  return {
    secure,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    ...(user || secret ? { authorization: basic(user, secret) } : {}),
  };
}

/**
 * @returns the URL of the proxy and the credentials for it; undefined for a direct connection.
 */
export function proxyUrlFor(
  { proxyMode, proxy, host, port }: ApplianceSettings,
  environment: Environment,
  options: ProxyOptions = {},
): { url: string; username?: string; password?: string } | undefined {
  if (proxyMode === 'none') return undefined;
  if (proxyMode === 'node') {
    return proxy === undefined || isExcluded(proxy.exclusions, host, port) ? undefined : proxy;
  }
  const variables = options.env ?? environment;
  const override = variables.NR_PROXY_MODE ?? variables.nr_proxy_mode;
  const legacy = (override ?? options.mode) === 'legacy';
  const url = legacy
    ? legacyProxyUrlFrom(variables, host, port)
    : proxyUrlFrom(lookupIn(variables, options), host, port);
  return url === '' ? undefined : { url };
}

/**
 * @returns the proxy; undefined for a direct connection.
 * @throws Fault NOT_CONFIGURED where its URL cannot be read.
 */
export function proxyFor(
  settings: ApplianceSettings,
  environment: Environment,
  options?: ProxyOptions,
): ProxyServer | undefined {
  const chosen = proxyUrlFor(settings, environment, options);
  const proxy = chosen && parseProxy(chosen.url, chosen);
  if (chosen !== undefined && proxy === undefined) {
    throw notConfigured(sentence('proxy-unreadable'));
  }
  return proxy;
}
