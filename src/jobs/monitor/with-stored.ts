import { isDeepStrictEqual } from 'node:util';
import type { MonitorMemory, StoredMemory } from './types';

/**
 * @returns the memory with these parts stored. It is the same one where they are stored already: what is
 *   stored is written to the context store only if it is another object.
 */
export function withStored(memory: MonitorMemory, parts: Partial<StoredMemory>): MonitorMemory {
  const stored = { ...memory.stored, ...parts };
  return isDeepStrictEqual(stored, memory.stored) ? memory : { ...memory, stored };
}
