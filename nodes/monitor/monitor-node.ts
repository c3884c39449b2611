import { Fault, notConfigured } from '../../src/appliance/faults/fault';
import type { BackupHistory } from '../../src/jobs/backups';
import type { Look } from '../../src/jobs/job';
import {
  type Change,
  createMonitor,
  type Monitor,
  type Watched,
} from '../../src/jobs/monitor/monitor';
import { planOf } from '../../src/jobs/schedule/plan';
import type { Watcher } from '../../src/jobs/watch';
import { type ApplianceNode, deployedAppliance } from '../appliance/deployed-appliances';
import { reportChange, reportProblem } from '../message/report';
import { showProblem, showWatching } from '../runtime/badges';
import { whenFlowsStarted } from '../runtime/flows-started';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import { type Concern, createTroubles } from './monitor-problems';
import { type MonitorNodeSettings, readMonitorSettings } from './monitor-settings';
import { createMonitorStore, type MonitorStore } from './monitor-store';

/** How long (ms) the schedules that were read may be relied on. */
const planAge = 15 * 60_000;

/** How long (ms) ago they may have been read when somebody is about to be woken up. */
const freshPlanAge = 1000;

/** A turn of the event loop, after which what was sent has been delivered. */
function delivered(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * The monitor of one appliance at work.
 *
 * @returns what ends it: once nothing is left half done, which is not rejected.
 */
function watchAppliance(
  node: RuntimeNode,
  appliance: ApplianceNode,
  settings: MonitorNodeSettings,
  { monitor, store }: { monitor: Monitor; store: MonitorStore },
): () => Promise<void> {
  const topic = appliance.appliance.identity.name;
  const troubles = createTroubles(node, topic);
  let closed = false;
  let queue: Promise<void> = Promise.resolve();
  let passing: Promise<void> = Promise.resolve();
  let shown = '';

  /** Only what is new: Status nodes hear of every badge. */
  function showBadge(): void {
    const word = troubles.word();
    const progress = monitor.running()?.job.progress;
    const badge = word ?? String(progress);
    if (closed || badge === shown) return;
    shown = badge;
    if (word === undefined) showWatching(node, progress);
    else showProblem(node, word);
  }

  /** What could not be stored is stored with the next change or look. */
  async function remember(): Promise<void> {
    try {
      await store.save(monitor.memory);
      troubles.over('store');
    } catch (error) {
      if (!closed) troubles.met('store', error);
    }
  }

  /** Sent first and remembered then: who is stopped in between tells it once more. */
  async function pass(changes: readonly Change[]): Promise<void> {
    for (const { look, told } of changes) {
      if (closed) return;
      reportChange(node, topic, look);
      await delivered();
      told();
      await remember();
    }
    await remember();
  }

  function passAll(changes: readonly Change[]): Promise<void> {
    passing = pass(changes);
    return passing;
  }

  async function judgeSchedules(history: BackupHistory): Promise<void> {
    const now = Date.now();
    const plan = await planOf(appliance.appliance, planAge);
    // Before anybody is woken up: the schedule may have been changed since it was read.
    const isSuspect = monitor.seeSchedules(history, now, plan).length > 0;
    const current = isSuspect ? await planOf(appliance.appliance, freshPlanAge) : plan;
    await passAll(monitor.seeSchedules(history, now, current));
  }

  /** One after the other: what is just being told must not be found untold by the next look. */
  function enqueue(concern: Concern, work: () => Promise<void>): void {
    queue = queue
      .then(async () => {
        if (closed) return;
        await work();
        troubles.over(concern);
      })
      .catch((error: unknown) => {
        if (!closed) troubles.met(concern, error);
      })
      .then(showBadge);
  }

  function watcher<Seen>(concern: Watched, work: (seen: Seen) => Promise<void>): Watcher<Seen> {
    return {
      interval: settings.interval,
      see: (seen) => enqueue(concern, () => work(seen)),
      miss(error) {
        enqueue(concern, () => {
          monitor.missed(concern);
          return Promise.reject(error);
        });
      },
      // The deploy that closed the appliance starts this node anew as well.
      closed: () => {},
    };
  }

  const ends: (() => void)[] = [];
  const seeJob = (look: Look) => passAll(monitor.seeJob(look));
  for (const kind of ['reconciliation', 'restore'] as const) {
    if (settings[kind]) ends.push(appliance.jobs.watch({ kind }, watcher(kind, seeJob)));
  }
  if (settings.backup) {
    const seeBackups = async (history: BackupHistory): Promise<void> => {
      await passAll(monitor.seeBackups(history, Date.now()));
      if (settings.missedSchedule) enqueue('schedules', () => judgeSchedules(history));
    };
    ends.push(appliance.backups.watch('all', watcher('backups', seeBackups)));
  }
  showBadge();
  return () => {
    closed = true;
    for (const end of ends) end();
    return passing;
  };
}

/** Starts a deployed `vcenter-recovery-monitor` node, as soon as all flows have been started. */
export function startMonitor(runtime: Runtime, node: RuntimeNode, config: NodeConfig): void {
  let closed = false;
  let end = () => Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** Without its memory it would tell old news or lose new ones, so a store is waited for. */
  async function remembered(
    store: MonitorStore,
    topic: string,
    { interval }: MonitorNodeSettings,
  ): Promise<unknown> {
    const troubles = createTroubles(node, topic);
    for (;;) {
      try {
        return await store.load();
      } catch (error) {
        if (closed) return undefined;
        troubles.met('store', error);
        showProblem(node, 'ERROR');
      }
      // Where it is closed meanwhile, nobody goes on here.
      await new Promise((resolve) => {
        timer = setTimeout(resolve, interval);
      });
    }
  }

  async function begin(): Promise<void> {
    const settings = readMonitorSettings(config);
    const appliance = deployedAppliance(config.appliance);
    if (appliance === undefined) {
      throw notConfigured('No appliance is chosen in this node, or it was deleted or is disabled.');
    }
    const { identity } = appliance.appliance;
    const store = createMonitorStore(node, settings.contextStore);
    const memory = await remembered(store, identity.name, settings);
    if (closed) return;
    const onFault = (fault: Fault) => reportProblem(node, identity.name, fault);
    const monitor = createMonitor({ identity, settings, onFault }, memory, Date.now());
    end = watchAppliance(node, appliance, settings, { monitor, store });
  }

  const appliance = deployedAppliance(config.appliance);
  appliance?.register(node);
  whenFlowsStarted(runtime, () => {
    if (closed) return;
    begin().catch((error: unknown) => {
      if (closed) return;
      showProblem(node, error instanceof Fault ? error.code : 'ERROR');
      reportProblem(node, node.name ?? '', error);
    });
  });
  node.on('close', (_removed, done) => {
    closed = true;
    clearTimeout(timer);
    appliance?.deregister(node);
    node.status({});
    end().then(() => done(), done);
  });
}
