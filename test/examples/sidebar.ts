import type { CommsListener, DebugMessage } from '../../scripts/node-red-comms';
import type { FlowNode } from '../../scripts/node-red-process';
import { createConditions, createInbox } from './inbox';

type Badge = { fill?: string; text?: string };

/** The debug sidebar and the badges, as a person sees them who clears both at each deploy. */
export interface Sidebar {
  readonly listener: CommsListener;
  /**
   * @returns what the debug node of that name shows next, each text once and in order.
   * @throws Error with all that was shown instead, when nothing comes in time.
   */
  shown(name: string): Promise<string>;
  /** @returns what debug nodes, or the one of that name, have shown that was not waited for. */
  unread(name?: string): string[];
  /**
   * Waits until the badge of the node of that name is as wanted.
   *
   * @throws Error with the badge as it is, when that does not come about in time.
   */
  badge(name: string, wanted: (badge: Badge) => boolean): Promise<void>;
  /** Takes the names of the nodes from this flow. */
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
      // Right here: a node that acts by itself may say something before a deploy is answered.
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
