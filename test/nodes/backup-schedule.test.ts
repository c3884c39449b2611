/**
 * What `vcenter-backup-schedule` sends to an appliance, and what a flow sees of it. Each request that
 * changes something is judged by the published specification as well, where that is at hand.
 */
import assert from 'node:assert/strict';
import { type Simulator, specificationPath, startSimulator } from '../../simulator';
import { validateRequest } from '../../simulator/specification/specification';
import {
  changesSent,
  deploySchedules,
  type ScheduleFlow,
  type ScheduleNode,
  type SeenSchedule,
} from './schedule-flow';

const location = 'sftp://backup.lab.example/vc';
const usual = {
  parts: ['seat'],
  location,
  location_user: 'svc-backup',
  enable: true,
  recurrence_info: { hour: 2, minute: 0, days: ['MONDAY', 'THURSDAY'] as const },
  retention_info: { max_count: 14 },
  fast_backup: false,
};
type Schedule = Parameters<Simulator['schedules']['set']>[1];

const { location_user: _user, ...anonymous } = usual;
const withoutUser: Schedule = { ...anonymous, location_user: undefined };
const withoutSpeed: Schedule = { ...usual, fast_backup: undefined };
const week = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const credentials = { locationPassword: 'L0cation-pass!', backupPassword: 'B4ckup-pass!' };
const passwords = {
  location_password: credentials.locationPassword,
  backup_password: credentials.backupPassword,
};
const { location_password } = passwords;

const ensure: ScheduleNode = {
  action: 'ensure',
  desired: 'desired',
  desiredType: 'msg',
  credentials,
};
const nodes: Readonly<Record<string, ScheduleNode>> = {
  get: { action: 'get' },
  'get weekly': { action: 'get', schedule: 'weekly' },
  ensure,
  'ensure over /rest': { ...ensure, appliance: 'over-rest' },
  'ensure weekly': { ...ensure, schedule: ' weekly ' },
  'ensure without passwords': { ...ensure, credentials: {} },
  'ensure with a user': { ...ensure, credentials: { ...credentials, locationUser: 'svc-other' } },
  'ensure with passwords': { ...ensure, updatePasswords: true },
  'ensure on read only': { ...ensure, appliance: 'read-only' },
  'ensure with passwords on read only': {
    ...ensure,
    appliance: 'read-only',
    updatePasswords: true,
  },
  'check only': { ...ensure, checkOnly: true },
  'check only on read only': { ...ensure, appliance: 'read-only', checkOnly: 'true' },
  'ensure for another output': { ...ensure, errorOutput: true, outputs: 3 },
  'ensure what is saved': { ...ensure, desired: '{"enable": false}', desiredType: 'json' },
  'ensure what is saved as an object': {
    ...ensure,
    desired: { enable: true },
    desiredType: 'json',
  },
  'ensure nothing': { ...ensure, desired: '{}', desiredType: 'json' },
  'ensure a saved password': {
    ...ensure,
    desired: '{"backup_password": "B4ckup-pass!"}',
    desiredType: 'json',
  },
  'ensure a saved password of a location': {
    ...ensure,
    desired: '{"location": "sftp://svc:L0cation-pass!@backup.lab.example/vc"}',
    desiredType: 'json',
  },
  'ensure by jsonata': { ...ensure, desired: '{"enable": on}', desiredType: 'jsonata' },
  'ensure for the named': { ...ensure, target: 'topic', targetType: 'msg', appliance: '' },
  'ensure in German': { ...ensure, appliance: 'german' },
  'ensure an impossible id': { ...ensure, schedule: 'a/../b' },
  'an unknown action': { ...ensure, action: 'delete' },
  remove: { action: 'remove', schedule: 'default' },
  'remove over /rest': { action: 'remove', schedule: 'default', appliance: 'over-rest' },
  'remove, check only': { action: 'remove', schedule: 'default', checkOnly: true },
  'remove on read only': { action: 'remove', schedule: 'default', appliance: 'read-only' },
  'remove weekly': { action: 'remove', schedule: 'weekly' },
  'remove without an id': { action: 'remove' },
};

/** A change in short: the property, from, to. */
type Change = [property: string, from?: unknown, to?: unknown];

interface EnsureRow {
  it: string;
  /** What is different about the usual schedule; undefined where there is none. */
  before?: Schedule;
  desired: Record<string, unknown>;
  /** The `ensure` node. */
  node?: string;
  /** The body of the request. */
  sent: Record<string, unknown>;
  changes: Change[];
}

const speed = { fast_backup: false };
const elsewhere = 'nfs://nas.lab.example/vc';
const hidden: Change[] = [['location_password']];
const time = 'recurrence_info.time';
const days = 'recurrence_info.days';

