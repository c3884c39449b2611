import type { Fault } from '../faults/fault';

/**
 * The only session of an appliance. It is opened on first use, with a single login for all callers:
 * a vCenter allows 550 sessions per user, and records every login as an event.
 */
export interface Session {
  /**
   * Logs in where there is no session. Throws what the login throws.
   *
   * @param timeout milliseconds for that login.
   * @returns the session's id, and whether it was opened for this call.
   */
  id(timeout: number): Promise<{ id: string; isNew: boolean }>;
  /** Notes that a request was answered in this session as that of a user who is signed in. */
  answered(id: string): void;
  /** @returns whether it is the present session, and has answered nobody. */
  hasAnsweredNobody(id: string): boolean;
  /**
   * Ends a session that was refused, without waiting for its logout. Logins are postponed where it
   * has answered nobody: the next one would be refused alike.
   *
   * @returns the fault for the caller.
   */
  endRefused(id: string, fault: Fault): Fault;
  /** Waits for a login or logout in progress and for its turn, then logs out. Never throws. */
  end(): Promise<void>;
}

export interface SessionCalls {
  /** Signs in, unless logins are paused. */
  login(timeout: number): Promise<string>;
  /** Awaited before the session is ended for good. */
  logoutTurn?: (() => Promise<void>) | undefined;
  logout(id: string): Promise<void>;
  /** @returns the fault with the time of the next login. */
  postponeLogins(fault: Fault): Fault;
  /** Called when a logout has failed. The session then ends by itself after some idle time. */
  onLogoutFailed(error: unknown): void;
}

export function createSession(calls: SessionCalls): Session {
  const { login, logout, logoutTurn, postponeLogins, onLogoutFailed } = calls;
  let current: Promise<string> | undefined;
  let currentId: string | undefined;
  let hasAnswered = false;
  /** The logouts of refused sessions that are under way. */
  const endings = new Set<Promise<void>>();

  function forget(): void {
    current = undefined;
    currentId = undefined;
  }

  async function open(timeout: number): Promise<string> {
    try {
      currentId = await login(timeout);
      hasAnswered = false;
      return currentId;
    } catch (error) {
      forget();
      throw error;
    }
  }

  async function logoutOf(id: string): Promise<void> {
    try {
      await logout(id);
    } catch (error) {
      onLogoutFailed(error);
    }
  }

  async function logoutOfCurrent(): Promise<void> {
    const ended = await current?.catch(() => undefined); // A failed login left no session.
    forget();
    if (ended === undefined) return;
    await logoutTurn?.();
    await logoutOf(ended);
  }

  return {
    async id(timeout) {
      const isNew = currentId === undefined;
      current ??= open(timeout);
      return { id: await current, isNew };
    },
    answered(id) {
      if (id === currentId) hasAnswered = true;
    },
    hasAnsweredNobody: (id) => id === currentId && !hasAnswered,
    endRefused(id, fault) {
      if (id !== currentId) return fault;
      forget();
      const ending = logoutOf(id).finally(() => endings.delete(ending));
      endings.add(ending);
      return hasAnswered ? fault : postponeLogins(fault);
    },
    async end() {
      // The caller closes the connections next, so these logouts have to be complete.
      await Promise.all(endings);
      await logoutOfCurrent();
    },
  };
}
