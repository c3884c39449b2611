import assert from 'node:assert/strict';
import type { Operation, SimulatorOptions } from '../../simulator';
import type { FlowOptions } from './deployed-flow';
import { type MovedFlow, movedFlows } from './moved-flow';

const reconciliation = 'reconciliation.job.create';
const backup = 'backup.job.create';
const run = 'backup.schedules.run';
const restore = 'restore.job.create';

const location = {
  location_type: 'SFTP',
  location: 'sftp://nas.lab.example/vc',
  location_user: 'svc-backup',
};
const reconciliationStart = { action: 'start' };
const scheduled = { type: 'vcenter-backup-job', action: 'start', source: 'schedule' };
const specified = {
  type: 'vcenter-backup-job',
  action: 'start',
  source: 'spec',
  specType: 'json',
  spec: JSON.stringify({ ...location, parts: ['seat'] }),
};
const restoring = {
  type: 'vcenter-restore-job',
  action: 'start',
  specType: 'json',
  spec: JSON.stringify(location),
};

describe('A job node that starts a job', () => {
  let there: MovedFlow;

  const startMoved = movedFlows();

  async function starting(
    job: Record<string, unknown>,
    appliance: SimulatorOptions = { scenario: 'none' },
    more: FlowOptions = {},
  ): Promise<MovedFlow> {
    there = await startMoved({ ...more, job }, appliance);
    return there;
  }

  /** What was sent to start it. */
  function bodyOf(operation: Operation): Record<string, unknown> {
    const requests = there.simulator.requests.filter((request) => request.operation === operation);
    assert.equal(requests.length, 1, 'sent once');
    return JSON.parse(requests[0]?.body || '{}') as Record<string, unknown>;
  }
  const times = (operation: Operation) => there.simulator.counters().byOperation[operation] ?? 0;

  describe('sends the answer to the output of its state', () => {
    const kinds: [string, Record<string, unknown>, SimulatorOptions, string, string][] = [
      ['a reconciliation', reconciliationStart, { scenario: 'none' }, 'reconciliation', 'RUNNING'],
      ['a backup by schedule', scheduled, { scenario: 'none' }, 'backup', 'INPROGRESS'],
      ['a backup by specification', specified, { scenario: 'none' }, 'backup', 'INPROGRESS'],
      ['a restore', restoring, { scenario: 'none', restorable: true }, 'restore', 'INPROGRESS'],
    ];
    for (const [title, job, appliance, kind, status] of kinds) {
      it(`${title}: running`, async () => {
        await starting(job, appliance);
        await there.send('a');
        assert.deepEqual(there.told(), ['a running'], JSON.stringify(there.last('a').fault));
        const { job: told, payload } = there.last('a');
        assert.equal(told?.kind, kind);
        assert.equal(told?.status, status);
        assert.equal(typeof told?.id, kind === 'backup' ? 'string' : 'undefined');
        assert.ok(payload !== 'as it came');
        assert.deepEqual(there.badges(), ['blue dot starting', 'blue dot 0 %']);
      });
    }
    it('succeeded, where it has ended already', async () => {
      await starting(reconciliationStart);
      there.simulator.answerWith(reconciliation, { status: 201, body: { status: 'SUCCEEDED' } });
      await there.send('a');
      assert.deepEqual(there.told(), ['a succeeded']);
    });
    it('failed, likewise', async () => {
      await starting(reconciliationStart);
      there.simulator.answerWith(reconciliation, { status: 201, body: { status: 'FAILED' } });
      await there.send('a');
      assert.deepEqual(there.told(), ['a failed']);
    });
  });

  describe('tells apart why it may not start', () => {
    const rows: [string, Record<string, unknown>, SimulatorOptions, string, string, boolean][] = [
      [
        'a backup is running',
        reconciliationStart,
        { scenario: 'backup-running' },
        'REFUSED',
        'FEATURE_IN_USE',
        true,
      ],
      [
        'nothing was restored',
        reconciliationStart,
        { scenario: 'not-restored' },
        'REFUSED',
        'NOT_ALLOWED_IN_CURRENT_STATE',
        false,
      ],
      [
        'a reconciliation is running',
        scheduled,
        { scenario: 'never-ending' },
        'REFUSED',
        'FEATURE_IN_USE',
        true,
      ],
      [
        'the appliance is in use already',
        restoring,
        { scenario: 'none' },
        'REFUSED',
        'NOT_ALLOWED_IN_CURRENT_STATE',
        false,
      ],
    ];
    for (const [title, job, appliance, code, errorType, retryable] of rows) {
      it(`${title}: ${code}, ${errorType}`, async () => {
        await starting(job, appliance);
        await there.send('a');
        assert.deepEqual(there.told(), [`a catch ${code}`]);
        const { fault } = there.last('a');
        assert.equal(fault?.errorType, errorType);
        assert.equal(fault?.retryable, retryable);
        assert.equal(fault?.outcome, undefined, 'it was not started, that is certain');
        assert.ok((fault?.messages.length ?? 0) > 0);
      });
    }
    it('what it was given is wrong: INVALID_REQUEST, INVALID_ARGUMENT', async () => {
      // Without a session there is no sign-in that could stand for an administrator's.
      await starting(reconciliationStart, undefined, { appliance: { auth: 'basic' } });
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch INVALID_REQUEST']);
      assert.equal(there.last('a').fault?.errorType, 'INVALID_ARGUMENT');
      assert.equal(there.last('a').fault?.retryable, false);
    });
  });

  describe('with the administrator of single sign-on', () => {
    const own = { nodeCredentials: { job: { ssoUsername: 'admin@sso.lab', ssoPassword: 'Pa$$' } } };
    it('of its own credentials', async () => {
      await starting(reconciliationStart, undefined, own);
      await there.send('a');
      assert.deepEqual(bodyOf(reconciliation), {
        sso_admin_user_name: 'admin@sso.lab',
        sso_admin_user_password: 'Pa$$',
      });
    });
    it('else of the sign-in of the appliance, where that opens sessions', async () => {
      await starting(reconciliationStart);
      await there.send('a');
      assert.deepEqual(bodyOf(reconciliation), {
        sso_admin_user_name: there.simulator.username,
        sso_admin_user_password: there.simulator.password,
      });
    });
    it('never half of the one and half of the other', async () => {
      await starting(reconciliationStart, undefined, {
        nodeCredentials: { job: { ssoUsername: 'admin@sso.lab' } },
      });
      await there.send('a');
      assert.deepEqual(bodyOf(reconciliation), { sso_admin_user_name: 'admin@sso.lab' });
    });
    it('else of nobody: on 5480 it would be the local root', async () => {
      there = await startMoved(
        ({ managementPort, rootPassword }) => ({
          job: reconciliationStart,
          appliance: { connection: 'management', port: String(managementPort) },
          credentials: { username: 'root', password: rootPassword },
        }),
        { scenario: 'none' },
      );
      await there.send('a');
      assert.deepEqual(bodyOf(reconciliation), { spec: {} });
    });
    it('for a restore as well', async () => {
      await starting(restoring, { scenario: 'none', restorable: true }, own);
      await there.send('a');
      assert.deepEqual(bodyOf(restore), {
        ...location,
        sso_admin_user_name: 'admin@sso.lab',
        sso_admin_user_password: 'Pa$$',
      });
    });
    it('not where none is wanted', async () => {
      await starting(specified, undefined, own);
      await there.send('a');
      assert.deepEqual(bodyOf(backup), { ...location, parts: ['seat'] });
    });
  });

  describe('never starts an unencrypted backup by mistake:', () => {
    const encrypted = { nodeCredentials: { job: { backupPassword: 'G00d-enough!' } } };
    const empty = JSON.stringify({ ...location, backup_password: '' });
    const rows: [string, Record<string, unknown>, FlowOptions, Record<string, unknown>, string][] =
      [
        ['an empty password in its saved JSON', { spec: empty }, {}, {}, 'INVALID_REQUEST'],
        ['one over that of the dialog', { spec: empty }, encrypted, {}, 'INVALID_REQUEST'],
        [
          'one in the message',
          { spec: 'payload', specType: 'msg' },
          encrypted,
          { payload: { ...location, backup_password: '' } },
          'INVALID_REQUEST',
        ],
        [
          'a variable in the dialog that is empty',
          {},
          { nodeCredentials: { job: { backupPassword: `\${TEST_EMPTY}` } } },
          {},
          'NOT_CONFIGURED',
        ],
      ];
    for (const [title, job, more, message, code] of rows) {
      it(`${title}: ${code}`, async () => {
        process.env.TEST_EMPTY = '';
        await starting({ ...specified, ...job }, undefined, more);
        delete process.env.TEST_EMPTY;
        await there.send('a', message);
        assert.deepEqual(there.told(), [`a catch ${code}`]);
        assert.equal(there.simulator.counters().requests, 0, 'something was sent');
      });
    }

    it('an empty password of the location leaves that of the dialog', async () => {
      const spec = JSON.stringify({ ...location, location_password: '' });
      const credentials = { locationPassword: 'L0cation-pass!' };
      await starting({ ...specified, spec }, undefined, { nodeCredentials: { job: credentials } });
      await there.send('a');
      assert.equal(bodyOf(backup).location_password, credentials.locationPassword);
    });
  });

  describe('sends ignore_warnings only where it is set', () => {
    const rows: [unknown, boolean | undefined][] = [
      [undefined, undefined],
      [false, undefined],
      ['false', undefined],
      ['yes', undefined],
      [1, undefined],
      [true, true],
      ['true', true],
    ];
    for (const [ignoreWarnings, sent] of rows) {
      it(`${JSON.stringify(ignoreWarnings)}: ${sent ?? 'nothing'}`, async () => {
        await starting({ ...reconciliationStart, ignoreWarnings });
        await there.send('a');
        assert.equal(bodyOf(reconciliation).ignore_warnings, sent);
      });
    }
    it('for a restore, too', async () => {
      await starting(
        { ...restoring, ignoreWarnings: true },
        { scenario: 'none', restorable: true },
      );
      await there.send('a');
      assert.equal(bodyOf(restore).ignore_warnings, true);
    });
  });

  describe('by the schedule of the appliance', () => {
    it('the one there is, whatever its name', async () => {
      await starting(scheduled);
      there.simulator.schedules.set('default', undefined);
      there.simulator.schedules.set('nightly', {});
      await there.send('a');
      assert.deepEqual(there.told(), ['a running']);
      assert.match(there.simulator.requests.at(-1)?.path ?? '', /schedules\/nightly$/);
    });
    it('the one with the usual name, where there are several', async () => {
      await starting(scheduled);
      there.simulator.schedules.set('another', {});
      await there.send('a');
      assert.match(there.simulator.requests.at(-1)?.path ?? '', /schedules\/default$/);
    });
    it('none: NOT_FOUND', async () => {
      await starting(scheduled);
      there.simulator.schedules.set('default', undefined);
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch NOT_FOUND']);
      assert.match(there.last('a').fault?.text ?? '', /vc-a has no backup schedule/);
    });
    it('several without the usual name: INVALID_REQUEST, and none is run', async () => {
      await starting(scheduled);
      there.simulator.schedules.set('default', undefined);
      there.simulator.schedules.set('one', {});
      there.simulator.schedules.set('two', {});
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch INVALID_REQUEST']);
      assert.equal(times(run), 0);
    });
    it('no secret is sent, though the node has some', async () => {
      await starting(scheduled, undefined, {
        nodeCredentials: { job: { locationPassword: 'Secret-1', backupPassword: 'Secret-22' } },
      });
      await there.send('a');
      assert.deepEqual(bodyOf(run), {});
    });
  });

  describe('by a specification', () => {
    it('of the message, whose secrets are sent and taken out of it', async () => {
      await starting({ ...specified, specType: 'msg', spec: 'payload' });
      const secrets = { location_password: 'L0cation!', backup_password: 'B4ckup!!x' };
      await there.send('a', { payload: { ...location, ...secrets }, topic: 'L0cation!' });
      assert.deepEqual(there.told(), ['a running'], JSON.stringify(there.last('a').fault));
      assert.deepEqual(bodyOf(backup), { ...location, ...secrets, parts: [] });
      assert.doesNotMatch(JSON.stringify(there.last('a')), /L0cation!|B4ckup!!x/);
    });
    it('with the passwords of the credentials', async () => {
      await starting(specified, undefined, {
        nodeCredentials: { job: { locationPassword: 'L0cation!', backupPassword: 'B4ckup!!x' } },
      });
      await there.send('a');
      const { location_password, backup_password } = bodyOf(backup);
      assert.deepEqual([location_password, backup_password], ['L0cation!', 'B4ckup!!x']);
    });
    const refused: [string, Record<string, unknown>, RegExp][] = [
      ['none', { spec: '' }, /requires the parameter location_type/],
      ['one that is no structure', { spec: '[1]' }, /must be an object/],
      ['one that is no JSON', { spec: '{' }, /is not valid JSON/],
      [
        'a saved one with a secret',
        { spec: JSON.stringify({ ...location, backup_password: 'B4ckup!!x' }) },
        /every export/,
      ],
      [
        'a location user like an option of a program',
        { spec: JSON.stringify({ ...location, location_user: '-oProxyCommand=x' }) },
        /must not begin with "-"/,
      ],
    ];
    for (const [title, job, words] of refused) {
      it(`${title}: INVALID_REQUEST, and nothing is sent`, async () => {
        await starting({ ...specified, ...job });
        await there.send('a');
        assert.deepEqual(there.told(), ['a catch INVALID_REQUEST']);
        assert.match(there.last('a').fault?.text ?? '', words);
        assert.equal(times(backup), 0);
      });
    }
    it('a password that no backup can have: INVALID_REQUEST, and nothing is sent', async () => {
      await starting(specified, undefined, {
        nodeCredentials: { job: { backupPassword: 'too simple' } },
      });
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch INVALID_REQUEST']);
      assert.doesNotMatch(JSON.stringify(there.last('a')), /too simple/);
      assert.equal(times(backup), 0);
    });
  });

  describe('is sent once', () => {
    it('and where the answer never comes, that is said: outcome unknown', async () => {
      await starting(reconciliationStart);
      there.simulator.answerWith(reconciliation, { how: 'never' });
      await there.send('a');
      await there.time.pass(31);
      assert.deepEqual(there.told(), ['a catch TIMED_OUT']);
      const { fault } = there.last('a');
      assert.equal(fault?.outcome, 'unknown');
      assert.equal(fault?.retryable, false);
      assert.match(fault?.text ?? '', /It is not known whether the change was made/);
      await there.time.pass(120);
      assert.equal(times(reconciliation), 1);
    });
    it('likewise where the answer breaks off', async () => {
      await starting(reconciliationStart);
      there.simulator.answerWith(reconciliation, { how: 'reset' });
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch UNREACHABLE']);
      assert.equal(there.last('a').fault?.outcome, 'unknown');
      await there.time.pass(120);
      assert.equal(times(reconciliation), 1);
    });
    it('likewise where a proxy has passed it on and gives up', async () => {
      await starting(reconciliationStart);
      there.simulator.answerWith(reconciliation, { status: 504, body: 'upstream request timeout' });
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch UNAVAILABLE']);
      assert.equal(there.last('a').fault?.outcome, 'unknown');
      assert.equal(there.last('a').fault?.retryable, false);
      await there.time.pass(120);
      assert.equal(times(reconciliation), 1);
    });
    it('and nothing is unknown where it was never sent', async () => {
      await starting(reconciliationStart, { scenario: [{ trouble: 'refused' }] });
      await there.send('a');
      await there.time.pass(10);
      assert.deepEqual(there.told(), ['a catch UNREACHABLE']);
      assert.equal(there.last('a').fault?.outcome, undefined);
      assert.equal(there.last('a').fault?.retryable, true);
    });
  });

  describe('does not start anything', () => {
    it('at an appliance that may only be read: READ_ONLY', async () => {
      for (const job of [reconciliationStart, specified, restoring]) {
        await starting(
          job,
          { scenario: 'none', restorable: true },
          { appliance: { readOnly: true } },
        );
        await there.send('a');
        assert.deepEqual(there.told(), ['a catch READ_ONLY']);
        assert.equal(there.simulator.counters().requests, 0);
        await there.close();
      }
    });
    it('at one whose schedule may only be read: READ_ONLY', async () => {
      await starting(scheduled, undefined, { appliance: { readOnly: true } });
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch READ_ONLY']);
      assert.equal(there.simulator.counters().requests, 0, 'before anything is sent');
    });
    for (const [what, body, code] of [
      ['with no JSON', 'Welcome', 'INVALID_RESPONSE'],
      ['with a status nobody knows', '{"status":"PREPARING"}', 'UNKNOWN_STATUS'],
    ] as const) {
      it(`at one that answers ${what}: whether it began is not known`, async () => {
        await starting(reconciliationStart);
        there.simulator.answerWith('reconciliation.job.create', { status: 201, body });
        await there.send('a');
        assert.deepEqual(there.told(), [`a catch ${code}`]);
        const { fault } = there.last('a');
        assert.equal(fault?.outcome, 'unknown', JSON.stringify(fault));
        assert.equal(fault?.retryable, false);
        assert.match(fault?.text ?? '', /It is not known whether the change was made\.$/);
      });
    }
    it('by a message that says stop', async () => {
      for (const waitAfterStart of [false, true]) {
        await starting({ ...reconciliationStart, waitAfterStart });
        await there.send('a', { stop: true });
        assert.deepEqual(there.told(), []);
        assert.equal(there.ends('a'), 1);
        assert.equal(there.simulator.counters().requests, 0);
        await there.close();
      }
    });
    it('where it could not wait for it as it should', async () => {
      await starting({ ...reconciliationStart, waitAfterStart: true, interval: 'soon' });
      await there.send('a');
      assert.deepEqual(there.told(), ['a catch NOT_CONFIGURED']);
      assert.equal(there.simulator.counters().requests, 0);
    });
  });

  describe('and waits for it (waitAfterStart)', () => {
    const kinds: [string, Record<string, unknown>, SimulatorOptions][] = [
      ['a reconciliation', reconciliationStart, { scenario: 'none' }],
      ['a backup by schedule', scheduled, { scenario: 'none' }],
      ['a restore', restoring, { scenario: 'none', restorable: true }],
    ];
    for (const [title, job, appliance] of kinds) {
      it(`${title}: running, then how it ended`, async () => {
        await starting({ ...job, waitAfterStart: true }, appliance);
        await there.send('a');
        assert.deepEqual(there.told(), ['a running'], JSON.stringify(there.last('a').fault));
        await there.time.pass(150);
        assert.deepEqual(there.told(), ['a succeeded']);
        assert.equal(there.ends('a'), 1);
      });
    }
    it('one that fails', async () => {
      await starting({ ...scheduled, waitAfterStart: true });
      there.simulator.nextBackups('FAILED');
      await there.send('a');
      await there.time.pass(70);
      assert.deepEqual(there.told(), ['a running', 'a failed']);
    });
    it('only its end, where only that is to be reported', async () => {
      await starting({ ...scheduled, waitAfterStart: true, report: 'end' });
      await there.send('a');
      assert.deepEqual(there.told(), []);
      await there.time.pass(70);
      assert.deepEqual(there.told(), ['a succeeded']);
    });
    it('a further start is refused by the appliance, and the wait goes on', async () => {
      await starting({ ...scheduled, waitAfterStart: true });
      await there.send('a');
      await there.send('b');
      assert.deepEqual(there.told(), ['a running', 'b catch REFUSED']);
      await there.time.pass(10);
      assert.match(there.badges().at(-1) ?? '', /^blue dot \d+ %$/);
      await there.time.pass(60);
      assert.deepEqual(there.told(), ['a succeeded']);
    });
    it('msg.stop ends the wait, not the job', async () => {
      await starting({ ...scheduled, waitAfterStart: true });
      await there.send('a');
      await there.send('stop', { stop: true });
      assert.deepEqual([there.ends('a'), there.ends('stop')], [1, 1]);
      assert.equal(there.simulator.backups.list().at(-1)?.state, 'INPROGRESS');
    });
    it('through an outage, also where sign-ins are refused at first', async () => {
      await starting({ ...scheduled, waitAfterStart: true });
      await there.send('a');
      there.simulator.setScenario([{ for: 100, trouble: 'unauthenticated' }, {}]);
      await there.time.pass(16 * 60);
      assert.deepEqual(there.told(), ['a running', 'a succeeded']);
    });
  });
});
