import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { sentence } from '../../messages/sentence';
import { failure } from '../faults/failure';
import { urlHost } from '../settings/address';
import type { ProxyServer } from './proxy';

/**
 * Opens a tunnel through a proxy (HTTP CONNECT, RFC 9110, 9.3.6).
 *
 * Implemented here because the proxy agents on npm send their CONNECT outside of any agent, where
 * destroying the appliance's agent does not end it (seen with hpagent 1.2).
 *
 * @param callback called exactly once, with the open tunnel or the error.
 * @returns the request; destroying it ends the attempt.
 */
export function openTunnel(
  proxy: ProxyServer,
  target: { host: string; port: number },
  callback: (error: Error | null, tunnel?: Duplex) => void,
): http.ClientRequest {
  const authority = `${urlHost(target.host)}:${target.port}`;
  const request = (proxy.secure ? https : http).request({
    host: proxy.host,
    port: proxy.port,
    method: 'CONNECT',
    path: authority,
    agent: false,
    headers: {
      Host: authority,
      ...(proxy.authorization === undefined ? {} : { 'Proxy-Authorization': proxy.authorization }),
    },
  });
  const proxyServer = `${proxy.host}:${proxy.port}`;
  const refused = (status = 0) =>
    failure(
      'PROXY_REFUSED',
      status === 407
        ? sentence('proxy-refused-user', { proxy: proxyServer })
        : sentence('proxy-refused', { proxy: proxyServer, status }),
    );
  request.once('connect', (response, socket, head) => {
    if (response.statusCode !== 200) {
      socket.destroy();
      callback(refused(response.statusCode));
      return;
    }
    if (head.length > 0) socket.unshift(head);
    callback(null, socket);
  });
  // Node emits 'response' where the server did not understand CONNECT.
  request.once('response', (response) => {
    request.destroy();
    callback(refused(response.statusCode));
  });
  // The proxy failed here, not the appliance: the fault has to say so.
  request.once('error', (error: NodeJS.ErrnoException) =>
    callback(
      failure(
        'PROXY_REFUSED',
        sentence('proxy-unreachable', {
          proxy: proxyServer,
          reason: error.code ?? error.message,
        }),
      ),
    ),
  );
  request.end();
  return request;
}
