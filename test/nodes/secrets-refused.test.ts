/**
 * A message with secrets that is refused goes to Catch without them, whatever it was refused for:
 * they were meant for the appliance, and Catch nodes tell people.
 */
import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from '../../simulator';
import { type DeployedFlow, deploy, type SeenMessage } from './deployed-flow';
import { deployRecovery, type RecoveryFlow } from './recovery-flow';

const place = { location_type: 'SFTP', location: 'sftp://svc:Ur1-pass!@nas.lab.example/vc' };
const passwords = {
  location_password: 'L0cation-pass!',
  backup_password: 'B4ckup-pass!',
  sso_admin_user_password: 'S5o-pass!',
};
const secret = /Ur1-pass|L0cation-pass|B4ckup-pass|S5o-pass/;

/** What a flow may bring along. */
const message = () => ({
  payload: { ...place, ...passwords },
  note: `It is ${passwords.location_password} at ${place.location}.`,
  topic: passwords.backup_password,
});

/** What may be wrong besides, and with what fault it ends. */
const troubles: readonly [what: string, properties: Record<string, unknown>, code: string][] = [
  ['no appliance is chosen', { appliance: '' }, 'NOT_CONFIGURED'],
  ['no appliance has that name', { targetType: 'msg', target: 'note' }, 'NOT_CONFIGURED'],
  ['no appliance is named', { targetType: 'msg', target: 'nowhere' }, 'NOT_CONFIGURED'],
  ['a setting of it is wrong', { target: `\${NOT_SET}`, targetType: 'str' }, 'NOT_CONFIGURED'],
];

describe('Secrets of a message that is refused', () => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ scenario: 'none' });
  });
  after(() => simulator.stop());

  function isClean({ fault, ...rest }: SeenMessage, code: string): void {
    assert.equal(fault?.code, code);
    assert.doesNotMatch(JSON.stringify({ fault, ...rest }), secret);
    assert.equal(simulator.counters().byOperation['backup.job.create'], undefined);
  }

  /** Sends the message into the flow, and closes the flow. */
  async function refusesCleanly(flow: DeployedFlow | RecoveryFlow, code: string): Promise<void> {
    try {
      const { by, message: caught } = await flow.send(message());
      assert.equal(by, 'catch');
      isClean(caught, code);
    } finally {
      await flow.close();
    }
  }

  const jobs = ['reconciliation', 'backup', 'restore'];
  const starts: typeof troubles = [
    ...troubles,
    [
      'the wait after it is not set right',
      { waitAfterStart: true, interval: 'x' },
      'NOT_CONFIGURED',
    ],
    ['whether to ignore warnings is not set', { ignoreWarnings: `\${NOT_SET}` }, 'NOT_CONFIGURED'],
    ['whether to wait is not set', { waitAfterStart: `\${NOT_SET}` }, 'NOT_CONFIGURED'],
    ['where the specification is, is not set', { specType: `\${NOT_SET}` }, 'NOT_CONFIGURED'],
    ['the specification is no structure', { spec: 'payload.location_password' }, 'INVALID_REQUEST'],
  ];
  const ofBackups: typeof troubles = [
    ['how to start it is not set', { source: `\${NOT_SET}` }, 'NOT_CONFIGURED'],
  ];
  for (const kind of jobs) {
    const rows = kind === 'backup' ? [...starts, ...ofBackups] : starts;
    for (const [what, properties, code] of rows) {
      it(`do not reach Catch: start of a ${kind}, ${what}`, async () => {
        const flow = await deploy(simulator, {
          job: {
            ...{ type: `vcenter-${kind}-job`, action: 'start', source: 'spec' },
            ...{ spec: 'payload', specType: 'msg', ...properties },
          },
        });
        await refusesCleanly(flow, code);
      });
    }
  }

  const asked: typeof troubles = [
    ...troubles,
    ['no operation is chosen', { operation: '' }, 'NOT_CONFIGURED'],
    ['there is no such operation', { operation: 'backup.job.eat' }, 'NOT_CONFIGURED'],
    [
      'the kind of a parameter is not set',
      { parameters: [{ name: 'location', value: 'payload.location', type: `\${NOT_SET}` }] },
      'NOT_CONFIGURED',
    ],
  ];
  for (const [what, properties, code] of asked) {
    it(`do not reach Catch: vcenter-recovery, ${what}`, async () => {
      const flow = await deployRecovery(simulator, {
        operation: 'backup.job.create',
        parameters: ['location', ...Object.keys(passwords)].map((name) => ({
          ...{ name, value: `payload.${name}`, type: 'msg' },
        })),
        node: properties,
      });
      await refusesCleanly(flow, code);
    });
  }
});
