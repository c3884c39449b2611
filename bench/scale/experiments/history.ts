import { exactly } from '../../statistics';
import type { ScaleOutcome } from '../figures';
import type { Form } from '../forms';
import { pauseIn } from '../pause';
import { readUsage, type ScaleBed, type Site, startSite } from '../site';
import { countPolls } from '../traffic';

/** How many backups the other appliances have made. */
const shortHistory = 10;
const bytesPerKilobyte = 1_000;

/** Appliances with a long history of backups beside as many with a short one. */
export async function measureHistory(bed: ScaleBed, form: Form): Promise<ScaleOutcome> {
  const { appliances, backups, calm, slices } = form.history;
  const pause = pauseIn(bed.signal);
  const interval = form.interval * 1_000;
  bed.log(`A history of ${backups.toLocaleString('en')} backups …`);
  const start = (appliances: number, backups: number) =>
    startSite(bed, { flow: 'all kinds', appliances, interval: form.interval, backups });
  // Of what the others take, what Node-RED, the package and the first appliance take is left out.
  const sites: readonly Site[] = await Promise.all([
    start(appliances, backups),
    start(appliances, shortHistory),
    start(1, shortHistory),
  ]);
  await Promise.all(sites.map((site) => site.deploy(interval)));
  await pause(calm * 1_000);
  const runtimes = sites.map(({ runtime }) => runtime);
  const spent = await readUsage(runtimes, slices, interval, pause);
  for (const site of sites) await site.collect();
  const polls = sites.map(({ arrivals }, index) =>
    (spent[index] ?? []).map((slice) => countPolls(arrivals, slice)),
  );
  const heaps: number[] = [];
  for (const runtime of runtimes) heaps.push(await runtime.call('heapUsed', null));
  await Promise.all(sites.map((site) => site.end()));

  /** Microseconds of a poll in each slice. */
  const cpuOfPoll = (site: number) =>
    (spent[site] ?? []).map(({ cpuTime }, slice) => {
      const ofOne = spent[2]?.[slice]?.cpuTime ?? 0;
      return (cpuTime - ofOne) / ((polls[site]?.[slice] ?? 0) - (polls[2]?.[slice] ?? 0));
    });
  /** Kilobytes. */
  const heapOfAppliance = (site: number) =>
    ((heaps[site] ?? 0) - (heaps[2] ?? 0)) / (appliances - 1) / bytesPerKilobyte;
  const [longCpu, shortCpu] = [cpuOfPoll(0), cpuOfPoll(1)];
  const [longHeap, shortHeap] = [heapOfAppliance(0), heapOfAppliance(1)];
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    readings: {
      'history cpu': exactly(mean(longCpu) / mean(shortCpu)),
      'history heap ratio': exactly(longHeap / shortHeap),
      'history heap': exactly(longHeap),
    },
    notes: [
      `A poll of all kinds with ${backups.toLocaleString('en')} backups: ` +
        `${mean(longCpu).toFixed(0)} µs of CPU, with ${shortHistory}: ` +
        `${mean(shortCpu).toFixed(0)} µs; heap of an appliance ` +
        `${longHeap.toFixed(0)} and ${shortHeap.toFixed(0)} kB.`,
    ],
  };
}
