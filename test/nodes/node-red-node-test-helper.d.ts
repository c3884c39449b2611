declare module 'node-red-node-test-helper' {
  import type { NodeContext, RuntimeNode } from '../../nodes/runtime/node-red';

  export type NodeModule = (runtime: never) => void;
  export type Flow = Record<string, unknown>[];
  export type Credentials = Record<string, Record<string, unknown>>;

  const helper: {
    load(modules: NodeModule[], flow: Flow, credentials: Credentials): Promise<void>;
    unload(): Promise<void>;
    getNode(id: string): Omit<RuntimeNode, 'context'> & {
      receive(message: Record<string, unknown>): void;
      /** As a deploy does. */
      close(removed: boolean): Promise<void>;
      context(): Record<'flow' | 'global', NodeContext>;
    };
    settings(settings: Record<string, unknown>): void;
  };
  export default helper;
}
