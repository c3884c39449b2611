/**
 * Visits everything that a message may contain, from any realm: Function nodes run in a `vm` context,
 * whose prototypes `instanceof` does not recognize. This module is also bundled for the browser, so it
 * must not depend on Node.js.
 */

/**
 * How a holder stores a value. Both functions return false or throw if the holder refuses the change,
 * and never add again what was removed.
 */
export interface Hold {
  replace(holder: object, key: unknown, value: unknown): boolean;
  remove(holder: object, key: unknown): boolean;
}

export interface HeldValue {
  /** The name of the property or Map entry; empty if it has none. */
  name: string;
  /** Identifies the value within its holder. */
  key: unknown;
  value: unknown;
  hold: Hold;
}

/** Changes are verified by reading the property: a Proxy may claim a change that it did not make. */
const property: Hold = {
  replace(holder, key, value) {
    const name = String(key);
    if (!Object.hasOwn(holder, name)) return true;
    // Unlike an assignment, this calls no setter and replaces a getter.
    const isDefined = Reflect.defineProperty(holder, name, { value, writable: true });
    return isDefined && Object.is(Reflect.get(holder, name), value);
  },
  remove(holder, key) {
    const name = String(key);
    return Reflect.deleteProperty(holder, name) && !Object.hasOwn(holder, name);
  },
};

/** A property with a getter, which may return a different object each time. */
export const getter: Hold = { ...property };

// The built-in methods, because subclasses of Map and Set may override them.
const { delete: removeEntry, has: hasEntry, set: setEntry, forEach: forEachEntry } = Map.prototype;
const { delete: removeMember, add: addMember, forEach: forEachMember } = Set.prototype;

const entry: Hold = {
  replace(map, key, value) {
    if (Reflect.apply(hasEntry, map, [key])) Reflect.apply(setEntry, map, [key, value]);
    return true;
  },
  remove: (map, key) => Reflect.apply(removeEntry, map, [key]),
};
/** If the key of an entry must not stay, the whole entry is removed. */
const keyOfEntry: Hold = { replace: entry.remove, remove: entry.remove };
const member: Hold = {
  replace(set, key, value) {
    if (Reflect.apply(removeMember, set, [key])) Reflect.apply(addMember, set, [value]);
    return true;
  },
  remove: (set, key) => Reflect.apply(removeMember, set, [key]),
};

/** Node-RED shares these between all clones of a message (`cloneMessage` in `@node-red/util`). */
const sharedByClones: ReadonlySet<string> = new Set(['req', 'res']);

/** The number of getters called per visit: getters may create objects with getters endlessly. */
const mostGetters = 1000;

type Call = (get: () => unknown, holder: object) => unknown;

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** @returns whether a value is an array or an object as in JSON, from any realm. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype = Reflect.getPrototypeOf(value);
  return prototype === null || Reflect.getPrototypeOf(prototype) === null;
}

/**
 * @returns whether a value is not data of the message: a buffer, a stream, or another event emitter,
 *   such as a socket, a client or a node.
 */
function isForeign(value: object): boolean {
  if (ArrayBuffer.isView(value)) return true;
  const prototype = Reflect.getPrototypeOf(value) ?? {};
  return ['emit', 'pipe'].some((name) => typeof Reflect.get(prototype, name) === 'function');
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value);
}

/** @returns the text of an object that has no other content, such as a URL or a String object. */
function textIfOnlyText(value: unknown): unknown {
  if (!isObject(value)) return value;
  try {
    if (isPlain(value) || isForeign(value)) return value;
    const hasProperties = Object.getOwnPropertyNames(value).length > 0;
    if (hasProperties && tagOf(value) !== '[object String]') return value;
    const text = String(value);
    return text.startsWith('[object ') ? value : text;
  } catch {
    return value;
  }
}

function propertiesOf(holder: object, call: Call): HeldValue[] {
  const held: HeldValue[] = [];
  for (const key of Object.getOwnPropertyNames(holder)) {
    if (key === 'length' && Array.isArray(holder)) continue;
    const { get, value }: { get?: () => unknown; value?: unknown } =
      Reflect.getOwnPropertyDescriptor(holder, key) ?? {};
    held.push(
      get
        ? { name: key, key, value: call(get, holder), hold: getter }
        : { name: key, key, value, hold: property },
    );
  }
  return held;
}

function entriesOf(map: object): HeldValue[] {
  const held: HeldValue[] = [];
  const add = (value: unknown, key: unknown) => {
    const name = typeof key === 'string' ? key : '';
    held.push({ name, key, value, hold: entry }, { name: '', key, value: key, hold: keyOfEntry });
  };
  Reflect.apply(forEachEntry, map, [add]);
  return held;
}

function membersOf(set: object): HeldValue[] {
  const held: HeldValue[] = [];
  const add = (value: unknown) => held.push({ name: '', key: value, value, hold: member });
  Reflect.apply(forEachMember, set, [add]);
  return held;
}

function valuesOf(holder: object, call: Call): HeldValue[] {
  try {
    if (isPlain(holder)) return propertiesOf(holder, call);
    if (isForeign(holder)) return [];
    const properties = propertiesOf(holder, call);
    const tag = tagOf(holder);
    if (tag === '[object Map]') return [...properties, ...entriesOf(holder)];
    if (tag === '[object Set]') return [...properties, ...membersOf(holder)];
    return properties;
  } catch {
    return []; // A Proxy that throws: nobody else can read it either.
  }
}

/**
 * Visits every value nested in `root`, with its holder: own properties of objects, including instances
 * of classes, entries of Maps and members of Sets. Does not descend into buffers, streams, requests and
 * responses, and skips what cannot be read. Never throws because of what it visits.
 *
 * @param visit must not change anything during the visit.
 */
export function visitData(root: unknown, visit: (holder: object, held: HeldValue) => void): void {
  const seen = new Set<object>();
  let gettersLeft = mostGetters;
  const call: Call = (get, holder) => {
    gettersLeft -= 1;
    try {
      return gettersLeft < 0 ? undefined : Reflect.apply(get, holder, []);
    } catch {
      return undefined;
    }
  };
  // An explicit stack, not recursion: data may be nested deeper than the call stack allows.
  const pending = isObject(root) ? [root] : [];
  for (let holder = pending.pop(); holder !== undefined; holder = pending.pop()) {
    if (seen.has(holder)) continue;
    seen.add(holder);
    for (const held of valuesOf(holder, call)) {
      if (holder === root && sharedByClones.has(held.name)) continue;
      held.value = textIfOnlyText(held.value);
      visit(holder, held);
      if (isObject(held.value)) pending.push(held.value);
    }
  }
}
