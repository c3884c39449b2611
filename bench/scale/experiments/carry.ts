import { medianOf } from '../../statistics';
import { pauseIn } from '../pause';
import { readUsage, type ScaleBed, startSite } from '../site';
import { latePolls, mostToMean, requestsIn } from '../traffic';

/** Seconds that are measured, in whole intervals. */
const measured = 120;
/** Seconds after all appliances have been polled for the first time. */
const calm = 30;

/**
 * @returns the seconds until all appliances have been polled for the first time: those polls take two
 *   intervals, or are 100 ms apart.
 */
function firstPolls(appliances: number, interval: number): number {
  return Math.max(interval, Math.min(2 * interval, 0.1 * appliances));
}

/** What one runtime with monitors of all kinds uses, as a row of a table. */
export async function measureCarry(
  bed: ScaleBed,
  { appliances, interval }: { appliances: number; interval: number },
): Promise<string> {
  const pause = pauseIn(bed.signal);
  const site = await startSite(bed, { flow: 'all kinds', appliances, interval, backups: 10 });
  bed.log('Deploy …');
  const { longestStop, startedAt } = await site.deploy(
    (firstPolls(appliances, interval) + calm) * 1_000,
  );
  bed.log('Measuring …');
  await site.runtime.call('watchDelay', null);
  const slices = Math.ceil(measured / interval);
  const [spent = []] = await readUsage([site.runtime], slices, interval * 1_000, pause);
  const delay = await site.runtime.call('loopDelay', null);
  await site.collect();
  const heap = await site.runtime.call('heapUsed', null);
  const problems = await site.runtime.call('problems', null);
  await site.end();

  const period = { from: spent[0]?.from ?? 0, to: spent.at(-1)?.to ?? 0 };
  const seconds = (period.to - period.from) / 1_000;
  const cpu = spent.reduce((sum, { cpuTime }) => sum + cpuTime, 0) / 1e6 / seconds;
  const late = latePolls(site.arrivals, { from: startedAt, to: period.to }, interval * 1_000);
  const memory = medianOf(spent.map(({ residentSetSize }) => residentSetSize)).value / 1e6;
  const cells = [
    appliances.toLocaleString('en'),
    `${interval} s`,
    (requestsIn(site.arrivals, period).length / seconds).toFixed(0),
    `${(cpu * 100).toFixed(1)} %`,
    `${memory.toFixed(0)} MB`,
    `${(heap / 1e6).toFixed(0)} MB`,
    `${delay.p99.toFixed(1)} ms`,
    `${Math.max(delay.max, longestStop).toFixed(0)} ms`,
    mostToMean(site.arrivals, period).toFixed(2),
    String(late),
    String(problems.length),
  ];
  return [
    '| appliances | check every | requests/s | CPU of a core | RSS | heap | loop p99 | longest stop | most requests in a second to the mean | late polls | logged |',
    `|${' --- |'.repeat(cells.length)}`,
    `| ${cells.join(' | ')} |`,
  ].join('\n');
}
