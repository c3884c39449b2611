import assert from 'node:assert/strict';
import { type Dialog, openNode } from './dialog';
import { applianceNode, debugNode, everyNode, nodeOf, tab, types } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';
import { visibleProperties } from './visible-rows';

const looking = ['appliance', 'action'];
const location = [
  ...['parameter-location_type', 'parameter-location', 'parameter-location_user'],
  'locationPassword',
];
const foot = ['target', 'name', 'errorOutput'];
/** In the fold: what is the same after a start. */
const waiting = ['interval', 'outage', 'stalledAfter', 'report'];

const checkBoxes = [
  ...['reach', 'certificate', 'schedule', 'age', 'last', 'usual', 'jobs', 'health'],
  ...['archive', 'root'],
].map((check) => `check-${check}`);
const thresholds = [
  ...['certificate-warning', 'certificate-critical', 'age-grace', 'usual-smaller', 'usual-longer'],
  ...['jobs-warning', 'jobs-critical', 'reach-clock', 'root-warning', 'root-critical'],
].map((threshold) => `threshold-${threshold}`);
const ofEveryCheck = ['timeout', 'maxAge', 'parallel', 'ignoredMessages'];

/** What is to be seen in a dialog, by what is chosen in it, with its fold closed and opened. */
const rows: readonly {
  type: string;
  chosen: Record<string, unknown>;
  visible: string[];
  folded?: string[];
}[] = [
  {
    type: 'vcenter-reconciliation-job',
    chosen: { action: 'get' },
    visible: [...looking, ...foot],
  },
  {
    type: 'vcenter-reconciliation-job',
    chosen: { action: 'start' },
    visible: [
      ...looking,
      ...['specSource', 'ssoUsername', 'ssoPassword', 'ignoreWarnings', 'waitAfterStart'],
      ...foot,
    ],
  },
  {
    type: 'vcenter-reconciliation-job',
    chosen: { action: 'wait' },
    visible: [...looking, 'appear', 'timeout', ...foot],
    folded: ['interval', 'outage', 'stalledAfter', 'ended', 'report', 'whenBusy'],
  },
  {
    type: 'vcenter-backup-job',
    chosen: { action: 'get' },
    visible: [...looking, 'jobId', ...foot],
  },
  {
    type: 'vcenter-backup-job',
    chosen: { action: 'cancel' },
    visible: [...looking, 'jobId', ...foot],
  },
  {
    type: 'vcenter-backup-job',
    chosen: { action: 'start', source: 'schedule' },
    visible: [...looking, 'source', 'waitAfterStart', ...foot],
  },
  {
    type: 'vcenter-backup-job',
    chosen: { action: 'start', source: 'spec', waitAfterStart: true },
    visible: [
      ...looking,
      ...['source', 'specSource', ...location, 'backupPassword', 'waitAfterStart', 'timeout'],
      ...foot,
    ],
    folded: ['parameter-parts', 'parameter-comment', 'parameter-fast_backup', ...waiting],
  },
  {
    type: 'vcenter-backup-job',
    chosen: { action: 'start', source: 'spec', spec: 'payload', specType: 'msg' },
    visible: [
      ...looking,
      ...['source', 'specSource', 'locationPassword', 'backupPassword', 'waitAfterStart'],
      ...foot,
    ],
  },
  {
    type: 'vcenter-restore-job',
    chosen: { action: 'start' },
    visible: [
      ...looking,
      ...['specSource', ...location, 'backupPassword', 'waitAfterStart', ...foot],
    ],
    folded: ['parameter-parts', 'ssoUsername', 'ssoPassword', 'ignoreWarnings'],
  },
  {
    type: 'vcenter-restore-job',
    chosen: { action: 'start', waitAfterStart: true },
    visible: [
      ...looking,
      ...['specSource', ...location, 'backupPassword', 'waitAfterStart', 'timeout', ...foot],
    ],
    folded: ['parameter-parts', 'ssoUsername', 'ssoPassword', 'ignoreWarnings', ...waiting],
  },
  {
    type: 'vcenter-restore-job',
    chosen: { action: 'cancel' },
    visible: [...looking, ...foot],
  },
  {
    type: 'vcenter-restore-job',
    chosen: { targetType: 'msg', target: 'topic', action: 'get' },
    visible: ['action', ...foot],
  },
  {
    type: 'vcenter-recovery-monitor',
    chosen: { backup: false },
    visible: [
      ...['appliance', 'interval', 'reconciliation', 'restore', 'backup'],
      ...['reportAtStart', 'contextStore', 'name'],
    ],
  },
  ...[
    { missedSchedule: true, overdueAfter: 25, grace: ['grace'] },
    { missedSchedule: false, overdueAfter: 25, grace: [] },
    { missedSchedule: false, overdueAfter: ' Schedule', grace: ['grace'] },
  ].map(({ grace, ...chosen }) => ({
    type: 'vcenter-recovery-monitor',
    chosen,
    visible: [
      ...['appliance', 'interval', 'reconciliation', 'restore', 'backup', 'missedSchedule'],
      ...[...grace, 'overdueAfter', 'reportAtStart', 'contextStore', 'name'],
    ],
  })),
  {
    type: 'vcenter-recovery-check',
    chosen: {},
    visible: ['target', 'appliance', 'format', 'name'],
    folded: [...checkBoxes, ...thresholds, ...ofEveryCheck],
  },
  {
    type: 'vcenter-recovery-check',
    chosen: { targetType: 'all' },
    visible: ['target', 'format', 'split', 'name'],
    folded: [...checkBoxes, ...thresholds, ...ofEveryCheck],
  },
  {
    type: 'vcenter-recovery-check',
    chosen: { targetType: 'msg', target: 'names', format: 'prometheus', outputs: 1, wires: [[]] },
    visible: ['target', 'format', 'name'],
    folded: [...checkBoxes, ...thresholds, ...ofEveryCheck],
  },
  {
    type: 'vcenter-recovery',
    chosen: { operation: 'reconciliation.job.create' },
    visible: [
      ...['appliance', 'operation', 'parameter-sso_admin_user_name'],
      ...['ssoUsername', 'parameter-sso_admin_user_password', 'ssoPassword'],
      ...['parameter-ignore_warnings', ...foot],
    ],
  },
  {
    type: 'vcenter-recovery',
    chosen: { operation: 'backup.job.create' },
    visible: [
      ...['appliance', 'operation', 'parameter-location_type', 'parameter-location'],
      ...foot,
    ],
    folded: [
      ...['parameter-location_user', 'parameter-location_password', 'locationPassword'],
      ...['parameter-parts', 'parameter-backup_password', 'backupPassword'],
      ...['parameter-comment', 'parameter-fast_backup'],
    ],
  },
  {
    type: 'vcenter-recovery',
    chosen: {
      operation: 'recovery.get',
      parameters: [{ name: 'of "another" kind', value: 'x', type: 'str' }],
    },
    visible: ['appliance', 'operation', 'parameter-of-another-kind', ...foot],
  },
  {
    type: 'vcenter-backup-schedule',
    chosen: { action: 'get' },
    visible: [...looking, 'schedule', ...foot],
  },
  {
    type: 'vcenter-backup-schedule',
    chosen: { action: 'ensure' },
    visible: [...looking, 'schedule', 'desired', 'checkOnly', ...foot],
    folded: ['locationUser', 'locationPassword', 'backupPassword', 'updatePasswords'],
  },
  {
    type: 'vcenter-backup-schedule',
    chosen: { action: 'remove', schedule: 'default' },
    visible: [...looking, 'schedule', 'checkOnly', ...foot],
  },
];

