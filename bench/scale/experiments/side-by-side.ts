import { exactly, medianOf, medianRatio, type Reading } from '../../statistics';
import type { ScaleOutcome, ScaleReadings } from '../figures';
import type { WatchingFlow } from '../flows';
import type { Form } from '../forms';
import { pauseIn } from '../pause';
import {
  type Runtime,
  readUsage,
  type ScaleBed,
  type Site,
  type Spent,
  startRuntime,
  startSite,
} from '../site';
import {
  allAskedAfter,
  countPolls,
  latePolls,
  mostConnections,
  mostTogether,
  mostToMean,
  type Period,
  requestsIn,
} from '../traffic';

/**
 * Many appliances, watched by each of the flows, all at the same time: what the machine does to one
 * runtime, it does to the others.
 */

interface Watching {
  readonly site: Site;
  /** A second one of the hand-built flow, to see what the machine does to a ratio. */
  readonly again: boolean;
}

interface Measured extends Watching {
  readonly spent: readonly Spent[];
  /** Requests in each slice. */
  readonly requests: readonly number[];
  readonly delay: { readonly p99: number; readonly max: number } | undefined;
  readonly heap: number;
}

const flows: readonly WatchingFlow[] = ['all kinds', 'reconciliation', 'hand-built', 'minimal'];
const bytesPerMegabyte = 1_000_000;
/** In how many intervals all first polls are sent, and milliseconds that those may be late. */
const firstPolls = { intervals: 2, late: 3_000 };

export async function measureSideBySide(bed: ScaleBed, form: Form): Promise<ScaleOutcome> {
  const pause = pauseIn(bed.signal);
  const interval = form.interval * 1_000;
  const [largest = 0] = form.sizes;
  const watching = await startAll(bed, form);
  const unused = await startRuntime(bed, true);
  const sites = watching.map(({ site }) => site);
  const all = siteOf(watching, 'all kinds', largest);

  // By itself, on a machine that does nothing else for the benchmark.
  bed.log('Deploy of all monitors …');
  const watch = firstPolls.intervals * interval + firstPolls.late;
  const first = await all.deploy(watch);
  await Promise.all(sites.filter((site) => site !== all).map((site) => site.deploy(interval)));
  await pause(form.calm * 1_000);

  bed.log('Side by side …');
  const atLargest = sites.filter(({ appliances }) => appliances === largest);
  for (const { runtime } of atLargest) await runtime.call('watchDelay', null);
  const runtimes: Runtime[] = [...sites.map(({ runtime }) => runtime), unused];
  const spent = await readUsage(runtimes, form.slices, interval, pause);
  const delays = new Map<Site, Measured['delay']>();
  for (const site of atLargest) delays.set(site, await site.runtime.call('loopDelay', null));
  for (const site of sites) await site.collect();
  const period = periodOf(spent[0] ?? []);

  bed.log('Full redeploy …');
  const second = await all.deploy(watch);
  await all.collect();

  const measured: Measured[] = [];
  for (const [index, one] of watching.entries()) {
    const slices = spent[index] ?? [];
    measured.push({
      ...one,
      spent: slices,
      requests: slices.map((slice) => requestsIn(one.site.arrivals, slice).length),
      delay: delays.get(one.site),
      heap: await one.site.runtime.call('heapUsed', null),
    });
  }
  const problems = await problemsOf(measured);
  const idle = cpuPerMillisecond(spent[watching.length] ?? []);
  await Promise.all([...sites.map((site) => site.end()), unused.end()]);

  const find = (flow: WatchingFlow, again = false, appliances = largest) =>
    measured.find(
      ({ site, again: isAgain }) =>
        site.flow === flow && isAgain === again && site.appliances === appliances,
    );
  const steady = steadyReadings(find, period, interval);
  const hand = find('hand-built');
  const again = find('hand-built', true);
  return {
    readings: {
      ...steady,
      ...growthReadings(measured, form.sizes, idle),
      ...deployReadings('deploy', all, first, period.to, interval),
      ...deployReadings('redeploy', all, second, Infinity, interval),
      problems: exactly(problems.ours.length),
    },
    ...(hand && again ? { controls: controlsOf(hand, again, find('minimal')) } : {}),
    notes: [
      ...measured.map((one) => describe(one, period)),
      `A deploy of ${largest.toLocaleString('en')} monitors stopped the event loop for ` +
        `${first.longestStopBefore.toFixed(0)} ms until the flows had been started, ` +
        `the full redeploy for ${second.longestStopBefore.toFixed(0)} ms.`,
      ...problems.ours.slice(0, 3).map((text) => `In the log of ours: ${text}`),
      ...(problems.others.length > 0
        ? [`${problems.others.length} in the logs of the others: ${problems.others[0]}`]
        : []),
    ],
  };
}