/** What is sent to an appliance that has a schedule. */
const updates: readonly EnsureRow[] = [
  {
    it: 'another location, with its password',
    desired: { location: elsewhere },
    sent: { ...speed, location: elsewhere, location_password },
    changes: [['location', location, elsewhere], ...hidden],
  },
  {
    it: 'another location, without a password that nobody has given',
    node: 'ensure without passwords',
    desired: { location: elsewhere },
    sent: { ...speed, location: elsewhere },
    changes: [['location', location, elsewhere]],
  },
  {
    it: 'another location, with the password of the message',
    desired: { location: elsewhere, location_password: 'Of-the-message-1' },
    sent: { ...speed, location: elsewhere, location_password: 'Of-the-message-1' },
    changes: [['location', location, elsewhere], ...hidden],
  },
  {
    it: 'another path, whose case matters',
    desired: { location: 'sftp://backup.lab.example/VC' },
    sent: { ...speed, location: 'sftp://backup.lab.example/VC', location_password },
    changes: [['location', location, 'sftp://backup.lab.example/VC'], ...hidden],
  },
  {
    it: 'another user, with the password',
    desired: { location_user: 'svc-new' },
    sent: { ...speed, location_user: 'svc-new', location_password },
    changes: [['location_user', 'svc-backup', 'svc-new'], ...hidden],
  },
  {
    it: 'a user where there was none',
    before: withoutUser,
    desired: { location_user: 'svc-new' },
    sent: { ...speed, location_user: 'svc-new', location_password },
    changes: [['location_user', null, 'svc-new'], ...hidden],
  },
  {
    it: 'the user of the credentials',
    node: 'ensure with a user',
    desired: {},
    sent: { ...speed, location_user: 'svc-other', location_password },
    changes: [['location_user', 'svc-backup', 'svc-other'], ...hidden],
  },
  {
    it: 'the user of the message rather than that of the credentials',
    node: 'ensure with a user',
    desired: { location_user: 'svc-new' },
    sent: { ...speed, location_user: 'svc-new', location_password },
    changes: [['location_user', 'svc-backup', 'svc-new'], ...hidden],
  },
  {
    it: 'other parts',
    desired: { parts: ['seat', 'supervisors'] },
    sent: { ...speed, parts: ['seat', 'supervisors'] },
    changes: [['parts', ['seat'], ['seat', 'supervisors']]],
  },
  {
    it: 'no parts but the mandatory one',
    desired: { parts: [] },
    sent: { ...speed, parts: [] },
    changes: [['parts', ['seat'], []]],
  },
  {
    it: 'that it is disabled',
    desired: { enable: false },
    sent: { ...speed, enable: false },
    changes: [['enable', true, false]],
  },
  {
    it: 'another time, with the days',
    desired: { recurrence_info: { hour: 3, minute: 5, days: ['THURSDAY', 'MONDAY'] } },
    sent: { ...speed, recurrence_info: { hour: 3, minute: 5, days: ['THURSDAY', 'MONDAY'] } },
    changes: [[time, '02:00', '03:05']],
  },
  {
    it: 'other days, with the time',
    desired: { recurrence_info: { hour: 2, minute: 0, days: ['SUNDAY'] } },
    sent: { ...speed, recurrence_info: { hour: 2, minute: 0, days: ['SUNDAY'] } },
    changes: [[days, ['MONDAY', 'THURSDAY'], ['SUNDAY']]],
  },
  {
    it: 'every day, which is a recurrence without days',
    desired: { recurrence_info: { hour: 2, minute: 0 } },
    sent: { ...speed, recurrence_info: { hour: 2, minute: 0 } },
    changes: [[days, ['MONDAY', 'THURSDAY'], week]],
  },
  {
    it: 'a recurrence where there was none',
    before: { location },
    desired: { recurrence_info: { hour: 2, minute: 0, days: [] } },
    sent: { ...speed, recurrence_info: { hour: 2, minute: 0, days: [] } },
    changes: [
      [time, null, '02:00'],
      [days, null, week],
    ],
  },
  {
    it: 'another retention',
    desired: { retention_info: { max_count: 7 } },
    sent: { ...speed, retention_info: { max_count: 7 } },
    changes: [['retention_info', { max_count: 14 }, { max_count: 7 }]],
  },
  {
    it: 'a retention where there was none',
    before: { location },
    desired: { retention_info: { max_count: 7 } },
    sent: { ...speed, retention_info: { max_count: 7 } },
    changes: [['retention_info', null, { max_count: 7 }]],
  },
  {
    it: 'a fast backup',
    desired: { fast_backup: true },
    sent: { fast_backup: true },
    changes: [['fast_backup', false, true]],
  },
  {
    it: 'a slow backup',
    before: { ...usual, fast_backup: true },
    desired: { fast_backup: false },
    sent: { fast_backup: false },
    changes: [['fast_backup', true, false]],
  },
  {
    it: 'the fast backup that there is, whatever else changes',
    before: { ...usual, fast_backup: true },
    desired: { enable: false },
    sent: { fast_backup: true, enable: false },
    changes: [['enable', true, false]],
  },
  {
    it: 'no fast backup where the appliance has none',
    before: withoutSpeed,
    desired: { enable: false, fast_backup: false },
    sent: { enable: false },
    changes: [['enable', true, false]],
  },
  {
    it: 'only what differs of all that is desired',
    desired: { ...usual, enable: false, retention_info: { max_count: 7 } },
    sent: { ...speed, enable: false, retention_info: { max_count: 7 } },
    changes: [
      ['enable', true, false],
      ['retention_info', { max_count: 14 }, { max_count: 7 }],
    ],
  },
];

