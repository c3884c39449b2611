/**
 * The server that a cell of the matrix asks: it hands every request to a stand-in appliance, until a
 * fault says otherwise, at any level below or above HTTP.
 */
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Simulator } from '../../simulator';
import type { TlsMaterial } from '../../simulator/server/certificates';
import type { Clock } from '../../src/clock';
import { type Listener, openListener } from './listener';

/** An answer of the stand-in, or one that a fault makes of it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** A request that has come in whole, and its connection. */
export interface Exchange {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
  /** How many requests that were no sign-in this server has received before. */
  earlier: number;
  /** How many in the same session, and on the same connection. */
  earlierInSession: number;
  earlierOnConnection: number;
  /** Since the epoch, in ms, in the time that the test moves. */
  now(): number;
  /** What the stand-in answers. */
  relay(): Promise<Answer>;
  /** Sends an answer as HTTP wants it. */
  send(answer: Partial<Answer>): void;
  /** Writes these bytes to the connection, in place of an answer. */
  write(bytes: string | Buffer): void;
  /** Whether what was written is still to be sent. */
  isFull(): boolean;
  /** Resolves when it has been sent, or the connection is gone. */
  drained(): Promise<void>;
  /** Writes something every so many seconds, until that returns undefined or the connection ends. */
  drip(seconds: number, next: () => string | Buffer | undefined): void;
  /** Does something after so many seconds, and nothing before. */
  later(seconds: number, act: () => void): void;
  /** Nothing more comes unless time passes. */
  fallSilent(): void;
  /** Ends the connection as HTTP does. */
  close(): void;
  /** Ends the connection by a reset. */
  reset(): void;
  /** Whether the client has ended the connection. */
  isOver(): boolean;
}

export type Tls = https.ServerOptions;

/** What a fault may put in the place of a part of the server; the rest works as before. */
export interface ServerFault {
  /** Nobody listens; or somebody does, but the queue of connections is full. */
  port?: 'closed' | 'full';
  /** In place of the TLS handshake. */
  accept?(socket: Socket, server: FaultyServer): void;
  /** After the TLS handshake, in place of HTTP. */
  secured?(socket: Socket): void;
  /** Options of the TLS server. */
  tls?(usual: TlsMaterial): Promise<Tls> | Tls;
  /** In place of an answer. */
  answer?(exchange: Exchange): void | Promise<void>;
  /** Which requests are answered so: by default all but those for sessions. */
  answers?: 'operations' | 'everything' | 'sessions';
  /** Whether connections that are open are reset when the fault begins; by default if not `answer`. */
  resets?: boolean;
  /** Whether the server says nothing more unless time passes. */
  isSilent?: boolean;
}

export interface FaultyServer extends Pick<Listener, 'port' | 'left'> {
  /** Sessions that a client knew of, and those of them that it has not ended. */
  sessions(): { known: readonly string[]; open: readonly string[] };
  begin(fault: ServerFault): Promise<void>;
  /** Does something every so many seconds of the moved time, until that returns false or the connection ends. */
  every(seconds: number, connection: Socket, act: () => boolean): void;
  /** Everything works again. */
  end(): Promise<void>;
  /** Whether nothing more comes for a request unless time passes. */
  isHeld(request: ClientRequest): boolean;
  stop(): Promise<void>;
}

const sessionPath = '/api/session';
const sessionHeader = 'vmware-api-session-id';

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export interface FaultyServerOptions {
  simulator: Simulator;
  material: TlsMaterial;
  clock: Clock;
  /** As of a stand-in in moved time. */
  onHold(requestId: string, isHeld: boolean): void;
  /** Lets nobody accept connections to the port. @returns what ends that. */
  fillUp(port: number): Promise<() => Promise<void>>;
}

