import { resolve } from 'node:path';
import { processorName } from './processor';
import { versionIn } from './workspace';

/** Versions of what is measured and what it runs on, by name. */
export async function runVersions(axiosVersion: string): Promise<Record<string, string>> {
  return {
    package: await versionIn(resolve(__dirname, '..')),
    axios: axiosVersion,
    'Node-RED': await versionIn(resolve(require.resolve('node-red'), '..', '..')),
    'Node.js': process.version.slice(1),
    on: processorName(),
  };
}
