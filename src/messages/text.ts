/**
 * Localizable messages to plain text.
 *
 * vAPI sends messages as `{id, default_message, args, params?, localized?}` (the published
 * specification's `com.vmware.vapi.std.localizable_message`). Real appliances send less: null
 * entries, empty ids, `localized` texts whose characters got lost. So nothing here is taken for
 * granted and nothing throws.
 */

import { isRecord } from './record';

/** Deeper than any message anybody has seen; what lies below is not worth a stack overflow. */
const deepest = 8;

function trimmed(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** A localized text that was squeezed through the wrong character set arrives as "????". */
function isBroken(text: string): boolean {
  return /\?\?|\uFFFD/.test(text);
}

/** The value of one named parameter: exactly one of `s`, `dt`, `i`, `d`, `l` is set. */
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
  if (!isRecord(message) || depth > deepest) return '';
  const localized = trimmed(message.localized);
  if (localized && !isBroken(localized)) return localized;
  return trimmed(message.default_message) || idWithValues(message, depth);
}

/**
 * @param message a localizable message as the appliance sent it.
 * @returns `localized` where it is there and readable, else `default_message`, else the id with
 *   its args or params; an empty string where there is nothing to show. Never throws.
 */
export function messageText(message: unknown): string {
  return textOf(message, 0);
}

/** @returns the text as a sentence, with one full stop. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** @returns the texts of a list of localizable messages in its order, without empty ones. */
export function messageTexts(messages: unknown): string[] {
  return Array.isArray(messages) ? messages.map(messageText).filter(Boolean) : [];
}

/**
 * The `error` of a failed job. The specification's generator flattened it to a string; the Java
 * and Python bindings model an object with messages, the older `/rest` a `{type, value}` pair.
 *
 * @returns its messages joined to one text (the first is the outermost), or undefined where there
 *   is no error or it says nothing; the reason is then in the job's `messages`.
 */
export function errorText(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth <= deepest; depth += 1) {
    if (typeof current === 'string') return current.trim() || undefined;
    if (!isRecord(current)) return undefined;
    const texts = messageTexts(current.messages);
    if (texts.length > 0) return texts.join(' ');
    const own = messageText(current);
    if (own) return own;
    current = current.value;
  }
  return undefined;
}
