/** Reads the core config nodes that an appliance refers to. */

import { notConfigured } from '../../src/appliance/faults/fault';
import type { ProxySettings, TlsSettings } from '../../src/appliance/settings/appliance-settings';
import { asText } from '../../src/appliance/settings/coerce';
import { sentence } from '../../src/messages/sentence';
import type { Runtime, RuntimeNode } from './node-red';
import { isChosen } from './saved-values';

interface TlsConfigNode extends RuntimeNode {
  valid?: boolean;
  addTLSOptions(options: TlsSettings): TlsSettings;
}

interface ProxyNode extends RuntimeNode {
  url?: unknown;
  noproxy?: unknown;
}

function isTlsConfig(node: RuntimeNode): node is TlsConfigNode {
  return node.type === 'tls-config' && 'addTLSOptions' in node;
}

function isProxy(node: RuntimeNode): node is ProxyNode {
  return node.type === 'http proxy';
}

/**
 * Reads the TLS configuration that an appliance refers to. If the selected one is missing, that is a
 * fault: the defaults would trust other certificates.
 *
 * @throws Fault NOT_CONFIGURED if it was deleted or its certificates cannot be read.
 */
export function readTls({ nodes }: Runtime, id: unknown): { tls?: TlsSettings } {
  if (!isChosen(id)) return {};
  const node = nodes.getNode(id);
  if (!node || !isTlsConfig(node)) {
    throw notConfigured(sentence('tls-configuration-gone'));
  }
  if (node.valid === false) {
    throw notConfigured(sentence('tls-configuration-unreadable'));
  }
  return { tls: node.addTLSOptions({}) };
}

/**
 * Reads the proxy node that an appliance refers to, if its settings require one.
 *
 * @throws Fault NOT_CONFIGURED if none is selected or it was deleted.
 */
export function readProxy(
  { nodes }: Runtime,
  config: Readonly<Record<string, unknown>>,
): { proxy?: ProxySettings } {
  if (config.proxyMode !== 'node') return {};
  const node = isChosen(config.proxy) ? nodes.getNode(config.proxy) : undefined;
  if (!node || !isProxy(node)) {
    throw notConfigured(sentence('proxy-gone'));
  }
  const { username, password } = node.credentials ?? {};
  return {
    proxy: {
      url: asText(node.url, 'proxyUrl'),
      exclusions: Array.isArray(node.noproxy) ? node.noproxy.map(String) : [],
      ...(username ? { username: asText(username, 'proxyUsername') } : {}),
      ...(password ? { password: asText(password, 'proxyPassword') } : {}),
    },
  };
}
