import { exactly, quantile } from '../../statistics';
import type { ScaleOutcome } from '../figures';
import type { Form } from '../forms';
import { pauseIn } from '../pause';
import { type ScaleBed, startSite } from '../site';
import { allAskedAfter, within } from '../traffic';

/** Between two looks at whether all have been asked. */
const step = 1_000;

/**
 * Appliances that answer nothing for a while, neither connections nor requests, as behind a firewall
 * that swallows all: how soon each of them is asked again with success.
 */
export async function measureOutage(bed: ScaleBed, form: Form): Promise<ScaleOutcome> {
  const { appliances, calm, silence, patience } = form.outage;
  const pause = pauseIn(bed.signal);
  const interval = form.interval * 1_000;
  bed.log('Nothing is answered for a while …');
  const options = { flow: 'all kinds', appliances, interval: form.interval, backups: 10 } as const;
  const site = await startSite(bed, options);
  const { startedAt } = await site.deploy(interval);
  await pause(calm * 1_000);
  await site.fleet.call('silence', true);
  await pause(silence * 1_000);
  await site.fleet.call('silence', false);
  const { time: from } = await site.runtime.call('usage', null);

  const period = { from, to: Infinity };
  const end = from + patience * 1_000;
  for (let now = from; now < end; now += step) {
    await pause(step);
    await site.collect();
    if (allAskedAfter(site.arrivals, period, appliances) < Infinity) break;
  }
  await site.end();

  const unanswered = within(site.arrivals, { from: startedAt, to: from }).filter(
    ({ kind }) => kind === 'unanswered',
  );
  const firsts = Array.from({ length: appliances }, (_, appliance) => {
    const own = site.arrivals.filter((arrival) => arrival.appliance === appliance);
    return allAskedAfter(own, period, 1) / 1_000;
  });
  return {
    readings: { outage: exactly(Math.max(...firsts)) },
    notes: [
      `While ${appliances} appliances answered nothing for ${silence} s, each got ` +
        `${(unanswered.length / appliances).toFixed(1)} connections or requests. Of the first good ` +
        `polls after it, half came within ${quantile(firsts, 0.5).toFixed(0)} s.`,
    ],
  };
}
