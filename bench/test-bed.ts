import { type Child, startChild } from './child-process';
import type { Deployment, Target } from './flows';
import type { ApplianceCalls, Counters } from './processes/appliance';
import type { NodeRedCalls, Start } from './processes/node-red';
import type { Workspace } from './workspace';

/** A Node-RED that is running, and what its start took. */
export interface NodeRed extends Child<NodeRedCalls> {
  readonly start: Start;
}

/** What an experiment works with: an appliance, and as many Node-REDs as it asks for. */
export interface TestBed {
  /** Aborted when the run is to end early. */
  readonly signal: AbortSignal;
  readonly target: Target;
  /** What the appliance has counted since it started. */
  counters(): Promise<Counters>;
  /** Microseconds of processor time that the appliance has taken. */
  cpuTime(): Promise<number>;
  /** Makes a user directory with a flow in it, and with the package or without. */
  makeUserDir(deployment: Deployment, installed: boolean): Promise<string>;
  startNodeRed(userDir: string, options?: NodeRedProcess): Promise<NodeRed>;
}

export interface NodeRedProcess {
  /** Whether it has its core nodes, as it does where nothing is said. */
  readonly coreNodes?: boolean;
  /** A folder to leave a CPU profile of the process in. */
  readonly profileFolder?: string | undefined;
}

const account = { username: 'administrator@vsphere.local', password: 'VMware1!' };

/** Starts the appliance that all experiments share. */
export async function makeTestBed(workspace: Workspace, signal: AbortSignal): Promise<TestBed> {
  const { keyFile, certificateFile, makeUserDir, nodeRed, nodesDir } = workspace;
  const appliance = startChild<ApplianceCalls>(workspace.processFile('appliance'), signal);
  const options = { keyFile, certificateFile, ...account };
  const { port, controlPort } = await appliance.call('start', options);
  const control = `http://127.0.0.1:${controlPort}`;
  const session = String(await (await fetch(`${control}/sessions`, { method: 'POST' })).json());

  return {
    signal,
    target: { host: '127.0.0.1', port, ca: certificateFile, session, ...account },
    async counters() {
      const counters: Counters = JSON.parse(await (await fetch(`${control}/counters`)).text());
      return counters;
    },
    cpuTime: () => appliance.call('cpuTime', null),
    makeUserDir,
    async startNodeRed(userDir, { coreNodes = true, profileFolder } = {}) {
      const profile = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : [];
      const child = startChild<NodeRedCalls>(workspace.processFile('node-red'), signal, [
        '--expose-gc',
        ...profile,
      ]);
      const start = await child.call('start', { nodeRed, userDir, nodesDir, coreNodes });
      return { ...child, start };
    },
  };
}
