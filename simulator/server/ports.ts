import type { Side } from '../scenarios/script';
import type { Listener } from './listener';

/** Both ports of an appliance. They are open unless something speaks against it. */
export interface Ports {
  readonly api: Listener;
  readonly management: Listener;
  /** Closes a side's port while the script says that connections are refused, or opens it again. */
  refuse(refused: (side: Side) => boolean): void;
  /** Closes both whatever the script says. */
  suspend(): Promise<void>;
  resume(): Promise<void>;
  /** Closes both for good. */
  stop(): Promise<void>;
}

/** Puts two listeners together; neither is open yet. */
export function createPorts(api: Listener, management: Listener): Ports {
  const sides = [
    { side: 'api', listener: api },
    { side: 'management', listener: management },
  ] as const;
  let isRefused: (side: Side) => boolean = () => false;
  let suspended = true;

  async function settle(): Promise<void> {
    await Promise.all(
      sides.map(({ side, listener }) =>
        suspended || isRefused(side) ? listener.close() : listener.open(),
      ),
    );
  }

  return {
    api,
    management,
    refuse(refused) {
      isRefused = refused;
      settle().catch((error: unknown) => {
        process.emitWarning(`The simulator cannot open its port again: ${String(error)}`);
      });
    },
    suspend() {
      suspended = true;
      return settle();
    },
    resume() {
      suspended = false;
      return settle();
    },
    stop() {
      suspended = true;
      return settle();
    },
  };
}
