/** Newer versions of Node.js than the one that runs this: npm installs them like any package. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The packages by which Node.js comes from npm hold its program and nothing else. */
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/**
 * Installs Node.js 24 into a folder that has a package.json, if that has not been done yet, and with it
 * what is listed there.
 *
 * @param more further packages.
 * @returns the path of its program.
 * @throws Error where npm fails.
 */
export function installNode24(folder: string, more: readonly string[]): string {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(folder, 'node_modules', nodePackage, 'bin', program);
  if (existsSync(node)) return node;
  console.log(`Installs ${[...more, 'Node.js 24'].join(' and ')} into ${folder}`);
  // No scripts: none is needed. It is not this Node.js that will run it.
  const quietly = ['--no-audit', '--no-fund', '--ignore-scripts', '--engine-strict=false'];
  // As written in the package.json: what it leaves out is found in the folders above.
  const asWritten = ['--no-package-lock', '--no-save', '--legacy-peer-deps'];
  execFileSync('npm', ['install', ...quietly, ...asWritten, ...more, `${nodePackage}@24`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  return node;
}
