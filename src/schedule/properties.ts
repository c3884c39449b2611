/**
 * What a schedule consists of: one row for each property that is compared. Bundled for the browser: no
 * Node.js in it.
 */

import { daysOfWeek } from '../appliance/operations/structures/days-of-week';
import { locationKey } from '../messages/backup-location';
import { isRecord, stringOf } from '../messages/record';
import { redactText } from '../messages/redaction';

/** The fields of a schedule by the API's names: of an appliance, so unchecked, or desired. */
export type ScheduleFields = Readonly<Record<string, unknown>>;

/** A property, as it is called in `msg.schedule.changes`. */
export type PropertyName =
  | 'location'
  | 'location_user'
  | 'parts'
  | 'enable'
  | 'recurrence_info.time'
  | 'recurrence_info.days'
  | 'retention_info'
  | 'fast_backup';

interface Property {
  name: PropertyName;
  /** The field of the API that contains it, and is sent whole. */
  field: string;
  /** @returns a field, which is given, as a person or a flow reads the property in it. */
  shown(value: unknown): unknown;
  /** @returns a text that is the same for all values that mean the same. */
  key(shown: unknown): string;
  /** What the API takes for it if the field is absent, as shown. */
  ifAbsent?: unknown;
}

function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list.map(String);
}

/** An appliance names no day where it means all of them. */
function daysOf(recurrence: unknown): string[] {
  const named = isRecord(recurrence) ? textsOf(recurrence.days) : [];
  const chosen = daysOfWeek.filter((day) => named.includes(day));
  return chosen.length > 0 ? chosen : [...daysOfWeek];
}

function timeOf(recurrence: unknown): string {
  const { hour, minute } = isRecord(recurrence) ? recurrence : {};
  return [hour, minute].map((number) => stringOf(number).padStart(2, '0')).join(':');
}

function asIs(value: unknown): unknown {
  return value;
}

function setKey(shown: unknown): string {
  return [...new Set(textsOf(shown))].sort().join(',');
}

export const properties: readonly Property[] = [
  {
    name: 'location',
    field: 'location',
    shown: (value) => redactText(stringOf(value)),
    key: (shown) => locationKey(stringOf(shown)),
  },
  { name: 'location_user', field: 'location_user', shown: asIs, key: stringOf },
  {
    name: 'parts',
    field: 'parts',
    shown: textsOf,
    // Mandatory, whether it is listed or not.
    key: (shown) => setKey(textsOf(shown).filter((part) => part !== 'common')),
  },
  { name: 'enable', field: 'enable', shown: asIs, key: stringOf, ifAbsent: true },
  { name: 'recurrence_info.time', field: 'recurrence_info', shown: timeOf, key: stringOf },
  { name: 'recurrence_info.days', field: 'recurrence_info', shown: daysOf, key: setKey },
  {
    name: 'retention_info',
    field: 'retention_info',
    shown: asIs,
    key: (shown) => stringOf(isRecord(shown) ? shown.max_count : shown),
  },
  { name: 'fast_backup', field: 'fast_backup', shown: asIs, key: stringOf, ifAbsent: false },
];

/** A property in which a schedule is not as desired. */
export interface Difference {
  property: PropertyName;
  /** The field of the API that contains it. */
  field: string;
  /** Null where there is none. */
  from: unknown;
  to: unknown;
}

/** @returns the property in a schedule as shown; null where the schedule has none. */
function shownIn({ field, shown }: Property, fields: ScheduleFields | null): unknown {
  const value = fields?.[field];
  // An empty text is none, as everywhere in this package.
  return value === undefined || value === null || value === '' ? null : shown(value);
}

function keyOf({ key, ifAbsent = null }: Property, shown: unknown): string | null {
  const meant = shown ?? ifAbsent;
  return meant === null ? null : key(meant);
}

/**
 * @param before null where there is no schedule.
 * @param desired null in it stands for a property that there should not be; what it does not name is
 *   not compared.
 */
export function differencesOf(
  before: ScheduleFields | null,
  desired: ScheduleFields,
): Difference[] {
  return properties.flatMap((property) => {
    const { name, field } = property;
    if (!Object.hasOwn(desired, field)) return [];
    const [from, to] = [shownIn(property, before), shownIn(property, desired)];
    return keyOf(property, from) === keyOf(property, to)
      ? []
      : [{ property: name, field, from, to }];
  });
}

/** @returns all that a schedule has, as differences from none. */
export function contentsOf(before: ScheduleFields): Difference[] {
  return properties.flatMap((property) => {
    const from = shownIn(property, before);
    return from === null
      ? []
      : [{ property: property.name, field: property.field, from, to: null }];
  });
}