/** What is the same, spelled in another way. */
const same: readonly [it: string, before: Schedule, desired: Record<string, unknown>][] = [
  ['all of it', usual, usual],
  ['nothing at all', usual, {}],
  ['scheme and host in capitals', usual, { location: 'SFTP://Backup.LAB.example/vc' }],
  ['a slash at the end', usual, { location: `${location}/` }],
  ['the default port', usual, { location: 'sftp://backup.lab.example:22/vc' }],
  [
    'a colon without a port',
    { ...usual, location: 'nfs://10.0.0.1:/vc' },
    { location: 'nfs://10.0.0.1/vc' },
  ],
  [
    'a password in the location',
    { ...usual, location: 'sftp://svc@backup.lab.example/vc' },
    { location: 'sftp://svc:Passw0rd!x@backup.lab.example/vc' },
  ],
  ['the mandatory part', usual, { parts: ['common', 'seat'] }],
  ['the mandatory part, left out', { ...usual, parts: ['seat', 'common'] }, { parts: ['seat'] }],
  [
    'days in another order',
    usual,
    { recurrence_info: { hour: '2', minute: 0, days: ['Thursday', 'MONDAY'] } },
  ],
  [
    'every day: none named, of all',
    { ...usual, recurrence_info: { hour: 2, minute: 0, days: [...week] as never } },
    { recurrence_info: { hour: 2, minute: 0 } },
  ],
  [
    'every day: all named, of an empty list',
    { ...usual, recurrence_info: { hour: 2, minute: 0, days: [] } },
    { recurrence_info: { hour: 2, minute: 0, days: week } },
  ],
  ['no user, of none', withoutUser, { location_user: null }],
  ['no retention, of none', { location }, { retention_info: null }],
  ['no recurrence, of none', { location }, { recurrence_info: null }],
  ['a slow backup where none is reported', withoutSpeed, { fast_backup: false }],
  ['no fast backup, where none is reported', withoutSpeed, { fast_backup: null }],
];

/** A schedule that can be created, and what is changed by that. */
const created = { location, recurrence_info: { hour: 2, minute: 0 } };
const creation: Change[] = [
  ['location', null, location],
  [time, null, '02:00'],
  [days, null, week],
];

/** What is sent to an appliance without a schedule. */
const creations: readonly (EnsureRow & { id?: string })[] = [
  {
    it: 'the least that it needs, with both passwords',
    desired: created,
    sent: { ...created, ...passwords },
    changes: [...creation, ['location_password'], ['backup_password']],
  },
  {
    it: 'no password where there is none',
    node: 'ensure without passwords',
    desired: { ...created, location_password: '', fast_backup: false },
    sent: created,
    changes: creation,
  },
  {
    it: 'all that is desired, under an id of its own',
    node: 'ensure weekly',
    id: 'weekly',
    desired: { ...usual, fast_backup: true, location_user: null },
    sent: { ...anonymous, fast_backup: true, ...passwords },
    changes: [
      ['location', null, location],
      ['parts', null, ['seat']],
      [time, null, '02:00'],
      [days, null, ['MONDAY', 'THURSDAY']],
      ['retention_info', null, { max_count: 14 }],
      ['fast_backup', null, true],
      ['location_password'],
      ['backup_password'],
    ],
  },
];

function inShort({ message: { schedule } }: SeenSchedule): Change[] {
  return (schedule?.changes ?? []).map((change) =>
    'from' in change ? [change.property, change.from, change.to] : [change.property],
  );
}

