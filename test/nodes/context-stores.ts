/** Context stores for `contextStorage` of a settings file. */

type Callback = (error?: Error | null, value?: unknown) => void;

/** One that a test can look into and let fail. It answers later, as one on a network does. */
export interface TestStore {
  /** For `module` in `contextStorage`. */
  module(): Record<string, unknown>;
  /** What it holds, by scope: `<node>:<flow>`. */
  readonly held: Map<string, unknown>;
  readonly reads: number;
  readonly writes: number;
  /** Lets reading, writing, or reading what was half written fail, until told nothing. */
  fail(what?: 'reading' | 'writing' | 'parsing'): void;
  /** Lets reading or writing never call back, until told nothing. */
  mute(what?: 'reading' | 'writing'): void;
  /** Lets what is to be written from now on wait. Returns what ends that. */
  hold(): () => void;
}

export function createTestStore(): TestStore {
  const held = new Map<string, unknown>();
  let failing: 'reading' | 'writing' | 'parsing' | undefined;
  let muted: 'reading' | 'writing' | undefined;
  let reads = 0;
  let writes = 0;
  let released: Promise<void> = Promise.resolve();

  /** Like the core's `localfilesystem` without a cache it knows no answer at once. */
  function answer(
    callback: Callback | undefined,
    what: 'reading' | 'writing',
    work: () => unknown,
  ): void {
    if (callback === undefined) throw new Error('Only asynchronous access is supported.');
    if (muted === what) return;
    setImmediate(() => {
      if (failing === what) callback(new Error(`${what} failed`));
      else if (what === 'reading' && failing === 'parsing')
        callback(new SyntaxError('Unexpected end of JSON input'));
      else callback(null, work());
    });
  }

  return {
    module: () => ({
      open: () => Promise.resolve(),
      close: () => Promise.resolve(),
      clean: () => Promise.resolve(),
      delete: () => Promise.resolve(),
      keys: (_scope: string, callback: Callback) => callback(null, []),
      get(scope: string, _key: string, callback?: Callback) {
        reads += 1;
        answer(callback, 'reading', () => held.get(scope));
      },
      set(scope: string, _key: string, value: unknown, callback?: Callback) {
        writes += 1;
        void released.then(() => answer(callback, 'writing', () => void held.set(scope, value)));
      },
    }),
    held,
    get reads() {
      return reads;
    },
    get writes() {
      return writes;
    },
    fail(what) {
      failing = what;
    },
    mute(what) {
      muted = what;
    },
    hold() {
      let release = () => {};
      released = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}
