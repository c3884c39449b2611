import { randomBytes } from 'node:crypto';
import { type Fault, sessionLimitReached } from '../protocol/faults';
import type { SimulatedClock } from '../time/clock';

export interface Session {
  readonly id: string;
  readonly user: string;
  readonly createdTime: Date;
  lastAccessedTime: Date;
}

/** The sessions of an appliance. One opened through either dialect is valid in both. */
export type Sessions = ReturnType<typeof createSessions>;

/** Simulated milliseconds after which an unused session ends. */
const longestIdle = 30 * 60_000;

/** Starts without sessions; one user may have so many open at a time. */
export function createSessions(clock: SimulatedClock, initialLimit: number) {
  const sessions = new Map<string, Session>();
  let limit = initialLimit;

  function dropIdle(): void {
    const oldest = clock.now().getTime() - longestIdle;
    for (const session of sessions.values()) {
      if (session.lastAccessedTime.getTime() < oldest) sessions.delete(session.id);
    }
  }

  return {
    limit: () => limit,
    setLimit(newLimit: number): void {
      limit = newLimit;
    },
    /** Opens a session, or says that this user has too many. */
    open(user: string): Session | Fault {
      dropIdle();
      const open = [...sessions.values()].filter((session) => session.user === user).length;
      if (open >= limit) return sessionLimitReached(user, open, limit);
      const id = randomBytes(16).toString('hex');
      const now = clock.now();
      const session: Session = { id, user, createdTime: now, lastAccessedTime: now };
      sessions.set(id, session);
      return session;
    },
    /** The session with this id if it is alive. Finding it counts as using it. */
    find(id: string): Session | undefined {
      dropIdle();
      const session = sessions.get(id);
      if (session !== undefined) session.lastAccessedTime = clock.now();
      return session;
    },
    close: (id: string) => sessions.delete(id),
    closeAll: () => sessions.clear(),
    count(): number {
      dropIdle();
      return sessions.size;
    },
  };
}
