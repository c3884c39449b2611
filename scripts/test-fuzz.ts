/**
 * Tries the properties of test/fuzz as often as asked, from a seed that it prints:
 *
 *   npm run test:fuzz -- [--runs 100000] [--seed 4711] [file…]
 *
 * Without `--runs`, as often as `npm test` does.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(__dirname, '..');

/** @throws Error for what is no whole number from 0 on. */
function wholeNumber(name: string, text: string): string {
  if (/^\d{1,10}$/.test(text)) return text;
  throw new Error(`--${name} must be a whole number, not "${text}".`);
}

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const seed = wholeNumber('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)));
const runs = values.runs === undefined ? {} : { FUZZ_RUNS: wholeNumber('runs', values.runs) };
const files = positionals.length > 0 ? positionals : ['test/fuzz/*.test.ts'];

console.log(`Seed ${seed}`);
const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
spawn(process.execPath, [mocha, '--parallel', '--jobs', '2', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...runs, FUZZ_SEED: seed },
}).on('close', (code) => process.exit(code ?? 1));
