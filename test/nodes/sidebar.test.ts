import assert from 'node:assert/strict';
import { type FlowNode, type NodeRed, startNodeRed } from '../../scripts/node-red-process';
import { makeUserDirectory, type UserDirectory } from '../../scripts/user-directory';
import { type Simulator, startSimulator } from '../../simulator';
import type { Overview } from '../../src/jobs/overview/overview';
import { formsOf } from '../../src/messages/redaction';

interface Listed extends Overview {
  id: string;
  node: string;
}

const tab: FlowNode = { id: 'tab', type: 'tab', label: 'Flow of the finance department' };

/** Hosts, users, locations and names of the flow that no diagnostics may have, and its secrets. */
const hidden = {
  password: `A9"p\\p'word/<+%25 ö&1!`,
  otherPassword: `W0"r\\n'g/<+%25 é&2!`,
  header: `Bearer T5"o\\k'en/<+%25 ü&3!`,
  locationPassword: `L0"c\\a'tion/<+%25 ß&4!`,
  user: 'jane.doe@finance.example',
  locationUser: 'backup-operator',
  host: 'vc-finance.secret.example',
  location: 'sftp://backup.finance.example/vaults/berlin',
  name: 'Finance Berlin',
  nodeName: 'Watch for Jane',
  variable: 'FINANCE_HOST',
} as const;