/** @returns by how much (pixels) the content of a dialog is higher than the dialog. */
function hiddenHeight({ tray }: Dialog): Promise<number> {
  return tray.evaluate((element) => {
    const scrolling = [...element.querySelectorAll('*')].filter((part) =>
      ['auto', 'scroll'].includes(getComputedStyle(part).overflowY),
    );
    return Math.max(...scrolling.map((part) => part.scrollHeight - part.clientHeight));
  });
}

describeEditor('the dialogs', (tried) => {
  const appliance = standIn({ scenario: 'never-ending' });

  it('show what matters for what is chosen, and no more', async () => {
    const nodes = rows.map(({ type, chosen }, index) => {
      const id = `row ${index}`;
      return nodeOf(type, { ...chosen, id, name: id, y: 60 + 60 * index });
    });
    await tried.nodeRed.deploy([tab, applianceNode(appliance()), ...nodes]);
    const editor = await tried.open();
    for (const [index, { type, chosen, visible, folded = [] }] of rows.entries()) {
      const dialog = await openNode(editor, `row ${index}`);
      const title = `${type} with ${JSON.stringify(chosen)}`;
      assert.deepEqual(await visibleProperties(dialog), visible, title);
      assert.equal(await hiddenHeight(dialog), 0, `${title} needs scrolling`);
      await dialog.unfold();
      const unfolded = await visibleProperties(dialog);
      assert.deepEqual(
        unfolded.filter((name) => !visible.includes(name)),
        folded,
        title,
      );
      await dialog.cancel();
    }
  });

  it('need no scrolling for any operation of the recovery API', async () => {
    await tried.nodeRed.deploy([
      tab,
      applianceNode(appliance()),
      nodeOf('vcenter-recovery', { name: 'operation' }),
    ]);
    const editor = await tried.open();
    const dialog = await openNode(editor, 'operation');
    const select = dialog.field('operation');
    const names = await select
      .locator('option')
      .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
    assert.equal(names.length, 24);
    for (const name of names) {
      await select.selectOption(name);
      assert.equal(await hiddenHeight(dialog), 0, `${name} needs scrolling`);
    }
    await dialog.cancel();
  });

  it('count the optional parameters that are set, and show them at once', async () => {
    await tried.nodeRed.deploy([
      tab,
      applianceNode(appliance()),
      nodeOf('vcenter-recovery', {
        name: 'operation',
        operation: 'backup.job.create',
        parameters: [
          { name: 'comment', value: 'payload', type: 'msg' },
          { name: 'fast_backup', value: 'true', type: 'bool' },
        ],
      }),
    ]);
    const editor = await tried.open();
    const dialog = await openNode(editor, 'operation');
    const summary = dialog.form.locator('summary');
    assert.equal(await summary.innerText(), 'Optional parameters (2 changed)');
    assert.ok(await dialog.field('parameter-comment').locator('..').isVisible());
    await dialog.field('operation').selectOption('backup.job.list');
    await dialog.field('operation').selectOption('backup.job.create');
    assert.equal(await summary.innerText(), 'Optional parameters (2 changed)');
    await dialog.cancel();
  });

  it('take overdue by the schedule, or after a number of hours, in one property', async () => {
    await tried.nodeRed.deploy([
      tab,
      applianceNode(appliance()),
      nodeOf('vcenter-recovery-monitor', { name: 'monitor', overdueAfter: '48' }),
    ]);
    const editor = await tried.open();
    /** Checks what is saved, then chooses. */
    const change = async (saved: string, choice: string, isNumber: boolean) => {
      const dialog = await openNode(editor, 'monitor');
      const number = dialog.field('overdueAfter');
      assert.equal(await number.inputValue(), saved);
      await dialog.form.locator('#node-input-overdueAfter ~ select').selectOption(choice);
      assert.equal(await number.isVisible(), isNumber);
      await dialog.done();
    };
    await change('48', 'schedule', false);
    await change('schedule', 'hours', true);
    await change('25', 'schedule', false);
  });

  it('say how much in the fold differs from the default, and open it for that', async () => {
    await tried.nodeRed.deploy([
      tab,
      applianceNode(appliance(), { proxyMode: 'environment' }),
      nodeOf('vcenter-reconciliation-job', { action: 'wait', name: 'usual', interval: '' }),
      nodeOf('vcenter-backup-job', { action: 'wait', name: 'patient', outage: 3600, y: 160 }),
    ]);
    const editor = await tried.open();
    const { person } = editor;
    const summary = ({ form }: Dialog) => form.locator('summary:visible').innerText();
    const isOpen = ({ form }: Dialog) => form.locator('details[open]').isVisible();

    const usual = await openNode(editor, 'usual');
    assert.equal((await summary(usual)).trim(), 'Waiting, in detail');
    assert.equal(await isOpen(usual), false);
    const settings = await usual.openConfigNode('appliance');
    // A pin is counted, but there is nothing to see to.
    assert.equal((await summary(settings)).trim(), 'More settings (1 changed)');
    assert.equal(await isOpen(settings), false);
    await settings.unfold();
    await person.click(settings.field('readOnly'));
    await person.fill(settings.field('requestTimeout'), '120');
    assert.equal((await summary(settings)).trim(), 'More settings (3 changed)');
    assert.match(await settings.form.innerText(), /= 2 min/);
    await settings.done();
    const again = await usual.openConfigNode('appliance');
    assert.equal(await isOpen(again), true);
    await again.cancel();
    await usual.cancel();

    const patient = await openNode(editor, 'patient');
    assert.equal((await summary(patient)).trim(), 'Waiting, in detail (1 changed)');
    assert.equal(await isOpen(patient), true);
    assert.match(await patient.form.innerText(), /= 1 h/);
    await patient.cancel();
  });

  it('change nothing where Done is pressed and nothing was changed', async () => {
    await tried.nodeRed.deploy(everyNode(appliance()));
    const editor = await tried.open();
    const before = await editor.flow();
    for (const type of types) {
      const dialog = await openNode(editor, type);
      if (type === types[0]) {
        const settings = await dialog.openConfigNode('appliance');
        await settings.done();
      }
      await dialog.done();
    }
    assert.deepEqual(await editor.flow(), before);
  });

  it('keep wires and values while the action and the error output change', async () => {
    const type = 'vcenter-reconciliation-job';
    const outputs = ['one', 'two', 'three', 'four'];
    await tried.nodeRed.deploy([
      tab,
      applianceNode(appliance()),
      nodeOf(type, { action: 'wait', interval: '7', wires: outputs.map((id) => [id]), y: 200 }),
      ...outputs.map((id, index) => debugNode(id, { y: 80 + 60 * index })),
    ]);
    const editor = await tried.open();
    const { person } = editor;
    const edited = async () => (await editor.flow()).find((node) => node.type === type);

    const dialog = await openNode(editor, type);
    await person.choose(dialog.field('action'), 'get');
    await person.click(dialog.field('errorOutput'));
    await dialog.done();
    assert.deepEqual((await edited())?.wires, [['one'], ['two'], ['three'], ['four'], []]);

    await person.drag(editor.output(type, 4), editor.input('four'));
    const again = await openNode(editor, type);
    await person.choose(again.field('action'), 'wait');
    await again.unfold();
    assert.equal(await again.field('interval').inputValue(), '7');
    await again.done();
    assert.deepEqual((await edited())?.wires, [['one'], ['two'], ['three'], ['four'], ['four']]);

    const last = await openNode(editor, type);
    await person.click(last.field('errorOutput'));
    await last.done();
    assert.deepEqual((await edited())?.wires, [['one'], ['two'], ['three'], ['four']]);
    assert.equal((await edited())?.interval, '7');
  });

  it('keep what was saved while the appliance is out of reach', async () => {
    const { host, port } = appliance();
    const saved = nodeOf('vcenter-backup-job', { jobId: '20250304-020000-1', jobIdType: 'str' });
    await tried.nodeRed.deploy([tab, applianceNode(appliance()), saved]);
    await appliance().stop();
    const editor = await tried.open();
    const dialog = await openNode(editor, saved.type);
    const settings = await dialog.openConfigNode('appliance');
    assert.equal(await settings.field('host').inputValue(), host);
    assert.equal(await settings.field('port').inputValue(), String(port));
    await settings.done();
    await dialog.done();
    const after = (await editor.flow()).find((node) => node.type === saved.type);
    assert.equal(after?.jobId, saved.jobId);
    assert.equal(after?.jobIdType, saved.jobIdType);
  });

  it('show an environment variable where a list would have none of it', async () => {
    const names = ['connection', 'auth', 'proxyMode', 'host', 'port', 'requestTimeout'];
    const variables = Object.fromEntries(names.map((name) => [name, `\${${name.toUpperCase()}}`]));
    await tried.nodeRed.deploy([
      tab,
      applianceNode(appliance(), variables),
      nodeOf('vcenter-reconciliation-job'),
    ]);
    const editor = await tried.open();
    const before = await editor.flow();
    const dialog = await openNode(editor, 'vcenter-reconciliation-job');
    const settings = await dialog.openConfigNode('appliance');
    for (const [name, variable] of Object.entries(variables)) {
      assert.equal(await settings.field(name).inputValue(), variable);
    }
    await settings.done();
    await dialog.done();
    assert.deepEqual(await editor.flow(), before);
  });
});
