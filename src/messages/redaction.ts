/**
 * Masks secrets. Everything an appliance sends is redacted here before it reaches a message, a status
 * or a log.
 */

import { apiNames } from './api-names';
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

/** As a number of JSON, which has no leading zeros and at most 17 digits. */
function numberForms(secret: string): string[] {
  const number = Number(secret);
  const form = String(number);
  return Number.isFinite(number) && form.length >= shortestSecret ? [form] : [];
}

/** @returns the secret itself and all encodings in which an answer may repeat it. */
export function formsOf(secret: string): string[] {
  if (secret.length < shortestSecret) return [];
  // A lone surrogate cannot be encoded.
  const whole = secret.replace(/\p{Cs}/gu, '\ufffd');
  const forms = [
    secret,
    ...numberForms(secret),
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

/** A secret that can be a part of a number. */
const partOfNumber = /^[-+.\de]+$/i;

/** Gives the properties of an object other names, in the same order; of two alike the last is kept. */
function rename(holder: object, nameFor: (name: string) => string): void {
  const properties = Object.entries(holder);
  for (const [name] of properties) Reflect.deleteProperty(holder, name);
  for (const [name, value] of properties) {
    // Defined, not assigned: a name may be `__proto__`.
    const property = { value, writable: true, enumerable: true, configurable: true };
    Object.defineProperty(holder, nameFor(name), property);
  }
}

/**
 * @param value parsed JSON, modified in place (it belongs to a single message).
 * @param secrets from {@link formsOf}.
 * @returns the value with these secrets, and passwords in URLs, masked in all of its strings, numbers
 *   and property names other than those of the API.
 */
export function redactAnswer(value: unknown, secrets: readonly string[]): unknown {
  const shortest = Math.min(...secrets.map(({ length }) => length));
  const redact = (text: string) =>
    redactText(text.length < shortest ? text : withoutSecrets(text, secrets));
  // Neither a secret nor a URL with a password is shorter.
  const nameFor = (name: string) =>
    name.length < shortestSecret || apiNames.has(name) ? name : redact(name);
  const inNumbers = secrets.filter((secret) => partOfNumber.test(secret));
  const isSecretNumber = (number: number) =>
    inNumbers.length > 0 && inNumbers.some((secret) => String(number).includes(secret));
  const root = { value };
  // An explicit stack, not recursion: an answer may be nested deeper than the call stack allows.
  const pending: object[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const holder = node;
    if (!Array.isArray(holder) && Object.keys(holder).some((name) => nameFor(name) !== name)) {
      rename(holder, nameFor);
    }
    eachEntry(holder, (child, key) => {
      if (typeof child === 'string') {
        if (child.length < shortestSecret) return;
        const isConstant = constantFields.has(String(key)) && apiConstant.test(child);
        if (!isConstant) Reflect.set(holder, key, redact(child));
      } else if (typeof child === 'number') {
        if (isSecretNumber(child)) Reflect.set(holder, key, '***');
      } else if (typeof child === 'object' && child !== null) pending.push(child);
    });
  }
  return root.value;
}
