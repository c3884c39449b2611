interface Range {
  least: number;
  most: number;
}

const seconds: Range = { least: 0, most: 86_400 };

/** The numbers of the dialogs by property. An empty field is the default that stands grey in it. */
const ranges = {
  interval: { ...seconds, least: 1 },
  timeout: { ...seconds, least: 1 },
  appear: seconds,
  outage: seconds,
  stalledAfter: seconds,
  // Hours of a year, minutes of a day: more is a slip of the finger.
  overdueAfter: { least: 0, most: 8760 },
  grace: { least: 1, most: 1440 },
} as const satisfies Record<string, Range>;

export type NumberField = keyof typeof ranges;

export function isNumberField(name: string): name is NumberField {
  return Object.hasOwn(ranges, name);
}

/** @returns whether a field that was typed as a number holds one that is allowed, or nothing. */
export function isInRange(field: NumberField, value: unknown): boolean {
  const text = String(value ?? '').trim();
  const { least, most } = ranges[field];
  return text === '' || (Number(text) >= least && Number(text) <= most);
}
