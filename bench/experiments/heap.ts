import { type Deployment, emptyFlow, manyNodes } from '../flows';
import type { Outcome } from '../readings';
import { medianDifference, type Reading } from '../statistics';
import type { TestBed } from '../test-bed';

const rounds = 5;
const appliances = 100;
const jobNodes = 1_000;
const bytesPerKilobyte = 1_000;

/**
 * The heap of deployed nodes after garbage collection: of Node-RED with the package but none of
 * its nodes, with the appliances alone, and with the job nodes on top of them. What is loaded with
 * the first appliance counts as the appliances'.
 */
export async function measureHeap(bed: TestBed): Promise<Outcome> {
  const deployments: readonly Deployment[] = [
    emptyFlow,
    manyNodes(bed.target, appliances, 0),
    manyNodes(bed.target, appliances, jobNodes),
  ];
  const heaps: number[][] = [];
  for (const deployment of deployments) {
    const userDir = await bed.makeUserDir(deployment, true);
    const values: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const nodeRed = await bed.startNodeRed(userDir);
      values.push(await nodeRed.call('heapUsed', null));
      await nodeRed.end();
    }
    heaps.push(values);
  }
  const [none = [], alone = [], all = []] = heaps;
  return {
    readings: {
      'heap of an appliance': share(medianDifference(alone, none), appliances),
      'heap of a job node': share(medianDifference(all, alone), jobNodes),
    },
  };
}

function share({ value, low, high }: Reading, nodes: number): Reading {
  const each = (bytes: number) => bytes / nodes / bytesPerKilobyte;
  return { value: each(value), low: each(low), high: each(high) };
}
