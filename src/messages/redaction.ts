/**
 * Masks secrets. Everything an appliance sends is redacted here before it reaches a message, a status
 * or a log.
 */

import { passwordInUrl } from './password-in-url';
import { eachEntry } from './record';

const mask = '$1:***@';

/** Masking shorter secrets would also mask unrelated text. */
const shortestSecret = 6;

/** Characters that HTML and XML escape. */
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** As encoded in a URL or a form: encoders differ in the characters that they leave unescaped. */
function urlForms(secret: string): string[] {
  const form = String(new URLSearchParams({ '': secret })).slice(1);
  const quoted = form.replaceAll('+', '%20');
  const forms = [encodeURIComponent(secret), form, quoted, quoted.replaceAll('%2F', '/')];
  const lowerCase = (text: string) => text.replace(/%../g, (code) => code.toLowerCase());
  return [...forms, ...forms.map(lowerCase)];
}

/** As encoded in JSON, in JSON inside a JSON string, and in ASCII-only JSON (Python's default). */
function jsonForms(secret: string): string[] {
  const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
  const ascii = escaped(secret).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [escaped(secret), escaped(escaped(secret)), ascii];
}

/** @returns the secret itself and all encodings in which an answer may repeat it. */
export function formsOf(secret: string): string[] {
  if (secret.length < shortestSecret) return [];
  // A lone surrogate cannot be encoded.
  const whole = secret.replace(/\p{Cs}/gu, '\ufffd');
  const forms = [
    secret,
    ...jsonForms(secret),
    ...urlForms(whole),
    secret.replace(/[&<>"']/g, (character) => entities[character] ?? character),
    Buffer.from(secret, 'utf8')
      .toString('base64')
      .replace(/={1,2}$/, ''),
  ];
  return [...new Set(forms)];
}

/** @returns the password in a Basic Authorization value; empty for other schemes. */
export function passwordInBasic(authorization: string): string {
  const [, credentials = ''] = /^Basic (.+)$/i.exec(authorization) ?? [];
  return Buffer.from(credentials, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:?/, '');
}

/**
 * @param secrets from {@link formsOf}.
 * @returns the text with these secrets masked.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (masked, secret) => (masked.includes(secret) ? masked.replaceAll(secret, '***') : masked),
    text,
  );
}

/** @returns the text with the passwords in its URLs masked. */
export function redactText(text: string): string {
  return text.includes('@') ? text.replace(passwordInUrl, mask) : text;
}

/** Fields that hold API constants, which stay readable even if a password equals one of them. */
const constantFields: ReadonlySet<string> = new Set(['status', 'state', 'error_type', 'type']);
const apiConstant = /^(?:[A-Z_]+|com\.vmware\.[a-z_.]+)$/;

/**
 * @param value parsed JSON, modified in place (it belongs to a single message).
 * @param secrets from {@link formsOf}.
 * @returns the value with these secrets, and passwords in URLs, masked in all of its strings.
 */
export function redactAnswer(value: unknown, secrets: readonly string[]): unknown {
  const shortest = Math.min(...secrets.map(({ length }) => length));
  const redact = (text: string) =>
    redactText(text.length < shortest ? text : withoutSecrets(text, secrets));
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  // An explicit stack, not recursion: an answer may be nested deeper than the call stack allows.
  const pending: object[] = [value];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const parent = node;
    eachEntry(parent, (child, key) => {
      if (typeof child === 'string') {
        // Neither a secret nor a URL with a password is as short.
        if (child.length < shortestSecret) return;
        const isConstant = constantFields.has(String(key)) && apiConstant.test(child);
        if (!isConstant) Reflect.set(parent, key, redact(child));
      } else if (typeof child === 'object' && child !== null) pending.push(child);
    });
  }
  return value;
}
