import { timeout } from '../within';

/** Conditions to wait for, which are checked after every event. */
export function createConditions() {
  const looks = new Set<() => void>();

  /**
   * @returns the result of `find` as soon as it is not undefined.
   * @throws Error with the text from `giveUp` on timeout.
   */
  function until<T>(find: () => T | undefined, giveUp: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        looks.delete(look);
        clearTimeout(deadline);
      };
      const look = () => {
        const found = find();
        if (found === undefined) return;
        end();
        resolve(found);
      };
      const deadline = setTimeout(() => {
        end();
        reject(new Error(giveUp()));
      }, timeout);
      looks.add(look);
      look();
    });
  }

  return {
    until,
    happened: () => {
      for (const look of looks) look();
    },
  };
}

/** Received items, to be waited for and removed. */
export interface Inbox<T> {
  put(item: T): void;
  /**
   * Removes the first matching item; by default any item matches.
   *
   * @throws Error with the other items on timeout.
   */
  next(wanted?: (item: T) => boolean): Promise<T>;
  /** The items that were not removed. */
  rest(): readonly T[];
  clear(): void;
}

export function createInbox<T>(): Inbox<T> {
  const items: T[] = [];
  const { until, happened } = createConditions();
  return {
    put: (item) => {
      items.push(item);
      happened();
    },
    next: (wanted = () => true) =>
      until(
        () => {
          const index = items.findIndex(wanted);
          return index < 0 ? undefined : items.splice(index, 1)[0];
        },
        () => `What was waited for did not come. What came: ${JSON.stringify(items)}`,
      ),
    rest: () => items,
    clear: () => {
      items.length = 0;
    },
  };
}
