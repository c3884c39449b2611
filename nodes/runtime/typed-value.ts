import type { Message, Runtime, RuntimeNode } from './node-red';
import type { TypedInput } from './saved-values';

/** JSONata throws plain objects with a message. */
function reasonOf(error: unknown): Error {
  const described = typeof error === 'object' && error !== null && 'message' in error;
  return new Error(String(described ? error.message : error));
}

/**
 * @returns what it means for this message.
 * @throws Error with the reason: a path that is none, JSON that is none, an expression that fails.
 */
export function typedValue(
  { util }: Runtime,
  { value, type }: TypedInput,
  node: RuntimeNode,
  message: Message,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // For JSON and some paths it throws at once, also with a callback.
    try {
      util.evaluateNodeProperty(value, type, node, message, (error, result) => {
        // A path that ends before its last part leads to nothing, like one that ends with it.
        if (type === 'msg' && error instanceof TypeError) resolve(undefined);
        else if (error) reject(reasonOf(error));
        else resolve(result);
      });
    } catch (error) {
      reject(reasonOf(error));
    }
  });
}
