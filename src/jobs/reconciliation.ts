import type { Appliance } from '../appliance/client';
import { operations } from '../appliance/operations';
import { type Job, summarise } from './job';

/** A job with the appliance's answer as it came. */
export interface Look {
  job: Job;
  payload: unknown;
}

/**
 * Asks an appliance for its reconciliation job. That there is none is an answer.
 *
 * @throws Fault
 */
export async function lookAtReconciliation(appliance: Appliance): Promise<Look> {
  const answer = await appliance.call(operations['reconciliation.job.get'], {
    noneIsAnAnswer: true,
  });
  return { job: summarise('reconciliation', appliance.identity, answer), payload: answer.payload };
}
