import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { TlsMaterial } from './certificates';

export interface ListenerSettings {
  readonly host: string;
  /**
   * 0 for a free one that no other had in this process. It stays the same however often the port is
   * closed.
   */
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

/**
 * Free ports that were given out. Clients remember an address beyond the life of what was there,
 * refused sign-ins for one: that must not meet another appliance.
 */
const givenOut = new Set<number>();
const mostTries = 100;

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
    try {
      server = port === 0 ? await listenOnNewPort() : await listenOn(port);
    } finally {
      opening = undefined;
    }
    if (!isWanted) hangUp();
  }

  async function listenOn(wanted: number): Promise<Server> {
    const starting = makeServer();
    starting.listen(wanted, settings.host);
    await once(starting, 'listening');
    return starting;
  }

  async function listenOnNewPort(): Promise<Server> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const started = await listenOn(0);
      const address = started.address();
      if (address === null || typeof address === 'string') throw new Error('There is no port.');
      if (!givenOut.has(address.port)) {
        port = address.port;
        givenOut.add(port);
        return started;
      }
      started.close();
    }
    throw new Error(`No port is free that was not given out before, in ${mostTries} tries.`);
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
