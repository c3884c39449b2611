import { parseAddress } from '../../src/appliance/settings/address';

/** What a validator answers: true, or what is wrong and what would be right. */
export type Verdict = true | string;

const variable = /^\$[({][A-Za-z_]\w*[)}]$/;

/** @returns whether a text is an environment variable, for which nothing can be said before it is read. */
export function isVariable(text: string): boolean {
  return variable.test(text);
}

function isWholeNumber(text: string, least: number, most: number): boolean {
  const number = Number(text);
  return Number.isInteger(number) && number >= least && number <= most;
}

function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text.replaceAll(':', ''));
}

/** Fields by name, with what makes their text right; empty is told apart where it matters. */
const checks = {
  host: (text: string) => parseAddress(text) !== undefined,
  port: (text: string) => text === '' || isWholeNumber(text, 1, 65_535),
  fingerprint: (text: string) =>
    text
      .split(/[\s,;]+/)
      .filter(Boolean)
      .every(isSha256),
  requestTimeout: (text: string) => text === '' || (Number(text) >= 1 && Number(text) <= 86_400),
  // RFC 7617, 2: the first colon ends the user name.
  username: (text: string) => text !== '' && !text.includes(':'),
  password: (text: string) => text !== '',
  authorization: (text: string) => text !== '',
} as const;

export type CheckedField = keyof typeof checks;
export type Credential = Extract<CheckedField, 'username' | 'password' | 'authorization'>;

/** @returns whether what stands in a field of the appliance is right, or may be: `${NAME}`. */
export function isRight(field: CheckedField, value: unknown): boolean {
  const text = String(value ?? '').trim();
  return isVariable(text) || checks[field](text);
}
