/** A port that accepts no connection: somebody listens there, but the queue is full. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** Listens, says so, and never comes back to accept anything. */
const listener = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: workerData, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage('listening');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

/** Real milliseconds after which a connection on loopback has not been accepted. */
const patience = 50;

function isAccepted(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience);
    socket.once('error', () => {});
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** @returns what frees the port. */
export async function fillUp(port: number): Promise<() => Promise<void>> {
  const worker = new Worker(listener, { eval: true, workerData: port });
  await once(worker, 'message');
  const fillers: Socket[] = [];
  let isFull = false;
  while (!isFull) {
    const filler = connect(port, '127.0.0.1');
    fillers.push(filler);
    isFull = !(await isAccepted(filler));
  }
  // The last one would be accepted as soon as there is room.
  fillers.pop()?.destroy();
  return async () => {
    for (const filler of fillers) filler.destroy();
    await worker.terminate();
  };
}
