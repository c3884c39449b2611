import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..');

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

/**
 * Packs what has been built, as npm would publish it, and installs it into an empty directory,
 * which then is a user directory of Node-RED.
 *
 * @returns the paths in the tarball.
 * @throws Error if the package has not been built, or npm fails.
 */
export async function installPackedPackage(directory: string): Promise<string[]> {
  if (!existsSync(join(root, 'dist'))) throw new Error('There is no dist/: run "npm run build".');
  // No scripts: they would build it again, while others use what is there.
  const packed = await npm(
    root,
    ...['pack', '--json', '--ignore-scripts', '--pack-destination', directory],
  );
  const [tarball]: { filename: string; files: { path: string }[] }[] = JSON.parse(packed);
  if (tarball === undefined) throw new Error('npm packed nothing.');
  await writeFile(join(directory, 'package.json'), '{"private": true}\n');
  await npm(
    directory,
    ...['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline'],
    `./${tarball.filename}`,
  );
  return tarball.files.map(({ path }) => path);
}
