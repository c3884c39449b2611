import { isRecord } from '../../messages/record';
import { messageTexts } from '../../messages/text';

/**
 * An error as vAPI reports it: `{error_type, messages}` on `/api`, `{type, value: {messages}}` on
 * the older `/rest`.
 */
export interface VapiError {
  /** `NOT_FOUND`, `FEATURE_IN_USE`, …: one of the 25 documented types, or an undocumented one. */
  type?: string;
  /** Message ids, outermost first. */
  ids: string[];
  /** The messages as plain text, outermost first. */
  messages: string[];
}

const legacyPrefix = /^com\.vmware\.vapi\.std\.errors\./;

function typeOf(body: Record<string, unknown>, value: Record<string, unknown>): string | undefined {
  for (const type of [body.error_type, value.error_type, body.type]) {
    if (typeof type === 'string' && type !== '')
      return type.replace(legacyPrefix, '').toUpperCase();
  }
  return undefined;
}

/** @returns undefined where the body is not an error of vAPI, such as the JSON of a proxy. */
export function readVapiError(body: unknown): VapiError | undefined {
  if (!isRecord(body)) return undefined;
  const legacy = isRecord(body.value) ? body.value : undefined;
  const value = legacy ?? body;
  const isVapiError =
    typeof body.error_type === 'string' ||
    Array.isArray(value.messages) ||
    (typeof body.type === 'string' && legacyPrefix.test(body.type));
  if (!isVapiError) return undefined;
  const messages: unknown[] = Array.isArray(value.messages) ? value.messages : [];
  const type = typeOf(body, value);
  return {
    ...(type === undefined ? {} : { type }),
    ids: messages
      .map((message) => (isRecord(message) ? message.id : undefined))
      .filter((id) => typeof id === 'string'),
    messages: messageTexts(messages),
  };
}
