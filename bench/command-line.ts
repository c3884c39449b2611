import { parseArgs } from 'node:util';
import { type Figure, figures } from './figures';

export interface Options {
  readonly figures: readonly Figure[];
  readonly json: boolean;
  /** A folder to leave a CPU profile in, instead of measuring. */
  readonly profile: string | undefined;
  readonly help: boolean;
}

export const usage = `Usage: npm run bench -- [options]

  --only <figure>     measure this figure only (may be given several times)
  --json              print the result as JSON
  --profile <folder>  measure nothing, but leave a CPU profile of the package's
                      Node-RED under load there, for the developer tools of a
                      browser
  --help              print this

Figures: ${figures.map(({ id }) => id).join(', ')}

Ends with 0 when every bound is kept, 1 when one is broken, 2 when something
could not be measured, 3 when the machine was too restless for a verdict.`;

/** @throws Error for an option or a figure that does not exist */
export function readCommandLine(parameters: string[]): Options {
  const { values } = parseArgs({
    args: parameters,
    options: {
      only: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { only, json, profile, help } = values;
  const unknown = only?.find((id) => figures.every((figure) => figure.id !== id));
  if (unknown !== undefined) throw new Error(`There is no figure "${unknown}".`);
  const chosen = figures.filter(({ id }) => only?.includes(id) ?? true);
  return { figures: chosen, json, profile, help };
}
