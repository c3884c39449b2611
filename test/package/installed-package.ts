import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import packageJson from '#package';
import { type NodeRed, type NodeRedOptions, startNodeRed } from '../../scripts/node-red-process';

const root = join(__dirname, '..', '..');

/** How Node-RED's library and loader name this package. */
export const { name: packageName, version: packageVersion } = packageJson;

/** This package as npm publishes it, installed for a new user directory of Node-RED. */
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
const nodeRedInstallation = process.env.NODE_RED_DIR ?? root;

/** Its version, for the titles of tests. */
export const nodeRedVersion: string = createRequire(join(nodeRedInstallation, 'package.json'))(
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

/** What the tarball is made of; it changes only with one of these. */
const packedPaths = [
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'dist',
  'resources',
  'examples',
  'docs',
];

/** @returns a name that is another one as soon as a packed file has changed. */
function stateOfFiles(): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  };
  for (const packed of packedPaths.map((name) => join(root, name)).filter(existsSync)) {
    if (!statSync(packed).isDirectory()) add(packed);
    else {
      for (const entry of readdirSync(packed, { recursive: true, encoding: 'utf8' }).sort()) {
        add(join(packed, entry));
      }
    }
  }
  return hash.digest('hex').slice(0, 16);
}

interface Installation {
  contents: readonly string[];
  modules: string;
}

/** Packs and installs into a folder, which it leaves complete or not at all. */
async function packAndInstall(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  // What is tried is what was built: packing must not build it anew under other tests.
  const packed = await npm(
    root,
    ...['pack', '--json', '--ignore-scripts', '--pack-destination', unfinished],
  );
  const [tarball]: { filename: string; files: { path: string }[] }[] = JSON.parse(packed);
  if (tarball === undefined) throw new Error('npm packed nothing.');
  const contents = tarball.files.map(({ path }) => path);
  await writeFile(join(unfinished, 'contents.json'), JSON.stringify(contents));
  await writeFile(join(unfinished, 'package.json'), '{"private": true}\n');
  await npm(
    unfinished,
    ...['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline'],
    `./${tarball.filename}`,
  );
  try {
    await rename(unfinished, folder);
  } catch (error) {
    // Another file of tests, in a process of its own, may have been faster.
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(join(folder, 'contents.json'))) throw error;
  }
}

/** Installs once for all tests of this build; each then has a user directory of its own. */
async function installation(): Promise<Installation> {
  if (!existsSync(join(root, 'dist'))) throw new Error('There is no dist/: run "npm run build".');
  const cache = join(root, 'node_modules', '.cache', 'installed-package');
  const state = stateOfFiles();
  const folder = join(cache, state);
  if (!existsSync(folder)) {
    await packAndInstall(folder);
    const earlier = readdirSync(cache).filter((name) => !name.startsWith(state));
    for (const name of earlier) await rm(join(cache, name), { recursive: true, force: true });
  }
  return {
    contents: JSON.parse(await readFile(join(folder, 'contents.json'), 'utf8')),
    modules: join(folder, 'node_modules'),
  };
}

/** @throws Error where the package has not been built, or npm fails. */
export async function installPackage(): Promise<InstalledPackage> {
  const { contents, modules } = await installation();
  const userDirectory = await mkdtemp(join(tmpdir(), 'vcenter-recovery-test-'));
  const manifest = { private: true, dependencies: { [packageName]: packageVersion } };
  await writeFile(join(userDirectory, 'package.json'), JSON.stringify(manifest));
  await symlink(modules, join(userDirectory, 'node_modules'), 'junction');
  return {
    contents,
    directory: userDirectory,
    start: (options = {}) =>
      startNodeRed({
        userDirectory,
        installation: nodeRedInstallation,
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
