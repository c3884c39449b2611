import assert from 'node:assert/strict';
import { editedNode, loadDialogs } from './dialogs';

const dialogs = loadDialogs({
  good: { name: 'vc-a', valid: true },
  bad: { name: 'vc-b', valid: false },
});

const variable = '$' + '{NAME}';
const right = true;

type Row = [
  what: string,
  settings: Record<string, unknown>,
  property: string,
  /** True, or how what is wrong begins. */
  expected: true | string,
];

const jobs: Row[] = [
  ['an appliance', { appliance: 'good' }, 'appliance', right],
  ['no appliance', { appliance: '' }, 'appliance', 'Appliance: '],
  ['an appliance that is gone', { appliance: 'gone' }, 'appliance', 'Appliance: '],
  ['an appliance with errors of its own', { appliance: 'bad' }, 'appliance', 'Appliance: '],
  ['no appliance, where messages name it', { targetType: 'msg' }, 'appliance', right],
  ['a target', { targetType: 'msg', target: 'topic' }, 'target', right],
  [
    'a target that names nothing',
    { targetType: 'msg', target: ' ' },
    'target',
    'Appliance named by: ',
  ],
  ['a target that is none', { targetType: 'msg', target: 'a b' }, 'target', 'Appliance named by: '],
  ['an empty target that does not count', { target: '' }, 'target', right],

  ['a wait that looks never', { action: 'wait', interval: '0' }, 'interval', 'Check every: '],
  ['a wait that looks as usual', { action: 'wait', interval: '' }, 'interval', right],
  ['a look, which has no interval', { action: 'get', interval: '0' }, 'interval', right],
  ['a start without a wait', { action: 'start', interval: '0' }, 'interval', right],
  [
    'a start with a wait',
    { action: 'start', waitAfterStart: true, interval: '0' },
    'interval',
    'Check every: ',
  ],
  ['a timeout of nothing', { action: 'wait', timeout: '0' }, 'timeout', 'Stop waiting after: '],
  ['an outage that is none', { action: 'wait', outage: '0' }, 'outage', right],

  ['the latest job', { jobIdType: 'latest', jobId: '' }, 'jobId', right],
  ['the job as usual', {}, 'jobId', right],
  ['a job that is not named', { jobIdType: 'str', jobId: '' }, 'jobId', 'Job: '],
  ['a job to start, which has no name yet', { action: 'start', jobIdType: 'str' }, 'jobId', right],

  ['a spec that is not asked for', { action: 'get', spec: 'x' }, 'spec', right],
  ['the schedule in place of a spec', { action: 'start', source: 'schedule' }, 'spec', right],
  ['the schedule, which is the default', { action: 'start', spec: '{}' }, 'spec', right],
  [
    'an empty spec',
    { action: 'start', source: 'spec', spec: '{}' },
    'spec',
    'Location type: is required',
  ],
  [
    'a spec with a secret',
    { action: 'start', source: 'spec', spec: '{"backup_password":"x"}' },
    'spec',
    'backup_password: a password here would be exported',
  ],
  [
    'a spec of the message',
    { action: 'start', source: 'spec', specType: 'msg', spec: 'payload' },
    'spec',
    right,
  ],
  [
    'a spec of nowhere',
    { action: 'start', source: 'spec', specType: 'msg', spec: '' },
    'spec',
    'Settings: ',
  ],
];

const monitors: Row[] = [
  ['an appliance', { appliance: 'good' }, 'appliance', right],
  ['no appliance', {}, 'appliance', 'Appliance: '],
  [
    'one kind of job',
    { reconciliation: false, backup: true, restore: false },
    'reconciliation',
    right,
  ],
  [
    'one kind of job, by a variable',
    { reconciliation: false, backup: 'true', restore: false },
    'reconciliation',
    right,
  ],
  ['what lacks the choice, as an import may', {}, 'reconciliation', right],
  [
    'no kind of job',
    { reconciliation: false, backup: false, restore: false },
    'reconciliation',
    'Watch the reconciliation: ',
  ],
  ['backups that are never overdue', { overdueAfter: '0' }, 'overdueAfter', right],
  ...['schedule', ' Schedule ', 'SCHEDULE', variable, '', 25].map(
    (overdueAfter): Row => [
      `overdue after ${JSON.stringify(overdueAfter)}`,
      { overdueAfter },
      'overdueAfter',
      right,
    ],
  ),
  ['overdue after another word', { overdueAfter: 'plan' }, 'overdueAfter', 'Report as overdue'],
  ['a grace of nothing', { grace: '0' }, 'grace', 'Report as missed: '],
];