async function startAll(bed: ScaleBed, { sizes, interval }: Form): Promise<Watching[]> {
  const [largest] = sizes;
  const watching: Watching[] = [];
  for (const appliances of sizes) {
    const start = async (flow: WatchingFlow, again: boolean): Promise<Watching> => ({
      site: await startSite(bed, { flow, appliances, interval, backups: 10 }),
      again,
    });
    const started = flows.map((flow) => start(flow, false));
    if (appliances === largest) started.push(start('hand-built', true));
    watching.push(...(await Promise.all(started)));
  }
  return watching;
}

/** @throws Error if there is none */
function siteOf(watching: readonly Watching[], flow: WatchingFlow, appliances: number): Site {
  const found = watching.find(({ site }) => site.flow === flow && site.appliances === appliances);
  if (!found) throw new Error(`There is no site with ${appliances} appliances and ${flow}.`);
  return found.site;
}

function periodOf(slices: readonly Spent[]): Period {
  return { from: slices[0]?.from ?? 0, to: slices.at(-1)?.to ?? 0 };
}

type Find = (flow: WatchingFlow, again?: boolean) => Measured | undefined;

const cpuOf = ({ spent, requests }: Measured) =>
  spent.map(({ cpuTime }, slice) => cpuTime / (requests[slice] ?? 0));
const memoryOf = ({ spent }: Measured) => spent.map(({ residentSetSize }) => residentSetSize);

function ratio(one: Measured, base: Measured, of: (measured: Measured) => number[]): Reading {
  return medianRatio(of(one), of(base));
}

function controlsOf(hand: Measured, again: Measured, minimal: Measured | undefined) {
  const delays = [hand, again, minimal].map((base) => base?.delay?.p99 ?? Infinity);
  return {
    CPU: ratio(again, hand, cpuOf),
    RSS: ratio(again, hand, memoryOf),
    // The calmest of them: what delays it is the machine.
    loop: exactly(Math.min(...delays)),
  };
}

function steadyReadings(find: Find, period: Period, interval: number): ScaleReadings {
  const [all, reconciliation] = [find('all kinds'), find('reconciliation')];
  const [hand, minimal] = [find('hand-built'), find('minimal')];
  if (!all || !reconciliation || !hand || !minimal) return {};
  const memory = medianOf(memoryOf(all));
  const megabytes = (bytes: number) => bytes / bytesPerMegabyte;
  const pollsOf = ({ site }: Measured) => {
    const intervals = ((period.to - period.from) / interval) * site.appliances;
    return exactly(countPolls(site.arrivals, period) / intervals);
  };
  return {
    'cpu reconciliation/hand-built': ratio(reconciliation, hand, cpuOf),
    'cpu all/hand-built': ratio(all, hand, cpuOf),
    'cpu reconciliation/minimal': ratio(reconciliation, minimal, cpuOf),
    'cpu all/minimal': ratio(all, minimal, cpuOf),
    'p99 reconciliation': exactly(reconciliation.delay?.p99 ?? Infinity),
    'p99 all': exactly(all.delay?.p99 ?? Infinity),
    'max reconciliation': exactly(reconciliation.delay?.max ?? Infinity),
    'max all': exactly(all.delay?.max ?? Infinity),
    'rss reconciliation': ratio(reconciliation, hand, memoryOf),
    'rss all': {
      value: megabytes(memory.value),
      low: megabytes(memory.low),
      high: megabytes(memory.high),
    },
    'even reconciliation': exactly(mostToMean(reconciliation.site.arrivals, period)),
    'even all': exactly(mostToMean(all.site.arrivals, period)),
    'polls reconciliation': pollsOf(reconciliation),
    'polls all': pollsOf(all),
    'together all': exactly(mostTogether(all.site.arrivals, period)),
  };
}

