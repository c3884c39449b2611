import type { Fault } from '../faults/fault';

/**
 * The only session of an appliance. It is opened on first use, with a single login for all callers:
 * a vCenter allows 550 sessions per user, and records every login as an event.
 */
export interface Session {
  /**
   * Logs in where there is no session. Throws what the login throws.
   *
   * @returns the session's id, and whether it was opened for this call.
   */
  id(): Promise<{ id: string; isNew: boolean }>;
  /** @returns the id of a session that replaces a refused one; the same for all callers. */
  renew(refused: string): Promise<string>;
  /** Ends a session that was refused although it had just been opened, and pauses logins. */
  endRefused(id: string, fault: Fault): Promise<void>;
  /** Waits for a login or logout in progress, then logs out. Never throws. */
  end(): Promise<void>;
}

export interface SessionCalls {
  /** Signs in, unless logins are paused. */
  login(): Promise<string>;
  logout(id: string): Promise<void>;
  pauseLogins(fault: Fault): void;
  /** Called when a logout has failed. The session then ends by itself after some idle time. */
  onLogoutFailed(error: unknown): void;
}

export function createSession(calls: SessionCalls): Session {
  const { login, logout, pauseLogins, onLogoutFailed } = calls;
  let current: Promise<string> | undefined;
  let currentId: string | undefined;
  /** Resolves with the logout of a refused session. */
  let endingRefused: Promise<void> | undefined;

  function forget(): void {
    current = undefined;
    currentId = undefined;
  }

  async function open(): Promise<string> {
    try {
      currentId = await login();
      return currentId;
    } catch (error) {
      forget();
      throw error;
    }
  }

  function idOfCurrent(): Promise<string> {
    current ??= open();
    return current;
  }

  async function logoutOfCurrent(): Promise<void> {
    const ended = current;
    if (ended === undefined) return;
    const endedId = await ended.catch(() => undefined); // A failed login left no session.
    forget();
    if (endedId === undefined) return;
    try {
      await logout(endedId);
    } catch (error) {
      onLogoutFailed(error);
    }
  }

  return {
    async id() {
      const isNew = currentId === undefined;
      return { id: await idOfCurrent(), isNew };
    },
    renew(refused) {
      if (currentId === refused) forget();
      return idOfCurrent();
    },
    async endRefused(refused, fault) {
      if (currentId !== refused) return;
      pauseLogins(fault);
      endingRefused = logoutOfCurrent();
      await endingRefused;
    },
    async end() {
      // The caller closes the connections next, so this logout has to be complete.
      await endingRefused;
      await logoutOfCurrent();
    },
  };
}
