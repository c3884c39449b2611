/**
 * Levels of an answer that are kept. Node-RED clones a message for every further wire by recursion
 * (lodash.clonedeep), which overflows the stack at some 2,400 levels, outside of any handler: that
 * would end the process. No answer of the API has more than a dozen.
 */
const deepest = 1000;

/** What stands in the place of what was cut off. */
const cutOff = null;

/**
 * @param value parsed JSON, changed in place.
 * @param text what it was parsed from: with fewer characters than two a level it cannot be too deep.
 * @returns the value, cut off below 1,000 levels.
 */
export function cutNesting(value: unknown, text: string): unknown {
  if (text.length < 2 * deepest) return value;
  let level: object[] = typeof value === 'object' && value !== null ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    const next: object[] = [];
    for (const node of level) {
      for (const [key, child] of Object.entries(node)) {
        if (typeof child !== 'object' || child === null) continue;
        if (depth < deepest) next.push(child);
        else Reflect.set(node, key, cutOff);
      }
    }
    level = next;
  }
  return value;
}
