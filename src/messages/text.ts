/**
 * Converts localizable messages to plain text.
 *
 * vAPI sends messages as `{id, default_message, args, params?, localized?}` (the published
 * specification's `com.vmware.vapi.std.localizable_message`). Real appliances also send null
 * entries, empty ids, and `localized` texts with broken characters. Therefore every field is
 * checked, and nothing throws.
 */

import { isRecord } from './record';

/** Deeper than any known message. Deeper nesting is ignored, to protect the call stack. */
const maximumDepth = 8;

function trimmed(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** A localized text that was converted to the wrong character set contains "????". */
function isBroken(text: string): boolean {
  return /\?\?|\uFFFD/.test(text);
}

/** The value of a named parameter, which sets exactly one of `s`, `dt`, `i`, `d` and `l`. */
function parameterText(parameter: unknown, depth: number): string {
  if (!isRecord(parameter)) return '';
  const { s, dt, i, d, l } = parameter;
  if (isRecord(l)) return textOf(l, depth + 1);
  const value = s ?? dt ?? i ?? d;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function idWithValues(message: Record<string, unknown>, depth: number): string {
  const id = trimmed(message.id);
  if (!id) return '';
  const args = Array.isArray(message.args) ? message.args.map(trimmed).filter(Boolean) : [];
  const named = Object.entries(isRecord(message.params) ? message.params : {})
    .map(([name, parameter]) => [name, parameterText(parameter, depth)])
    .filter(([, text]) => text)
    .map(([name, text]) => `${name}: ${text}`);
  const values = args.length > 0 ? args : named;
  return values.length > 0 ? `${id} (${values.join(', ')})` : id;
}

function textOf(message: unknown, depth: number): string {
  if (typeof message === 'string') return message.trim();
  if (!isRecord(message) || depth > maximumDepth) return '';
  const localized = trimmed(message.localized);
  if (localized && !isBroken(localized)) return localized;
  return trimmed(message.default_message) || idWithValues(message, depth);
}

/**
 * @param message a localizable message as the appliance sent it.
 * @returns `localized` if it is readable, else `default_message`, else the id with its args or
 *   params; empty if all of them are missing. Never throws.
 */
export function messageText(message: unknown): string {
  return textOf(message, 0);
}

/**
 * @returns what a message is known by, whatever language the caller has asked for: its id and its
 *   `default_message`, as far as it has them; of a text the text.
 */
export function untranslated(message: unknown): string[] {
  if (typeof message === 'string') return [message.trim()].filter(Boolean);
  if (!isRecord(message)) return [];
  return [trimmed(message.id), trimmed(message.default_message)].filter(Boolean);
}

/** @returns the text with a full stop, unless it ends with punctuation. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** @returns the texts of a list of localizable messages, in order, without empty ones. */
export function messageTexts(messages: unknown): string[] {
  return Array.isArray(messages) ? messages.map(messageText).filter(Boolean) : [];
}

/**
 * Reads the `error` of a failed job. It is a string in the published specification, an object with
 * messages in the Java and Python bindings, and a `{type, value}` pair in the older `/rest` API.
 *
 * @returns its messages joined into one text, outermost first; undefined if there is no error or it
 *   contains no text (the reason is then in the job's `messages`).
 */
export function errorText(error: unknown): string | undefined {
  const texts = messageTexts(errorMessages(error));
  return texts.length > 0 ? texts.join(' ') : undefined;
}

/** @returns the messages that {@link errorText} reads, as they came; none where it has no text. */
export function errorMessages(error: unknown): unknown[] {
  let current = error;
  for (let depth = 0; depth <= maximumDepth; depth += 1) {
    if (typeof current === 'string') return [current];
    if (!isRecord(current)) return [];
    if (Array.isArray(current.messages) && messageTexts(current.messages).length > 0) {
      return current.messages;
    }
    if (messageText(current)) return [current];
    current = current.value;
  }
  return [];
}
