/**
 * Runs the tests otherwise than `npm test` does, to see that they do not depend on each other:
 *
 *   alone                    each file in a process of its own
 *   shuffled [seed]          all files in a random order, four at a time
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { anySeed, inRandomOrder } from './random-order';

const root = join(__dirname, '..');
const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');

/** @returns the exit code, and what was printed. */
function run(parameters: string[], isQuiet: boolean): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [mocha, ...parameters], {
      cwd: root,
      stdio: ['ignore', isQuiet ? 'pipe' : 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function runAlone(files: readonly string[]): Promise<number> {
  let passed = 0;
  const failures: string[] = [];
  for (const file of files) {
    const begun = performance.now();
    const { code, output } = await run([file], true);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    passed += Number(/^(\d+) passed/m.exec(output)?.[1] ?? 0);
    console.log(`${seconds.padStart(6)} s  ${code === 0 ? 'ok    ' : 'FAILED'}  ${file}`);
    if (code === 0) continue;
    failures.push(file);
    console.log(output);
  }
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
}

async function main([how, given]: string[]): Promise<number> {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('browser'))
    .map((file) => join('test', file))
    .sort();
  if (how === 'alone') return runAlone(files);
  if (how !== 'shuffled') throw new Error('Say "alone" or "shuffled".');
  const seed = Number(given ?? anySeed());
  console.log(`Random order, seed ${seed}: npm run test:shuffled -- ${seed}`);
  return (await run(['--parallel', '--jobs', '4', ...inRandomOrder(files, seed)], false)).code;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
