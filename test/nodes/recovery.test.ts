/** What a `vcenter-recovery` node makes of its settings, messages and answers. */
import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type OperationRow, operationRows } from './operation-rows';
import {
  deployRecovery,
  operationsAsked,
  type RecoveryFlow,
  type RecoveryOptions,
  type SavedParameter,
  type SeenAnswer,
  writtenInputs,
} from './recovery-flow';

const location = 'sftp://backup.lab.example/vc';
const backup = { location_type: 'SFTP', location };
const archives = 'backup.system-name.archives.list';

describe('vcenter-recovery', () => {
  let simulator: Simulator;
  let flow: RecoveryFlow;

  before(async () => {
    simulator = await startSimulator({ scenario: 'found-succeeded' });
  });
  after(() => simulator.stop());
  beforeEach(() => simulator.resetCounters());
  afterEach(() => {
    simulator.answerWith('*', undefined);
    return flow.close();
  });

  async function send(
    options: RecoveryOptions,
    message: Record<string, unknown> = {},
  ): Promise<SeenAnswer> {
    flow = await deployRecovery(simulator, options);
    return flow.send(message);
  }

  /** Whatever is asked, somebody else is to look at the answer. */
  function answerAnything(): void {
    simulator.answerWith('*', ({ operation }) =>
      operation.startsWith('session.') ? undefined : { status: 200, body: [] },
    );
  }

  function isRefused({ by, message, ends }: SeenAnswer, code: string, text: RegExp): void {
    assert.deepEqual([by, ends], ['catch', 1]);
    assert.equal(message.fault?.code, code);
    assert.match(message.fault?.text ?? '', text);
    assert.equal(message.error?.message, message.fault?.text);
    assert.equal(simulator.counters().requests, 0, 'something was sent');
  }

  describe('takes a parameter from', () => {
    const rows: [type: string, value: string, sent: unknown][] = [
      ['str', 'as written', 'as written'],
      ['str', `\${FROM_TAB}`, 'of the tab'],
      ['num', '7', '7'],
      ['msg', 'payload.comment', 'of the message'],
      ['msg', 'payload.nowhere', undefined],
      ['msg', 'nowhere.at.all', undefined],
      ['flow', 'comment', 'of the flow'],
      ['global', 'comments[0]', 'of everything'],
      ['env', 'FROM_TAB', 'of the tab'],
      ['jsonata', 'payload.comment & "!"', 'of the message!'],
    ];
    for (const [type, value, sent] of rows) {
      it(`${type} ${value}`, async () => {
        answerAnything();
        flow = await deployRecovery(simulator, {
          operation: 'backup.schedules.run',
          parameters: [
            { name: 'schedule', value: 'default', type: 'str' },
            { name: 'comment', value, type },
          ],
          environment: { FROM_TAB: 'of the tab' },
        });
        await flow.keep('flow', 'comment', 'of the flow');
        await flow.keep('global', 'comments', ['of everything']);
        await flow.send({ payload: { comment: 'of the message' } });
        const [request] = operationsAsked(simulator);
        assert.deepEqual(
          JSON.parse(request?.body ?? ''),
          sent === undefined ? {} : { comment: sent },
        );
      });
    }

    const typed: [name: string, type: string, value: string, sent: unknown][] = [
      ['parts', 'json', '["seat"]', ['seat']],
      ['parts', 'str', 'seat, supervisors', ['seat', 'supervisors']],
      ['parts', 'jsonata', 'payload.parts[id != "common"].id', ['seat', 'supervisors']],
      ['fast_backup', 'bool', 'true', true],
      ['fast_backup', 'msg', 'payload.fast', false],
    ];
    for (const [name, type, value, sent] of typed) {
      it(`${type} ${value} for ${name}`, async () => {
        answerAnything();
        await send(
          {
            operation: 'backup.validate',
            parameters: [...writtenInputs(backup), { name, value, type }],
          },
          {
            payload: {
              fast: 'false',
              parts: [{ id: 'common' }, { id: 'seat' }, { id: 'supervisors' }],
            },
          },
        );
        const [request] = operationsAsked(simulator);
        assert.deepEqual(JSON.parse(request?.body ?? '')[name], sent);
      });
    }

    it('nowhere but its credentials, where these have it', async () => {
      answerAnything();
      await send({
        operation: 'backup.system-name.list',
        parameters: writtenInputs({ location }),
        credentials: {
          locationPassword: 'L0cation-pass!',
          backupPassword: 'not of this operation',
        },
      });
      const [request] = operationsAsked(simulator);
      assert.deepEqual(JSON.parse(request?.body ?? ''), {
        location,
        location_password: 'L0cation-pass!',
      });
    });

    for (const password of ['', undefined]) {
      it(`its credentials, where the message has ${JSON.stringify(password)} for a location`, async () => {
        answerAnything();
        await send(
          {
            operation: 'backup.system-name.list',
            parameters: [
              ...writtenInputs({ location }),
              { name: 'location_password', value: 'secret', type: 'msg' },
            ],
            credentials: { locationPassword: 'L0cation-pass!' },
          },
          { secret: password },
        );
        const [request] = operationsAsked(simulator);
        assert.equal(JSON.parse(request?.body ?? '').location_password, 'L0cation-pass!');
      });
    }

    it('nowhere, where a location needs no password and the message has an empty one', async () => {
      answerAnything();
      const nfs = { location_type: 'NFS', location: 'nfs://10.10.10.10:/nfs/x' };
      const parameters = [
        ...writtenInputs(nfs),
        { name: 'location_password', value: 'secret', type: 'msg' },
      ];
      await send({ operation: 'backup.validate', parameters }, { secret: '' });
      const [request] = operationsAsked(simulator);
      assert.deepEqual(JSON.parse(request?.body ?? ''), { ...nfs, parts: [] });
    });

    it('the sign-in of the appliance, where the message has an empty administrator', async () => {
      answerAnything();
      const parameters = ['sso_admin_user_name', 'sso_admin_user_password'].map((name) => ({
        name,
        value: 'nobody',
        type: 'msg',
      }));
      await send({ operation: 'reconciliation.job.create', parameters }, { nobody: '' });
      const [request] = operationsAsked(simulator);
      assert.deepEqual(JSON.parse(request?.body ?? ''), {
        sso_admin_user_name: simulator.username,
        sso_admin_user_password: simulator.password,
      });
    });

    it('the message rather than the credentials', async () => {
      answerAnything();
      await send(
        {
          operation: 'backup.system-name.list',
          parameters: [
            ...writtenInputs({ location }),
            { name: 'location_password', value: 'secret', type: 'msg' },
          ],
          credentials: { locationPassword: 'L0cation-pass!' },
        },
        { secret: 'M3ssage-pass!' },
      );
      const [request] = operationsAsked(simulator);
      assert.equal(JSON.parse(request?.body ?? '').location_password, 'M3ssage-pass!');
    });
  });

  describe('refuses, before anything is sent,', () => {
    type Row = [
      what: string,
      operation: string,
      parameters: readonly SavedParameter[],
      text: RegExp,
      message?: Record<string, unknown>,
      code?: string,
    ];
    const of = (name: string, value: string, type = 'str') => ({ name, value, type });
    const rows: readonly Row[] = [
      ['no operation', '', [], /No operation is selected/, {}, 'NOT_CONFIGURED'],
      [
        'an unknown operation',
        'backup.job.eat',
        [],
        /no operation "backup\.job\.eat"/,
        {},
        'NOT_CONFIGURED',
      ],
      ['a name of no operation', 'toString', [], /no operation "toString"/, {}, 'NOT_CONFIGURED'],
      ['a missing id', 'backup.job.get', [], /requires the parameter id/],
      [
        'an id that the message lacks',
        'backup.job.get',
        [of('id', 'job.id', 'msg')],
        /requires the parameter id/,
      ],
      [
        'an unknown parameter',
        'recovery.get',
        [of('verbose', 'true', 'bool')],
        /has no parameter "verbose"/,
      ],
      [
        'an empty id',
        'backup.schedules.get',
        [of('schedule', 'payload', 'msg')],
        /requires the parameter schedule/,
        { payload: '' },
      ],
      ...['..', '.', '/', '../default', '\\..\\x', ' ', 'a\u0000', 'a\r\nX: y'].map(
        (hostile): Row => [
          `the id ${JSON.stringify(hostile)}`,
          'backup.schedules.delete',
          [of('schedule', 'payload', 'msg')],
          /The parameter schedule (is not a valid id|must not contain control characters)\./,
          { payload: hostile },
        ],
      ),
      [
        'an option for a location',
        'backup.job.create',
        writtenInputs({ ...backup, location: '-oProxyCommand=x' }),
        /location must not begin with "-"/,
      ],
      [
        'an option for a user',
        'backup.job.create',
        [...writtenInputs(backup), of('location_user', 'payload', 'msg')],
        /location_user must not begin with "-"/,
        { payload: '--user' },
      ],
      [
        'a weak password of a backup',
        'backup.job.create',
        [...writtenInputs(backup), of('backup_password', 'payload', 'msg')],
        /backup_password must have 8 to 20 visible/,
        { payload: 'too-weak' },
      ],
      [
        'a password that is not where it is to come from',
        'backup.job.create',
        [...writtenInputs(backup), of('backup_password', 'payload.password', 'msg')],
        /backup_password" should come from msg\.\S+, but that is empty/,
      ],
      ...(['msg', 'env', 'flow', 'jsonata'] as const).map(
        (type): Row => [
          `an empty password of a backup, from ${type}`,
          'backup.job.create',
          [
            ...writtenInputs(backup),
            of('backup_password', type === 'jsonata' ? '""' : 'EMPTY', type),
          ],
          type === 'flow'
            ? /backup_password" should come from flow\.\S+, but that is empty/
            : /backup_password must not be empty/,
          { EMPTY: '' },
        ],
      ),
      [
        'a password of a backup that is to come from nowhere',
        'restore.job.create',
        [...writtenInputs(backup), of('backup_password', '', 'msg')],
        /backup_password must not be empty/,
      ],
      [
        'a saved password',
        'backup.system-name.list',
        [...writtenInputs({ location }), of('location_password', 'L0cation-pass!')],
        /A password is saved in the settings of this node/,
      ],
      [
        'a saved password in a structure',
        archives,
        [
          of('system_name', 'a'),
          of('loc_spec', `{"location":"${location}","location_password":"x"}`, 'json'),
        ],
        /A password is saved in the settings of this node/,
      ],
      [
        'a saved password in a location',
        'backup.system-name.list',
        [of('location', 'sftp://svc:s3cret@nas/vc')],
        /A password is saved in the settings of this node/,
      ],
      [
        'JSON that is none',
        'backup.job.details.list',
        [of('jobs', '[', 'json')],
        /jobs" is not valid JSON/,
      ],
      [
        'JSONata that is none',
        'backup.job.get',
        [of('id', '$(', 'jsonata')],
        /id" cannot be read: /,
      ],
      [
        'a variable that is not set',
        'backup.job.get',
        [of('id', `\${NOT_SET_ANYWHERE}`)],
        /NOT_SET_ANYWHERE, which is not set/,
        {},
        'NOT_CONFIGURED',
      ],
    ];
    for (const [
      what,
      operation,
      parameters,
      text,
      message = {},
      code = 'INVALID_REQUEST',
    ] of rows) {
      it(what, async () => {
        const environment = { EMPTY: '' };
        isRefused(await send({ operation, parameters, environment }, message), code, text);
      });
    }

    it('an empty password of a backup, over the one of its credentials', async () => {
      const parameters = [...writtenInputs(backup), of('backup_password', 'payload', 'msg')];
      const credentials = { backupPassword: 'G00d-enough!' };
      const seen = await send(
        { operation: 'backup.job.create', parameters, credentials },
        { payload: '' },
      );
      isRefused(seen, 'INVALID_REQUEST', /backup_password must not be empty/);
    });

    for (const [field, label, operation] of [
      ['backupPassword', 'Backup password', 'backup.job.create'],
      ['backupPassword', 'Backup password', 'restore.validate'],
      ['locationPassword', 'Location password', 'backup.job.create'],
      ['ssoPassword', 'SSO password', 'restore.job.create'],
    ] as const) {
      it(`${operation} with an empty variable in the field ${field}`, async () => {
        const seen = await send({
          operation,
          parameters: writtenInputs(backup),
          credentials: { [field]: `\${EMPTY}` },
          environment: { EMPTY: '' },
        });
        const text = new RegExp(`"${label}" is taken from .* EMPTY, which is empty`);
        isRefused(seen, 'NOT_CONFIGURED', text);
      });
    }

    it('a parameter that goes round in circles', async () => {
      const payload: Record<string, unknown> = {};
      payload.self = payload;
      const parameters = [of('jobs', 'payload', 'msg')];
      const seen = await send({ operation: 'backup.job.details.list', parameters }, { payload });
      assert.equal(seen.message.fault?.code, 'INVALID_REQUEST');
      assert.match(seen.message.fault?.text ?? '', /jobs" cannot be converted to JSON/);
    });

    it('a message where no appliance is chosen', async () => {
      const seen = await send({ operation: 'recovery.get', node: { appliance: '' } });
      isRefused(seen, 'NOT_CONFIGURED', /No appliance is selected/);
    });

    it('a message that names no appliance that there is', async () => {
      const node = { target: 'topic', targetType: 'msg' };
      const seen = await send({ operation: 'recovery.get', node }, { topic: 'vc-z' });
      isRefused(seen, 'NOT_CONFIGURED', /No deployed appliance has the name or host "vc-z"/);
    });
  });

  it('asks the appliance that a message names', async () => {
    const node = { appliance: '', target: 'topic', targetType: 'msg' };
    const { by } = await send({ operation: 'recovery.get', node }, { topic: 'vc-a' });
    assert.equal(by, 'result');
  });

  describe('where the appliance is read only', () => {
    /** Written down here: what only looks, or only tries. */
    const reads = new Set([
      ...['recovery.get', 'backup.validate', 'restore.validate'],
      ...['backup.job.list', 'backup.job.get', 'backup.job.details.list'],
      ...['backup.parts.list', 'backup.parts.get'],
      ...['backup.schedules.list', 'backup.schedules.get'],
      ...['backup.system-name.list', archives, 'backup.system-name.archives.get'],
      ...['reconciliation.job.get', 'restore.job.get'],
    ]);
    const options = ({ operation, given = {}, credentials = {} }: OperationRow) => ({
      operation,
      parameters: writtenInputs(given),
      credentials,
      appliance: { readOnly: true },
    });

    for (const row of operationRows) {
      const { operation } = row;
      it(`${reads.has(operation) ? 'sends' : 'refuses, not even signed in,'} ${operation}`, async () => {
        answerAnything();
        const seen = await send(options(row));
        if (reads.has(operation)) assert.equal(operationsAsked(simulator).length, 1);
        else isRefused(seen, 'READ_ONLY', /is set to read only/);
      });
    }
  });

  describe('takes a verdict in an answer with success', () => {
    const said = (status: string) => ({
      status: 200,
      body: {
        status,
        messages: [{ id: 'demo.no', default_message: 'Not enough space.', args: [] }],
      },
    });
    const judged = ['backup.job.cancel', 'restore.job.cancel', 'backup.validate'] as const;

    for (const operation of judged) {
      const { given = {}, credentials = {} } =
        operationRows.find((row) => row.operation === operation) ?? {};
      const options = { operation, parameters: writtenInputs(given), credentials };

      it(`${operation}: FAIL is OPERATION_FAILED, with what the appliance says`, async () => {
        simulator.answerWith(operation, said('FAIL'));
        const { by, message, ends } = await send(options);
        simulator.answerWith(operation, undefined);
        assert.deepEqual([by, ends], ['catch', 1]);
        const { code, statusCode, messages, operation: asked, retryable } = message.fault ?? {};
        assert.deepEqual(
          { code, statusCode, messages, asked, retryable },
          {
            code: 'OPERATION_FAILED',
            statusCode: 200,
            messages: ['Not enough space.'],
            asked: operation,
            retryable: false,
          },
        );
      });

      for (const word of ['OK', 'WARNING']) {
        it(`${operation}: ${word} is an answer`, async () => {
          simulator.answerWith(operation, said(word));
          const { by, message } = await send(options);
          simulator.answerWith(operation, undefined);
          assert.equal(by, 'result');
          assert.deepEqual(message.payload, said(word).body);
        });
      }
    }
  });

  describe('tells what went wrong', () => {
    const options = { operation: 'backup.job.get', parameters: writtenInputs({ id: 'nowhere' }) };

    it('to Catch, and leaves the message as it came otherwise', async () => {
      const { by, message, ends } = await send(options, {
        payload: 7,
        statusCode: 299,
        topic: 't',
      });
      assert.deepEqual([by, ends], ['catch', 1]);
      assert.equal(message.fault?.code, 'NOT_FOUND');
      assert.equal(message.fault.statusCode, 404);
      assert.deepEqual([message.payload, message.statusCode, message.topic], [7, 299, 't']);
      assert.equal(message.error?.code, 'NOT_FOUND');
      assert.ok(flow.statuses().includes('ask: vcenter-recovery.status.not-found-id'));
    });

    it('to its second output instead, where that is wanted', async () => {
      const { by, message, ends } = await send({
        ...options,
        node: { errorOutput: true, outputs: 2 },
      });
      assert.deepEqual([by, ends], ['error', 1]);
      assert.equal(message.fault?.code, 'NOT_FOUND');
      assert.equal(message.error, undefined);
    });

    it('and forgets it when all is well again', async () => {
      const { by, message } = await send(
        { operation: 'recovery.get', node: { errorOutput: true, outputs: 2 } },
        { fault: { code: 'UNREACHABLE' } },
      );
      assert.equal(by, 'result');
      assert.equal('fault' in message, false);
      assert.ok(flow.statuses().includes('ask: vcenter-recovery.status.succeeded'));
    });

    it('not as a job that is not there: a 404 is a fault here', async () => {
      const { message } = await send({ operation: 'reconciliation.job.get' });
      assert.equal(message.fault, undefined);
      simulator.setScenario('none');
      const seen = await flow.send();
      simulator.setScenario('found-succeeded');
      assert.equal(seen.message.fault?.code, 'NOT_FOUND');
    });
  });
});
