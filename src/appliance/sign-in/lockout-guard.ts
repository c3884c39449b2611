import { createHmac, randomBytes } from 'node:crypto';
import { systemClock } from '../../clock';
import { Fault } from '../faults/fault';
import { faultCodes, sentenceOf } from '../faults/fault-codes';

/**
 * Keeps sign-ins from locking an account.
 *
 * By default, vCenter locks an account after five failed sign-ins within three minutes. So sign-ins
 * are paused after a refusal, for all flows, config nodes and deploys of this process, and
 * credentials that have not been accepted yet are tried by one caller at a time.
 */
export interface SignIns {
  /**
   * Runs an attempt to sign in: a login, or a request that carries its credentials.
   *
   * @param key from {@link signInKey}.
   * @param subject the appliance, as the sentence of a fault names it: the refusal that caused a
   *   pause may have been that of another node.
   * @throws Fault what the attempt throws; during a pause, what caused it; where another attempt is
   *   in progress and its fault would affect this one as well, that fault.
   */
  run<Result>(key: string, attempt: () => Promise<Result>, subject: string): Promise<Result>;
  /**
   * Runs an attempt that a person requested, even during a pause. It counts like any other: a
   * refusal restarts the pause, success ends it.
   */
  atOnce<Result>(key: string, attempt: () => Promise<Result>): Promise<Result>;
  /** Starts a pause because a session was refused although it had just been opened. */
  refuse(key: string, fault: Fault): void;
}

interface SignInRecord {
  /** Whether these credentials have ever been accepted. */
  wereAccepted: boolean;
  /** Whether they were accepted the last time: then callers need not wait for each other. */
  areTrusted: boolean;
  /** Refusals in a row. */
  refusals: number;
  /** Milliseconds on the clock. */
  pausedUntil: number;
  fault?: Fault;
  /** Resolves with the fault of the attempt in progress, if it would affect others as well. */
  inProgress?: Promise<Fault | undefined>;
}

const firstPause = 60_000;
const longestPause = 15 * 60_000;
/** More than any runtime has credentials; the least recently used are dropped. */
const mostRecords = 1000;

const salt = randomBytes(32);

/** @returns a key for an account with a secret on one server, from which neither can be read. */
export function signInKey(...parts: string[]): string {
  return createHmac('sha256', salt).update(JSON.stringify(parts)).digest('base64');
}

/** Whether any other attempt would have failed alike. */
function isShared(fault: Fault): boolean {
  return faultCodes[fault.code].shared === true && fault.cause?.code !== 'CLOSED';
}

/** @param now a monotonic clock in milliseconds. */
export function createSignIns(now: () => number): SignIns {
  const records = new Map<string, SignInRecord>();

  function recordOf(key: string): SignInRecord {
    const record: SignInRecord = records.get(key) ?? {
      wereAccepted: false,
      areTrusted: false,
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
    record.areTrusted = false;
    record.refusals += refused ? 1 : 0;
    const length =
      record.wereAccepted || !refused
        ? firstPause
        : firstPause * 2 ** Math.max(0, record.refusals - 1);
    record.pausedUntil = now() + Math.min(length, longestPause);
    record.fault = fault;
  }

  function recordFault(record: SignInRecord, fault: Fault): void {
    if (fault.code === 'AUTHENTICATION_FAILED' || fault.code === 'SESSION_LIMIT') {
      pause(record, fault);
    } else if (faultCodes[fault.code].signedIn) {
      accept(record);
    }
  }

  function accept(record: SignInRecord): void {
    record.wereAccepted = true;
    record.areTrusted = true;
    record.refusals = 0;
  }

  function throwWhilePaused({ pausedUntil, fault }: SignInRecord, subject: string): void {
    const seconds = Math.ceil((pausedUntil - now()) / 1000);
    if (fault === undefined || seconds <= 0) return;
    // The request, and so its id, was that of another caller.
    const { requestId: _requestId, ...report } = fault.report();
    const wait = `The next try waits ${seconds} s, so that the account is not locked.`;
    const text = `${sentenceOf(fault.code, subject)} ${wait}`;
    throw new Fault({ ...report, text, retryAfter: seconds });
  }

  async function runAndRecord<Result>(
    record: SignInRecord,
    attempt: () => Promise<Result>,
  ): Promise<Result> {
    try {
      const result = await attempt();
      if (!record.areTrusted && record.pausedUntil <= now()) accept(record);
      return result;
    } catch (error) {
      if (error instanceof Fault) recordFault(record, error);
      throw error;
    }
  }

  async function runAlone<Result>(
    record: SignInRecord,
    attempt: () => Promise<Result>,
  ): Promise<Result> {
    const result = runAndRecord(record, attempt);
    record.inProgress = result.then(
      () => undefined,
      (error: unknown) => (error instanceof Fault && isShared(error) ? error : undefined),
    );
    try {
      return await result;
    } finally {
      delete record.inProgress;
    }
  }

  return {
    async run(key, attempt, subject) {
      const record = recordOf(key);
      for (;;) {
        throwWhilePaused(record, subject);
        if (record.areTrusted) return runAndRecord(record, attempt);
        if (record.inProgress === undefined) return runAlone(record, attempt);
        const shared = await record.inProgress;
        if (shared !== undefined) throw shared;
      }
    },
    async atOnce(key, attempt) {
      const record = recordOf(key);
      const result = await runAndRecord(record, attempt);
      record.pausedUntil = now();
      accept(record);
      return result;
    },
    refuse(key, fault) {
      pause(recordOf(key), fault);
    },
  };
}

/** Shared by the whole process: a deploy or a second config node must not restart the count. */
export const signIns = createSignIns(systemClock.now);
