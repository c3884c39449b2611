/** This package as npm publishes it, installed once for all who try it. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { name, version } from '#package';

const root = join(__dirname, '..');
const cache = join(root, 'node_modules', '.cache', 'installed-package');

/** What the tarball is made of. */
const packed = [
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'dist',
  'resources',
  'examples',
  'docs',
];

/** Runs npm as a person would, without the variables that an `npm run` around it has set. */
async function npm(directory: string, ...parameters: string[]): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const { stdout } = await promisify(execFile)('npm', parameters, {
    cwd: directory,
    env: Object.fromEntries(own),
    // On Windows npm is a script, which only a shell starts.
    shell: process.platform === 'win32',
  });
  return stdout;
}

/** @returns a name that changes as soon as a file changes that is packed. */
function stateOfFiles(): string {
  const paths = packed
    .filter((name) => existsSync(join(root, name)))
    .flatMap((name) => {
      const isFolder = statSync(join(root, name)).isDirectory();
      const entries = isFolder ? readdirSync(join(root, name), { recursive: true }) : [];
      return [name, ...entries.map((entry) => join(name, String(entry)))];
    });
  const states = paths.sort().map((path) => {
    const { mtimeMs, size } = statSync(join(root, path));
    return `${path} ${mtimeMs} ${size}`;
  });
  return createHash('sha256').update(states.join('\n')).digest('hex').slice(0, 16);
}

/** Packs and installs into a folder, which is complete or not there at all. */
async function packAndInstall(folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  // No scripts: they would build it again, while others use what is there.
  const options = ['--json', '--ignore-scripts', '--pack-destination', unfinished];
  const [tarball]: { filename: string; files: { path: string }[] }[] = JSON.parse(
    await npm(root, 'pack', ...options),
  );
  if (tarball === undefined) throw new Error('npm packed nothing.');
  const contents = tarball.files.map(({ path }) => path);
  await writeFile(join(unfinished, 'contents.json'), JSON.stringify(contents));
  await writeFile(join(unfinished, 'package.json'), '{"private": true}\n');
  const quickly = ['--omit=dev', '--no-audit', '--no-fund', '--prefer-offline'];
  await npm(unfinished, 'install', ...quickly, `./${tarball.filename}`);
  try {
    await rename(unfinished, folder);
  } catch (error) {
    // Another process that needs the same may have been faster.
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

async function removeEarlier(state: string): Promise<void> {
  const earlier = readdirSync(cache).filter((name) => !name.startsWith(state));
  for (const name of earlier) await rm(join(cache, name), { recursive: true, force: true });
}

/**
 * Packs and installs the package as it has been built. This takes seconds, so it is done once for
 * each build; several processes that begin with it at the same time all do the work.
 *
 * @returns the folder of the installation.
 * @throws Error if the package has not been built, or npm fails.
 */
export async function packOnce(): Promise<string> {
  if (!existsSync(join(root, 'dist'))) throw new Error('There is no dist/: run "npm run build".');
  const state = stateOfFiles();
  const folder = join(cache, state);
  if (!existsSync(folder)) {
    await packAndInstall(folder);
    await removeEarlier(state);
  }
  return folder;
}

/**
 * Makes an empty directory a user directory of Node-RED in which the package is installed.
 *
 * @returns the paths in the tarball.
 * @throws Error if the package has not been built, or npm fails.
 */
export async function installPackedPackage(directory: string): Promise<readonly string[]> {
  const folder = await packOnce();
  const manifest = { private: true, dependencies: { [name]: version } };
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest));
  await symlink(join(folder, 'node_modules'), join(directory, 'node_modules'), 'junction');
  return JSON.parse(await readFile(join(folder, 'contents.json'), 'utf8'));
}
