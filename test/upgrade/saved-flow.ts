/**
 * Deploys a flow saved by an earlier version against the stand-in. The folder named after that
 * version contains the flow as stored by Node-RED 4.1, with every type of node and every action:
 * created in the dialogs of that version and, in the tab "Imported", with values that dialogs do
 * not save but imports keep. It also contains the memory of its monitor as stored by
 * `localfilesystem`, and the appliance's backups at that time. These files must not change, because
 * users have files like them.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import contexts from '@node-red/runtime/lib/nodes/context';
import helper, { type Flow } from 'node-red-node-test-helper';
import type { Simulator } from '../../simulator';
import { createInbox } from '../examples/inbox';
import { loadNodes, logged } from '../nodes/load-nodes';
import { setFlows } from '../nodes/set-flows';

const modules = [
  require('../../nodes/vcenter-appliance'),
  require('../../nodes/vcenter-reconciliation-job'),
  require('../../nodes/vcenter-backup-job'),
  require('../../nodes/vcenter-restore-job'),
  require('../../nodes/vcenter-recovery'),
  require('../../nodes/vcenter-recovery-monitor'),
  require('@node-red/nodes/core/common/25-catch.js'),
  require('@node-red/nodes/core/common/91-global-config.js'),
  require('@node-red/nodes/core/network/05-tls.js'),
];

export type SavedNode = Record<string, unknown> & { id: string; type: string; name?: string };

export const folder = join(__dirname, '0.1.0');
export const saved: readonly SavedNode[] = require(join(folder, 'flows.json'));

/** The properties of a message that the test reads. */
interface SeenMessage extends Record<string, unknown> {
  job?: { kind: string; state: string; reason?: string; id?: string };
  fault?: { code: string };
}

export function idOf(name: string): string {
  const node = saved.find((one) => one.name === name);
  assert.ok(node, `the flow has a node "${name}"`);
  return node.id;
}

const isMonitor = ({ type }: SavedNode) => type === 'vcenter-recovery-monitor';

/** Replaces every appliance by the stand-in, and every debug node by one that a test can read. */
function flowFor({ host, port, managementPort, fingerprint }: Simulator): SavedNode[] {
  const variables: Record<string, string> = { VCENTER_HOST: host, VCENTER_PORT: String(port) };
  const changes: Record<string, Record<string, unknown>> = {
    [idOf('Production')]: { host, port: String(port), fingerprint },
    [idOf('Management')]: { host, port: String(managementPort), fingerprint },
    old: { host: `https://${host}:${port}/`, fingerprint },
  };
  return saved.map((node) => {
    if (node.type === 'debug') return { ...node, type: 'helper' };
    if (node.type !== 'global-config') return { ...node, ...changes[node.id] };
    const env = (node.env as { name: string }[]).map((variable) =>
      variable.name in variables ? { ...variable, value: variables[variable.name] } : variable,
    );
    return { ...node, env };
  });
}

export const secrets = { locationPassword: 'L0cation-pass!', backupPassword: 'B4ckup-pass!' };
export const signOn = { ssoUsername: 'administrator@vsphere.local', ssoPassword: 'VMware1!' };

/** Node-RED stores credentials encrypted in a separate file; these are the entered values. */
function credentialsFor({ username, password, rootPassword, ca }: Simulator) {
  return {
    [idOf('Production')]: { username, password },
    [idOf('Branch')]: { username, password },
    [idOf('Management')]: { username: 'root', password: rootPassword },
    old: { username, password },
    trust: { cadata: ca },
    [idOf('reconciliation: start')]: signOn,
    [idOf('backup: start by specification')]: secrets,
    [idOf('restore: start')]: { ...secrets, ...signOn },
    [idOf('backup.system-name.archives.list')]: { locationPassword: secrets.locationPassword },
  };
}

/** An output and a summary of its message: the job, the fault or the HTTP status of the answer. */
function wordsOf(by: string, { job, fault, statusCode }: SeenMessage): string {
  if (fault) return `${by}: ${fault.code}`;
  if (job) return [`${by}:`, job.kind, job.reason ?? job.state].join(' ');
  return `${by}: ${statusCode}`;
}

export interface SavedFlow {
  /** The messages at the debug nodes, in order: `<output>: <job, fault or status>`. */
  readonly received: readonly string[];
  /** Resolves once a debug node has received this message. */
  waitFor(words: string): Promise<unknown>;
  /** Warnings and errors in Node-RED's log since the deploy. */
  warnings(): string[];
  /** The monitor's file in the context store. */
  stored(): Promise<unknown>;
  close(): Promise<void>;
}

export interface DeployOptions {
  /** Whether to deploy the monitors, which poll without any message; by default false. */
  monitors?: boolean;
  /** The monitor's file in the context store, from before the deploy. */
  memory?: unknown;
}

/** Deploys the flow in this process, with the context stores of the saved flow. */
export async function deploy(
  simulator: Simulator,
  { monitors = false, memory }: DeployOptions = {},
): Promise<SavedFlow> {
  const directory = await mkdtemp(join(tmpdir(), 'vcenter-recovery-upgrade-'));
  const memoryFile = join(directory, 'context', 'recovery', `${idOf('monitor')}.json`);
  if (memory !== undefined) {
    await mkdir(join(memoryFile, '..'), { recursive: true });
    await writeFile(memoryFile, JSON.stringify(memory));
  }
  const inbox = createInbox<string>();
  const received: string[] = [];
  helper.settings({
    contextStorage: {
      default: { module: 'memory' },
      disk: { module: 'localfilesystem', config: { dir: directory, cache: false } },
    },
  });
  await loadNodes(modules, [], {});
  await contexts.load();
  const before = logged().length;
  const flow: Flow = flowFor(simulator).filter((node) => monitors || !isMonitor(node));
  await setFlows(flow, 'full', credentialsFor(simulator));
  for (const { id, name } of saved.filter(({ type }) => type === 'debug')) {
    helper.getNode(id).on('input', (message: SeenMessage) => {
      const words = wordsOf(String(name), message);
      received.push(words);
      inbox.put(words);
    });
  }
  return {
    received,
    waitFor: (words: string) => inbox.next((one) => one === words),
    warnings: () =>
      logged()
        .slice(before)
        .filter(({ level }) => level <= 30)
        .map(({ msg }) => String(msg)),
    stored: async () => JSON.parse(await readFile(memoryFile, 'utf8')),
    async close() {
      await helper.unload();
      await contexts.close();
      helper.settings({});
      await rm(directory, { recursive: true, force: true });
    },
  };
}
