/**
 * The checks of an appliance's settings. Both the dialog and the runtime run them, because the dialog
 * cannot check the value of a `${VAR}`.
 */
import { type Address, parseAddress, shownText } from './address';
import { type Checked, checkText } from './check-text';
import { parseNumber } from './number-settings';

/** What can be wrong with a setting. */
export type SettingFlawWord =
  | 'variable'
  | 'missing'
  | 'address'
  | 'number'
  | 'port'
  | 'fingerprint'
  | 'colon'
  | 'control-character'
  | 'character';

export type CheckedSetting<Value> = Checked<Value, SettingFlawWord>;

function checkedText<Value>(
  value: unknown,
  check: (text: string) => CheckedSetting<Value>,
): CheckedSetting<Value> {
  const checked = checkText(value);
  return 'word' in checked ? checked : check(checked.value);
}

/** A line break in a header field would end it and start another (RFC 9110, 5.5). */
function withoutControlCharacters(text: string): CheckedSetting<string> {
  return /\p{Cc}/u.test(text) ? { word: 'control-character' } : { value: text };
}

/** A header field may contain these characters only (RFC 9110, 5.5); Node.js rejects all others. */
function headerValue(text: string): CheckedSetting<string> {
  const checked = withoutControlCharacters(text);
  return /[^\x20-\x7e\xa0-\xff]/.test(text) && 'value' in checked ? { word: 'character' } : checked;
}

/** The settings that have a check of their own, by the property in which they are saved. */
export const checkSetting = {
  host: (value: unknown): CheckedSetting<Address> =>
    checkedText(value, (text) => {
      if (text.trim() === '') return { word: 'missing' };
      const address = parseAddress(text);
      return address ? { value: address } : { word: 'address', detail: shownText(text) };
    }),

  /** The value is undefined where no port is given. */
  port: (value: unknown): CheckedSetting<number | undefined> =>
    checkedText(value, (given) => {
      const text = given.trim();
      if (text === '') return { value: undefined };
      const port = parseNumber(text);
      if (port === undefined) return { word: 'number', detail: text };
      const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535;
      return isPort ? { value: port } : { word: 'port' };
    }),

  /** The value is a list of SHA-256 fingerprints, in upper case without colons. */
  fingerprint: (value: unknown): CheckedSetting<string[]> =>
    checkedText(value, (text) => {
      const fingerprints = text
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map((fingerprint) => fingerprint.replaceAll(':', '').toUpperCase());
      const isValid = fingerprints.every((fingerprint) => /^[0-9A-F]{64}$/.test(fingerprint));
      return isValid ? { value: fingerprints } : { word: 'fingerprint' };
    }),

  username: (value: unknown): CheckedSetting<string> =>
    checkedText(value, (text) => {
      const username = text.trim();
      if (username === '') return { word: 'missing' };
      // RFC 7617, 2: the first colon ends the user name.
      return username.includes(':') ? { word: 'colon' } : withoutControlCharacters(username);
    }),

  /** Spaces are part of a password. */
  password: (value: unknown): CheckedSetting<string> =>
    checkedText(value, (text) =>
      text === '' ? { word: 'missing' } : withoutControlCharacters(text),
    ),

  authorization: (value: unknown): CheckedSetting<string> =>
    checkedText(value, (text) => {
      const authorization = text.trim();
      return authorization === '' ? { word: 'missing' } : headerValue(authorization);
    }),

  /** For `Accept-Language`; empty for no language. */
  locale: (value: unknown): CheckedSetting<string> =>
    checkedText(value, (text) => headerValue(text.trim())),
} as const;
