import type { Answer, Appliance } from '../../src/appliance/client';
import type { Clock } from '../../src/clock';
import type { BackupHistory, EndedBackups } from '../../src/jobs/backups/entries';
import {
  createHistoryReader,
  type HistoryReader,
  type WantDetails,
} from '../../src/jobs/backups/history';
import type { JobReading } from '../../src/jobs/job/job';
import { type JobTarget, readJob } from '../../src/jobs/read-job';
import { createPolling } from '../../src/jobs/watch/polling';
import { createReachability } from '../../src/jobs/watch/reachability';
import { createWatches, type Watches, type WatchesOptions } from '../../src/jobs/watch/watch';
import { durationText } from '../../src/messages/time-text';
import type { RuntimeNode } from '../runtime/node-red';

/** What is polled of a deployed appliance, for all waits and monitors together. */
export interface PolledJobs {
  jobs: Watches<JobTarget, JobReading>;
  /** All its backups, for monitors. */
  backups: Watches<'all', BackupHistory>;
  /** Of which backups those monitors need the details. */
  wantedDetails: Set<WantDetails>;
  /** To be called with every answer of the appliance. */
  noteAnswer(answer: Answer): void;
  /** Ends all polling. */
  close(): void;
}

/** The appliance that is polled. */
interface Polled extends RuntimeNode {
  appliance: Appliance;
  clock: Clock;
  ended: EndedBackups;
}

export function createPolledJobs(node: Polled): PolledJobs {
  const { appliance, clock, ended } = node;
  const options: WatchesOptions = {
    clock,
    polling: createPolling(clock, appliance.deadline),
    reachability: createReachability({
      onOutage: (fault) => node.warn(fault.message),
      onRecovered: (outage) => node.log(`reachable again after ${durationText(outage / 1000)}`),
    }),
    onWatcherError: (error) => node.error(error instanceof Error ? error : String(error)),
  };
  const wantedDetails = new Set<WantDetails>();
  let history: HistoryReader | undefined;
  const jobs = createWatches<JobTarget, JobReading>(
    (target, timeout) => readJob(appliance, target, { retry: false, ended, timeout }),
    options,
  );
  const backups = createWatches<'all', BackupHistory>((_all, timeout, isProbe) => {
    history ??= createHistoryReader(appliance, ended);
    return history.read(isProbe ? [] : [...wantedDetails], timeout);
  }, options);
  return {
    jobs,
    backups,
    wantedDetails,
    noteAnswer: (answer) => history?.noteAnswer(answer),
    close() {
      jobs.close();
      backups.close();
    },
  };
}
