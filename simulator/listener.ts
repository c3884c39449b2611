import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { TlsMaterial } from './certificates';

export interface ListenerSettings {
  readonly host: string;
  /** 0 for a free one, which then stays the same however often the port is closed. */
  readonly port: number;
  readonly tls: TlsMaterial;
  /** Milliseconds that an idle connection is kept. */
  readonly keepAliveTimeout: number;
}

/** Who is told what happens at the port. */
export interface ListenerEvents {
  connected(): void;
  shookHands(socket: TLSSocket): void;
  requested(incoming: IncomingMessage, response: ServerResponse, reset: () => void): void;
}

/** A TLS port that can be closed and opened again. */
export interface Listener {
  readonly port: number;
  /** @throws the system's error, EADDRINUSE for one, when it cannot listen */
  open(): Promise<void>;
  /** No new connection is taken from this call on; resolves when the old ones are gone. */
  close(): Promise<void>;
  connections(): number;
}

/** Prepares a port; it listens once it is opened. */
export function createListener(settings: ListenerSettings, events: ListenerEvents): Listener {
  const sockets = new Map<string, Socket>();
  let port = settings.port;
  let isWanted = false;
  let server: Server | undefined;
  let opening: Promise<void> | undefined;
  let gone: Promise<void> = Promise.resolve();

  function open(): Promise<void> {
    isWanted = true;
    if (server === undefined) opening ??= listen();
    return opening ?? Promise.resolve();
  }

  async function close(): Promise<void> {
    isWanted = false;
    hangUp();
    // Who opened hears why that failed; here it only matters that nothing is open any more.
    await opening?.catch(() => undefined); // Whoever opened it was told; here it is to be closed.
    await gone;
  }

  async function listen(): Promise<void> {
    const starting = makeServer();
    try {
      starting.listen(port, settings.host);
      await once(starting, 'listening');
      const address = starting.address();
      if (address !== null && typeof address === 'object') port = address.port;
      server = starting;
    } finally {
      opening = undefined;
    }
    if (!isWanted) hangUp();
  }

  /** Lets go of the port before it returns, so that the next connection finds it closed. */
  function hangUp(): void {
    const closing = server;
    server = undefined;
    if (closing === undefined) return;
    closing.close();
    const ends = [...sockets.values()].map(
      (socket) => new Promise<void>((resolve) => socket.destroy().once('close', () => resolve())),
    );
    gone = Promise.all(ends).then(() => undefined);
  }

  // A server for each time the port is open, so that nothing is left of the time before.
  function makeServer(): Server {
    const { key, cert } = settings.tls;
    const made = createServer({ key, cert, minVersion: 'TLSv1.2' });
    made.keepAliveTimeout = settings.keepAliveTimeout;
    made.on('connection', (socket: Socket) => {
      const name = nameOf(socket);
      sockets.set(name, socket);
      socket.once('close', () => sockets.delete(name));
      events.connected();
    });
    made.on('secureConnection', events.shookHands);
    made.on('request', (incoming, response) => {
      const name = nameOf(incoming.socket);
      // A TLS socket cannot be reset; the TCP socket below it, of the same name, can.
      events.requested(incoming, response, () => sockets.get(name)?.resetAndDestroy());
    });
    return made;
  }

  return {
    get port() {
      return port;
    },
    open,
    close,
    connections: () => sockets.size,
  };
}

function nameOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`;
}
