import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

interface ListenerSettings {
  readonly host: string;
  /** 0 for a free one. It stays the same however often the port is closed. */
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string };
  /** Milliseconds that an idle connection is kept. */
  readonly keepAliveTimeout: number;
}

/** Who is notified of what happens at the port. */
export interface ListenerEvents {
  onConnection(): void;
  onHandshake(socket: TLSSocket): void;
  onRequest(incoming: IncomingMessage, response: ServerResponse, reset: () => void): void;
}

/** A TLS port that can be closed and opened again. */
export type Listener = ReturnType<typeof createListener>;

/**
 * Free ports that were given out. Clients remember an address beyond the life of what was there,
 * refused sign-ins for example: that must not meet another appliance.
 */
const givenOut = new Set<number>();
const mostTries = 100;

/** Prepares a port; it listens once it is opened. */
export function createListener(settings: ListenerSettings, events: ListenerEvents) {
  const sockets = new Map<string, Socket>();
  let port = settings.port;
  let isWanted = false;
  let server: Server | undefined;
  let opening: Promise<void> | undefined;
  let gone: Promise<unknown> = Promise.resolve();

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
    for (let tries = 0; tries < mostTries; tries++) {
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
    if (server === undefined) return;
    server.close();
    server = undefined;
    const ends = [...sockets.values()].map(
      (socket) => new Promise<void>((resolve) => socket.destroy().once('close', () => resolve())),
    );
    gone = Promise.all(ends);
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
      events.onConnection();
    });
    made.on('secureConnection', events.onHandshake);
    made.on('request', (incoming, response) => {
      const name = nameOf(incoming.socket);
      // A TLS socket cannot be reset; the TCP socket below it, of the same name, can.
      events.onRequest(incoming, response, () => sockets.get(name)?.resetAndDestroy());
    });
    return made;
  }

  return {
    port: () => port,
    connections: () => sockets.size,
    /** @throws the system's error, EADDRINUSE for example, when it cannot listen */
    async open(): Promise<void> {
      isWanted = true;
      if (server === undefined) opening ??= listen();
      await opening;
    },
    /** No new connection is accepted from this call on; resolves when the old ones are gone. */
    async close(): Promise<void> {
      isWanted = false;
      hangUp();
      await opening?.catch(() => undefined); // Whoever opened it was told; here it is to be closed.
      await gone;
    },
  };
}

function nameOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`;
}
