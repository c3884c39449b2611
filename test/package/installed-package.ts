import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '#package';
import { type NodeRed, type NodeRedOptions, startNodeRed } from '../../scripts/node-red-process';
import { installPackedPackage } from '../../scripts/packed-package';

const root = join(__dirname, '..', '..');

/** The name of this package in Node-RED's library and loader. */
export const { name: packageName, version: packageVersion } = packageJson;

/** This package as npm would publish it, installed in a new user directory of Node-RED. */
export interface InstalledPackage {
  /** The paths in the tarball. */
  readonly contents: readonly string[];
  /** The user directory. */
  readonly directory: string;
  /**
   * Starts Node-RED with it: the installation in `NODE_RED_DIR`, with the Node.js in `NODE_BINARY`;
   * by default the development dependency and this Node.js.
   */
  start(
    options?: Omit<NodeRedOptions, 'userDirectory' | 'installation' | 'node'>,
  ): Promise<NodeRed>;
  /** Removes the user directory. */
  remove(): Promise<void>;
}

/** The folder in which the tested Node-RED is installed. */
const nodeRedInstallation = process.env.NODE_RED_DIR ?? root;

/** Its version, for the titles of tests. */
export const nodeRedVersion: string = createRequire(join(nodeRedInstallation, 'package.json'))(
  'node-red/package.json',
).version;

/** @throws Error if the package has not been built, or npm fails. */
export async function installPackage(): Promise<InstalledPackage> {
  const userDirectory = await mkdtemp(join(tmpdir(), 'vcenter-recovery-test-'));
  const contents = await installPackedPackage(userDirectory);
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

/** Warnings that Node-RED logs for every new user directory. */
const ofNodeRedItself = /^(Projects disabled|Encrypted credentials not found)/;

/** @returns the warnings and errors in the log, and all other output. */
export function complaintsOf({ log, output }: NodeRed): string[] {
  const complaints = log.filter(({ level, text }) => level <= 30 && !ofNodeRedItself.test(text));
  return [...complaints.map(({ text }) => text), ...output().split('\n').filter(Boolean)];
}
