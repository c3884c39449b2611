import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { installPackedPackage } from '../scripts/packed-package';
import type { Deployment } from './flows';

/** Everything that a run writes to the disk, in one temporary folder. */
export interface Workspace {
  /** The folder of the nodes that are part of the benchmark. */
  readonly nodesDir: string;
  /** The version of axios that npm has installed with the package. */
  readonly axiosVersion: string;
  /** The file of a process, by the name of its source. */
  processFile(name: 'appliance' | 'fleet' | 'node-red' | 'runtime'): string;
  /** Writes the certificate of the CA to trust, and returns the path of the file. */
  writeCa(pem: string): Promise<string>;
  /** Makes a user directory with a flow in it, and the packed package installed or not. */
  makeUserDir(deployment: Deployment, installed: boolean): Promise<string>;
}

/** The node types of each file in nodes/: Node-RED reads them from an .html file beside it. */
const nodeTypes: Readonly<Record<string, readonly string[]>> = {
  'bench-loop': ['bench-source', 'bench-sink'],
  'bench-bare': ['bench-bare'],
  'bench-interval': ['bench-interval'],
};

/**
 * Fills the folder: the processes as plain JavaScript (a loader of TypeScript inside the measured
 * processes would be measured too), and the package as npm would publish it.
 * @throws Error when npm cannot pack or install the package
 */
export async function makeWorkspace(folder: string): Promise<Workspace> {
  await transpile(folder);
  const installation = join(folder, 'installation');
  await mkdir(installation);
  await installPackedPackage(installation);
  let userDirs = 0;

  return {
    nodesDir: join(folder, 'nodes'),
    axiosVersion: await versionIn(join(installation, 'node_modules', 'axios')),
    processFile: (name) => join(folder, 'processes', `${name}.js`),
    async writeCa(pem) {
      const file = join(folder, 'ca.pem');
      await writeFile(file, pem);
      return file;
    },
    async makeUserDir({ flows, credentials }, installed) {
      userDirs += 1;
      const userDir = join(folder, `user-${userDirs}`);
      // As a person installs it: a link into a checkout would let Node-RED search all of its packages too,
      // which takes 5 ms of the start.
      if (installed) await cp(installation, userDir, { recursive: true, dereference: true });
      else await mkdir(userDir);
      await writeFile(join(userDir, 'flows.json'), JSON.stringify(flows));
      await writeFile(join(userDir, 'flows_cred.json'), JSON.stringify(credentials));
      return userDir;
    },
  };
}

/** Makes an empty folder of its own for a run. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'vcenter-recovery-bench-'));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** The version of the package in a folder. */
export async function versionIn(folder: string): Promise<string> {
  const manifest: { version: string } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  return manifest.version;
}

async function transpile(folder: string): Promise<void> {
  await build({
    entryPoints: ['processes/*.ts', 'nodes/*.ts', 'statistics.ts'].map((files) =>
      join(__dirname, files),
    ),
    outbase: __dirname,
    outdir: folder,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
  for (const [file, types] of Object.entries(nodeTypes)) {
    const templates = types.map(
      (type) => `<script type="text/html" data-template-name="${type}"></script>\n`,
    );
    await writeFile(join(folder, 'nodes', `${file}.html`), templates.join(''));
  }
}
