import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type InstalledPackage, installPackage, packageName } from './installed-package';

const compiler = join(__dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');

/** What somebody else's code may look like. */
const code = `
import type { FaultCode, Job, ReconciliationJobInfo, RecoveryApi } from '${packageName}';
import { operations } from '${packageName}';

export const isOver = ({ state }: Job): boolean => state === 'succeeded' || state === 'failed';
export const percent = ({ progress, status }: ReconciliationJobInfo): number =>
  status === 'SUCCEEDED' ? 100 : progress;
export const order: RecoveryApi['backup.job.create']['request'] = {
  location_type: 'SFTP',
  location: 'sftp://nas.lab.example/vc',
  parts: [],
};
export const later: FaultCode[] = ['UNAVAILABLE', 'REFUSED'];
export const changes: boolean = operations['backup.job.create'].changes;
`;

/** Every check is on, those of declaration files too, and no types are there but the package's. */
const project = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    types: [],
    target: 'es2022',
    module: 'node16',
    exactOptionalPropertyTypes: true,
  },
  files: ['somebody-else.ts', 'mistaken.ts'],
};

/** @returns what TypeScript reports, as lines. */
async function compile(directory: string): Promise<string[]> {
  const mistaken = code.replace("'succeeded'", "'successful'").replace('parts: []', 'parts: 1');
  await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(project));
  await writeFile(join(directory, 'somebody-else.ts'), code);
  await writeFile(join(directory, 'mistaken.ts'), mistaken);
  try {
    await promisify(execFile)(process.execPath, [compiler, '--pretty', 'false'], {
      cwd: directory,
    });
    return [];
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout)
      .trim()
      .split('\n');
  }
}

describe('The types of the packed tarball', function () {
  this.timeout(60_000);
  let installed: InstalledPackage | undefined;
  /** Lines that say more about the one above begin with a space. */
  let reported: string[];

  before(async () => {
    installed = await installPackage();
    reported = await compile(installed.directory);
  });
  after(() => installed?.remove());

  it('compile for whoever installed it', () => {
    const elsewhere = reported.filter((line) => !/^(mistaken\.ts\(| )/.test(line));
    assert.deepEqual(elsewhere, []);
  });

  it('find what is wrong', () => {
    const said = reported.join('\n');
    assert.match(said, /'"successful"' have no overlap/);
    assert.match(said, /Type 'number' is not assignable to type 'readonly string\[\]'/);
  });

  it('come with the table of operations itself', async () => {
    const program = `console.log(Object.keys(require('${packageName}').operations).length)`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], {
      cwd: installed?.directory,
    });
    assert.equal(stdout.trim(), '24');
  });
});
