/**
 * A running monitor: holds its memory, polls the appliance, reports changes and stores what it
 * reported.
 */
import type { BackupHistory } from '../../src/jobs/backups/entries';
import type { WantDetails } from '../../src/jobs/backups/history';
import type { JobReading } from '../../src/jobs/job/job';
import { judge } from '../../src/jobs/monitor/judge';
import type {
  Judgement,
  Monitored,
  MonitorMemory,
  Seen,
  Watched,
} from '../../src/jobs/monitor/types';
import { detailsToWatch } from '../../src/jobs/monitor/wanted-details';
import { planOf } from '../../src/jobs/schedule/plan';
import type { FirstPoll } from '../../src/jobs/watch/polling';
import type { Watcher } from '../../src/jobs/watch/watch';
import type { ApplianceNode } from '../appliance/deployed-appliances';
import { reportChange, reportProblem } from '../message/report';
import type { RuntimeNode } from '../runtime/node-red';
import { createBadge } from './monitor-badge';
import { createProblems, type Dependency } from './monitor-problems';
import type { MonitorNodeSettings } from './monitor-settings';
import type { MonitorStore } from './monitor-store';
import { createScheduleReads } from './schedule-reads';

/** The maximum age (ms) of the schedules that backups are checked against. */
const planAge = 15 * 60_000;

/** Their maximum age (ms) when a missed or overdue backup is reported. */
const freshPlanAge = 1000;

/**
 * Resolves once the next nodes in the flow have received the messages that were sent. Node-RED
 * delivers with `setImmediate` (`handlePreDeliver` in `@node-red/runtime/lib/flows/Flow.js`), and
 * immediates run in the order in which they were set. There is no event to wait for instead: the
 * hook `postDeliver` comes before the delivery, `onReceive` not at all where an output has no wire,
 * and hooks see the messages of all flows.
 */
function delivered(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Watches an appliance, reports every change, and stores what was reported.
 *
 * @param start the memory to start with.
 * @param first when the first poll may be sent; at once, if left out.
 * @returns a function that stops it, which resolves once a report in progress is stored and never
 *   rejects.
 */
export function watchAppliance(
  node: RuntimeNode,
  applianceNode: ApplianceNode,
  settings: MonitorNodeSettings,
  store: MonitorStore,
  start: MonitorMemory,
  first?: FirstPoll,
): () => Promise<void> {
  const { appliance, clock, words } = applianceNode;
  const { jobs, backups, wantedDetails } = applianceNode.polled();
  const monitored: Monitored = { identity: appliance.identity, settings };
  const problems = createProblems(node, applianceNode);
  const schedules = createScheduleReads(clock, settings.grace);
  const show = createBadge(node);
  let memory = start;
  let closed = false;
  let queue: Promise<void> = Promise.resolve();
  let reporting: Promise<void> = Promise.resolve();

  /** What could not be stored is stored with the next change or poll. */
  async function save(): Promise<void> {
    try {
      await store.save(memory.stored);
      problems.worked('store');
    } catch (error) {
      if (!closed) problems.failed('store', error);
    }
  }

  /**
   * A change is sent and then stored: if the monitor is stopped in between, it is reported again.
   */
  async function reportEach(judgement: Judgement): Promise<void> {
    memory = judgement.memory;
    const topic = appliance.identity.name;
    for (const fault of judgement.faults) reportProblem(node, topic, fault, words());
    for (const change of judgement.changes) {
      if (closed) return;
      reportChange(node, applianceNode, change.look);
      await delivered();
      memory = change.memory;
      await save();
    }
    await save();
  }

  function report(judgement: Judgement): Promise<void> {
    reporting = reportEach(judgement);
    return reporting;
  }

  /** Epoch milliseconds. Jumps of the machine's clock make nothing late, and nothing lost. */
  const begun = clock.wallNow() - clock.now();
  const timeNow = () => begun + clock.now();
  const judged = (seen: Seen, now = timeNow()) => judge(monitored, memory, seen, now);

  async function judgeSchedules(history: BackupHistory): Promise<void> {
    const now = timeNow();
    const judgedBy = async (age: number) => {
      const plan = await planOf(appliance, age, clock);
      return judged({ what: 'schedules', history, plan }, now);
    };
    const read = async () => {
      const found = await judgedBy(planAge);
      // Read again before anything is reported: the schedule may have changed since.
      return found.changes.length > 0 ? judgedBy(freshPlanAge) : found;
    };
    let judgement: Judgement;
    try {
      judgement = await read();
      schedules.worked();
    } catch (error) {
      const withoutPlan = { what: 'schedules', history, plan: undefined } as const;
      if (schedules.failed(error)) await report(judged(withoutPlan, now));
      throw error;
    }
    await report(judgement);
  }

  /** One at a time: the next poll must not detect a change that is still being reported. */
  function enqueue(dependency: Dependency, work: () => Promise<void>): void {
    queue = queue
      .then(async () => {
        if (closed) return;
        await work();
        problems.worked(dependency);
      })
      .catch((error: unknown) => {
        if (!closed) problems.failed(dependency, error);
      })
      .then(() => {
        if (!closed) show(problems.current(), memory.live);
      });
  }

  function watcher<Found>(what: Watched, work: (found: Found) => Promise<void>): Watcher<Found> {
    return {
      interval: settings.interval,
      ...(first === undefined ? {} : { first }),
      onResult: (found) => enqueue(what, () => work(found)),
      onError(error) {
        enqueue(what, () => {
          memory = judged({ what: 'failed look', at: what }).memory;
          return Promise.reject(error);
        });
      },
      // The deploy that closed the appliance restarts this node as well.
      onClosed: () => {},
    };
  }

  const stops: (() => void)[] = [];
  for (const what of ['reconciliation', 'restore'] as const) {
    const onReading = (look: JobReading) => report(judged({ what, look }));
    if (settings[what]) stops.push(jobs.watch({ kind: what }, watcher(what, onReading)));
  }
  if (settings.backup) {
    const needsSchedules = settings.missedSchedule || settings.overdueAfter === 'schedule';
    const onBackups = async (history: BackupHistory): Promise<void> => {
      await report(judged({ what: 'backups', history }));
      if (needsSchedules) enqueue('schedules', () => judgeSchedules(history));
    };
    const want: WantDetails = (ids, entries) =>
      detailsToWatch(settings, memory, ids, entries, timeNow());
    wantedDetails.add(want);
    stops.push(backups.watch('all', watcher('backups', onBackups)));
    stops.push(() => wantedDetails.delete(want));
  }
  show(problems.current(), memory.live);
  return () => {
    closed = true;
    for (const stop of stops) stop();
    return reporting;
  };
}
