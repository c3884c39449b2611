/**
 * Which sign-ins may be tried, and when, so that no account is ever locked. It knows what was
 * refused and accepted, and sends nothing; all times are milliseconds on a monotonic clock.
 *
 * Single sign-on locks a user after five failures in three minutes; the appliance locks its local
 * accounts, root included, after three in fifteen, a hardened one until somebody unlocks them
 * (Broadcom KB 394828, STIG V-258843).
 */
import type { Credentials } from './credentials';

const second = 1000;
const minute = 60 * second;

/** Refusals of an account, and of a user with the same secret anywhere, in fifteen minutes. */
export const mostRefusals = 2;

const rules = {
  /** Fifteen minutes, and ten seconds for what clocks and networks differ by. */
  window: 15 * minute + 10_000,
  /** How long nodes wait after the first, the second and every further refusal of a secret. */
  pauses: [15 * minute, 30 * minute, 60 * minute],
  /** How long nodes wait between their tries where the appliance may still be starting. */
  pauseAfterOutage: minute,
  /** How long after an outage an appliance may refuse credentials that are good. */
  outageLasts: 30 * minute,
  /** How long an acceptance shows that it is not the secret that is wrong. */
  acceptanceCounts: 5 * minute,
  /** Requests of one account, and sign-ins with the same secret over all places, at the same time. */
  mostUnderWay: 2,
  /** After which time without an answer one of them gives its room to others. */
  roomAfter: second,
  remembered: 60 * minute,
  /** Records without a refusal; of more, those are dropped that were used longest ago. */
  mostIdleRecords: 1000,
} as const;

const [firstPause, , longestPause] = rules.pauses;

/** Who signs in: nodes, a person who tests the connection, or one who was asked and insists. */
export type By = 'nodes' | 'person' | 'insisting person';

/** A try that is under way. It is ended once, by one of these. */
export interface Try {
  /** Whether the credentials had been accepted, and not refused lately. */
  readonly isProven: boolean;
  accepted(): void;
  refused(): void;
  /** It ended without an answer to the sign-in. */
  ended(): void;
}

/** What is known of a secret at one account. */
interface SecretHere {
  isGood: boolean;
  acceptedAt: number | undefined;
  refusedAt: number | undefined;
  /** In the order of {@link events}. */
  refusal: number;
  /** How often nodes have had to wait, each time longer. */
  pauses: number;
  pausedUntil: number;
}

/** What is known of an account. */
interface Account {
  refusals: number[];
  /** Nodes use one refusal in fifteen minutes, whatever secrets they have. */
  nodesPausedUntil: number;
  underWay: number;
  secrets: Map<string, SecretHere>;
}

/** What is known of a user with a secret, over all places. */
interface SecretAnywhere {
  refusals: number[];
  acceptedAt: number | undefined;
  /** Since when each of those is under way that have not ended. */
  underWay: Set<{ since: number }>;
}

export interface Refusals {
  /** How many more refusals of these credentials are safe now, by whomever. */
  left(credentials: Credentials): number;
  /** @returns when they may be tried next; not later than now: at once. */
  nextTry(credentials: Credentials, by: By): number;
  /** Whether the account has room for another try, beside those under way. */
  hasRoom(credentials: Credentials, by: By): boolean;
  /** Begins a try, which takes room at the account. */
  begin(credentials: Credentials, by: By): Try;
  /** Whether the same secret is tried at few enough other places. */
  hasRoomAnywhere(credentials: Credentials, by: By): boolean;
  /** Takes room among all places. @returns what gives it back. */
  beginAnywhere(credentials: Credentials): () => void;
  /** The place did not answer as it should, so that it may have restarted. */
  outage(place: string): void;
}

