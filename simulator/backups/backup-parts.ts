import type { Message } from '../protocol/messages';

/** What a backup can consist of. */
export interface Part {
  readonly id: string;
  readonly name: Message;
  readonly description: Message;
  readonly optional: boolean;
  /** In megabytes. */
  readonly size: number;
}

export const parts: readonly Part[] = [
  {
    id: 'common',
    name: { id: 'simulator.part.common.name', text: { en: 'Inventory and configuration' } },
    description: {
      id: 'simulator.part.common.description',
      text: { en: 'What an appliance needs to be itself again.' },
    },
    optional: false,
    size: 412,
  },
  {
    id: 'seat',
    name: { id: 'simulator.part.seat.name', text: { en: 'Stats, events and tasks' } },
    description: {
      id: 'simulator.part.seat.description',
      text: { en: 'The history of the inventory, in its database.' },
    },
    optional: true,
    size: 1780,
  },
];
