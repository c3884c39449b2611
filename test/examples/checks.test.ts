/** The examples that act on a verdict themselves. */
import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { describeExamples, type Example, reach, reachEach, set } from './example';
import { readMail } from './mail';

const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour);

/** An appliance without a reconciliation, whose last backup began six hours ago. */
async function startRecoverable(): Promise<Simulator> {
  const simulator = await startSimulator({ scenario: 'none' });
  simulator.backups.clear();
  simulator.backups.add({ startTime: ago(6), endTime: ago(5.75), type: 'SCHEDULED' });
  return simulator;
}

/** Two of them. */
function useFleet(): () => { Production: Simulator; Test: Simulator } {
  let fleet: { Production: Simulator; Test: Simulator } | undefined;
  beforeEach(async () => {
    const [Production, Test] = await Promise.all([startRecoverable(), startRecoverable()]);
    fleet = { Production, Test };
  });
  afterEach(async () => {
    await Promise.all(Object.values(fleet ?? {}).map((simulator) => simulator.stop()));
  });
  return () => {
    if (fleet === undefined) throw new Error('The stand-ins have not been started.');
    return fleet;
  };
}

const fails = ({ backups }: Simulator) =>
  backups.add({ startTime: ago(2), type: 'SCHEDULED', state: 'FAILED' });

function nightlyReport(example: Example): void {
  const fleet = useFleet();
  const columns = 'appliance,host,version,status,last backup,age,size,next due,text';

  async function report() {
    await example.deploy(reachEach(fleet()));
    await example.press('every night at 5');
    const { subject, body } = readMail(await example.shown('put your e-mail node here'));
    const [name, ...lines] = (await example.shown('attached file')).trimEnd().split(/\r?\n/);
    const rows = [...body.matchAll(/<tr><td>(.*?)<\/tr>/g)].map(([, row = '']) =>
      row.split(/<\/td>(?:<td[^>]*>)?/).map((cell) => cell.replace(/<\/?strong>/g, '')),
    );
    return { subject, body, name, lines, rows };
  }

  it('has a row for each appliance, in the mail and in the file', async () => {
    const { subject, name, lines, rows } = await report();
    assert.equal(subject, 'vCenter recovery: all 2 are ok');
    assert.match(name ?? '', /^vcenter-recovery-\d{4}-\d\d-\d\d\.csv$/);
    assert.equal(lines[0], columns);
    const expected = /^\w+,127\.0\.0\.1,[\d.]+,ok,\d{4}-\d\d-\d\d \d\d:\d\d,6\.0,\d+\.\d,\d{4}-.*,/;
    assert.equal(lines.length, 3);
    for (const line of lines.slice(1)) assert.match(line, expected);
    assert.deepEqual(
      rows.map(([status, appliance]) => [status, appliance]),
      [
        ['ok', 'Production'],
        ['ok', 'Test'],
      ],
    );
    assert.deepEqual(example.complaints(), []);
  });

  it('begins with the worst, and says in the subject how many need attention', async () => {
    fails(fleet().Test);
    const { subject, lines, rows } = await report();
    assert.equal(subject, 'vCenter recovery: 1 of 2 needs attention');
    assert.deepEqual(
      rows.map(([status, appliance]) => [status, appliance]),
      [
        ['critical', 'Test'],
        ['ok', 'Production'],
      ],
    );
    assert.match(lines[1] ?? '', /^Test,/);
  });

  it('has a row of an appliance that is away, without what is not known', async () => {
    await fleet().Test.stop();
    const { subject, lines, rows } = await report();
    assert.equal(subject, 'vCenter recovery: 1 of 2 needs attention');
    assert.match(lines[1] ?? '', /^Test,127\.0\.0\.1,,critical,,,,,"?Test: critical\./);
    assert.deepEqual(rows[0]?.slice(0, 7), ['critical', 'Test', '', '', '', '', '']);
  });

  it('escapes what comes from an appliance', async () => {
    const { backups } = fleet().Test;
    const message = '<script>alert(1)</script>, "quoted"';
    backups.add({ startTime: ago(2), type: 'SCHEDULED', state: 'FAILED', message });
    const { body, lines } = await report();
    assert.doesNotMatch(body, /<script/);
    assert.match(body, /&lt;script&gt;alert\(1\)/);
    assert.match(lines[1] ?? '', /<script>alert\(1\)<\/script>, ""quoted""/);
  });
}

function preflight(example: Example): void {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startRecoverable();
    simulator.nextBackups('never-ending');
    await example.deploy(
      reach(simulator),
      // What the comment asks for.
      set(
        { type: 'vcenter-recovery-check', name: 'archive' },
        {
          location: 'sftp://backup.lab.example/vc',
          credentials: { locationUser: 'svc-backup', locationPassword: 'Place-1!' },
        },
      ),
      // The only thing these tests change that a user need not: a second for the five.
      set({ type: 'vcenter-backup-job' }, { interval: 1 }),
    );
  });
  afterEach(() => simulator.stop());

  const started = () => simulator.counters().byOperation['backup.schedules.run'] ?? 0;

  /** @returns the id of the backup that the flow has started. */
  async function backUp(): Promise<string> {
    await example.press('Patch');
    await simulator.whenRequest('backup.schedules.run');
    assert.match(await example.shown('MB to back up'), /^\d+$/);
    return simulator.backups.list().find(({ state }) => state === 'INPROGRESS')?.id ?? '';
  }

  it('patches when the backup has succeeded and is at its location', async () => {
    const id = await backUp();
    assert.deepEqual(example.unread(), []);
    simulator.backups.end(id, 'SUCCEEDED');
    const text = `Time to patch: the backup ${id} is at its location.`;
    assert.equal(await example.shown('patched'), text);
    assert.deepEqual(example.unread(), []);
    assert.deepEqual(example.complaints(), []);
  });

  it('patches after a warning, and shows it', async () => {
    simulator.answerWith('health.storage.get', { status: 200, body: '"yellow"' });
    const id = await backUp();
    assert.match(await example.shown('warnings'), /storage/i);
    simulator.backups.end(id, 'SUCCEEDED');
    await example.shown('patched');
  });

  const stops: { when: string; reason: RegExp; cause(): void }[] = [
    {
      when: 'the appliance is not healthy',
      reason: /storage/i,
      cause: () => simulator.answerWith('health.storage.get', { status: 200, body: '"red"' }),
    },
    {
      when: 'the appliance cannot be checked',
      reason: /is not authorized/,
      cause: () => simulator.setScenario('forbidden'),
    },
    {
      when: 'there is no schedule',
      reason: /no backup schedule/i,
      cause: () => simulator.schedules.set('default', undefined),
    },
  ];
  for (const { when, reason, cause } of stops) {
    it(`backs nothing up and patches nothing when ${when}`, async () => {
      cause();
      await example.press('Patch');
      assert.match(await example.shown('nothing was patched'), reason);
      assert.deepEqual(example.unread(), []);
      assert.equal(started(), 0);
    });
  }

  it('does not patch when another backup is running', async () => {
    simulator.backups.start();
    await example.press('Patch');
    assert.match(await example.shown('nothing was patched'), /backup/i);
    assert.deepEqual(example.unread('patched'), []);
  });

  it('does not patch when the backup fails', async () => {
    simulator.backups.end(await backUp(), 'FAILED', 'The disk is full.');
    assert.match(await example.shown('nothing was patched'), /The disk is full\./);
    assert.deepEqual(example.unread(), []);
  });

  it('does not patch when the archive is not at its location', async () => {
    simulator.answerWith('backup.system-name.archives.list', { status: 200, body: [] });
    simulator.backups.end(await backUp(), 'SUCCEEDED');
    assert.match(await example.shown('nothing was patched'), /: critical\./);
    assert.deepEqual(example.unread(), []);
  });

  it('does not patch when the archive cannot be looked for', async () => {
    await example.deploy(reach(simulator), set({ type: 'vcenter-backup-job' }, { interval: 1 }));
    simulator.backups.end(await backUp(), 'SUCCEEDED');
    await example.shown('nothing was patched');
    assert.deepEqual(example.unread(), []);
  });
}