/** @param now the monotonic clock. */
export function createRefusals(now: () => number): Refusals {
  const accounts = new Map<string, Account>();
  const secrets = new Map<string, SecretAnywhere>();
  const outages = new Map<string, number>();
  /** Counts what happens, since several things may happen in the same millisecond. */
  let events = 0;

  const within = (times: readonly number[], length: number) =>
    times.filter((at) => now() - at < length);
  const recent = ({ refusals }: { refusals: number[] }) => within(refusals, rules.window);

  /** The record, as the one that was used last. */
  function used<Entry>(records: Map<string, Entry>, key: string, create: () => Entry): Entry {
    const entry = records.get(key) ?? create();
    records.delete(key);
    records.set(key, entry);
    return entry;
  }

  function accountOf({ account }: Credentials): Account {
    return used(accounts, account, () => ({
      refusals: [],
      nodesPausedUntil: -Infinity,
      underWay: 0,
      secrets: new Map(),
    }));
  }

  function anywhereOf({ secret }: Credentials): SecretAnywhere {
    return used(secrets, secret, () => ({
      refusals: [],
      acceptedAt: undefined,
      underWay: new Set(),
    }));
  }

  /** A pause of 60 minutes has to have been over for a while, or it would never be followed by another. */
  function isForgotten({ refusedAt = -Infinity, pausedUntil }: SecretHere): boolean {
    return now() >= Math.max(refusedAt + rules.remembered, pausedUntil + firstPause);
  }

  function hereOf(account: Account, { secret }: Credentials): SecretHere {
    const here = used<SecretHere>(account.secrets, secret, () => ({
      isGood: false,
      acceptedAt: undefined,
      refusedAt: undefined,
      refusal: 0,
      pauses: 0,
      pausedUntil: -Infinity,
    }));
    if (isForgotten(here)) Object.assign(here, { refusedAt: undefined, pauses: 0 });
    return here;
  }

  /** Whether a record has to be kept: never is one forgotten that a refusal or a try depends on. */
  function isNeeded(record: Account | SecretAnywhere): boolean {
    const { refusals, underWay } = record;
    const isInUse = typeof underWay === 'number' ? underWay > 0 : underWay.size > 0;
    return isInUse || within(refusals, rules.remembered).length > 0;
  }

  function isPaused({ secrets: here }: Account): boolean {
    return [...here.values()].some((secret) => !isForgotten(secret));
  }

  function dropIdle<Entry>(records: Map<string, Entry>, isIdle: (entry: Entry) => boolean): void {
    if (records.size <= rules.mostIdleRecords) return;
    const idle = [...records].filter(([, entry]) => isIdle(entry));
    for (const [key] of idle.slice(0, records.size - rules.mostIdleRecords)) records.delete(key);
  }

  function forget(): void {
    dropIdle(accounts, (account) => !isNeeded(account) && !isPaused(account));
    dropIdle(secrets, (secret) => !isNeeded(secret));
    dropIdle(outages, (at) => now() - at >= rules.outageLasts);
    for (const account of accounts.values()) {
      account.refusals = within(account.refusals, rules.remembered);
      dropIdle(account.secrets, isForgotten);
    }
    for (const secret of secrets.values()) {
      secret.refusals = within(secret.refusals, rules.remembered);
    }
  }

  /** When fewer than the most are left of these refusals. */
  function whenOneIsLeft(refusals: readonly number[]): number {
    const last = refusals.at(-mostRefusals);
    return last === undefined ? -Infinity : last + rules.window;
  }

  /** Whether an acceptance outweighs refusals of which the one at `since` counts, or if there is none. */
  function outweighs(acceptedAt = -Infinity, since = -Infinity): boolean {
    return acceptedAt >= since - rules.acceptanceCounts;
  }

  /** Two refusals of a secret say nothing against it where another appliance accepts it. */
  function isVouchedFor(anywhere: SecretAnywhere): boolean {
    return outweighs(anywhere.acceptedAt, anywhere.refusals.at(-1));
  }

  /**
   * How many sign-ins with a secret take room from others. Appliances that do not answer would hold
   * back all others of a fleet that shares an account; so they no longer count after a second where the
   * secret has just been accepted elsewhere.
   */
  function takingRoom({ acceptedAt = -Infinity, underWay }: SecretAnywhere): number {
    if (now() - acceptedAt >= rules.acceptanceCounts) return underWay.size;
    return [...underWay].filter(({ since }) => now() - since < rules.roomAfter).length;
  }

  function isProven({ isGood, refusedAt = -Infinity }: SecretHere): boolean {
    return isGood && now() - refusedAt >= rules.window;
  }

  /** A good secret is not held back by what another one, mistyped by a person, has used up. */
  function isExempt(here: SecretHere, account: Account, by: By): boolean {
    const first = recent(account).at(-mostRefusals);
    return by === 'nodes' && here.isGood && outweighs(here.acceptedAt, first);
  }

  function isComingBack({ place }: Credentials, { acceptedAt = Infinity }: SecretHere): boolean {
    const outage = outages.get(place) ?? -Infinity;
    return outage >= acceptedAt && now() - outage < rules.outageLasts;
  }

  function pauseNodes(credentials: Credentials, account: Account, here: SecretHere): void {
    if (isComingBack(credentials, here)) {
      // What keeps the third from following is the limit of two refusals in `window`.
      here.pausedUntil = now() + rules.pauseAfterOutage;
      return;
    }
    // Changed credentials use the refusal that is kept for a person: a person has deployed them.
    const isChange = here.acceptedAt === undefined && here.refusedAt === undefined;
    if (!isChange || recent(account).length === 1) account.nodesPausedUntil = now() + firstPause;
    here.pausedUntil = now() + (rules.pauses[here.pauses] ?? longestPause);
    here.pauses += 1;
  }

  function accept(account: Account, credentials: Credentials, begun: number): void {
    const here = hereOf(account, credentials);
    anywhereOf(credentials).acceptedAt = now();
    // The answer to a request that was sent before a refusal came in is the older news.
    if (here.refusal > begun) return;
    here.isGood = true;
    here.acceptedAt = now();
    here.pauses = 0;
    here.pausedUntil = -Infinity;
  }

  function refuse(account: Account, credentials: Credentials, by: By, begun: number): void {
    const here = hereOf(account, credentials);
    account.refusals.push(now());
    anywhereOf(credentials).refusals.push(now());
    // Of two that were under way when the password changed, the second is no further try.
    if (by === 'nodes' && here.refusal < begun) pauseNodes(credentials, account, here);
    here.isGood = false;
    here.refusedAt = now();
    here.refusal = ++events;
    forget();
  }

  return {
    left(credentials) {
      const anywhere = anywhereOf(credentials);
      const used = isVouchedFor(anywhere) ? 0 : recent(anywhere).length;
      return Math.max(0, mostRefusals - Math.max(used, recent(accountOf(credentials)).length));
    },
    nextTry(credentials, by) {
      if (by === 'insisting person') return -Infinity;
      const account = accountOf(credentials);
      const here = hereOf(account, credentials);
      const anywhere = anywhereOf(credentials);
      const isWaiting = by === 'nodes' && !here.isGood;
      return Math.max(
        isExempt(here, account, by) ? -Infinity : whenOneIsLeft(recent(account)),
        isVouchedFor(anywhere) ? -Infinity : whenOneIsLeft(recent(anywhere)),
        isWaiting ? here.pausedUntil : -Infinity,
        isWaiting && here.refusedAt !== undefined ? account.nodesPausedUntil : -Infinity,
      );
    },
    hasRoom(credentials, by) {
      if (by === 'insisting person') return true;
      const account = accountOf(credentials);
      const isAlone = by === 'nodes' && !isProven(hereOf(account, credentials));
      const room = Math.max(1, rules.mostUnderWay - recent(account).length);
      return account.underWay < (isAlone ? 1 : room);
    },
    begin(credentials, by) {
      const account = accountOf(credentials);
      const isProvenNow = isProven(hereOf(account, credentials));
      const begun = ++events;
      const end = () => {
        account.underWay -= 1;
      };
      account.underWay += 1;
      if (accounts.size > rules.mostIdleRecords) forget();
      return {
        isProven: isProvenNow,
        accepted() {
          end();
          accept(account, credentials, begun);
        },
        refused() {
          end();
          refuse(account, credentials, by, begun);
        },
        ended: end,
      };
    },
    hasRoomAnywhere(credentials, by) {
      if (by === 'insisting person') return true;
      const anywhere = anywhereOf(credentials);
      const used = isVouchedFor(anywhere) ? 0 : recent(anywhere).length;
      return takingRoom(anywhere) < Math.max(1, rules.mostUnderWay - used);
    },
    beginAnywhere(credentials) {
      const anywhere = anywhereOf(credentials);
      const begun = { since: now() };
      anywhere.underWay.add(begun);
      return () => void anywhere.underWay.delete(begun);
    },
    outage: (place) => void outages.set(place, now()),
  };
}
