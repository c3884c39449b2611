/** The recipients of notifications, on loopback. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { createInbox, type Inbox } from './inbox';

/** A request to a webhook. */
export interface Post {
  path: string | undefined;
  method: string | undefined;
  contentType: string | undefined;
  accept: string | undefined;
  authorization: string | undefined;
  body: unknown;
}

/** A message published on the broker. */
export interface Publication {
  topic: string;
  retain: boolean;
  payload: unknown;
}

interface Receiver<T> {
  readonly port: number;
  readonly received: Inbox<T>;
  stop(): Promise<void>;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Accepts every POST, like Slack and Teams. */
export async function startWebhooks(): Promise<Receiver<Post>> {
  const received = createInbox<Post>();
  const server = createHttpServer(async (request, response) => {
    const body: unknown = JSON.parse(await text(request));
    response.end('ok');
    const { url, method, headers } = request;
    const { accept, authorization, 'content-type': contentType } = headers;
    received.put({ path: url, method, contentType, accept, authorization, body });
  });
  return {
    port: await listen(server),
    received,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A broker that records published messages. */
export async function startBroker(): Promise<Receiver<Publication>> {
  // An ES module, which a CommonJS module can only import dynamically.
  const { Aedes } = await import('aedes');
  const broker = await Aedes.createBroker();
  const received = createInbox<Publication>();
  broker.on('publish', ({ topic, retain, payload }, client) => {
    // Messages without a client are the broker's own.
    if (client) received.put({ topic, retain, payload: JSON.parse(payload.toString()) });
  });
  const server = createTcpServer(broker.handle);
  return {
    port: await listen(server),
    received,
    stop: async () => {
      await new Promise<void>((resolve) => broker.close(resolve));
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
