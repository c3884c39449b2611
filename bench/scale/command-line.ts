import { parseArgs } from 'node:util';
import type { FormName } from './forms';

export interface ScaleOptions {
  readonly form: FormName;
  readonly help: boolean;
  /** What one runtime is to carry instead: so many appliances, polled every so many seconds. */
  readonly carry?: { readonly appliances: number; readonly interval: number };
}

export const usage = `Usage: npm run bench:scale -- [options]

  --short                 two minutes, fewer appliances, bounds that any machine keeps
  --appliances <number>   measure one runtime with so many appliances instead,
  --interval <seconds>    polled so often (10 s by default); it has no bounds
  --help                  print this

Exit codes: 0 every bound is kept, 1 a bound is broken, 2 something could not be
measured, 3 the machine was too noisy for a verdict.`;

function asNumber(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} has to be a number.`);
  return number;
}

/** @throws Error for an option that does not exist, or a number that is none */
export function readScaleCommandLine(parameters: string[]): ScaleOptions {
  const { values } = parseArgs({
    args: parameters,
    options: {
      short: { type: 'boolean', default: false },
      appliances: { type: 'string' },
      interval: { type: 'string', default: '10' },
      help: { type: 'boolean', default: false },
    },
  });
  const { short, appliances, interval, help } = values;
  const form = short ? 'short' : 'full';
  if (appliances === undefined) return { form, help };
  const carry = {
    appliances: asNumber(appliances, 'appliances'),
    interval: asNumber(interval, 'interval'),
  };
  return { form, help, carry };
}
