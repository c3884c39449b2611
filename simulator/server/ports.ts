import type { Side } from '../protocol/routes';
import type { Listener } from './listener';

/** Opens and closes both ports of an appliance, which are closed at first. */
export function createPorts(listeners: Readonly<Record<Side, Listener>>) {
  let isRefused: (side: Side) => boolean = () => false;
  let isSuspended = true;

  async function update(): Promise<void> {
    const updateSide = (side: Side) =>
      isSuspended || isRefused(side) ? listeners[side].close() : listeners[side].open();
    await Promise.all([updateSide('api'), updateSide('management')]);
  }

  return {
    /** Closes the port of each side on which the script refuses connections, or reopens it. */
    refuse(refused: (side: Side) => boolean): void {
      isRefused = refused;
      update().catch((error: unknown) => {
        process.emitWarning(`The simulator cannot open its port again: ${String(error)}`);
      });
    },
    /** Closes both ports regardless of the script, or lets the script decide again. */
    setSuspended(suspended: boolean): Promise<void> {
      isSuspended = suspended;
      return update();
    },
  };
}