const given = (name: string, value: string, type = 'str') => ({ name, value, type });
const recoveries: Row[] = [
  ['an operation', { operation: 'backup.job.list' }, 'operation', right],
  ['an operation that is none', { operation: 'backup.job.forget' }, 'operation', 'Operation: '],
  ['an operation of a variable', { operation: variable }, 'operation', right],
  ['no appliance', { operation: 'recovery.get' }, 'appliance', 'Appliance: '],
  [
    'parameters',
    { operation: 'backup.job.get', parameters: [given('id', 'payload', 'msg')] },
    'parameters',
    right,
  ],
  [
    'a place in the message that is none',
    { operation: 'backup.job.get', parameters: [given('id', 'a b', 'msg')] },
    'parameters',
    'Id: msg',
  ],
  [
    'a parameter that is missing',
    { operation: 'backup.job.get', parameters: [] },
    'parameters',
    'Id: is required',
  ],
  [
    'a parameter that is gone',
    { operation: 'recovery.get', parameters: [given('gone', 'x')] },
    'parameters',
    'gone: ',
  ],
  [
    'a structure that lacks something',
    {
      operation: 'backup.schedules.update',
      parameters: [given('schedule', 'default'), given('recurrence_info', '{"hour":2}', 'json')],
    },
    'parameters',
    'Recurrence (minute): is required',
  ],
  [
    'whatever an operation takes that is not known yet',
    { operation: variable, parameters: [given('id', 'x')] },
    'parameters',
    right,
  ],
];

const location = 'Location of the backups: enter a URI without a password';
const checks: Row[] = [
  ['an appliance', { appliance: 'good' }, 'appliance', right],
  ['no appliance', { appliance: '' }, 'appliance', 'Appliance: '],
  ['no appliance, where all are checked', { targetType: 'all' }, 'appliance', right],
  ['all, which have no name', { targetType: 'all', target: '' }, 'target', right],
  ['appliances that a message names', { targetType: 'msg', target: 'names' }, 'target', right],
  ['a source that is none', { targetType: 'msg', target: '' }, 'target', 'Appliances: '],

  ['the default checks', { checks: '' }, 'checks', right],
  ['what lacks them, as an import may', {}, 'checks', right],
  ['some checks', { checks: 'reach, Age' }, 'checks', right],
  ['a list of checks', { checks: ['reach', 'age'] }, 'checks', right],
  ['checks of a variable', { checks: variable }, 'checks', right],
  [
    'a check that does not exist',
    { checks: 'age, luck' },
    'checks',
    'Checks: there is no check "luck"',
  ],

  ['no thresholds', { thresholds: {} }, 'thresholds', right],
  ['what lacks thresholds, as an import may', {}, 'thresholds', right],
  ['a threshold', { thresholds: { 'age.grace': 7200 } }, 'thresholds', right],
  ['nested thresholds', { thresholds: { age: { grace: '7200' } } }, 'thresholds', right],
  ['thresholds as JSON', { thresholds: '{"age.grace": 7200}' }, 'thresholds', right],
  ['thresholds of a variable', { thresholds: variable }, 'thresholds', right],
  ['a threshold of a variable', { thresholds: { 'age.grace': variable } }, 'thresholds', right],
  [
    'a threshold below 0',
    { thresholds: { 'age.grace': -1 } },
    'thresholds',
    'Thresholds: "Backup overdue" must be a number',
  ],
  [
    'a threshold that is no number, beside a variable',
    { thresholds: { 'jobs.warning': variable, 'root.warning': 'soon' } },
    'thresholds',
    'Thresholds: "Root password: warning" must be a number',
  ],
  [
    'a threshold that does not exist',
    { thresholds: { 'age.luck': 1 } },
    'thresholds',
    'Thresholds: there is no threshold "age.luck"',
  ],
  [
    'thresholds that are none',
    { thresholds: 'soon' },
    'thresholds',
    'Thresholds: must be an object',
  ],

  ['the usual format', { format: 'object' }, 'format', right],
  ['what lacks the format, as an import may', {}, 'format', right],
  ['the format of a monitoring system', { format: 'prtg' }, 'format', right],
  ['a format of a variable', { format: variable }, 'format', right],
  ['a format that does not exist', { format: 'csv' }, 'format', 'Send as: '],

  ['no location', { location: '' }, 'location', right],
  ['a location', { location: 'sftp://nas.lab.example/vc' }, 'location', right],
  ['a location of a variable', { location: variable }, 'location', right],
  [
    'a location with a password',
    { location: 'sftp://u:p@nas.lab.example/vc' },
    'location',
    location,
  ],
  ['a location that is no URI', { location: 'nas.lab.example/vc' }, 'location', location],
];

