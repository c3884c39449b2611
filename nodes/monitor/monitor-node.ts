import { Fault } from '../../src/appliance/faults/fault';
import { pause } from '../../src/clock';
import { isUnreadable, startMemory } from '../../src/jobs/monitor/start-memory';
import { type ApplianceNode, deployedAppliance } from '../appliance/deployed-appliances';
import { selectedAppliance } from '../appliance/target';
import { reportProblem } from '../message/report';
import { showProblem } from '../runtime/badges';
import { whenFlowsStarted } from '../runtime/flows-started';
import type { NodeConfig, Runtime, RuntimeNode } from '../runtime/node-red';
import { createProblems } from './monitor-problems';
import { readMonitorSettings } from './monitor-settings';
import { createMonitorStore, type MonitorStore } from './monitor-store';
import { watchAppliance } from './watch-appliance';

/** A log line, in English like all of them. */
const beginsAnew = 'The stored memory cannot be read. The monitor starts with an empty one.';

/** Starts a deployed `vcenter-recovery-monitor` node once all flows have started. */
export function startMonitor(runtime: Runtime, node: RuntimeNode, config: NodeConfig): void {
  let closed = false;
  let stop = () => Promise.resolve();
  const closing = new AbortController();

  /**
   * Waits for the store: without its memory, a monitor would report old changes or miss new ones. A
   * memory that will never be readable is not waited for.
   *
   * @param interval ms between two attempts.
   */
  async function load(
    applianceNode: ApplianceNode,
    store: MonitorStore,
    interval: number,
  ): Promise<unknown> {
    const problems = createProblems(node, applianceNode);
    for (;;) {
      try {
        const stored = await store.load();
        if (isUnreadable(stored)) node.warn(beginsAnew);
        return stored;
      } catch (error) {
        if (closed) return undefined;
        // `localfilesystem` parses its file at each access (`localfilesystem.js` in @node-red/runtime).
        if (error instanceof Error && error.name === 'SyntaxError') {
          node.warn(`${beginsAnew} ${error.message}`);
          return undefined;
        }
        problems.failed('store', error);
        showProblem(node, 'ERROR');
      }
      await pause(applianceNode.clock, interval, closing.signal);
      if (closed) return undefined;
    }
  }

  async function begin(): Promise<void> {
    const settings = readMonitorSettings(config);
    const appliance = selectedAppliance(config.appliance);
    const { identity } = appliance.appliance;
    const store = createMonitorStore(node, appliance.clock, settings.contextStore);
    const stored = await load(appliance, store, settings.interval);
    if (closed) return;
    const memory = startMemory({ identity, settings }, stored, appliance.clock.wallNow());
    stop = watchAppliance(
      ...([node, appliance, settings, store, memory] as const),
      place?.next(settings.interval),
    );
  }

  const appliance = deployedAppliance(config.appliance);
  const place = appliance?.firstPolls(appliance.id);
  appliance?.register(node);
  whenFlowsStarted(runtime, () => {
    if (closed) return;
    begin().catch((error: unknown) => {
      if (closed) return;
      showProblem(node, error instanceof Fault ? error.code : 'ERROR');
      reportProblem(node, node.name ?? '', error, appliance?.words());
    });
  });
  node.on('close', (_removed, done) => {
    closed = true;
    closing.abort();
    appliance?.deregister(node);
    place?.leave();
    node.status({});
    stop().then(() => done(), done);
  });
}
