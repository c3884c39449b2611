import assert from 'node:assert/strict';
import { type NodeRed, startNodeRed } from '../../scripts/node-red-process';
import { makeUserDirectory, type UserDirectory } from '../../scripts/user-directory';
import { type Simulator, startSimulator } from '../../simulator';

interface Answer {
  status: number;
  body: { choices?: { value: string; detail: string }[]; text?: string };
}

describe('What a dialog can pick from an appliance', function () {
  this.timeout(60_000);

  let simulator: Simulator;
  let userDirectory: UserDirectory;
  let nodeRed: NodeRed;

  before(async () => {
    simulator = await startSimulator({ scenario: 'none' });
    userDirectory = await makeUserDirectory();
    nodeRed = await startNodeRed({ userDirectory: userDirectory.path });
    const { host, port, fingerprint, username, password } = simulator;
    await nodeRed.deploy([
      { id: 'tab', type: 'tab', label: 'Recovery' },
      {
        ...{ id: 'appliance', type: 'vcenter-appliance', name: 'vc-a', host, port: String(port) },
        ...{ fingerprint, proxyMode: 'none', credentials: { username, password } },
      },
    ]);
  });
  after(async () => {
    await nodeRed.stop();
    await simulator.stop();
    await userDirectory.remove();
  });

  async function ask(of: unknown, appliance: unknown = 'appliance', type = 'application/json') {
    const response = await fetch(new URL('vcenter-recovery/choices', nodeRed.url), {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: JSON.stringify({ appliance, of }),
    });
    const answer: Answer = { status: response.status, body: JSON.parse(await response.text()) };
    return answer;
  }

  it('backups, the latest first, told apart by how they ended and when', async () => {
    const { body } = await ask('backups');
    const byStart = [...simulator.backups.list()].sort(
      (one, other) => other.startTime.getTime() - one.startTime.getTime(),
    );
    assert.deepEqual(
      body.choices?.map(({ value }) => value),
      byStart.map(({ id }) => id),
    );
    assert.match(body.choices?.[0]?.detail ?? '', /^SUCCEEDED, SCHEDULED, \d{4}-/);
  });
  it('of more backups than anybody reads through, the newest', async () => {
    const start = Date.now() - 400 * 86_400_000;
    const ids = Array.from({ length: 300 }, (_, day) =>
      simulator.backups.add({ startTime: new Date(start + day * 86_400_000) }),
    );
    simulator.resetCounters();
    const { body } = await ask('backups');
    const { byOperation } = simulator.counters();
    for (const id of ids) simulator.backups.remove(id);
    assert.equal(body.choices?.length, 200);
    assert.ok(body.choices?.some(({ value }) => value === ids.at(-1)));
    assert.ok(!body.choices?.some(({ value }) => value === ids[0]));
    assert.deepEqual(
      [byOperation['backup.job.list'], byOperation['backup.job.details.list']],
      [1, 2],
    );
  });
  it('in one request, however many dialogs ask at the same time', async () => {
    simulator.resetCounters();
    simulator.answerWith('backup.parts.list', { delay: 1000 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('parts')));
    simulator.answerWith('backup.parts.list', undefined);
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.deepEqual(answers.at(-1), answers[0]);
    assert.equal(simulator.counters().byOperation['backup.parts.list'], 1);
  });
  it('schedules, with where they go', async () => {
    const { body } = await ask('schedules');
    assert.deepEqual(
      body.choices?.map(({ value }) => value),
      ['default'],
    );
    assert.match(body.choices?.[0]?.detail ?? '', /^sftp:/);
  });
  it('parts, with what they are', async () => {
    const { body } = await ask('parts');
    assert.ok(body.choices?.some(({ value, detail }) => value === 'seat' && detail !== ''));
  });
  const refused: [what: string, given: Parameters<typeof ask>][] = [
    ['of an appliance that is not deployed', ['backups', 'another']],
    ['where it cannot be picked', ['passwords']],
    ['for what every object has', ['constructor']],
    ['for a question that has no text', [{ toString: 1 }]],
    ['of an appliance that has no id', ['backups', { toString: 1 }]],
    ['for what a page of another site can send', ['backups', 'appliance', 'text/plain']],
  ];
  for (const [what, given] of refused) {
    it(`nothing ${what}`, async () => {
      assert.equal((await ask(...given)).status, 404);
    });
  }
  it('in words why there is nothing, where the appliance does not answer well', async () => {
    simulator.answerWith('backup.parts.list', { status: 503, body: 'no healthy upstream' });
    const { status, body } = await ask('parts');
    assert.equal(status, 502);
    assert.match(body.text ?? '', /^vc-a .* is not available/);
  });
});
