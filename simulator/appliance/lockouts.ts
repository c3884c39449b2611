import type { SimulatedClock } from '../time/clock';

/** When an account is locked, and for how long. All in simulated seconds. */
interface LockoutPolicy {
  /** Failures that lock it. */
  readonly failures: number;
  /** Within which they have to come. */
  readonly within: number;
}

// Real single sign-on spares administrator@vsphere.local. The stand-in does not: a flow that is tried
// with it has to show what would become of any other account.

/** Of single sign-on: its lockout policy as it is installed. */
export const singleSignOnPolicy: LockoutPolicy = { failures: 5, within: 180 };
/** Of the appliance's own users, root among them: `deny=3, fail_interval=900, even_deny_root`. */
export const localPolicy: LockoutPolicy = { failures: 3, within: 900 };

/** The accounts that failed sign-ins have locked. */
export type Lockouts = ReturnType<typeof createLockouts>;

/**
 * Starts with nothing locked.
 * @param seconds for which an account stays locked; hardened appliances never unlock one themselves.
 */
export function createLockouts(clock: SimulatedClock, seconds: number | 'never') {
  const now = () => clock.now().getTime();
  const failures = new Map<string, number[]>();
  const lockedUntil = new Map<string, number>();
  const locked: string[] = [];
  return {
    isLocked: (account: string) => now() < (lockedUntil.get(account) ?? 0),
    succeeded: (account: string) => failures.delete(account),
    failed(account: string, policy: LockoutPolicy): void {
      const recent = (failures.get(account) ?? []).filter(
        (time) => time > now() - policy.within * 1000,
      );
      failures.set(account, [...recent, now()]);
      if (recent.length + 1 < policy.failures) return;
      failures.delete(account);
      lockedUntil.set(account, seconds === 'never' ? Infinity : now() + seconds * 1000);
      locked.push(account);
    },
    /** The name of the account for each time that one was locked, also where it is unlocked again. */
    all: (): readonly string[] => locked,
  };
}
