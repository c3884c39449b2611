import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type Certificate, makeCertificate } from './certificate';
import type { Deployment } from './flows';

const run = promisify(execFile);
const root = resolve(__dirname, '..');

/** Everything that a run puts on the disk, in one temporary folder. */
export interface Workspace {
  /** The PEM files of the appliance's certificate. */
  readonly keyFile: string;
  readonly certificateFile: string;
  /** The file to load Node-RED from. */
  readonly nodeRed: string;
  /** The folder of the nodes that are part of the benchmark. */
  readonly nodesDir: string;
  /** The version of axios that npm has put beside the package. */
  readonly axiosVersion: string;
  /** The file of a process, by the name of its source. */
  processFile(name: 'appliance' | 'node-red'): string;
  /** Makes a user directory with a flow in it, and the packed package installed or not. */
  makeUserDir(deployment: Deployment, installed: boolean): Promise<string>;
}

/** The node types of each file in nodes/: Node-RED reads them from an .html file beside it. */
const nodeTypes: Readonly<Record<string, readonly string[]>> = {
  'bench-loop': ['bench-source', 'bench-sink'],
  'bench-bare': ['bench-bare'],
};

/**
 * Fills the folder: the processes as plain JavaScript (a loader of TypeScript inside the measured
 * processes would be measured too), a certificate, and the package as npm would publish it.
 * @throws Error when npm cannot pack or install the package
 */
export async function makeWorkspace(folder: string, signal: AbortSignal): Promise<Workspace> {
  const [certificate] = await Promise.all([makeCertificate(), transpile(folder)]);
  const files = await writeCertificate(folder, certificate);
  const installation = await installPackage(join(folder, 'installation'), signal);
  let userDirs = 0;

  return {
    ...files,
    nodeRed: require.resolve('node-red'),
    nodesDir: join(folder, 'nodes'),
    axiosVersion: await versionIn(join(installation, 'node_modules', 'axios')),
    processFile: (name) => join(folder, 'processes', `${name}.js`),
    async makeUserDir({ flows, credentials }, installed) {
      userDirs += 1;
      const userDir = join(folder, `user-${userDirs}`);
      if (installed) await cp(installation, userDir, { recursive: true });
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

async function writeCertificate(folder: string, { key, certificate }: Certificate) {
  const keyFile = join(folder, 'key.pem');
  const certificateFile = join(folder, 'certificate.pem');
  await writeFile(keyFile, key, { mode: 0o600 });
  await writeFile(certificateFile, certificate);
  return { keyFile, certificateFile };
}

async function installPackage(folder: string, signal: AbortSignal): Promise<string> {
  await mkdir(folder);
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'node-red-project', version: '0.0.1', private: true }),
  );
  // On Windows npm is a script, which only a shell starts.
  const npm = (cwd: string, ...parameters: string[]) =>
    run('npm', parameters, { cwd, signal, shell: process.platform === 'win32' });
  // The package has just been built: npm need not do it once more.
  await npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder);
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (!tarball) throw new Error('npm pack has made no tarball');
  await npm(folder, 'install', '--omit=dev', '--no-audit', '--no-fund', `./${tarball}`);
  return folder;
}
