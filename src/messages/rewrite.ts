import { getter, type HeldValue, isObject, visitData } from './visit';

/** Returned instead of a value that is to be removed. */
export const removed = Symbol('removed');

/** Replaces an object that can be neither changed nor copied. */
const unknownContent = '***';

type Rewrite = (held: HeldValue) => unknown;

interface Change extends Pick<HeldValue, 'key' | 'value' | 'hold'> {
  holder: object;
}

/** Copies own properties and the prototype; private fields and internal slots are lost. */
function copyOf(holder: object): object {
  const copy: object = Array.isArray(holder) ? [] : Object.create(Reflect.getPrototypeOf(holder));
  for (const key of Reflect.ownKeys(holder)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(holder, key);
    const writable = descriptor?.get || descriptor?.set ? {} : { writable: true };
    Reflect.defineProperty(copy, key, { ...descriptor, ...writable, configurable: true });
  }
  return copy;
}

/** @returns whether the change was made. */
function isMade({ holder, key, value, hold }: Change): boolean {
  try {
    return value === removed ? hold.remove(holder, key) : hold.replace(holder, key, value);
  } catch {
    return false;
  }
}

function rewrittenCopy(change: Change): unknown {
  try {
    const copy = copyOf(change.holder);
    return isMade({ ...change, holder: copy }) ? copy : unknownContent;
  } catch {
    return unknownContent;
  }
}

function changesBelow(root: object, rewrite: Rewrite): Change[] {
  const changes: Change[] = [];
  visitData(root, (holder, held) => {
    const value = rewrite(held);
    // NaN is the same as itself here. A getter would return another object, without the changes in this one.
    const isKept = Object.is(value, held.value) && !(held.hold === getter && isObject(value));
    if (!isKept) changes.push({ holder, key: held.key, value, hold: held.hold });
  });
  return changes;
}

/** @returns where each object is held, now or after these changes. */
function placesBelow(root: object, changes: readonly Change[]): Map<object, Change[]> {
  const places = new Map<object, Change[]>();
  const add = (place: Change) => {
    if (!isObject(place.value)) return;
    const others = places.get(place.value);
    if (others) others.push(place);
    else places.set(place.value, [place]);
  };
  visitData(root, (holder, { key, value, hold }) => add({ holder, key, value, hold }));
  changes.forEach(add);
  return places;
}

/**
 * Changes values nested in `root`, in place. A holder that refuses a change, such as a frozen object,
 * is replaced by a changed copy wherever it is held, and likewise its own holders, but never `root`.
 *
 * @param rewrite returns the new value: the same one, another one, or `removed`.
 */
export function rewriteData(root: object, rewrite: Rewrite): void {
  const changes = changesBelow(root, rewrite);
  const refused = changes.filter((change) => !isMade(change));
  if (refused.length === 0) return;
  const places = placesBelow(root, changes);
  const copies = new Map<object, unknown>();
  // The list grows during the loop, which ends because each holder is copied at most once.
  for (const change of refused) {
    const { holder } = change;
    if (copies.has(holder)) {
      const copy = copies.get(holder);
      if (isObject(copy)) isMade({ ...change, holder: copy });
    } else if (!isMade(change)) {
      const copy = rewrittenCopy(change);
      copies.set(holder, copy);
      for (const place of places.get(holder) ?? []) refused.push({ ...place, value: copy });
    }
  }
}

/** @returns the object, or a copy if its properties cannot all be changed, or none can be added. */
export function changeable<Holder extends object>(holder: Holder): Holder {
  try {
    const fixed = (key: PropertyKey) => {
      const { configurable, get, set, writable } =
        Reflect.getOwnPropertyDescriptor(holder, key) ?? {};
      return !configurable || !(writable || get || set);
    };
    if (Object.isExtensible(holder) && !Reflect.ownKeys(holder).some(fixed)) return holder;
    return copyOf(holder) as Holder;
  } catch {
    return holder; // A Proxy that throws.
  }
}
