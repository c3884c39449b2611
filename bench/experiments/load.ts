import { type FlowName, flowsOf } from '../flows';
import type { Slice } from '../processes/closed-loop';
import { type Disturbance, watchMachine } from '../processor';
import type { Comparison, Concurrency, LoadReadingName, Outcome, Quantity } from '../readings';
import { meanOfEach, medianOf, medianRatio, type Reading } from '../statistics';
import type { NodeRed, TestBed } from '../test-bed';
import { runCounted } from './counted-run';

/**
 * The flows under load, each in a Node-RED of its own. All of them are warm, one at a time is at
 * work, and a round is a slice of each: what the machine does to one, it does to its neighbors.
 */

interface Variant {
  readonly name: FlowName | 'again';
  readonly flow: FlowName;
}

interface Running extends Variant {
  readonly nodeRed: NodeRed;
  readonly slices: Slice[];
}

/** Until then the compiler has not finished with the slower of them. */
const warmUpMessages = 6_000;
const rounds = 32;
const sliceMilliseconds = 400;

const variants: readonly Variant[] = [
  { name: 'hand-built', flow: 'hand-built' },
  { name: 'again', flow: 'hand-built' },
  { name: 'bare', flow: 'bare' },
  { name: 'package', flow: 'package' },
];

/** Microseconds of a message, and messages in a second. */
const cpuOf = ({ cpuTime, messages }: Slice) => cpuTime / messages;
const rateOf = ({ messages, milliseconds }: Slice) => (messages / milliseconds) * 1_000;

const quantities: readonly { name: Quantity; of: (slice: Slice) => number }[] = [
  { name: 'cpu', of: cpuOf },
  { name: 'rate', of: rateOf },
  { name: 'p50', of: ({ p50 }) => p50 },
  { name: 'p99', of: ({ p99 }) => p99 },
];

/**
 * What is compared with what. Two processes of one flow differ by some percent, for as long as they run:
 * the base is the mean of both hand-built ones, but for the comparison between them.
 */
const comparisons: readonly {
  name: Comparison;
  of: Variant['name'];
  to: readonly Variant['name'][];
}[] = [
  { name: 'package/hand-built', of: 'package', to: ['hand-built', 'again'] },
  { name: 'package/bare', of: 'package', to: ['bare'] },
  { name: 'bare/hand-built', of: 'bare', to: ['hand-built', 'again'] },
  { name: 'again/hand-built', of: 'again', to: ['hand-built'] },
];

/** Takes slices of all flows with so many messages under way. */
export async function measureLoad(bed: TestBed, concurrency: Concurrency): Promise<Outcome> {
  const all: Running[] = [];
  for (const variant of variants) all.push(await startVariant(bed, variant, concurrency));
  const { disturbance } = await watchMachine(
    () => ownTime(bed, all),
    () => takeSlices(bed, all, concurrency),
  );
  for (const { nodeRed } of all) await nodeRed.end();
  return {
    readings: compare(all, concurrency),
    notes: [absolute(all, concurrency), ...describe(disturbance, concurrency)],
  };
}

async function startVariant(
  bed: TestBed,
  variant: Variant,
  concurrency: Concurrency,
): Promise<Running> {
  const deployment = flowsOf[variant.flow](bed.target, concurrency);
  const userDir = await bed.makeUserDir(deployment, variant.flow === 'package');
  return { ...variant, nodeRed: await bed.startNodeRed(userDir), slices: [] };
}

async function takeSlices(
  bed: TestBed,
  all: readonly Running[],
  concurrency: Concurrency,
): Promise<void> {
  for (const { nodeRed } of all) {
    await runCounted(bed, nodeRed, { concurrency, until: { messages: warmUpMessages } });
  }
  const until = { milliseconds: sliceMilliseconds };
  for (let round = 0; round < rounds; round += 1) {
    for (const { nodeRed, slices } of round % 2 === 0 ? all : all.toReversed()) {
      slices.push(await runCounted(bed, nodeRed, { concurrency, until }));
    }
  }
}

async function ownTime(bed: TestBed, all: readonly Running[]): Promise<number> {
  const { user, system } = process.cpuUsage();
  const cpuTimes = await Promise.all([
    bed.cpuTime(),
    ...all.map(({ nodeRed }) => nodeRed.call('cpuTime', null)),
  ]);
  return cpuTimes.reduce((sum, cpuTime) => sum + cpuTime, user + system) / 1e6;
}

function compare(all: readonly Running[], concurrency: Concurrency) {
  const readings: Partial<Record<LoadReadingName, Reading>> = {};
  for (const quantity of quantities) {
    const valuesOf = (variant: Variant['name']) =>
      all.find(({ name }) => name === variant)?.slices.map(quantity.of) ?? [];
    for (const { name, of, to } of comparisons) {
      const bases = meanOfEach(to.map(valuesOf));
      readings[`${quantity.name} ${name} ${concurrency}`] = medianRatio(valuesOf(of), bases);
    }
  }
  return readings;
}

function absolute(all: readonly Running[], concurrency: Concurrency): string {
  const texts = all.map(({ name, slices }) => {
    const rate = Math.round(medianOf(slices.map(rateOf)).value).toLocaleString('en');
    return `${name} ${rate} (${medianOf(slices.map(cpuOf)).value.toFixed(0)} µs of CPU each)`;
  });
  return `Messages/s, ${concurrency} at once: ${texts.join(', ')}.`;
}

function describe(disturbance: Disturbance | undefined, concurrency: Concurrency): string[] {
  if (!disturbance) return [];
  const { stolen, foreign } = disturbance;
  return [
    `Meanwhile, ${concurrency} at once: stolen by the host ${stolen.toFixed(2)} CPU, ` +
      `taken by foreign processes ${foreign.toFixed(2)} CPU.`,
  ];
}
