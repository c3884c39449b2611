/** @returns whether parsed JSON is an object, as opposed to a list or a primitive value. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param key from outside: a backup may be called `__proto__`.
 * @returns the own property of that name; undefined without one, also for what every object inherits.
 */
export function ownValue<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * @param value of an answer or a message: `String` throws for `{"toString": 1}`.
 * @returns what `String` returns; for an object that cannot be converted what it returns for most others.
 */
export function stringOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '[object Object]';
  }
}

/**
 * Visits the elements of an array, or the own properties of an object. `Object.entries` makes a pair
 * and a text of each, which takes seconds for an answer of a million elements.
 */
export function eachEntry(
  value: object,
  visit: (child: unknown, key: string | number) => void,
): void {
  if (Array.isArray(value)) value.forEach(visit);
  else for (const [key, child] of Object.entries(value)) visit(child, key);
}