describe('vcenter-backup-schedule', () => {
  let simulator: Simulator;
  let flow: ScheduleFlow;
  let judged = 0;

  before(async () => {
    simulator = await startSimulator({ scenario: 'none' });
    flow = await deploySchedules(simulator, nodes);
  });
  after(async () => {
    await flow.close();
    await simulator.stop();
    if (specificationPath() !== undefined) console.log(`specification: ${judged} schedules judged`);
  });
  beforeEach(() => {
    has(usual);
    simulator.resetCounters();
  });
  afterEach(() => {
    simulator.answerWith('*', undefined);
    for (const action of ['list', 'create', 'update', 'delete'] as const) {
      simulator.answerWith(`backup.schedules.${action}`, undefined);
    }
    simulator.schedules.setStoredAs((info) => info);
  });

  /** The only schedule of the appliance. */
  function has(schedule: Schedule, id = 'default'): void {
    for (const other of ['default', 'weekly', 'monthly']) simulator.schedules.set(other, undefined);
    simulator.schedules.set(id, schedule);
  }

  /** @returns the only change that was sent; the specification has nothing against it. */
  function sent(): { line: string; body: unknown } {
    const [request, ...further] = changesSent(simulator);
    assert.ok(request !== undefined, 'nothing was sent');
    assert.equal(further.length, 0, 'more than one change was sent');
    const { method, path, body } = request;
    if (specificationPath() !== undefined && body !== '') {
      assert.deepEqual(validateRequest(method, path, body), []);
      judged += 1;
    }
    return { line: `${method} ${path}`, body: body === '' ? undefined : JSON.parse(body) };
  }

  function assertNothingSent(): void {
    assert.deepEqual(changesSent(simulator), []);
  }

  function assertFault(
    { by, ends, message }: SeenSchedule,
    code: string,
    text: RegExp,
    operation = 'schedule.ensure',
  ): void {
    assert.deepEqual([by, ends], ['catch', 1]);
    assert.equal(message.fault?.code, code, message.fault?.text);
    assert.match(message.fault?.text ?? '', text);
    assert.equal(message.fault?.operation, operation);
    assert.equal(message.error?.message, message.fault?.text);
  }

  describe('updates', () => {
    const dialects = [
      { node: 'ensure', line: 'PATCH /api/appliance/recovery/backup/schedules/default' },
      {
        node: 'ensure over /rest',
        line: 'PUT /rest/appliance/recovery/backup/schedules/update/default',
      },
    ];
    for (const { it: name, before = usual, desired, node, sent: fields, changes } of updates) {
      for (const dialect of node === undefined ? dialects : [{ node, line: dialects[0]?.line }]) {
        it(`${name} (${dialect.node})`, async () => {
          has(before);
          const reported = simulator.schedules.get('default');
          const seen = await flow.send(dialect.node, { desired });
          const { line, body } = sent();
          assert.equal(line, dialect.line);
          assert.deepEqual(body, dialect.node.endsWith('/rest') ? { spec: fields } : fields);
          assert.deepEqual([seen.by, seen.ends], ['changed', 1]);
          assert.deepEqual(inShort(seen), changes);
          const { schedule, payload, fault } = seen.message;
          assert.ok(schedule !== undefined);
          assert.ok(schedule.changes.every(({ applied }) => applied));
          assert.deepEqual(schedule.before, JSON.parse(JSON.stringify(reported)));
          assert.deepEqual(schedule.after, { ...simulator.schedules.get('default') });
          assert.deepEqual(payload, schedule.after);
          assert.deepEqual([schedule.id, schedule.changed], ['default', true]);
          assert.equal(fault, undefined);
          assert.match(schedule.text, /was changed: /);

          simulator.resetCounters();
          const second = await flow.send(dialect.node, { desired });
          assert.equal(second.by, 'unchanged');
          assertNothingSent();
        });
      }
    }
  });

  describe('sends nothing for', () => {
    for (const [name, before, desired] of same) {
      it(name, async () => {
        has(before);
        const { by, ends, message } = await flow.send('ensure', { desired });
        assert.deepEqual([by, ends], ['unchanged', 1], JSON.stringify(message.schedule?.changes));
        assertNothingSent();
        assert.deepEqual(message.schedule?.changes, []);
        assert.equal(message.schedule.changed, false);
        assert.deepEqual(message.schedule.before, message.schedule.after);
        assert.deepEqual(message.payload, message.schedule.after);
        assert.match(message.schedule.text, /is as desired/);
      });
    }
  });

  describe('creates', () => {
    for (const row of creations) {
      it(row.it, async () => {
        const { id = 'default', desired, node = 'ensure', changes } = row;
        has(undefined);
        const seen = await flow.send(node, { desired });
        const { line, body } = sent();
        assert.equal(line, 'POST /api/appliance/recovery/backup/schedules');
        assert.deepEqual(body, { schedule: id, spec: row.sent });
        assert.deepEqual([seen.by, seen.ends], ['changed', 1], seen.message.fault?.text);
        assert.deepEqual(inShort(seen), changes);
        assert.deepEqual([seen.message.schedule?.id, seen.message.schedule?.before], [id, null]);
        assert.match(seen.message.schedule?.text ?? '', /was created/);

        simulator.resetCounters();
        assert.equal((await flow.send(node, { desired })).by, 'unchanged');
        assertNothingSent();
      });
    }

    it('over /rest, with the id in the path', async () => {
      has(undefined);
      const { by } = await flow.send('ensure over /rest', { desired: created });
      assert.equal(by, 'changed');
      const { line, body } = sent();
      assert.equal(line, 'POST /rest/appliance/recovery/backup/schedules/default');
      assert.deepEqual(body, { spec: { ...created, ...passwords } });
    });
  });

  describe('cannot', () => {
    type Row = [
      it: string,
      node: string,
      schedule: Schedule,
      desired: unknown,
      code: string,
      text: RegExp,
    ];
    const rows: readonly Row[] = [
      [
        'remove the user',
        'ensure',
        usual,
        { location_user: null },
        'INVALID_REQUEST',
        /cannot rem/,
      ],
      [
        'remove the user by an empty one',
        'ensure',
        usual,
        { location_user: '' },
        'INVALID_REQUEST',
        /cannot remove location_user .* remove the schedule/,
      ],
      [
        'remove the retention',
        'ensure',
        usual,
        { retention_info: null },
        'INVALID_REQUEST',
        /cannot remove retention_info/,
      ],
      [
        'remove the recurrence',
        'ensure',
        usual,
        { recurrence_info: null },
        'INVALID_REQUEST',
        /cannot remove recurrence_info/,
      ],
      [
        'remove the location',
        'check only',
        usual,
        { location: null },
        'INVALID_REQUEST',
        /cannot remove location/,
      ],
      [
        'create without a location',
        'ensure',
        undefined,
        { recurrence_info: created.recurrence_info },
        'INVALID_REQUEST',
        /requires the field location/,
      ],
      [
        'create without a recurrence',
        'ensure',
        undefined,
        { location, recurrence_info: null },
        'INVALID_REQUEST',
        /requires the field recurrence_info/,
      ],
      [
        'back up fast before 8.0.2',
        'ensure',
        withoutSpeed,
        { fast_backup: true },
        'INVALID_REQUEST',
        /does not report fast_backup/,
      ],
      [
        'create a second schedule',
        'ensure weekly',
        usual,
        created,
        'REFUSED',
        /already has a backup schedule, with the id "default"/,
      ],
      [
        'take an unknown field',
        'ensure',
        usual,
        { recurrence: 1 },
        'INVALID_REQUEST',
        /no parameter "recurrence"/,
      ],
      [
        'take an unknown field that is null',
        'ensure',
        usual,
        { retention: null },
        'INVALID_REQUEST',
        /no parameter "retention"/,
      ],
      [
        'take a recurrence without a minute',
        'ensure',
        usual,
        { recurrence_info: { hour: 2 } },
        'INVALID_REQUEST',
        /requires the field minute/,
      ],
      [
        'take a day that is none',
        'ensure',
        usual,
        { recurrence_info: { hour: 2, minute: 0, days: ['MO'] } },
        'INVALID_REQUEST',
        /must be one of MONDAY/,
      ],
      [
        'take a location that is no URI',
        'ensure',
        usual,
        { location: '/backups' },
        'INVALID_REQUEST',
        /must be a URI/,
      ],
      [
        'take a user that looks like an option',
        'ensure',
        usual,
        { location_user: '-x' },
        'INVALID_REQUEST',
        /must not begin with "-"/,
      ],
      [
        'take an empty password of the backup',
        'ensure',
        usual,
        { backup_password: '' },
        'INVALID_REQUEST',
        /must not be empty/,
      ],
      [
        'take a list',
        'ensure',
        usual,
        [created],
        'INVALID_REQUEST',
        /"Desired schedule" must be an object/,
      ],
      [
        'take a message without it',
        'ensure',
        usual,
        undefined,
        'INVALID_REQUEST',
        /"Desired schedule" should come from msg.desired, but that is empty/,
      ],
      [
        'take a saved password',
        'ensure a saved password',
        usual,
        {},
        'INVALID_REQUEST',
        /password is saved/,
      ],
      [
        'take a saved password of a location',
        'ensure a saved password of a location',
        usual,
        {},
        'INVALID_REQUEST',
        /password is saved/,
      ],
      [
        'take an id that no schedule can have',
        'ensure an impossible id',
        usual,
        created,
        'INVALID_REQUEST',
        /parameter schedule is not a valid id/,
      ],
      [
        'take a list of appliances',
        'ensure for the named',
        usual,
        {},
        'NOT_CONFIGURED',
        /msg.topic does not name an appliance/,
      ],
    ];
    for (const [name, node, schedule, desired, code, text] of rows) {
      it(name, async () => {
        has(schedule);
        assertFault(await flow.send(node, { desired }), code, text);
        assertNothingSent();
      });
    }

    it('tell which of several schedules is meant', async () => {
      simulator.schedules.set('default', undefined);
      for (const id of ['weekly', 'monthly']) simulator.schedules.set(id, usual);
      const seen = await flow.send('ensure', { desired: { enable: false } });
      assertFault(seen, 'INVALID_REQUEST', /has several backup schedules/);
      assertNothingSent();
    });

    it('do what it does not know', async () => {
      const seen = await flow.send('an unknown action', { desired: {} });
      assertFault(seen, 'NOT_CONFIGURED', /must be one of get, ensure/, 'schedule.delete');
    });

    it('remove without an id', async () => {
      const seen = await flow.send('remove without an id');
      assertFault(seen, 'NOT_CONFIGURED', /"Schedule" is required/, 'schedule.remove');
    });
  });

  describe('passwords', () => {
    it('are sent though nothing differs, every time, where that is set', async () => {
      for (const run of [1, 2]) {
        simulator.resetCounters();
        const seen = await flow.send('ensure with passwords', { desired: usual });
        assert.deepEqual(sent().body, { fast_backup: false, ...passwords }, `run ${run}`);
        assert.equal(seen.by, 'changed');
        assert.deepEqual(seen.message.schedule?.changes, [
          { property: 'location_password', applied: true },
          { property: 'backup_password', applied: true },
        ]);
      }
    });

    it('are sent along with what differs, where that is set', async () => {
      const seen = await flow.send('ensure with passwords', { desired: { enable: false } });
      assert.deepEqual(sent().body, { fast_backup: false, enable: false, ...passwords });
      assert.deepEqual(
        inShort(seen).map(([property]) => property),
        [...['enable', 'location_password', 'backup_password']],
      );
    });

    it('of a message are taken out of it, and reach nothing but the appliance', async () => {
      const secret = { location_password: 'Of-the-message-1', backup_password: 'Of-the-message-2' };
      const copy = JSON.stringify(secret);
      const desired = { location: elsewhere, ...secret };
      const { by, message } = await flow.send('ensure with passwords', { desired, copy });
      assert.equal(by, 'changed');
      assert.deepEqual(sent().body, { fast_backup: false, location: elsewhere, ...secret });
      assert.deepEqual(message.desired, { location: elsewhere });
      assert.doesNotMatch(JSON.stringify(message), /Of-the-message/);
    });

    it('of a message that fails are taken out of it as well', async () => {
      const desired = { unknown: 1, location_password: 'Of-the-message-1' };
      const seen = await flow.send('ensure', { desired });
      assertFault(seen, 'INVALID_REQUEST', /no parameter "unknown"/);
      assert.doesNotMatch(JSON.stringify(seen.message), /Of-the-message/);
    });

    it('in a location are masked wherever a flow sees it', async () => {
      const given = 'sftp://svc:Passw0rd!x@nas.lab.example/vc';
      const { message } = await flow.send('ensure', { desired: { location: given } });
      assert.deepEqual(sent().body, { ...speed, location: given, location_password });
      assert.doesNotMatch(JSON.stringify(message), /Passw0rd/);
    });
  });

  describe('afterwards', () => {
    it('takes another spelling for what was desired', async () => {
      const spelled = 'NFS://NAS.lab.example:2049/vc/';
      simulator.schedules.setStoredAs((info) => ({
        ...info,
        location: spelled,
        parts: ['common', ...info.parts],
      }));
      const desired = { location: elsewhere };
      const { by, message } = await flow.send('ensure', { desired });
      assert.equal(by, 'changed');
      assert.ok(message.schedule?.changes.every(({ applied }) => applied));
      assert.equal(message.schedule?.after?.location, spelled);
      simulator.resetCounters();
      assert.equal((await flow.send('ensure', { desired })).by, 'unchanged');
      assertNothingSent();
    });

    it('says what the appliance has not applied', async () => {
      simulator.schedules.setStoredAs((info) => ({ ...info, enable: true }));
      const desired = { enable: false, retention_info: { max_count: 7 } };
      const { by, message } = await flow.send('ensure', { desired });
      assert.equal(by, 'changed');
      assert.deepEqual(
        message.schedule?.changes.map(({ property, applied }) => [property, applied]),
        [
          ['enable', false],
          ['retention_info', true],
        ],
      );
      assert.equal(message.schedule.changed, true);
      assert.match(message.schedule.text, /was changed, but still differs: enable\.$/);
    });

    it('says what the appliance has changed by itself, against what is desired', async () => {
      simulator.schedules.setStoredAs((info) => ({ ...info, enable: false }));
      const { message } = await flow.send('ensure', { desired: { ...usual, parts: [] } });
      assert.deepEqual(message.schedule?.changes, [
        { property: 'parts', from: ['seat'], to: [], applied: true },
        { property: 'enable', from: false, to: true, applied: false },
      ]);
    });

    it('is a fault where nothing was applied, though it was accepted', async () => {
      simulator.schedules.setStoredAs(() => usual);
      const seen = await flow.send('ensure', { desired: { location: elsewhere } });
      assertFault(seen, 'OPERATION_FAILED', /accepted the change, but .* not as desired: location/);
      assert.equal(seen.message.schedule?.changed, false);
      assert.deepEqual(
        seen.message.schedule.changes.map(({ property, applied }) => [property, applied]),
        [
          ['location', false],
          ['location_password', false],
        ],
      );
      assert.equal(seen.message.payload, 'as it came');
    });

    it('says that the change was accepted where it cannot be read', async () => {
      const own = {};
      const failing = { status: 400, body: { error_type: 'ERROR', messages: [] } };
      simulator.answerWith('backup.schedules.list', [{ ...own, times: 1 }, failing]);
      const seen = await flow.send('ensure', { desired: { enable: false } });
      assertFault(seen, 'APPLIANCE_ERROR', /^The change was accepted, but .* could not be read/);
      assert.equal(seen.message.fault?.outcome, 'unknown');
    });

    it('reports an update that fails, with the reason', async () => {
      simulator.answerWith('backup.schedules.update', {
        status: 400,
        body: {
          error_type: 'INVALID_ARGUMENT',
          messages: [{ id: 'a.b', default_message: 'Access denied.', args: [] }],
        },
      });
      const seen = await flow.send('ensure', { desired: { location: elsewhere } });
      assertFault(seen, 'INVALID_REQUEST', /rejected the request/);
      assert.deepEqual(seen.message.fault?.messages, ['Access denied.']);
      assert.equal(changesSent(simulator).length, 1);
    });

    it('reports an update without an answer as one that may have been made', async () => {
      simulator.answerWith('backup.schedules.update', { how: 'reset' });
      const seen = await flow.send('ensure', { desired: { location: elsewhere } });
      assertFault(seen, 'UNREACHABLE', /not known whether the change was made/);
      assert.equal(seen.message.fault?.outcome, 'unknown');
    });
  });

  describe('without a change', () => {
    const differing = { desired: { enable: false } };
    const change = [{ property: 'enable', from: true, to: false, applied: false }];

    for (const [name, node, message] of [
      ['check only', 'check only', {}],
      ['check only, asked by the message', 'ensure', { checkOnly: true }],
      ['check only, which a message cannot lift', 'check only', { checkOnly: false }],
      ['check only, before read only', 'check only on read only', {}],
      ['check only on read only, asked by the message', 'ensure on read only', { checkOnly: true }],
    ] as const) {
      it(`${name}: with differences changed, without unchanged`, async () => {
        const seen = await flow.send(node, { ...differing, ...message });
        assert.deepEqual([seen.by, seen.ends], ['changed', 1]);
        const { schedule, payload } = seen.message;
        assert.deepEqual(schedule?.changes, change);
        assert.deepEqual([schedule.changed, schedule.checkOnly], [false, true]);
        assert.deepEqual(schedule.after, schedule.before);
        assert.deepEqual(payload, schedule.before);
        assert.match(schedule.text, /"default" of .* differs: enable\.$/);
        assert.equal((await flow.send(node, { desired: usual, ...message })).by, 'unchanged');
        assertNothingSent();
      });
    }

    it('only true asks for a check', async () => {
      const { message } = await flow.send('ensure', { ...differing, checkOnly: 'true' });
      assert.equal(message.schedule?.changed, true);
    });

    it('check only of a schedule that there is not', async () => {
      has(undefined);
      const { by, message } = await flow.send('check only', { desired: created });
      assert.equal(by, 'changed');
      assert.match(message.schedule?.text ?? '', /has no backup schedule "default": it would be/);
      assert.equal(message.payload, null);
      assertNothingSent();
    });

    it('read only: differences are a fault, with the schedule', async () => {
      const seen = await flow.send('ensure on read only', differing);
      assertFault(seen, 'READ_ONLY', /is set to read only/);
      assert.deepEqual(seen.message.schedule?.changes, change);
      assert.deepEqual(
        [seen.message.schedule.changed, seen.message.schedule.checkOnly],
        [...[false, false]],
      );
      assertNothingSent();
    });

    it('read only: passwords to send are a difference', async () => {
      const seen = await flow.send('ensure with passwords on read only', { desired: usual });
      assertFault(seen, 'READ_ONLY', /is set to read only/);
      assertNothingSent();
    });

    it('read only: without differences it is unchanged', async () => {
      const { by } = await flow.send('ensure on read only', { desired: usual });
      assert.equal(by, 'unchanged');
      assertNothingSent();
    });
  });

  describe('gets', () => {
    const rows: readonly [
      it: string,
      node: string,
      there: Readonly<Record<string, Schedule>>,
      id: string,
      isThere: boolean,
    ][] = [
      ['the one that there is', 'get', { weekly: usual }, 'weekly', true],
      ['of several the usual one', 'get', { weekly: usual, default: usual }, 'default', true],
      ['none where there is none', 'get', {}, 'default', false],
      ['the one with the id', 'get weekly', { weekly: usual, default: usual }, 'weekly', true],
      ['none with the id', 'get weekly', { default: usual }, 'weekly', false],
    ];
    for (const [name, node, there, id, isThere] of rows) {
      it(name, async () => {
        has(undefined);
        for (const [each, info] of Object.entries(there)) simulator.schedules.set(each, info);
        const { by, ends, message } = await flow.send(node);
        assert.deepEqual([by, ends], ['unchanged', 1]);
        assert.equal(message.schedule?.id, id);
        assert.deepEqual(message.payload, isThere ? usual : null);
        assert.deepEqual(message.schedule.after, message.payload);
        assert.deepEqual(message.schedule.changes, []);
        assertNothingSent();
      });
    }

    it('an answer that is no schedule is a fault', async () => {
      simulator.answerWith('backup.schedules.list', { body: { default: 'every day' } });
      const seen = await flow.send('get');
      assertFault(seen, 'INVALID_RESPONSE', /unexpected answer/, 'schedule.get');
    });
  });

  describe('removes', () => {
    for (const [node, line] of [
      ['remove', 'DELETE /api/appliance/recovery/backup/schedules/default'],
      ['remove over /rest', 'DELETE /rest/appliance/recovery/backup/schedules/default'],
    ] as const) {
      it(`the one with the id (${node})`, async () => {
        const seen = await flow.send(node);
        assert.equal(sent().line, line);
        assert.deepEqual([seen.by, seen.message.payload], ['changed', null]);
        assert.deepEqual(
          [seen.message.schedule?.before, seen.message.schedule?.after],
          [...[usual, null]],
        );
        assert.ok(
          seen.message.schedule?.changes.every(({ to, applied }) => to === null && applied),
        );
        assert.match(seen.message.schedule?.text ?? '', /was removed/);
        assert.equal((await flow.send(node)).by, 'unchanged');
      });
    }

    it('nothing where there is no such schedule', async () => {
      const { by, message } = await flow.send('remove weekly');
      assert.deepEqual([by, message.payload], ['unchanged', null]);
      assert.match(message.schedule?.text ?? '', /has no backup schedule "weekly"/);
      assertNothingSent();
    });

    it('nothing where it only checks', async () => {
      const { by, message } = await flow.send('remove, check only');
      assert.deepEqual([by, message.payload], ['changed', usual]);
      assert.match(message.schedule?.text ?? '', /would be removed/);
      assertNothingSent();
    });

    it('nothing from an appliance that is read only', async () => {
      const seen = await flow.send('remove on read only');
      assertFault(seen, 'READ_ONLY', /is set to read only/, 'schedule.remove');
      assert.deepEqual(seen.message.schedule?.before, usual);
      assertNothingSent();
    });

    it('one that somebody else removes meanwhile', async () => {
      simulator.answerWith('backup.schedules.delete', () => {
        has(undefined);
        return undefined;
      });
      assert.equal((await flow.send('remove')).by, 'changed');
    });

    it('is a fault where it is still there', async () => {
      simulator.answerWith('backup.schedules.delete', { status: 204 });
      const seen = await flow.send('remove');
      assertFault(seen, 'OPERATION_FAILED', /accepted the removal/, 'schedule.remove');
    });
  });

  it('does two at once for an appliance one after the other', async () => {
    const both = await Promise.all([
      flow.send('ensure', { desired: { enable: false } }),
      flow.send('ensure without passwords', { desired: { enable: true } }),
    ]);
    assert.deepEqual(
      both.map(({ by }) => by),
      ['changed', 'changed'],
    );
    const asked = simulator.requests.map(({ operation }) => operation.split('.').at(-1));
    assert.deepEqual(
      asked.filter((operation) => ['list', 'update'].includes(operation ?? '')),
      [...['list', 'update', 'list'], ...['list', 'update', 'list']],
    );
    assert.equal(simulator.schedules.get('default')?.enable, true);
  });

  it('does the next although the one before it failed', async () => {
    simulator.answerWith('backup.schedules.update', [
      { status: 400, body: { error_type: 'INVALID_ARGUMENT', messages: [] }, times: 1 },
      {},
    ]);
    const both = await Promise.all([
      flow.send('ensure', { desired: { enable: false } }),
      flow.send('ensure', { desired: { enable: false } }),
    ]);
    assert.deepEqual(
      both.map(({ by }) => by),
      ['catch', 'changed'],
    );
  });

  describe('takes the desired schedule', () => {
    for (const [node, message, by] of [
      ['ensure what is saved', {}, 'changed'],
      ['ensure what is saved as an object', {}, 'unchanged'],
      ['ensure nothing', {}, 'unchanged'],
      ['ensure by jsonata', { on: false }, 'changed'],
      ['ensure for the named', { topic: 'vc-rest', desired: { enable: false } }, 'changed'],
    ] as const) {
      it(`of "${node}"`, async () => {
        assert.equal((await flow.send(node, message)).by, by);
      });
    }
  });

  describe('tells a flow', () => {
    it('faults by the third output, where that is switched on', async () => {
      const desired = { unknown: 1 };
      const { by, ends, message } = await flow.send('ensure for another output', { desired });
      assert.deepEqual([by, ends, message.fault?.code], ['error', 1, 'INVALID_REQUEST']);
    });

    it('in the language of the appliance', async () => {
      const { message } = await flow.send('ensure in German', { desired: { enable: false } });
      assert.equal(
        message.schedule?.text,
        'Der Sicherungszeitplan "default" von vc-de wurde geändert: enable.',
      );
    });

    it('by badges', async () => {
      flow.statuses();
      await flow.send('ensure', { desired: { enable: false } });
      await flow.send('ensure', { desired: { enable: false } });
      await flow.send('check only', { desired: usual });
      await flow.send('remove');
      await flow.send('get');
      const word = (node: string, text: string) =>
        `${node}: vcenter-backup-schedule.status.${text}`;
      assert.deepEqual(
        flow.statuses().filter((status) => !/asking|appliance/.test(status)),
        [
          word('ensure', 'changed'),
          word('ensure', 'unchanged'),
          word('check only', 'differs'),
          word('remove', 'changed'),
          word('get', 'absent'),
        ],
      );
    });
  });
});
