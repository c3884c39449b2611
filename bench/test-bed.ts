import { makeCertificate } from './certificate';
import { type Child, startChild } from './child-process';
import type { Deployment, Target } from './flows';
import type { ApplianceCalls, Counters } from './processes/appliance';
import type { CoreNodes } from './processes/embedded-node-red';
import type { NodeRedCalls, Start } from './processes/node-red';
import type { Workspace } from './workspace';

/** A Node-RED that is running, and what its start took. */
export interface NodeRed extends Child<NodeRedCalls> {
  readonly start: Start;
}

/** What an experiment works with: an appliance, and as many Node-REDs as it starts. */
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
  /** @param coreNodes which of them it loads: all, if nothing is given */
  startNodeRed(userDir: string, coreNodes?: CoreNodes): Promise<NodeRed>;
}

const account = { username: 'administrator@vsphere.local', password: 'VMware1!' };

/** Starts the appliance that all experiments share. */
export async function makeTestBed(workspace: Workspace, signal: AbortSignal): Promise<TestBed> {
  const { makeUserDir, nodesDir, processFile, writeCa } = workspace;
  const { key, certificate } = await makeCertificate();
  const ca = await writeCa(certificate);
  const appliance = startChild<ApplianceCalls>(processFile('appliance'), signal);
  const { port, session } = await appliance.call('start', { key, certificate, ...account });
  const nodeRedFile = require.resolve('node-red');

  return {
    signal,
    target: { host: '127.0.0.1', port, ca, session, ...account },
    counters: () => appliance.call('counters', null),
    cpuTime: () => appliance.call('cpuTime', null),
    makeUserDir,
    async startNodeRed(userDir, coreNodes = 'all') {
      const child = startChild<NodeRedCalls>(processFile('node-red'), signal, ['--expose-gc']);
      const options = { nodeRedFile, userDir, nodesDir, coreNodes };
      const start = await child.call('start', options);
      return { ...child, start };
    },
  };
}