describe('The sidebar', function () {
  this.timeout(60_000);

  let simulator: Simulator;
  let userDirectory: UserDirectory;
  let nodeRed: NodeRed;
  /** Hears of what the runtime tells editors. */
  let onChange: (data: unknown) => void = () => {};

  before(async () => {
    const { password, user: username } = hidden;
    simulator = await startSimulator({ scenario: 'never-ending', username, password });
    userDirectory = await makeUserDirectory();
    nodeRed = await startNodeRed({
      userDirectory: userDirectory.path,
      onMessage: (topic, data) => {
        if (topic === 'vcenter-recovery/changed') onChange(data);
      },
    });
  });
  after(async () => {
    await nodeRed.stop();
    await simulator.stop();
    await userDirectory.remove();
  });

  function applianceNode(id: string, changes: Record<string, unknown> = {}): FlowNode {
    const { host, port, fingerprint, username, password } = simulator;
    return {
      ...{ id, type: 'vcenter-appliance', name: `vc-${id}`, host, port: String(port), fingerprint },
      ...{ connection: 'api', auth: 'session', tls: '', proxyMode: 'none', requestTimeout: '30' },
      credentials: { username, password },
      ...changes,
    };
  }

  async function list(): Promise<{ looking: boolean; appliances: Listed[] }> {
    const answer = await nodeRed.request('GET', 'vcenter-recovery/appliances');
    return answer as Awaited<ReturnType<typeof list>>;
  }

  /** Presses the button, and waits until all that it asked has been answered. */
  async function look(): Promise<Listed[]> {
    await nodeRed.request('POST', 'vcenter-recovery/look', {});
    for (;;) {
      const { looking, appliances } = await list();
      if (!looking) return appliances;
    }
  }

  const total = () =>
    Object.values(simulator.counters().byOperation).reduce((sum, count) => sum + count, 0);

  it('lists 50 appliances and asks none of them, until somebody presses the button', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `a${index}`);
    await nodeRed.deploy([tab, ...ids.map((id) => applianceNode(id))]);
    simulator.resetCounters();
    const { looking, appliances } = await list();
    assert.equal(looking, false);
    const { host } = simulator;
    assert.deepEqual(
      appliances,
      ids.map((id) => ({ id, node: id, name: `vc-${id}`, host, signIn: { left: 2 } })),
    );
    assert.equal(total(), 0);

    // Whoever presses while it is under way asks for nothing more.
    const [seen] = await Promise.all([look(), look()]);
    assert.ok(total() <= ids.length * 9, `${total()} requests`);
    for (const { health, signIn, reconciliation, restore, backup, name } of seen) {
      assert.equal(health, 'ok', name);
      assert.deepEqual(signIn, { accepted: true, left: 2 });
      assert.equal(reconciliation?.state, 'running');
      assert.equal(restore?.state, 'none');
      assert.equal(backup?.latest?.state, 'succeeded');
      assert.ok(Date.parse(backup?.success ?? '') < Date.now());
      assert.ok(Date.parse(backup?.nextDue ?? '') > Date.now());
      assert.ok(Date.parse(reconciliation.at) > Date.now() - 60_000);
    }
  });

  it('shows what nodes have asked for, also after a deploy that changed nothing', async () => {
    const job = {
      ...{ id: 'job', type: 'vcenter-reconciliation-job', z: 'tab', x: 100, y: 100, name: '' },
      ...{ appliance: 'asked', action: 'get', wires: [[], [], [], []] },
    };
    const inject = {
      ...{ id: 'inject', type: 'inject', z: 'tab', x: 100, y: 200, props: [], repeat: '' },
      ...{ once: true, onceDelay: '0.1', wires: [['job']] },
    };
    const flow = [tab, applianceNode('asked'), job, inject];
    await nodeRed.deploy(flow);
    const asked = async () => {
      for (;;) {
        const [appliance] = (await list()).appliances;
        if (appliance?.reconciliation) return appliance;
      }
    };
    const { reconciliation, backup } = await asked();
    assert.equal(reconciliation?.state, 'running');
    assert.equal(backup, undefined);

    await nodeRed.deploy(flow.filter(({ id }) => id !== 'inject'));
    assert.equal((await list()).appliances[0]?.reconciliation?.state, 'running');
    const renamed = applianceNode('asked', { requestTimeout: '29' });
    await nodeRed.deploy([tab, renamed, job]);
    assert.equal((await list()).appliances[0]?.reconciliation, undefined);
  });

  it('keeps within the budget of refused sign-ins, however often the button is pressed', async () => {
    const credentials = { username: hidden.user, password: hidden.otherPassword };
    const ids = ['r1', 'r2', 'r3'];
    await nodeRed.deploy([tab, ...ids.map((id) => applianceNode(id, { credentials }))]);
    simulator.resetCounters();
    await look();
    await look();
    const seen = await look();
    assert.equal(simulator.counters().byOperation['session.create'], 1);
    for (const { signIn } of seen) {
      assert.equal(signIn?.left, 1);
      assert.ok(Date.parse(signIn?.nextTry ?? '') > Date.now() + 14 * 60_000);
    }
    assert.ok(seen.some(({ signIn }) => signIn?.accepted === false));
  });

  it('tells editors that something has changed, and nothing more', async () => {
    await nodeRed.deploy([tab, applianceNode('a'), applianceNode('b')]);
    const change = new Promise((resolve) => {
      onChange = resolve;
    });
    await look();
    assert.deepEqual(Object.keys(Object(await change)), ['changed']);
  });

  it('takes no press of the button from another page', async () => {
    const response = await fetch(new URL('vcenter-recovery/look', nodeRed.url), {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: '{}',
    });
    assert.equal(response.status, 415);
  });

  it('writes diagnostics without a secret, host, user, location or name of the flow', async () => {
    const { user, password, otherPassword, header, host, location, name, nodeName } = hidden;
    const { locationUser, locationPassword, variable } = hidden;
    const all = { name: nodeName, z: 'tab', x: 100, y: 100, appliance: 'good' };
    const spec = JSON.stringify({ location_type: 'SFTP', location, comment: name });
    await nodeRed.deploy([
      tab,
      applianceNode('good', { name }),
      applianceNode('wrong', { name, credentials: { username: user, password: otherPassword } }),
      applianceNode('away', {
        host,
        port: '9',
        auth: 'authorization',
        name: host,
        credentials: { authorization: header },
      }),
      applianceNode('variable', { host: `\${${variable}}`, connection: host, readOnly: host }),
      {
        ...{ ...all, id: 'backup', type: 'vcenter-backup-job', action: 'start', spec },
        ...{ specType: 'json', interval: user, wires: [[], [], [], []] },
        credentials: { locationPassword, backupPassword: locationPassword },
      },
      {
        ...{ ...all, id: 'schedule', type: 'vcenter-backup-schedule', action: host, target: host },
        ...{ targetType: 'str', schedule: name, wires: [[], []], [host]: user },
        credentials: { locationUser, locationPassword },
      },
      {
        ...{ ...all, id: 'operation', type: 'vcenter-recovery', operation: 'recovery.get' },
        ...{ parameters: [{ name: 'id', value: name, type: 'str' }], wires: [[]] },
      },
    ]);
    await look();
    const answer = await nodeRed.request('GET', 'vcenter-recovery/diagnostics');
    assert.ok(typeof answer === 'object' && answer !== null && 'text' in answer);
    const text = String(answer.text);
    const strangers = [
      ...[password, otherPassword, header, locationPassword, user, locationUser, host, location],
      ...[name, nodeName, variable, tab.label, simulator.host, simulator.fingerprint],
      ...['jane', 'finance', 'berlin', 'backup.', 'vaults', 'sftp:'],
    ];
    for (const stranger of strangers) {
      for (const form of formsOf(String(stranger))) {
        assert.ok(!text.toLowerCase().includes(form.toLowerCase()), `${form} in ${text}`);
      }
    }

    const { appliances, nodes, faults, ...versions } = JSON.parse(text);
    assert.deepEqual(Object.keys(versions), ['written', 'package', 'nodeRed', 'node', 'system']);
    assert.match(versions.nodeRed, /^\d+\.\d+\.\d+$/);
    const hosts = appliances.map((appliance: { host: string }) => appliance.host);
    assert.deepEqual(hosts.slice(0, 3), ['appliance-1', 'appliance-1', 'appliance-2']);
    assert.equal(appliances[0].reconciliation.state, 'running');
    const backup = nodes.find(({ type }: FlowNode) => type === 'vcenter-backup-job');
    assert.deepEqual(backup, {
      ...{ type: 'vcenter-backup-job', interval: 'something else', appliance: 'set' },
      ...{ spec: 'set', action: 'start', specType: 'json' },
    });
    assert.ok(faults.length > 0 && faults.length <= 20);
    const refused = faults.find(({ code }: { code: string }) => code === 'AUTHENTICATION_FAILED');
    assert.match(refused.requestId, /^[\w-]{10,}$/);
    assert.deepEqual([refused.host, refused.statusCode], ['appliance-1', 401]);
  });
});
