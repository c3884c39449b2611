import { flowsOf } from '../flows';
import type { TestBed } from '../test-bed';

const milliseconds = 10_000;

/**
 * Leaves a CPU profile of the package's Node-RED under load in a folder. Nothing is measured
 * meanwhile, because taking a profile costs processor time in that process alone.
 */
export async function profileLoad(bed: TestBed, profileFolder: string): Promise<void> {
  const userDir = await bed.makeUserDir(flowsOf.package(bed.target), true);
  const nodeRed = await bed.startNodeRed(userDir, { profileFolder });
  await nodeRed.call('run', { concurrency: 8, until: { milliseconds } });
  await nodeRed.end();
}
