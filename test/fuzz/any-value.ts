/** What a message may contain: anything that JavaScript can make, in this realm or a Function node's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext, runInThisContext } from 'node:vm';
import fc from 'fast-check';

/** How a value is made; plain data, so that a counterexample can be read and be made smaller. */
export type Recipe =
  | { value: unknown }
  | { shape: string; entries: [name: string, held: Recipe][] };

type Make = (recipe: Recipe) => unknown;

const source = readFileSync(join(__dirname, 'made-value.cjs'), 'utf8');

export const realms = ['this realm', 'a Function node'] as const;

const makers: Readonly<Record<(typeof realms)[number], Make>> = {
  'this realm': runInThisContext(source) as Make,
  'a Function node': runInContext(source, createContext({})) as Make,
};

export function make(realm: (typeof realms)[number], recipe: Recipe): unknown {
  return makers[realm](recipe);
}

const holders = [
  ...[
    'object',
    'list',
    'without a prototype',
    'frozen',
    'frozen list',
    'sealed',
    'fixed',
    'hidden',
  ],
  ...['instance', 'map', 'set', 'getters', 'error', 'in itself', 'held twice', 'read only'],
];

/** What Node-RED cannot clone, or nobody can read. */
const odd = [
  ...['date', 'symbol', 'bigint', 'function', 'throws when read', 'throws whatever is done'],
  ...['revoked', 'deep'],
];

/** Names of secret parameters and others that the nodes read. */
const names = [
  ...['location_password', 'backup_password', 'sso_admin_user_password', 'location', 'parts'],
  ...['location_type', 'comment', 'recurrence_info', 'retention_info', 'id', 'kind', 'state'],
  ...['appliance', 'startTime', 'a', 'length', 'then', 'toString', 'toJSON', '__proto__'],
];

/**
 * @param leaves texts, numbers and the like.
 * @param mayBeOdd whether there may be in it what nobody can read.
 */
export function anyRecipe(leaves: fc.Arbitrary<unknown>, mayBeOdd: boolean): fc.Arbitrary<Recipe> {
  const leaf: fc.Arbitrary<Recipe> = leaves.map((value) => ({ value }));
  const { recipe } = fc.letrec<{ recipe: Recipe }>((tie) => ({
    recipe: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 3, arbitrary: leaf },
      {
        weight: 4,
        arbitrary: fc.record({
          shape: fc.constantFrom(...holders),
          entries: fc.array(fc.tuple(fc.constantFrom(...names), tie('recipe')), { maxLength: 4 }),
        }),
      },
      ...(mayBeOdd
        ? [
            fc.record({
              shape: fc.constantFrom(...odd),
              entries: fc.constant<[string, Recipe][]>([]),
            }),
          ]
        : []),
    ),
  }));
  return recipe;
}
