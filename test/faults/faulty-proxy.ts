/** A forward proxy with tunnels (CONNECT), until a fault says otherwise. */
import { connect, type Socket } from 'node:net';
import { type Listener, openListener } from './listener';

/** What a fault may put in the place of the proxy. */
export interface ProxyFault {
  /** Nobody listens. */
  isClosed?: true;
  /** In place of a tunnel; called when the request for it has come in. */
  answer?(socket: Socket): void;
  /** In place of what comes through the tunnel. */
  tunnel?(socket: Socket): void;
}

export interface FaultyProxy extends Pick<Listener, 'port' | 'left'> {
  begin(fault: ProxyFault): Promise<void>;
  /** Everything works again. */
  end(): Promise<void>;
  stop(): Promise<void>;
}

const established = 'HTTP/1.1 200 Connection established\r\n\r\n';

function openTunnel(socket: Socket, port: number): void {
  const upstream = connect(port, '127.0.0.1');
  upstream.on('error', () => socket.destroy());
  socket.once('close', () => upstream.destroy());
  upstream.once('close', () => socket.destroy());
  socket.write(established);
  socket.pipe(upstream);
  upstream.pipe(socket);
}

export async function startFaultyProxy(): Promise<FaultyProxy> {
  let fault: ProxyFault = {};

  function requested(socket: Socket, request: string): void {
    const { answer, tunnel } = fault;
    if (answer !== undefined) answer(socket.resume());
    else if (tunnel !== undefined) {
      socket.write(established);
      tunnel(socket);
    } else openTunnel(socket, Number(/^CONNECT \S+:(\d+) /.exec(request)?.[1]));
  }

  const listener = await openListener((socket) => {
    socket.once('data', (request) => requested(socket, request.toString()));
  });
  const { port, left, close } = listener;

  return {
    ...{ port, left, stop: close },
    async begin(begun) {
      fault = begun;
      if (begun.isClosed) await close();
      else listener.reset();
    },
    async end() {
      fault = {};
      listener.reset();
      await listener.reopen();
    },
  };
}
