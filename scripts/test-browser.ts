/**
 * `npm run test:browser`: the tests in a real browser, on the Node-RED that is the development
 * dependency, run by this Node.js, and beside it on a newer one: that which `NODE_RED_DIR` and
 * `NODE_BINARY` name, as in the tests of the package, else the newest Node-RED 5 on Node.js 24,
 * which are installed by npm and kept below node_modules/.cache. What follows `--` goes to mocha.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launchBrowser } from './browser';
import { installNode24 } from './node-from-npm';

const root = join(__dirname, '..');

/** Where a Node-RED is installed, and the Node.js that runs it. */
interface Edition {
  folder: string;
  node: string;
}

const developmentDependency: Edition = { folder: root, node: process.execPath };

/** Installs the newer one, if that has not been done yet. @throws Error where npm fails. */
function installNewest(): Edition {
  const folder = join(root, 'node_modules', '.cache', 'node-red-5');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
  return { folder, node: installNode24(folder, ['node-red@5']) };
}

function newest(): Edition {
  const { NODE_RED_DIR: folder, NODE_BINARY: node = process.execPath } = process.env;
  return folder === undefined ? installNewest() : { folder, node };
}

/** What the tests have said, and whether all passed. */
interface Outcome {
  passed: boolean;
  said: string;
}

async function testOn({ folder, node }: Edition): Promise<Outcome> {
  const { version } = createRequire(join(folder, 'package.json'))('node-red/package.json');
  const nodeVersion = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const mocha = [
    join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'),
    ...['--no-config', '--require', 'tsx/cjs', '--reporter', 'test/reporter.cjs'],
    ...['--timeout', '20000', '--forbid-only', '--forbid-pending', 'test/browser/**/*.test.ts'],
    ...process.argv.slice(2),
  ];
  const tests = spawn(process.execPath, mocha, {
    cwd: root,
    env: { ...process.env, NODE_RED_DIR: folder, NODE_BINARY: node },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = `\n== In the browser: Node-RED ${version} on Node.js ${nodeVersion}\n`;
  for (const stream of [tests.stdout, tests.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const [exitCode] = await once(tests, 'close');
  return { passed: exitCode === 0, said };
}

async function main(): Promise<void> {
  const editions = [developmentDependency, newest()];
  // Unpacks the browser, which two at once must not do, and says at once where there is none.
  await (await launchBrowser()).close();
  // They mostly wait for the editor to move: both at once take little longer than one.
  const outcomes = editions.map(testOn);
  for (const outcome of outcomes) {
    const { passed, said } = await outcome;
    console.log(said);
    if (!passed) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
