import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type Change, describeExample, reach } from './example';

/** The schedule that the flow has as code. */
const code = {
  parts: ['seat'],
  location: 'sftp://backup.example.com/vcenter',
  location_user: 'vcenter',
  enable: true,
  fast_backup: false,
  recurrence_info: {
    hour: 23,
    minute: 0,
    days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
  },
  retention_info: { max_count: 7 },
} as const;

/** What its comment asks for where a schedule is to be made. */
const passwords: Change = ({ name }) =>
  name === 'create the schedule'
    ? { credentials: { locationPassword: 'Place-1!', backupPassword: 'Backup-1!' } }
    : {};

describeExample('11 - Backup schedule as code', (example) => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator();
    await example.deploy(reach(simulator), passwords);
  });
  afterEach(() => simulator.stop());

  /** What was sent to change a schedule, or to make one. */
  const changes = () => simulator.requests.filter(({ method }) => /PATCH|PUT/.test(method));
  const makings = () =>
    simulator.requests.filter(({ operation }) => operation === 'backup.schedules.create');

  const same = [
    { what: 'the appliance has it to the letter', present: code },
    {
      what: 'its days are left out, which means every day',
      present: { ...code, recurrence_info: { hour: 23, minute: 0 } },
    },
    {
      what: 'the appliance has it in another order',
      present: {
        ...code,
        recurrence_info: {
          ...code.recurrence_info,
          days: [...code.recurrence_info.days].reverse(),
        },
      },
    },
  ];
  for (const { what, present } of same) {
    it(`says that nothing differs where ${what}`, async () => {
      simulator.schedules.set('default', present);
      await example.press('Compare');
      assert.match(await example.shown('no difference'), /"default" matches the code/);
      assert.deepEqual(example.complaints(), []);
    });
  }

  const different = [
    {
      what: 'time',
      present: { recurrence_info: { hour: 22, minute: 30 } },
      line: /- recurrence_info: .*23.* in the code, .*22.* on the appliance/,
    },
    {
      what: 'place',
      present: { location: 'nfs://10.0.0.9/backup' },
      line: /- location: .*sftp.* in the code, .*nfs/,
    },
    {
      what: 'user',
      present: { location_user: 'root' },
      line: /- location_user: "vcenter" in the code, "root"/,
    },
    {
      what: 'number of backups kept',
      present: { retention_info: { max_count: 3 } },
      line: /- retention_info: .*7.*3/,
    },
    { what: 'parts', present: { parts: ['seat', 'common'] }, line: /- parts: / },
    { what: 'switch', present: { enable: false }, line: /- enable: true in the code, false/ },
  ];
  for (const { what, present, line } of different) {
    it(`says which ${what} differs, and changes nothing`, async () => {
      simulator.schedules.set('default', { ...code, ...present });
      await example.press('Compare');
      const lines = (await example.shown('differs')).split('\n');
      assert.deepEqual(lines.length, 2, lines.join('\n'));
      assert.match(lines[1] ?? '', line);
      assert.deepEqual([...changes(), ...makings()], []);
    });
  }

  it('says that there is no such schedule, and makes none', async () => {
    simulator.schedules.set('default', undefined);
    await example.press('Compare');
    assert.match(await example.shown('differs'), /no schedule "default"/);
    assert.deepEqual([...changes(), ...makings()], []);
  });

  it('changes at "Apply" what differs, and compares once more', async () => {
    simulator.schedules.set('default', {
      ...code,
      enable: false,
      retention_info: { max_count: 3 },
    });
    await example.press('Apply');
    assert.match(await example.shown('no difference'), /matches the code/);
    assert.deepEqual(simulator.schedules.get('default'), code);
    assert.equal(changes().length, 1);
    assert.deepEqual(example.unread(), []);
  });

  it('makes at "Apply" what is not there, with its passwords', async () => {
    simulator.schedules.set('default', undefined);
    await example.press('Apply');
    await example.shown('no difference');
    const [making] = makings();
    const { schedule, spec } = JSON.parse(making?.body ?? '{}');
    assert.equal(schedule, 'default');
    assert.deepEqual(spec, {
      ...code,
      location_password: 'Place-1!',
      backup_password: 'Backup-1!',
    });
    assert.deepEqual(changes(), []);
  });

  it('changes nothing at "Apply" where nothing differs', async () => {
    simulator.schedules.set('default', code);
    await example.press('Apply');
    await example.shown('no difference');
    assert.deepEqual([...changes(), ...makings()], []);
  });

  it('says what could not be done', async () => {
    simulator.setScenario('forbidden');
    await example.press('Compare');
    assert.match(await example.shown('why it failed'), /is not authorized/);
  });
});
