import type { CommsListener, DebugMessage } from '../../scripts/node-red-comms';
import type { FlowNode } from '../../scripts/node-red-process';
import { createConditions, createInbox } from './inbox';

type Badge = { fill?: string; text?: string };

/** The contents of the debug sidebar and the badges since the last deploy. */
export interface Sidebar {
  readonly listener: CommsListener;
  /**
   * @returns the next text of the debug node with that name; each is returned once, in order.
   * @throws Error with the other texts on timeout.
   */
  shown(name: string): Promise<string>;
  /** @returns the remaining texts of all debug nodes, or of the one with that name. */
  unread(name?: string): string[];
  /**
   * Waits until the badge of the node with that name matches.
   *
   * @throws Error with the current badge on timeout.
   */
  badge(name: string, wanted: (badge: Badge) => boolean): Promise<void>;
  /** Sets the flow that has the names of the nodes, before it is deployed. */
  name(flow: readonly FlowNode[]): void;
}

export function createSidebar(): Sidebar {
  const messages = createInbox<DebugMessage>();
  const { until, happened } = createConditions();
  const badges = new Map<string, Badge>();
  let flow: readonly FlowNode[] = [];

  return {
    listener: {
      onDebug: messages.put,
      onStatus: (id, badge) => {
        badges.set(flow.find((node) => node.id === id)?.name ?? id, badge);
        happened();
      },
      // Synchronously: a node may send messages before the answer to the deploy.
      onDeployed: () => {
        messages.clear();
        badges.clear();
      },
    },
    shown: async (name) => (await messages.next((message) => message.name === name)).text,
    unread: (name) =>
      messages
        .rest()
        .filter((message) => name === undefined || message.name === name)
        .map(({ text }) => text),
    badge: async (name, wanted) => {
      const badge = () => badges.get(name) ?? {};
      await until(
        () => wanted(badge()) || undefined,
        () => `The badge of "${name}" is ${JSON.stringify(badge())}.`,
      );
    },
    name: (next) => {
      flow = next;
    },
  };
}