function total(slices: readonly Spent[]): { cpuTime: number; milliseconds: number } {
  const { from, to } = periodOf(slices);
  return {
    cpuTime: slices.reduce((sum, { cpuTime }) => sum + cpuTime, 0),
    milliseconds: to - from,
  };
}

function cpuPerMillisecond(slices: readonly Spent[]): number {
  const { cpuTime, milliseconds } = total(slices);
  return cpuTime / milliseconds;
}

/** Microseconds of processor time for a request, without what Node-RED takes that watches nothing. */
function costOf({ spent, requests }: Measured, idle: number): number {
  const { cpuTime, milliseconds } = total(spent);
  const count = requests.reduce((sum, value) => sum + value, 0);
  return (cpuTime - idle * milliseconds) / count;
}

/** How an appliance's cost among the most compares with the dearest among fewer. */
function growthReadings(
  measured: readonly Measured[],
  [largest = 0, ...smaller]: readonly number[],
  idle: number,
): ScaleReadings {
  if (smaller.length === 0) return {};
  const growth = (flow: WatchingFlow): Reading => {
    const costAt = (appliances: number) => {
      const found = measured.find(
        ({ site }) => site.flow === flow && site.appliances === appliances,
      );
      return found ? costOf(found, idle) : Number.NaN;
    };
    return exactly(Math.max(...smaller.map((appliances) => costAt(largest) / costAt(appliances))));
  };
  return {
    'growth reconciliation': growth('reconciliation'),
    'growth all': growth('all kinds'),
  };
}

/** @param to until when late polls are looked for */
function deployReadings(
  name: 'deploy' | 'redeploy',
  { arrivals, appliances }: Site,
  { startedAt, longestStop }: { startedAt: number; longestStop: number },
  to: number,
  interval: number,
): ScaleReadings {
  const first = { from: startedAt, to: startedAt + firstPolls.intervals * interval };
  const watched = { ...first, to: first.to + firstPolls.late };
  return {
    [`${name} stop`]: exactly(longestStop),
    [`${name} rush`]: exactly(mostToMean(arrivals, first)),
    [`${name} connections`]: exactly(mostConnections(arrivals, { from: startedAt, to })),
    [`${name} late`]: exactly(latePolls(arrivals, { from: startedAt, to }, interval)),
    [`${name} first`]: exactly(allAskedAfter(arrivals, watched, appliances) / 1_000),
  };
}

/** What ours and the others have logged. */
async function problemsOf(measured: readonly Measured[]) {
  const ours: string[] = [];
  const others: string[] = [];
  for (const { site } of measured) {
    const isOurs = site.flow === 'all kinds' || site.flow === 'reconciliation';
    (isOurs ? ours : others).push(...(await site.runtime.call('problems', null)));
  }
  return { ours, others };
}

function describe(measured: Measured, period: Period): string {
  const { site, again, delay, heap } = measured;
  const memory = medianOf(memoryOf(measured)).value / bytesPerMegabyte;
  const loop = delay
    ? [`event loop p99 ${delay.p99.toFixed(1)}, max ${delay.max.toFixed(0)} ms`]
    : [];
  const facts = [
    `${medianOf(cpuOf(measured)).value.toFixed(0)} µs of CPU a request`,
    ...loop,
    `RSS ${memory.toFixed(0)} MB, heap ${(heap / bytesPerMegabyte).toFixed(0)} MB`,
    `most requests in a second ${mostToMean(site.arrivals, period).toFixed(2)} × the mean`,
  ];
  const count = site.appliances.toLocaleString('en');
  return `${count} appliances, ${site.flow}${again ? ' again' : ''}: ${facts.join('; ')}.`;
}
