import { parseArgs } from 'node:util';
import { type Figure, figures } from './figures';

export interface Options {
  readonly figures: readonly Figure[];
  readonly help: boolean;
}

export const usage = `Usage: npm run bench -- [options]

  --only <figure>     measure this figure only (may be given several times)
  --help              print this

Figures: ${figures.map(({ id }) => id).join(', ')}

Exit codes: 0 every bound is kept, 1 a bound is broken, 2 something could not be
measured, 3 the machine was too noisy for a verdict.`;

/** @throws Error for an option or a figure that does not exist */
export function readCommandLine(parameters: string[]): Options {
  const { values } = parseArgs({
    args: parameters,
    options: {
      only: { type: 'string', multiple: true },
      help: { type: 'boolean', default: false },
    },
  });
  const { only, help } = values;
  const unknown = only?.find((id) => figures.every((figure) => figure.id !== id));
  if (unknown !== undefined) throw new Error(`There is no figure "${unknown}".`);
  return { figures: figures.filter(({ id }) => only?.includes(id) ?? true), help };
}
