import { randomBytes } from 'node:crypto';
import { type Fault, sessionLimitReached } from '../protocol/faults';
import type { Clock } from '../time/clock';

export interface Session {
  readonly id: string;
  readonly user: string;
  readonly createdTime: Date;
  lastAccessedTime: Date;
}

/** The sessions of an appliance. One opened through either dialect is good in both. */
export interface Sessions {
  /** Opens a session, or says that this user has too many. */
  open(user: string): Session | Fault;
  /** The session with this id if it is alive. Finding it counts as using it. */
  find(id: string): Session | undefined;
  close(id: string): void;
  closeAll(): void;
  count(): number;
  /** Sessions that one user may have open at a time. */
  limit: number;
}

/** Makes an empty store. Sessions end when idle for longer than this, on the simulated clock. */
export function createSessions(clock: Clock, idleSeconds: number, limit: number): Sessions {
  const sessions = new Map<string, Session>();

  function dropIdle(): void {
    const oldest = clock.now().getTime() - idleSeconds * 1000;
    for (const session of sessions.values()) {
      if (session.lastAccessedTime.getTime() < oldest) sessions.delete(session.id);
    }
  }

  return {
    limit,
    open(user) {
      dropIdle();
      const open = [...sessions.values()].filter((session) => session.user === user).length;
      if (open >= this.limit) return sessionLimitReached(user, open, this.limit);
      const now = clock.now();
      const session: Session = {
        id: randomBytes(16).toString('hex'),
        user,
        createdTime: now,
        lastAccessedTime: now,
      };
      sessions.set(session.id, session);
      return session;
    },
    find(id) {
      dropIdle();
      const session = sessions.get(id);
      if (session !== undefined) session.lastAccessedTime = clock.now();
      return session;
    },
    close: (id) => void sessions.delete(id),
    closeAll: () => sessions.clear(),
    count() {
      dropIdle();
      return sessions.size;
    },
  };
}