function tellMeOnce(example: Example): void {
  const fleet = useFleet();

  /** Checks both appliances, and waits until that has ended. */
  async function check(): Promise<void> {
    const isBusy = example.badge('each appliance', ({ fill }) => fill === 'blue');
    await example.press('every 5 min');
    await isBusy;
    await example.badge('each appliance', ({ fill }) => fill !== 'blue');
  }
  const mail = async () => readMail(await example.shown('put your e-mail node here'));

  beforeEach(async () => {
    // The only thing these tests change that a user need not: each check asks anew.
    const anew = set({ type: 'vcenter-recovery-check' }, { maxAge: 0 });
    await example.deploy(reachEach(fleet()), anew);
  });

  it('mails when an appliance is not well, once, and when it is well again, once', async () => {
    const id = fails(fleet().Test);
    await check();
    const { subject, body } = await mail();
    assert.equal(subject, 'Test: critical');
    assert.match(body, /^Test: critical\./);
    await check();
    fleet().Test.backups.remove(id);
    await check();
    const well = await mail();
    assert.equal(well.subject, 'Test: ok');
    assert.match(well.body, /^Test is recoverable\./);
    await check();
    fails(fleet().Production);
    await check();
    assert.equal((await mail()).subject, 'Production: critical');
    assert.deepEqual(example.unread(), []);
    assert.deepEqual(example.complaints(), []);
  });

  it('mails another status, too', async () => {
    fails(fleet().Test);
    await check();
    assert.equal((await mail()).subject, 'Test: critical');
    fleet().Test.setScenario('forbidden');
    await example.press('every 5 min');
    const { subject, body } = await mail();
    assert.equal(subject, 'Test: unknown');
    assert.match(body, /is not authorized/);
  });

  it('mails nothing of an appliance that was well from the start', async () => {
    await check();
    fails(fleet().Test);
    await check();
    assert.equal((await mail()).subject, 'Test: critical');
    assert.deepEqual(example.unread(), []);
  });
}

describeExamples({
  '18 - Nightly report as CSV and HTML': nightlyReport,
  '19 - Preflight, back up, check the archive, then patch': preflight,
  '20 - Tell me once': tellMeOnce,
});
