/**
 * Settings come from dialogs, imported flows and `${VAR}`, which Node-RED replaces by the
 * variable's value and type (a port may arrive as a number, a password as a boolean). So every
 * value is unknown until it has passed one of these.
 */
import { notConfigured } from '../faults/fault';

// As Node-RED recognises them (`EnvVarPropertyRE` in @node-red/runtime/lib/flows/util.js).
const literalVariable = /^\$(?:\{(\S+)\}|\((\S+)\))$/;

/**
 * @param label what the value is called in the dialog.
 * @returns the value as text, empty where there is none.
 * @throws Fault NOT_CONFIGURED for a variable that is not set: Node-RED leaves `${NAME}` as it
 *   stands then, and one must not become a host or a password.
 */
export function asText(value: unknown, label: string): string {
  if (value === undefined || value === null) return '';
  const text = String(value);
  const [, braced, name = braced] = literalVariable.exec(text.trim()) ?? [];
  if (name === undefined) return text;
  throw notConfigured(
    `The ${label} is taken from the environment variable ${name}, which is not set.`,
  );
}

/** @returns true only for `true` and `"true"`. */
export function asFlag(value: unknown, label: string): boolean {
  return asText(value, label).trim() === 'true';
}

/** Like {@link asFlag}, for a safety catch: off only for `false`, `"false"` and nothing at all. */
export function asSafetyCatch(value: unknown, label: string): boolean {
  const text = asText(value, label).trim();
  return text !== '' && text !== 'false';
}

/**
 * @returns the value as a number, moved into the range; `fallback` where there is none.
 * @throws Fault NOT_CONFIGURED for what is not a number.
 */
export function asNumber(
  value: unknown,
  label: string,
  { fallback, least, most }: { fallback: number; least: number; most: number },
): number {
  const text = asText(value, label).trim();
  if (text === '') return fallback;
  const number = Number(text);
  if (!Number.isFinite(number)) throw notConfigured(`The ${label} "${text}" is not a number.`);
  return Math.min(most, Math.max(least, number));
}

/** Seconds, from 1 to 86,400. */
export function asSeconds(value: unknown, label: string, fallback: number): number {
  return asNumber(value, label, { fallback, least: 1, most: 86_400 });
}

/**
 * @returns the one of `choices` that the value names; the first where it names none at all.
 * @throws Fault NOT_CONFIGURED for any other word.
 */
export function asChoice<Choice extends string>(
  value: unknown,
  label: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = asText(value, label).trim();
  if (text === '') return choices[0];
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw notConfigured(`The ${label} "${text}" is not one of ${choices.join(', ')}.`);
}
