import { patience } from '../within';

/** Things that are waited for, looked at again whenever something has happened. */
export function createConditions() {
  const looks = new Set<() => void>();

  /**
   * @returns what `look` finds, as soon as that is not undefined.
   * @throws Error in the words of `giveUp`, when that does not come about in time.
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
      }, patience);
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

/** What arrives from elsewhere, to be waited for and taken out. */
export interface Inbox<T> {
  put(item: T): void;
  /**
   * Takes out the first item that is wanted; any, where nothing is said.
   *
   * @throws Error with all that came instead, when it does not come in time.
   */
  next(wanted?: (item: T) => boolean): Promise<T>;
  /** What came and was not taken out. */
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
