import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

interface ListenerSettings {
  readonly host: string;
  /** 0 for a free one, which is kept when the port is closed and opened again. */
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string };
  /** Milliseconds after which an idle connection is closed. */
  readonly keepAliveTimeout: number;
}

/** Called for the events of the port. */
export interface ListenerEvents {
  onConnection(): void;
  onHandshake(socket: TLSSocket): void;
  onRequest(incoming: IncomingMessage, response: ServerResponse, reset: () => void): void;
}

/** A TLS port that can be closed and opened again. */
export type Listener = ReturnType<typeof createListener>;

/**
 * The free ports used so far. They are not reused for another simulator, because clients remember
 * facts about an address, such as refused sign-ins.
 */
const usedPorts = new Set<number>();
const maximumAttempts = 100;

/**
 * Free ports are looked for below those that systems give to outgoing connections (32768 and up on
 * Linux, 49152 elsewhere): while a port is closed, an outgoing connection could take it.
 */
const freePorts = { from: 10_000, to: 32_767 };

/**
 * Processes whose ids differ by less than this have different ports, so that none takes one that
 * another has closed for a while.
 */
const processes = 16;

/** How many attempts a process makes with ports of its own, which may all be used. */
const ownAttempts = 60;

function randomPort(isOwn: boolean): number {
  const { from, to } = freePorts;
  const port = from + Math.floor(Math.random() * (to - from + 1));
  return isOwn ? port - (port % processes) + (process.pid % processes) : port;
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** Creates a port, which is closed at first. */
export function createListener(settings: ListenerSettings, events: ListenerEvents) {
  const sockets = new Map<string, Socket>();
  let port = settings.port;
  let shouldListen = false;
  let server: Server | undefined;
  let opening: Promise<void> | undefined;
  let socketsClosed: Promise<unknown> = Promise.resolve();

  async function listen(): Promise<void> {
    try {
      server = port === 0 ? await listenOnNewPort() : await listenOn(port);
    } finally {
      opening = undefined;
    }
    if (!shouldListen) stopListening();
  }

  async function listenOn(requestedPort: number): Promise<Server> {
    const starting = makeServer();
    starting.listen(requestedPort, settings.host);
    await once(starting, 'listening');
    return starting;
  }

  async function listenOnNewPort(): Promise<Server> {
    for (let attempts = 0; attempts < maximumAttempts; attempts++) {
      const candidate = randomPort(attempts < ownAttempts);
      if (usedPorts.has(candidate)) continue;
      usedPorts.add(candidate);
      try {
        const started = await listenOn(candidate);
        port = candidate;
        return started;
      } catch (error) {
        if (!isInUse(error)) throw error;
      }
    }
    throw new Error(`No port is free that was not given out before, in ${maximumAttempts} tries.`);
  }

  /** Closes the port before it returns, so that the next connection is refused. */
  function stopListening(): void {
    if (server === undefined) return;
    server.close();
    server = undefined;
    const ends = [...sockets.values()].map(
      (socket) => new Promise<void>((resolve) => socket.destroy().once('close', () => resolve())),
    );
    socketsClosed = Promise.all(ends);
  }

  // A new server each time the port is opened, so that no state remains from before.
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
    /** @throws the system's error, for example EADDRINUSE, if it cannot listen */
    async open(): Promise<void> {
      shouldListen = true;
      if (server === undefined) opening ??= listen();
      await opening;
    },
    /** Refuses new connections from now on; resolves when the existing ones are closed. */
    async close(): Promise<void> {
      shouldListen = false;
      stopListening();
      await opening?.catch(() => undefined); // The caller of `open` gets the error.
      await socketsClosed;
    },
  };
}

function nameOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`;
}
