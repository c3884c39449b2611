import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import packageJson from '#package';
import { type NodeRed, type NodeRedOptions, startNodeRed } from '../../scripts/node-red-process';

const root = join(__dirname, '..', '..');

/** This package as npm publishes it, installed into a new user directory of Node-RED. */
export interface InstalledPackage {
  /** The paths in the tarball. */
  readonly contents: readonly string[];
  /** The user directory. */
  readonly directory: string;
  /**
   * Starts Node-RED with it: the one below the folder that `NODE_RED_DIR` names, run by the Node.js
   * that `NODE_BINARY` names; without these the development dependency and this Node.js.
   */
  start(
    options?: Omit<NodeRedOptions, 'userDirectory' | 'installation' | 'node'>,
  ): Promise<NodeRed>;
  /** Removes the user directory. */
  remove(): Promise<void>;
}

/** The folder in which the Node-RED that is tried is installed. */
const installation = process.env.NODE_RED_DIR ?? root;

/** Its version, for the titles of tests. */
export const nodeRedVersion: string = createRequire(join(installation, 'package.json'))(
  'node-red/package.json',
).version;

/** Runs npm as a person would, free of what an `npm test` around it has set. */
async function npm(directory: string, ...parameters: string[]): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const { stdout } = await promisify(execFile)('npm', parameters, {
    cwd: directory,
    env: Object.fromEntries(own),
    shell: process.platform === 'win32',
  });
  return stdout;
}

/** @throws Error where the package has not been built, or npm fails. */
export async function installPackage(): Promise<InstalledPackage> {
  if (!existsSync(join(root, 'dist'))) throw new Error('There is no dist/: run "npm run build".');
  const userDirectory = await mkdtemp(join(tmpdir(), 'vcenter-recovery-test-'));
  // What is tried is what was built: packing must not build it anew under other tests.
  const packed = await npm(
    root,
    ...['pack', '--json', '--ignore-scripts', '--pack-destination', userDirectory],
  );
  const [tarball]: { filename: string; files: { path: string }[] }[] = JSON.parse(packed);
  if (tarball === undefined) throw new Error('npm packed nothing.');
  await writeFile(join(userDirectory, 'package.json'), '{"private": true}\n');
  await npm(
    userDirectory,
    ...['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline'],
    `./${tarball.filename}`,
  );
  return {
    contents: tarball.files.map(({ path }) => path),
    directory: userDirectory,
    start: (options = {}) =>
      startNodeRed({
        userDirectory,
        installation,
        node: process.env.NODE_BINARY,
        ...options,
      }),
    remove: () => rm(userDirectory, { recursive: true, force: true }),
  };
}

/** Warnings that Node-RED itself has for every new user directory. */
const ofNodeRedItself = /^(Projects disabled|Encrypted credentials not found)/;

/** @returns the warnings and errors that Node-RED has logged, and all it wrote beside its log. */
export function complaintsOf({ log, output }: NodeRed): string[] {
  const complaints = log.filter(({ level, text }) => level <= 30 && !ofNodeRedItself.test(text));
  return [...complaints.map(({ text }) => text), ...output().split('\n').filter(Boolean)];
}

/** How Node-RED's library and loader name this package. */
export const { name: packageName, version: packageVersion } = packageJson;
