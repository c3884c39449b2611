import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A forward proxy on loopback that supports CONNECT only. */
export interface ConnectProxy {
  url: string;
  /** The authorities of the requested tunnels. */
  tunnels: string[];
  /** The received `Proxy-Authorization` values. */
  authorizations: (string | undefined)[];
  /** The number of open tunnels. */
  open(): number;
  stop(): Promise<void>;
}

export interface ConnectProxyOptions {
  /** The answer to every CONNECT, instead of a tunnel. */
  refuseWith?: number;
  /** Receive CONNECT and never answer. */
  silent?: boolean;
}

export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const tunnels: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = http.createServer();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, socket) => {
    const authority = request.url ?? '';
    tunnels.push(authority);
    authorizations.push(request.headers['proxy-authorization']);
    socket.on('error', () => socket.destroy());
    if (options.silent === true) {
      // By default, the sockets of an HTTP server allow half-open connections.
      socket.once('end', () => socket.destroy()).resume();
      return;
    }
    if (options.refuseWith !== undefined) {
      socket.end(`HTTP/1.1 ${options.refuseWith} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${authority}`);
    const upstream = connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels,
    authorizations,
    open: () => sockets.size,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