export async function startFaultyServer(options: FaultyServerOptions): Promise<FaultyServer> {
  const { simulator, material, clock, onHold, fillUp } = options;
  const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
  let received = 0;
  const inSession = new Map<string, number>();
  const onConnection = new WeakMap<Socket, number>();
  const known = new Set<string>();
  const ended = new Set<string>();
  const timers = new Set<unknown>();
  let fault: ServerFault = {};
  let tlsServer = tlsServerOf(material);
  let unblock: (() => Promise<void>) | undefined;

  const listener = await openListener((socket) => {
    if (fault.accept === undefined) tlsServer.emit('connection', socket);
    else fault.accept(socket, server);
  });
  const { port, left } = listener;

  function tlsServerOf(tls: Tls): https.Server {
    const made = https.createServer({ keepAliveTimeout: 0, ...tls });
    made.on('secureConnection', (socket) => {
      const tcp = below(socket);
      if (tcp !== undefined) fault.secured?.(tcp);
    });
    made.on('tlsClientError', (_error, socket) => socket.destroy());
    made.on('clientError', (_error, socket) => socket.destroy());
    made.on('request', (request, response) => {
      handle(request, response).catch(() => request.socket.destroy());
    });
    return made;
  }

  /** The TCP connection below that of TLS. */
  function below({ remotePort }: Socket): Socket | undefined {
    return [...listener.sockets].find((socket) => socket.remotePort === remotePort);
  }

  function relay(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const { host: _host, ...headers } = request.headers;
    return new Promise((resolve, reject) => {
      const { method, url: path } = request;
      const { host, port } = simulator;
      const relayed = https.request({ agent, host, port, method, path, headers });
      relayed.once('error', reject);
      relayed.once('response', (response) => {
        bodyOf(response).then((content) => {
          const { statusCode: status = 0, headers: all } = response;
          const kept = ['content-type', 'date'].flatMap((name) => {
            const value = all[name];
            return typeof value === 'string' ? [[name, value] as const] : [];
          });
          resolve({ status, headers: Object.fromEntries(kept), body: content });
        }, reject);
      });
      relayed.end(body);
    });
  }

  function noteSessions(method: string, path: string, { status, body }: Answer, id: string): void {
    if (path !== sessionPath || status >= 300) return;
    if (method === 'POST') known.add(String(JSON.parse(body.toString())));
    if (method === 'DELETE') ended.add(id);
  }

  function isHit(path: string): boolean {
    const isSession = path === sessionPath;
    const { answers = 'operations' } = fault;
    return answers === 'everything' || isSession === (answers === 'sessions');
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers, socket } = request;
    const requestId = String(headers['x-request-id']);
    const session = String(headers[sessionHeader] ?? '');
    const earlier = received;
    if (path !== sessionPath) received += 1;
    const earlierInSession = inSession.get(session) ?? 0;
    inSession.set(session, earlierInSession + 1);
    const earlierOnConnection = onConnection.get(socket) ?? 0;
    onConnection.set(socket, earlierOnConnection + 1);
    const body = await bodyOf(request);
    response.once('close', () => onHold(requestId, false));

    const send = ({ status = 200, headers: more = {}, body: content }: Partial<Answer>) => {
      const length = content?.length ?? 0;
      response.writeHead(status, status === 204 ? more : { ...more, 'content-length': length });
      response.end(content);
    };
    const { answer } = fault;
    if (answer === undefined || !isHit(path)) {
      const usual = await relay(request, body);
      // Nobody learns of a session whose answer cannot be sent.
      if (!socket.destroyed) noteSessions(method, path, usual, session);
      send(usual);
      return;
    }
    // A client that uses a session knows of it, however it was told; and if it tries to end it, it does
    // what it can.
    if (session !== '') known.add(session);
    if (method === 'DELETE' && path === sessionPath) ended.add(session);
    await answer({
      ...{ method, path, headers, body, earlier, earlierInSession, earlierOnConnection },
      now: () => clock.wallNow(),
      relay: () => relay(request, body),
      send,
      write: (bytes) => void socket.write(bytes),
      isFull: () => socket.writableNeedDrain,
      drained: () =>
        new Promise((resolve) => {
          const settle = () => {
            socket.off('drain', settle).off('close', settle);
            resolve();
          };
          socket.on('drain', settle).on('close', settle);
          if (socket.destroyed || !socket.writableNeedDrain) settle();
        }),
      drip(seconds, next) {
        onHold(requestId, true);
        every(seconds, socket, () => {
          const bytes = next();
          if (bytes === undefined) onHold(requestId, false);
          else socket.write(bytes);
          return bytes !== undefined;
        });
      },
      later(seconds, act) {
        onHold(requestId, true);
        every(seconds, socket, () => {
          onHold(requestId, false);
          act();
          return false;
        });
      },
      fallSilent: () => onHold(requestId, true),
      close: () => socket.end(),
      reset: () => void below(socket)?.resetAndDestroy(),
      isOver: () => socket.destroyed,
    });
  }

  /** Acts again and again, as long as the connection is open and more is to come. */
  function every(seconds: number, socket: Socket, act: () => boolean): void {
    const timer = clock.setTimeout(() => {
      timers.delete(timer);
      if (!socket.destroyed && act()) every(seconds, socket, act);
    }, seconds * 1000);
    timers.add(timer);
  }

  const server: FaultyServer = {
    ...{ port, left, every },
    sessions: () => ({ known: [...known], open: [...known].filter((id) => !ended.has(id)) }),
    async begin(begun) {
      fault = begun;
      if (begun.tls !== undefined) tlsServer = tlsServerOf(await begun.tls(material));
      if (begun.port !== undefined) await listener.close();
      if (begun.port === 'full') unblock = await fillUp(port);
      const { resets = begun.answer === undefined } = begun;
      if (resets) listener.reset();
    },
    async end() {
      fault = {};
      for (const timer of timers) clock.clearTimeout(timer);
      listener.reset();
      tlsServer = tlsServerOf(material);
      await unblock?.();
      unblock = undefined;
      await listener.reopen();
    },
    isHeld: (request) =>
      (fault.isSilent === true || fault.port === 'full') &&
      String(request.getHeader('host')).endsWith(`:${port}`),
    async stop() {
      await unblock?.();
      agent.destroy();
      for (const timer of timers) clock.clearTimeout(timer);
      await listener.close();
    },
  };
  return server;
}
