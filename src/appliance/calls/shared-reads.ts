import type { Answer } from '../operations/answer';

/** The reads of one appliance that are under way, so that those who ask the same share a request. */
export interface SharedReads {
  /**
   * @param key what is asked: those with the same key share one request.
   * @returns the answer; each caller gets a payload of its own, because messages are changed in flows.
   */
  read(key: string, send: () => Promise<Answer>): Promise<Answer>;
  /**
   * Lets later callers share nothing that is under way now: after a change, an answer from before it
   * would be wrong.
   */
  forget(): void;
}

export function createSharedReads(): SharedReads {
  const underWay = new Map<string, Promise<Answer>>();
  return {
    async read(key, send) {
      const shared = underWay.get(key);
      if (shared !== undefined) {
        const answer = await shared;
        return { ...answer, payload: structuredClone(answer.payload) };
      }
      const own = send();
      underWay.set(key, own);
      try {
        return await own;
      } finally {
        if (underWay.get(key) === own) underWay.delete(key);
      }
    },
    forget: () => underWay.clear(),
  };
}
