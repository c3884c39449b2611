/** What reaches an appliance. */
export const trafficKinds = [
  'connection',
  'sign-in',
  'sign-out',
  'reconciliation',
  'restore',
  'backups',
  'details',
  'schedules',
  'time zone',
  'other',
  /** A connection or request that came while nothing was answered. */
  'unanswered',
] as const;

export type TrafficKind = (typeof trafficKinds)[number];

/** What has reached the appliances of a process, in the order in which it came: one item of each list. */
export interface Traffic {
  /** Milliseconds since 1970. */
  readonly times: Float64Array;
  /** The number of the appliance, from 0. */
  readonly appliances: Uint32Array;
  /** The index of its kind in the list above. */
  readonly kinds: Uint8Array;
  /** How many polls of its jobs the appliance was answering then, this one among them if it is one. */
  readonly together: Uint8Array;
}
