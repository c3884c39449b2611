import { type Child, startChild } from '../child-process';
import { emptyFlow } from '../flows';
import type { FleetCalls, StartedFleet } from '../processes/fleet';
import type { Deployed, RuntimeCalls, Usage } from '../processes/runtime';
import type { Workspace } from '../workspace';
import { type WatchingFlow, watchingFlow } from './flows';
import { type Arrival, arrivalsOf } from './traffic';

/** What all runtimes and appliances of a run have in common. */
export interface ScaleBed {
  readonly workspace: Workspace;
  /** Aborted when the run is to end early. */
  readonly signal: AbortSignal;
  /** PEM */
  readonly key: string;
  readonly certificate: string;
  /** The PEM file of the CA to trust. */
  readonly ca: string;
  readonly log: (text: string) => void;
}

/** A Node-RED in a process of its own. */
export interface Runtime extends Child<RuntimeCalls> {
  /**
   * Replaces all flows, and watches the event loop for so many milliseconds after they have started.
   * @throws Error if Node-RED refuses them
   */
  deploy(flows: readonly object[], watch: number): Promise<Deployed>;
}

/** A Node-RED that watches appliances of its own. */
export interface Site {
  readonly flow: WatchingFlow;
  readonly appliances: number;
  readonly runtime: Runtime;
  readonly fleet: Child<FleetCalls>;
  /** Everything that has reached the appliances, as far as it has been collected. */
  readonly arrivals: Arrival[];
  /** Deploys the flow with all its nodes, as at the start or once more. */
  deploy(watch: number): Promise<Deployed>;
  /** Adds what has reached the appliances since the last time to `arrivals`. */
  collect(): Promise<void>;
  end(): Promise<void>;
}

export interface SiteOptions {
  readonly flow: WatchingFlow;
  readonly appliances: number;
  /** Seconds between two polls of an appliance. */
  readonly interval: number;
  /** How many backups each appliance has made. */
  readonly backups: number;
}

/** Starts a Node-RED with an empty flow. */
export async function startRuntime(bed: ScaleBed, installed: boolean): Promise<Runtime> {
  const { workspace, signal } = bed;
  const userDir = await workspace.makeUserDir(emptyFlow, installed);
  const child = startChild<RuntimeCalls>(workspace.processFile('runtime'), signal, ['--expose-gc']);
  const port = await child.call('start', {
    nodeRedFile: require.resolve('node-red'),
    userDir,
    nodesDir: workspace.nodesDir,
    coreNodes: 'all',
  });
  // What Node-RED says of its settings at every start.
  await child.call('problems', null);
  return {
    ...child,
    async deploy(flows, watch) {
      await child.call('watchDeploy', null);
      const response = await fetch(`http://127.0.0.1:${port}/flows`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Node-RED-Deployment-Type': 'full' },
        body: JSON.stringify(flows),
        signal,
      });
      if (!response.ok) throw new Error(`Node-RED refused the deploy: ${await response.text()}`);
      return child.call('deployed', watch);
    },
  };
}

/** Starts a Node-RED with an empty flow, and the appliances that it will watch. */
export async function startSite(bed: ScaleBed, options: SiteOptions): Promise<Site> {
  const { flow, appliances, interval, backups } = options;
  const { workspace, signal, key, certificate, ca } = bed;
  const fleet = startChild<FleetCalls>(workspace.processFile('fleet'), signal);
  const [started, runtime] = await Promise.all([
    fleet.call('start', { key, certificate, appliances, backups }),
    startRuntime(bed, flow !== 'hand-built' && flow !== 'minimal'),
  ]);
  const { ports, session }: StartedFleet = started;
  const arrivals: Arrival[] = [];
  return {
    flow,
    appliances,
    runtime,
    fleet,
    arrivals,
    deploy: (watch) => runtime.deploy(watchingFlow(flow, { ports, ca, session, interval }), watch),
    async collect() {
      for (const arrival of arrivalsOf(await fleet.call('traffic', null))) arrivals.push(arrival);
    },
    async end() {
      await Promise.all([runtime.end(), fleet.end()]);
    },
  };
}

/** What something has cost between two readings. */
export interface Spent {
  readonly from: number;
  readonly to: number;
  /** Microseconds of processor time. */
  readonly cpuTime: number;
  /** Bytes that the process held at the end. */
  readonly residentSetSize: number;
}

/** Reads what runtimes use at the beginning and at the end of each slice of so many milliseconds. */
export async function readUsage(
  runtimes: readonly Runtime[],
  slices: number,
  milliseconds: number,
  pause: (milliseconds: number) => Promise<void>,
): Promise<Spent[][]> {
  const read = () => Promise.all(runtimes.map((runtime) => runtime.call('usage', null)));
  const spent: Spent[][] = runtimes.map(() => []);
  let before = await read();
  const begin = performance.now();
  for (let slice = 1; slice <= slices; slice += 1) {
    await pause(begin + slice * milliseconds - performance.now());
    const after = await read();
    for (const [index, usage] of after.entries()) {
      spent[index]?.push(between(before[index] ?? usage, usage));
    }
    before = after;
  }
  return spent;
}

function between(before: Usage, after: Usage): Spent {
  return {
    from: before.time,
    to: after.time,
    cpuTime: after.cpuTime - before.cpuTime,
    residentSetSize: after.residentSetSize,
  };
}
