import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import packageJson from '#package';

/** A user directory of Node-RED that is thrown away after use. */
export interface UserDirectory {
  readonly path: string;
  remove(): Promise<void>;
}

/** Makes one in which this package is installed as by `npm link`: what was built is what loads. */
export async function makeUserDirectory(): Promise<UserDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'vcenter-recovery-'));
  const link = join(path, 'node_modules', packageJson.name);
  await mkdir(dirname(link), { recursive: true });
  // Windows lets nobody but administrators make links, except for junctions.
  await symlink(join(__dirname, '..'), link, 'junction');
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
