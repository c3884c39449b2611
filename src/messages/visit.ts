import { isRecord } from './record';

function isPlain(value: unknown): value is object {
  if (Array.isArray(value)) return true;
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * Visits every value nested in `root`, with the object or array that contains it. Descends only into
 * plain objects and arrays, not into requests, responses or buffers.
 *
 * @param visit may replace or delete the value; the replacement is visited next.
 */
export function visitPlainData(
  root: unknown,
  visit: (holder: object, key: string, value: unknown) => void,
): void {
  const seen = new Set<unknown>();
  // An explicit stack, not recursion: data may be nested deeper than the call stack allows.
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const holder = pending.pop();
    if (seen.has(holder) || !isPlain(holder)) continue;
    seen.add(holder);
    for (const [key, value] of Object.entries(holder)) {
      visit(holder, key, value);
      pending.push(Reflect.get(holder, key));
    }
  }
}
