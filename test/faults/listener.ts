/** A port on this machine whose connections can be counted, broken and refused. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface Listener {
  readonly port: number;
  readonly sockets: ReadonlySet<Socket>;
  /** Resets all connections. */
  reset(): void;
  /** Refuses connections, and resets those that are open. */
  close(): Promise<void>;
  /** Listens again on the same port. */
  reopen(): Promise<void>;
  /** Resolves when nobody is connected any more. */
  left(): Promise<void>;
}

/** @param connected called with each connection; what goes wrong with it ends it. */
export async function openListener(connected: (socket: Socket) => void): Promise<Listener> {
  const sockets = new Set<Socket>();
  let left = () => {};

  // Otherwise an answer may wait until an earlier packet is acknowledged.
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) left();
    });
    connected(socket);
  });

  async function listen(port: number): Promise<void> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  }

  function reset(): void {
    for (const socket of sockets) socket.resetAndDestroy();
  }

  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    ...{ port, sockets, reset },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      reset();
      await closed;
    },
    async reopen() {
      if (!server.listening) await listen(port);
    },
    left: () =>
      new Promise((resolve) => {
        left = resolve;
        if (sockets.size === 0) resolve();
      }),
  };
}
