import { emptyFlow } from '../flows';
import type { CoreNodes } from '../processes/embedded-node-red';
import type { Start } from '../processes/node-red';
import type { Outcome } from '../readings';
import { medianDifference, medianOf, type Reading } from '../statistics';
import type { TestBed } from '../test-bed';

const rounds = 100;
/** Every so many rounds there is a start with the core nodes too. */
const roundsPerFullStart = 5;

const cpuTimeOf = ({ cpuTime }: Start) => cpuTime;
const megabytesOf = ({ residentSetSize }: Start) => residentSetSize / 1_000_000;

/**
 * What the package, installed and unused, adds to the start of Node-RED, in processor time and
 * memory.
 *
 * A start with all core nodes takes some 400 ms give or take 30, and two hundredths of it are to be
 * seen: that would take many hundred pairs of starts. So the difference is taken between starts with
 * the core nodes of `common` only, which are as much steadier as they are shorter, and is then put in
 * relation to a start with all of them. Without any, Node-RED runs much of its own code for the first
 * time for the package: it would seem to add another 8 ms.
 */
export async function measureStart(bed: TestBed): Promise<Outcome> {
  const without = await bed.makeUserDir(emptyFlow, false);
  const installed = await bed.makeUserDir(emptyFlow, true);
  const start = async (userDir: string, coreNodes: CoreNodes): Promise<Start> => {
    const nodeRed = await bed.startNodeRed(userDir, coreNodes);
    await nodeRed.end();
    return nodeRed.start;
  };
  // The first start in a user directory writes its settings, which no other has to do.
  for (const userDir of [without, installed]) await start(userDir, 'all');

  const bases: Start[] = [];
  const withPackage: Start[] = [];
  const full: Start[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const steps = [
      async () => bases.push(await start(without, 'common')),
      async () => withPackage.push(await start(installed, 'common')),
    ];
    for (const step of round % 2 === 0 ? steps : steps.toReversed()) await step();
    if (round % roundsPerFullStart === 0) full.push(await start(without, 'all'));
  }

  const added = medianDifference(withPackage.map(cpuTimeOf), bases.map(cpuTimeOf));
  const whole = medianOf(full.map(cpuTimeOf)).value;
  return {
    readings: {
      start: ratioTo(whole, added),
      'memory at start': medianDifference(withPackage.map(megabytesOf), bases.map(megabytesOf)),
    },
    notes: [
      `Start of Node-RED: ${milliseconds(whole, 0)} ms of CPU, ` +
        `and ${milliseconds(added.value, 1)} ms more with the package.`,
    ],
  };
}

function milliseconds(microseconds: number, digits: number): string {
  return (microseconds / 1_000).toFixed(digits);
}

function ratioTo(whole: number, { value, low, high }: Reading): Reading {
  const ratio = (added: number) => 1 + added / whole;
  return { value: ratio(value), low: ratio(low), high: ratio(high) };
}
