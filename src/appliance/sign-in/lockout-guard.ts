import { createHmac, randomBytes } from 'node:crypto';
import { Fault } from '../faults/fault';
import { faultCodes, sentenceOf } from '../faults/fault-codes';

/**
 * Holds back sign-ins that would lock an account.
 *
 * vCenter locks an account after five failed sign-ins within three minutes, by default. So after a
 * refused one the next waits, for every flow, config node and deploy of this process, and
 * credentials that have not worked yet are tried by one caller at a time.
 */
export interface SignIns {
  /**
   * Runs an attempt to sign in: a login, or a request that carries its credentials.
   *
   * @param key from {@link signInKey}.
   * @param subject how a fault calls the appliance: another node may have been refused before.
   * @throws Fault what the attempt throws; what an earlier one threw, while the pause after it
   *   lasts; what an attempt under way throws, where it would meet this one as well.
   */
  run<Result>(key: string, attempt: () => Promise<Result>, subject: string): Promise<Result>;
  /**
   * Runs an attempt also during a pause, because a person asked for it. It counts like any other:
   * refused, it starts the pause anew; passed, it ends it.
   */
  atOnce<Result>(key: string, attempt: () => Promise<Result>): Promise<Result>;
  /** Starts the pause: a session that had just been opened was refused. */
  refuse(key: string, fault: Fault): void;
}

interface SignInRecord {
  /** Whether these credentials have ever worked. */
  worked: boolean;
  /** Whether they worked the last time: then nobody has to wait for anybody. */
  trusted: boolean;
  /** Refusals in a row. */
  refusals: number;
  /** Milliseconds of the clock. */
  pausedUntil: number;
  fault?: Fault;
  underWay?: Promise<Fault | undefined>;
}

const firstPause = 60_000;
const longestPause = 15 * 60_000;
/** More credentials than one runtime has; the least recently used go. */
const mostRecords = 1000;

const salt = randomBytes(32);

/** @returns a key for one account with one secret at one place, from which neither can be read. */
export function signInKey(...parts: string[]): string {
  return createHmac('sha256', salt).update(JSON.stringify(parts)).digest('base64');
}

function isShared(fault: Fault): boolean {
  return faultCodes[fault.code].shared === true && fault.cause?.code !== 'CLOSED';
}

/** @param now a clock that never goes back, in milliseconds. */
export function createSignIns(now: () => number): SignIns {
  const records = new Map<string, SignInRecord>();

  function recordOf(key: string): SignInRecord {
    const record: SignInRecord = records.get(key) ?? {
      worked: false,
      trusted: false,
      refusals: 0,
      pausedUntil: 0,
    };
    records.delete(key);
    records.set(key, record);
    const [oldest] = records.keys();
    if (records.size > mostRecords && oldest !== undefined) records.delete(oldest);
    return record;
  }

  function pause(record: SignInRecord, fault: Fault): void {
    const refused = fault.code === 'AUTHENTICATION_FAILED';
    record.trusted = false;
    record.refusals += refused ? 1 : 0;
    const length =
      record.worked || !refused ? firstPause : firstPause * 2 ** Math.max(0, record.refusals - 1);
    record.pausedUntil = now() + Math.min(length, longestPause);
    record.fault = fault;
  }

  function judge(record: SignInRecord, fault: Fault): void {
    if (fault.code === 'AUTHENTICATION_FAILED' || fault.code === 'SESSION_LIMIT') {
      pause(record, fault);
    } else if (faultCodes[fault.code].signedIn) {
      accept(record);
    }
  }

  function accept(record: SignInRecord): void {
    record.worked = true;
    record.trusted = true;
    record.refusals = 0;
  }

  function throwWhilePaused({ pausedUntil, fault }: SignInRecord, subject: string): void {
    const seconds = Math.ceil((pausedUntil - now()) / 1000);
    if (fault === undefined || seconds <= 0) return;
    // The request was another's, and so is its id.
    const { requestId: _requestId, ...report } = fault.report();
    const wait = `The next try waits ${seconds} s, so that the account is not locked.`;
    const text = `${sentenceOf(fault.code, subject)} ${wait}`;
    throw new Fault({ ...report, text, retryAfter: seconds });
  }

  async function watched<Result>(
    record: SignInRecord,
    attempt: () => Promise<Result>,
  ): Promise<Result> {
    try {
      const result = await attempt();
      if (!record.trusted && record.pausedUntil <= now()) accept(record);
      return result;
    } catch (error) {
      if (error instanceof Fault) judge(record, error);
      throw error;
    }
  }

  async function alone<Result>(
    record: SignInRecord,
    attempt: () => Promise<Result>,
  ): Promise<Result> {
    const result = watched(record, attempt);
    record.underWay = result.then(
      () => undefined,
      (error: unknown) => (error instanceof Fault && isShared(error) ? error : undefined),
    );
    try {
      return await result;
    } finally {
      delete record.underWay;
    }
  }

  return {
    async run(key, attempt, subject) {
      const record = recordOf(key);
      for (;;) {
        throwWhilePaused(record, subject);
        if (record.trusted) return watched(record, attempt);
        if (record.underWay === undefined) return alone(record, attempt);
        const shared = await record.underWay;
        if (shared !== undefined) throw shared;
      }
    },
    async atOnce(key, attempt) {
      const record = recordOf(key);
      const result = await watched(record, attempt);
      record.pausedUntil = now();
      accept(record);
      return result;
    },
    refuse(key, fault) {
      pause(recordOf(key), fault);
    },
  };
}

/** The one of this process: a deploy or a second config node must not begin to count anew. */
export const signIns = createSignIns(() => performance.now());
