import { Fault, notConfigured } from '../src/appliance/faults';
import type { BackupHistory } from '../src/jobs/backups';
import type { Look } from '../src/jobs/job';
import { type Change, createMonitor, type Monitor } from '../src/jobs/monitor';
import { type Plan, readPlan } from '../src/jobs/schedule';
import { isOutage } from '../src/jobs/wait';
import type { Watcher } from '../src/jobs/watch';
import { type ApplianceNode, deployedAppliance } from './appliances';
import { type MonitorNodeSettings, readMonitorSettings } from './monitor-settings';
import { createMonitorStore, type MonitorStore } from './monitor-store';
import type { NodeConfig, Runtime, RuntimeNode } from './node-red';
import { reportChange, reportTrouble, showTrouble, showWatching } from './report';

/** How long (ms) the schedules that were read may be relied on. */
const planAge = 15 * 60_000;

/** What is asked again and again, each with troubles of its own. */
type Question = 'reconciliation' | 'restore' | 'backups' | 'schedules' | 'settings';

/** A turn of the event loop, after which what was sent has been delivered. */
function delivered(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What is wrong, as Catch nodes and the badge are told it: once, however many questions meet it. */
function createTroubles(node: RuntimeNode, topic: string) {
  const troubles = new Map<Question, string>();
  let hasAnswered = false;
  return {
    met(question: Question, error: unknown): void {
      const isAway = error instanceof Fault && isOutage(error, hasAnswered);
      const code = error instanceof Fault ? error.code : 'ERROR';
      const word = isAway ? 'OUT_OF_REACH' : code;
      const isKnown = [...troubles.values()].includes(word);
      troubles.set(question, word);
      showTrouble(node, word);
      if (!isKnown) reportTrouble(node, topic, error);
    },
    over(question: Question): void {
      hasAnswered = true;
      troubles.delete(question);
    },
    areOver: () => troubles.size === 0,
  };
}

/** The monitor of one appliance at work. */
function watchAppliance(
  node: RuntimeNode,
  appliance: ApplianceNode,
  settings: MonitorNodeSettings,
  { monitor, store }: { monitor: Monitor; store: MonitorStore },
): () => void {
  const topic = appliance.appliance.identity.name;
  const troubles = createTroubles(node, topic);
  let closed = false;
  let queue: Promise<void> = Promise.resolve();
  let known: { plan: Plan; at: number } | undefined;

  /** Sent first and remembered then: who is stopped in between tells it once more. */
  async function pass(changes: readonly Change[]): Promise<void> {
    for (const { look, told } of changes) {
      if (closed) return;
      reportChange(node, topic, look);
      await delivered();
      told();
      await store.save(monitor.memory);
    }
    await store.save(monitor.memory);
  }

  async function planOf(now: number, oldest: number): Promise<Plan> {
    if (known === undefined || now - known.at > oldest) {
      known = { plan: await readPlan(appliance.appliance), at: now };
    }
    return known.plan;
  }

  async function judgeSchedules(history: BackupHistory): Promise<void> {
    const now = Date.now();
    const plan = await planOf(now, planAge);
    // Before anybody is woken up: the schedule may have been changed since it was read.
    const isSuspect = monitor.seeSchedules(history, now, plan).length > 0;
    const current = isSuspect ? await planOf(now, 0) : plan;
    await pass(monitor.seeSchedules(history, now, current));
  }

  /** One after the other: what is just being told must not be found untold by the next look. */
  function enqueue(question: Question, work: () => Promise<void>): void {
    queue = queue
      .then(async () => {
        if (closed) return;
        await work();
        troubles.over(question);
      })
      .catch((error: unknown) => {
        if (!closed) troubles.met(question, error);
      });
  }

  function watcher<Seen>(question: Question, work: (seen: Seen) => Promise<void>): Watcher<Seen> {
    return {
      interval: settings.interval,
      see: (seen) => enqueue(question, () => work(seen)),
      miss: (error) => enqueue(question, () => Promise.reject(error)),
      // The deploy that closed the appliance starts this node anew as well.
      closed: () => {},
    };
  }

  async function seeJob(look: Look): Promise<void> {
    await pass(monitor.seeJob(look));
    if (troubles.areOver()) showWatching(node, look);
  }

  const ends: (() => void)[] = [];
  for (const kind of ['reconciliation', 'restore'] as const) {
    if (settings[kind]) ends.push(appliance.jobs.watch({ kind }, watcher(kind, seeJob)));
  }
  if (settings.backup) {
    const seeBackups = async (history: BackupHistory): Promise<void> => {
      await pass(monitor.seeBackups(history, Date.now()));
      if (settings.missedSchedule) enqueue('schedules', () => judgeSchedules(history));
      if (troubles.areOver()) showWatching(node);
    };
    ends.push(appliance.backups.watch('all', watcher('backups', seeBackups)));
  }
  return () => {
    closed = true;
    for (const end of ends) end();
  };
}

/** Starts a deployed `vcenter-recovery-monitor` node, as soon as all flows have been started. */
export function startMonitor(runtime: Runtime, node: RuntimeNode, config: NodeConfig): void {
  let closed = false;
  let end = () => {};
  let store: MonitorStore | undefined;

  async function begin(): Promise<void> {
    const settings = readMonitorSettings(config);
    const appliance = deployedAppliance(config.appliance);
    if (appliance === undefined) {
      throw notConfigured('No appliance is chosen in this node, or it was deleted or is disabled.');
    }
    const { identity } = appliance.appliance;
    store = createMonitorStore(node, settings.contextStore);
    const onFault = (fault: Fault) => reportTrouble(node, identity.name, fault);
    const remembered = await store.load();
    if (closed) return;
    const monitor = createMonitor({ identity, settings, onFault }, remembered, Date.now());
    showWatching(node);
    end = watchAppliance(node, appliance, settings, { monitor, store });
  }

  deployedAppliance(config.appliance)?.register(node);
  // Not before: whoever is to get its messages may not be there yet.
  runtime.events.once('flows:started', () => {
    if (closed) return;
    begin().catch((error: unknown) => {
      if (error instanceof Fault) showTrouble(node, error.code);
      reportTrouble(node, node.name ?? '', error);
    });
  });
  node.on('close', (_removed, done) => {
    closed = true;
    end();
    deployedAppliance(config.appliance)?.deregister(node);
    node.status({});
    const idle = store?.idle() ?? Promise.resolve();
    idle.then(() => done(), done);
  });
}
