import { isRecord } from './record';

function isPlain(value: unknown): value is object {
  if (Array.isArray(value)) return true;
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * Calls back for every value below this one, with the object or list that holds it. Only plain
 * data is looked into: requests, responses and buffers are somebody else's.
 *
 * @param see may change or delete the value: what is there afterwards is visited next.
 */
export function visitPlainData(
  root: unknown,
  see: (holder: object, key: string, value: unknown) => void,
): void {
  const seen = new Set<unknown>();
  // A list of what is left to visit, not recursion: data may be nested deeper than the stack.
  const left: unknown[] = [root];
  while (left.length > 0) {
    const holder = left.pop();
    if (seen.has(holder) || !isPlain(holder)) continue;
    seen.add(holder);
    for (const [key, value] of Object.entries(holder)) {
      see(holder, key, value);
      left.push(Reflect.get(holder, key));
    }
  }
}
