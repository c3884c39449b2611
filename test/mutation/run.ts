/**
 * `npm run test:mutation [-- --force] [group…]`: changes the code of each group in every small way that StrykerJS
 * knows (a mutant), and runs the group's own tests against each change; README.md says what survived.
 *
 * StrykerJS needs a newer Node.js than the package does. Both are installed here on first use.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installNode24 } from '../../scripts/node-from-npm';
import { type Group, groups } from './groups';
import {
  hasSurvived,
  percentage,
  type Report,
  type Score,
  scoreOf,
  sum,
  survivorsOf,
  table,
  without,
} from './report';

const root = join(__dirname, '..', '..');
const cache = join('node_modules', '.cache', 'mutation');
const stryker = join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

/** The least percentage of mutants that the tests must notice, over all groups. */
const leastScore = 85;

/** @returns StrykerJS's options: https://stryker-mutator.io/docs/stryker-js/configuration */
const optionsFor = ({ name, sources, tests }: Group) => ({
  plugins: ['@stryker-mutator/mocha-runner'],
  testRunner: 'mocha',
  // Its own option `testFiles` selects no test at all for what runs while a file is loaded: a table, say.
  mochaOptions: { require: ['tsx/cjs', './test/mutation/hanging-test.cjs'], spec: tests },
  mutate: sources,
  coverageAnalysis: 'perTest',
  incremental: true,
  incrementalFile: join(cache, `${name}.json`),
  // Tests take as long as they do on a machine with nothing else to do.
  concurrency: 1,
  // Milliseconds that a mutant may take longer than the tests do: many make a test wait for ever.
  timeoutMS: 5000,
  reporters: ['progress-append-only'],
  tempDirName: join(cache, 'sandbox'),
  warnings: { slow: false },
});

/** @throws Error where StrykerJS fails. */
async function startStryker(
  node: string,
  options: ReturnType<typeof optionsFor>,
  hangsAfter: number,
): Promise<void> {
  const config = join(cache, 'stryker.config.json');
  writeFileSync(join(root, config), JSON.stringify(options, null, 2));
  const child = spawn(node, [join('test', 'mutation', stryker), 'run', config], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_OPTIONS: '--require ./test/mutation/mocha-12.cjs',
      // The same random values for each mutant.
      FUZZ_SEED: '1',
      HANGS_AFTER: String(hangsAfter),
    },
  });
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw new Error(`StrykerJS ended with ${exitCode}.`);
}

/**
 * Tries every mutant of a group in one process, which takes milliseconds each. What survives is tried
 * again in a process of its own: a value that is computed once and kept hides a mutant from later tests.
 * A mutant in what runs while a file is loaded has such a process the first time.
 */
async function run(node: string, group: Group): Promise<Report> {
  const options = optionsFor(group);
  const { hangsAfter = 40_000 } = group;
  const file = join(root, options.incrementalFile);
  const read = (): Report => JSON.parse(readFileSync(file, 'utf8'));
  const write = (report: Report) => writeFileSync(file, JSON.stringify(report));
  // StrykerJS would not try those of a table again, although there may be a test now.
  if (existsSync(file)) write(without(read(), hasSurvived));
  await startStryker(node, options, hangsAfter);
  write(without(read(), (mutant) => hasSurvived(mutant) && !mutant.static));
  await startStryker(node, { ...options, ...{ maxTestRunnerReuse: 1 } }, hangsAfter);
  return read();
}

/** @returns the groups with these names; without names, all. @throws Error for an unknown name. */
function groupsCalled(names: readonly string[]): readonly Group[] {
  if (names.length === 0) return groups;
  return names.map((name) => {
    const group = groups.find((other) => other.name === name);
    if (group !== undefined) return group;
    throw new Error(`No group "${name}": ${groups.map((other) => other.name).join(', ')}.`);
  });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { force: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const asked = groupsCalled(positionals);
  const node = installNode24(__dirname, []);
  mkdirSync(join(root, cache), { recursive: true });
  const scores = new Map<string, Score>();
  for (const group of asked) {
    console.log(`\n== ${group.name}`);
    const begun = performance.now();
    if (values.force) rmSync(join(root, cache, `${group.name}.json`), { force: true });
    const report = await run(node, group);
    console.log(survivorsOf(report).join('\n'));
    scores.set(group.name, scoreOf(report, (performance.now() - begun) / 60_000));
  }
  console.log(`\n${table(scores).join('\n')}`);
  if (percentage(sum([...scores.values()])) < leastScore) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
