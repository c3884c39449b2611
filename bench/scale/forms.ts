/** How large a run is, and how long it takes. Times in seconds. */

export type FormName = 'full' | 'short';

export type ScaleExperimentName = 'side by side' | 'history' | 'outage';

export interface Form {
  /** The experiments; those of one group run at the same time, which is quicker, and less exact. */
  readonly groups: readonly (readonly ScaleExperimentName[])[];
  /** Between two polls of an appliance. */
  readonly interval: number;
  /** Numbers of appliances, the largest first: bounds apply to that one. */
  readonly sizes: readonly number[];
  /** From the last deploy until what is measured begins. */
  readonly calm: number;
  /** How many intervals are measured. */
  readonly slices: number;
  readonly history: {
    readonly appliances: number;
    readonly backups: number;
    readonly calm: number;
    readonly slices: number;
  };
  readonly outage: {
    readonly appliances: number;
    /** Before nothing is answered any more. */
    readonly calm: number;
    readonly silence: number;
    /** After which an appliance counts as lost. */
    readonly patience: number;
  };
}

export const forms: Readonly<Record<FormName, Form>> = {
  full: {
    groups: [['side by side'], ['history'], ['outage']],
    interval: 10,
    sizes: [1_000, 100, 10],
    calm: 120,
    slices: 15,
    history: { appliances: 200, backups: 10_000, calm: 30, slices: 10 },
    outage: { appliances: 100, calm: 25, silence: 40, patience: 60 },
  },
  short: {
    groups: [['side by side', 'history', 'outage']],
    interval: 5,
    sizes: [100],
    calm: 12,
    slices: 7,
    history: { appliances: 40, backups: 2_000, calm: 12, slices: 7 },
    outage: { appliances: 40, calm: 8, silence: 17, patience: 45 },
  },
};
