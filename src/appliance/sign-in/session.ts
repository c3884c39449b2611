import type { Fault } from '../faults/fault';

/**
 * The one session of an appliance: opened on first use, with one login under way however many
 * callers wait (a vCenter allows a user 550 sessions, and each login is an event in its log).
 */
export interface Session {
  /**
   * @returns the session's id, logging in where there is none, and whether it was opened for this
   *   call. Throws what the login throws.
   */
  id(): Promise<{ id: string; fresh: boolean }>;
  /** @returns an id in place of one that was refused; the caller who comes second gets the same. */
  renew(refused: string): Promise<string>;
  /** Ends a session that was refused although it had just been opened, and starts the pause. */
  refuse(id: string, fault: Fault): Promise<void>;
  /** Lets a login or logout under way end, then logs out. Never throws. */
  end(): Promise<void>;
}

/** What a session needs to be able to do. */
export interface SessionCalls {
  /** Signs in, held back where an earlier sign-in was refused. */
  login(): Promise<string>;
  logout(id: string): Promise<void>;
  /** Holds further logins back. */
  pause(fault: Fault): void;
  /** Told of a logout that failed: the session then ends by itself, when it has idled. */
  notEnded(error: unknown): void;
}

export function createSession({ login, logout, pause, notEnded }: SessionCalls): Session {
  let current: Promise<string> | undefined;
  let currentId: string | undefined;
  /** Ends with the logout of a session that was refused. */
  let refusing: Promise<void> | undefined;

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

  async function discard(): Promise<void> {
    const ended = current;
    if (ended === undefined) return;
    const endedId = await ended.catch(() => undefined); // A login that failed left no session.
    forget();
    if (endedId === undefined) return;
    try {
      await logout(endedId);
    } catch (error) {
      notEnded(error);
    }
  }

  return {
    async id() {
      const fresh = currentId === undefined;
      return { id: await idOfCurrent(), fresh };
    },
    renew(refused) {
      if (currentId === refused) forget();
      return idOfCurrent();
    },
    async refuse(refused, fault) {
      if (currentId !== refused) return;
      pause(fault);
      refusing = discard();
      await refusing;
    },
    async end() {
      // Its connection goes with the caller's next step.
      await refusing;
      await discard();
    },
  };
}