const tables: [
  type: string,
  check: 'checkJob' | 'checkMonitor' | 'checkRecovery' | 'validateCheck',
  rows: Row[],
][] = [
  ['vcenter-recovery-check', 'validateCheck', checks],
  ['vcenter-backup-job', 'checkJob', jobs],
  ['vcenter-recovery-monitor', 'checkMonitor', monitors],
  ['vcenter-recovery', 'checkRecovery', recoveries],
];

for (const [type, check, rows] of tables) {
  describe(`The dialog of ${type}`, () => {
    for (const [what, settings, property, expected] of rows) {
      it(`${expected === right ? 'takes' : 'refuses'} ${what}`, () => {
        const node = editedNode(type, settings);
        const verdict = dialogs[check](node, property, node[property]);
        if (expected === right) assert.equal(verdict, right);
        else assert.ok(String(verdict).startsWith(expected), String(verdict));
      });
    }
  });
}

const labels: [type: string, settings: Record<string, unknown>, label: string][] = [
  [
    'vcenter-reconciliation-job',
    { appliance: 'good', action: 'wait' },
    'wait: reconciliation of vc-a',
  ],
  ['vcenter-reconciliation-job', { appliance: 'good' }, 'get: reconciliation of vc-a'],
  ['vcenter-backup-job', { targetType: 'msg', action: 'start' }, 'start: backup'],
  ['vcenter-restore-job', { appliance: 'gone', action: 'cancel' }, 'cancel: restore'],
  ['vcenter-restore-job', { appliance: 'good', action: variable }, `${variable}: restore of vc-a`],
  ['vcenter-recovery-monitor', { appliance: 'good' }, 'monitor: vc-a'],
  ['vcenter-recovery-monitor', {}, 'vCenter monitor'],
  ['vcenter-recovery-check', { appliance: 'good' }, 'check: vc-a'],
  ['vcenter-recovery-check', { appliance: 'good', targetType: 'all' }, 'check: all appliances'],
  ['vcenter-recovery-check', { appliance: 'gone' }, 'check'],
  [
    'vcenter-recovery',
    { appliance: 'good', operation: 'backup.job.create' },
    'Start a backup: vc-a',
  ],
  ['vcenter-recovery', { targetType: 'msg', operation: variable }, variable],
  ['vcenter-backup-schedule', { appliance: 'good' }, 'get schedule: vc-a'],
  ['vcenter-backup-schedule', { targetType: 'msg', action: 'ensure' }, 'ensure schedule'],
  ['vcenter-backup-schedule', { appliance: 'gone', action: variable }, `${variable} schedule`],
];

describe('A node without a name', () => {
  for (const [type, settings, label] of labels) {
    it(`is called "${label}"`, () => {
      const node = editedNode(type, settings);
      const { checkLabel, jobLabel, monitorLabel, recoveryLabel, scheduleLabel } = dialogs;
      const labelOf = Object.entries({
        check: checkLabel,
        job: jobLabel,
        monitor: monitorLabel,
        recovery: recoveryLabel,
        schedule: scheduleLabel,
      }).find(([kind]) => type.endsWith(`-${kind}`))?.[1];
      assert.equal(labelOf?.(node), label);
    });
  }
});

describe('The outputs', () => {
  it('of a job node are called by the state of the job', () => {
    const node = editedNode('vcenter-backup-job', {});
    const told = [0, 1, 2, 3, 4].map((index) => dialogs.jobOutputLabel(node, index));
    assert.deepEqual(told, ['running', 'succeeded', 'failed', 'not found', 'error']);
  });

  it('of the monitor are called by what happened', () => {
    const node = editedNode('vcenter-recovery-monitor', {});
    const told = [0, 1, 2, 3].map((index) => dialogs.monitorOutputLabel(node, index));
    assert.deepEqual(told, ['running', 'succeeded', 'failed', 'attention']);
  });

  it('of vcenter-backup-schedule say whether there was a difference', () => {
    const node = editedNode('vcenter-backup-schedule', {});
    const told = [0, 1, 2].map((index) => dialogs.scheduleOutputLabel(node, index));
    assert.deepEqual(told, ['changed', 'unchanged', 'error']);
  });

  it('of vcenter-recovery-check are the statuses, or the result in another format', () => {
    const told = (outputs: unknown, indexes: number[]) => {
      const node = editedNode('vcenter-recovery-check', { outputs });
      return indexes.map((index) => dialogs.checkOutputLabel(node, index));
    };
    assert.deepEqual(told(4, [0, 1, 2, 3]), ['ok', 'warning', 'critical', 'unknown']);
    assert.deepEqual(told(1, [0]), ['result']);
  });

  it('of vcenter-recovery are its answer, and its faults', () => {
    const node = editedNode('vcenter-recovery', {});
    const told = [0, 1].map((index) => dialogs.recoveryOutputLabel(node, index));
    assert.deepEqual(told, ['result', 'error']);
  });
});
