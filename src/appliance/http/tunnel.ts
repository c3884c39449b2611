import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { failure } from '../faults/failure';
import { urlHost } from '../settings/address';
import type { ProxyServer } from './proxy';

/**
 * Opens a tunnel through a proxy (HTTP CONNECT, RFC 9110, 9.3.6).
 *
 * Our own, because the proxy agents on npm open their CONNECT outside of any agent, where closing
 * the appliance's agent cannot end it (seen with hpagent 1.2).
 *
 * @param callback called exactly once, with the open tunnel or the reason why there is none.
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
  const refused = (status: number | undefined) =>
    failure(
      'PROXY_REFUSED',
      status === 407
        ? `the proxy ${proxy.host}:${proxy.port} wants a user name and password, or other ones`
        : `the proxy ${proxy.host}:${proxy.port} answered ${status ?? 'nothing'} to CONNECT`,
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
  // An answer without the upgrade (Node emits 'response' where CONNECT was not understood).
  request.once('response', (response) => {
    request.destroy();
    callback(refused(response.statusCode));
  });
  // What fails here is the way to the proxy: the appliance must not be blamed for it.
  request.once('error', (error: NodeJS.ErrnoException) =>
    callback(
      failure(
        'PROXY_REFUSED',
        `the proxy ${proxy.host}:${proxy.port} cannot be reached (${error.code ?? error.message})`,
      ),
    ),
  );
  request.end();
  return request;
}
