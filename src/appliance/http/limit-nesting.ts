import { eachEntry } from '../../messages/record';

/**
 * The levels of an answer that are kept. Node-RED clones a message recursively for every additional
 * wire (lodash.clonedeep). That overflows the stack at about 2,400 levels, outside of any handler,
 * and would end the process. No answer of the API has more than a dozen.
 */
const deepest = 1000;

/** Replaces what is truncated. */
const truncated = null;

/**
 * @param value parsed JSON, changed in place.
 * @param text what it was parsed from: each level takes at least two characters, so a short text
 *   cannot be too deep.
 * @returns the value, truncated below 1,000 levels.
 */
export function limitNesting(value: unknown, text: string): unknown {
  if (text.length < 2 * deepest) return value;
  let level: object[] = typeof value === 'object' && value !== null ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    const next: object[] = [];
    for (const node of level) {
      eachEntry(node, (child, key) => {
        if (typeof child !== 'object' || child === null) return;
        if (depth < deepest) next.push(child);
        else Reflect.set(node, key, truncated);
      });
    }
    level = next;
  }
  return value;
}
