import type { Side } from '../protocol/routes';
import type { Listener } from './listener';

/** Opens and closes both ports of an appliance; they are closed at first. */
export function createPorts(listeners: Readonly<Record<Side, Listener>>) {
  let isRefused: (side: Side) => boolean = () => false;
  let isSuspended = true;

  async function settle(): Promise<void> {
    const settleSide = (side: Side) =>
      isSuspended || isRefused(side) ? listeners[side].close() : listeners[side].open();
    await Promise.all([settleSide('api'), settleSide('management')]);
  }

  return {
    /** Closes a side's port while the script says that connections are refused, or reopens it. */
    refuse(refused: (side: Side) => boolean): void {
      isRefused = refused;
      settle().catch((error: unknown) => {
        process.emitWarning(`The simulator cannot open its port again: ${String(error)}`);
      });
    },
    /** Closes both whatever the script says, or lets the script decide again. */
    setSuspended(suspended: boolean): Promise<void> {
      isSuspended = suspended;
      return settle();
    },
  };
}
