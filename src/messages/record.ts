/** @returns whether parsed JSON is an object, as opposed to a list or a primitive value. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
