import { stringOf } from '../../src/messages/record';
import type { Message, Runtime, RuntimeNode } from './node-red';
import type { TypedInput } from './saved-values';

/** JSONata throws plain objects with a message. */
function asError(error: unknown): Error {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return new Error(stringOf(hasMessage ? error.message : error));
}

/** Types whose value says where to look, and is nothing that might be secret itself. */
const places: Readonly<Record<string, string>> = {
  msg: 'msg.',
  flow: 'flow.',
  global: 'global.',
  env: 'env ',
};

/** @returns where a typed input takes its value from, for a sentence: `msg.host`, `jsonata`. */
export function sourceOf({ value, type }: TypedInput): string {
  const place = places[type];
  return place === undefined ? type : `${place}${value}`;
}

/** What a typed input is; in an object, because a promise would wait for a value that has a `then`. */
export interface Evaluated {
  value: unknown;
}

/**
 * @returns the value of the typed input for this message.
 * @throws Error for an invalid path, invalid JSON or an expression that fails.
 */
export function typedValue(
  { util }: Runtime,
  { value, type }: TypedInput,
  node: RuntimeNode,
  message: Message,
): Promise<Evaluated> {
  return new Promise((resolve, reject) => {
    // For JSON and some paths it throws synchronously, despite the callback.
    try {
      util.evaluateNodeProperty(value, type, node, message, (error, result) => {
        // A missing parent on the path gives undefined, just as a missing last part does.
        if (type === 'msg' && error instanceof TypeError) resolve({ value: undefined });
        else if (error) reject(asError(error));
        else resolve({ value: result });
      });
    } catch (error) {
      reject(asError(error));
    }
  });
}
