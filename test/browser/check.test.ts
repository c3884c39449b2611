import assert from 'node:assert/strict';
import { type Dialog, openNode } from './dialog';
import type { EditedNode, Editor } from './editor';
import { applianceNode, debugNode, nodeOf, tab } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

const type = 'vcenter-recovery-check';
const variable = '$' + '{NAME}';

async function edited(editor: Editor, name = type): Promise<EditedNode | undefined> {
  return (await editor.flow()).find((node) => node.name === name);
}

/** The names of the ticked boxes. */
function tickedIn({ form }: Dialog): Promise<string[]> {
  return form
    .locator('[id^=node-input-check-]:checked')
    .evaluateAll((boxes) => boxes.map(({ id }) => id.replace('node-input-check-', '')));
}

async function summariesOf({ form }: Dialog): Promise<string[]> {
  return (await form.locator('summary').allInnerTexts()).map((text) => text.trim());
}

/** What a flow may have saved, or somebody has written into one. */
const kept: readonly [what: string, settings: Record<string, unknown>][] = [
  ['what is usual', {}],
  ['all appliances, one message each', { targetType: 'all', appliance: '', split: true }],
  ['a selected one beside all', { targetType: 'all' }],
  ['names in a message', { targetType: 'msg', target: 'names' }],
  ['a target of a variable', { targetType: variable, target: 'x' }],
  ['some checks', { checks: ' age, Reach' }],
  [
    'the default checks by name',
    { checks: 'health,jobs,usual,last,age,schedule,certificate,reach' },
  ],
  ['a list of checks', { checks: ['reach', 'archive'] }],
  ['checks of a variable', { checks: variable }],
  ['a check that does not exist', { checks: 'luck' }],
  ['a threshold between whole units', { thresholds: { 'certificate.warning': 100_000 } }],
  ['a default threshold', { thresholds: { 'usual.longer': 3 } }],
  ['nested thresholds', { thresholds: { age: { grace: '1800' } } }],
  ['thresholds as JSON', { thresholds: '{ "age.grace": 1800 }' }],
  ['thresholds of a variable', { thresholds: variable }],
  ['a threshold of a variable', { thresholds: { 'age.grace': variable } }],
  ['a threshold that does not exist', { thresholds: { 'age.luck': 1 } }],
  ['no thresholds', { thresholds: null }],
  ['messages to ignore', { ignoreMessages: ['Some text', ' com.vmware.id ', ''] }],
  ['messages to ignore that are no list', { ignoreMessages: 'Some text' }],
  ['another format', { format: 'plugin', outputs: 1, wires: [[]] }],
  ['a format of a variable', { format: variable, outputs: 1, wires: [[]] }],
  ['a format that does not exist', { format: 'csv' }],
  ['numbers of variables', { timeout: variable, maxAge: '', parallel: '16' }],
  ['a location', { checks: 'archive', location: 'sftp://nas.lab.example/vc' }],
];

describeEditor('the dialog of a check', (tried) => {
  const appliance = standIn({ scenario: 'none' });
  const deploy = (...nodes: ReturnType<typeof nodeOf>[]) =>
    tried.nodeRed.deploy([tab, applianceNode(appliance()), ...nodes]);

  it('changes nothing where Done is pressed and nothing was changed', async () => {
    const nodes = kept.map(([name, settings], index) => {
      const [column, row] = [index % 2, Math.floor(index / 2)];
      // Where nothing was ever stored, the editor takes an empty password for a changed one.
      const credentials = { locationUser: 'u', locationPassword: 'p' };
      const at = { x: 200 + 350 * column, y: 40 + 60 * row };
      return nodeOf(type, { ...settings, credentials, name, id: `kept${index}`, ...at });
    });
    await deploy(...nodes);
    const editor = await tried.open();
    const before = await editor.flow();
    for (const [name] of kept) {
      const dialog = await openNode(editor, name);
      await dialog.done();
    }
    assert.deepEqual(await editor.flow(), before);
    const changed = await editor.page.evaluate(() => {
      const all: { name: string; changed?: boolean }[] = Reflect.get(
        window,
        'RED',
      ).nodes.filterNodes({});
      return all.filter((node) => node.changed).map(({ name }) => name);
    });
    assert.deepEqual(changed, []);
  });

  it('has an output for each status, and one for any other format', async () => {
    const outputs = ['one', 'two', 'three', 'four'];
    await deploy(
      nodeOf(type, { wires: outputs.map((id) => [id]), y: 200 }),
      ...outputs.map((id, index) => debugNode(id, { y: 80 + 60 * index })),
    );
    const editor = await tried.open();
    const choose = async (...formats: string[]) => {
      const dialog = await openNode(editor, type);
      for (const format of formats) await editor.person.choose(dialog.field('format'), format);
      await dialog.done();
      return (await edited(editor))?.wires;
    };
    assert.deepEqual(await choose('prtg', 'object'), [['one'], ['two'], ['three'], ['four']]);
    assert.deepEqual(await choose('prometheus'), [['one']]);
    assert.deepEqual(await choose('plugin'), [['one']]);
    assert.deepEqual(await choose('object'), [['one'], [], [], []]);
  });

  it('saves the names of the checks, and nothing for the default ones', async () => {
    await deploy(nodeOf(type));
    const editor = await tried.open();
    const { person } = editor;
    const toggle = async (...names: string[]) => {
      const dialog = await openNode(editor, type);
      await dialog.unfold();
      for (const name of names) await person.click(dialog.field(`check-${name}`));
      const summary = (await summariesOf(dialog))[0];
      const ticked = await tickedIn(dialog);
      await dialog.done();
      return { summary, ticked: ticked.length, saved: (await edited(editor))?.checks };
    };
    assert.deepEqual(await toggle('health', 'root'), {
      summary: 'Checks (2 changed)',
      ticked: 8,
      saved: 'reach,certificate,schedule,age,last,usual,jobs,root',
    });
    assert.deepEqual(await toggle('root', 'health'), { summary: 'Checks', ticked: 8, saved: '' });
    const dialog = await openNode(editor, type);
    await dialog.unfold();
    for (const name of await tickedIn(dialog)) await person.click(dialog.field(`check-${name}`));
    await dialog.form.getByText('the default ones run').waitFor();
    await dialog.done();
    assert.equal((await edited(editor))?.checks, '');
  });

  it('shows thresholds in units of people, and saves what differs in seconds', async () => {
    const saved = { 'certificate.warning': 100_000, 'age.grace': variable };
    await deploy(nodeOf(type, { thresholds: saved }));
    const editor = await tried.open();
    const { person } = editor;
    const dialog = await openNode(editor, type);
    assert.deepEqual(await summariesOf(dialog), [
      'Checks',
      'Thresholds (2 changed)',
      'More settings',
    ]);
    assert.equal(await dialog.field('threshold-age-grace').inputValue(), variable);
    assert.equal(await dialog.field('threshold-root-warning').inputValue(), '14');
    await person.fill(dialog.field('threshold-root-warning'), '-1');
    await dialog.form.getByText('"Root password: warning" must be a number').waitFor();
    await person.fill(dialog.field('threshold-root-warning'), '30');
    assert.equal(await dialog.form.locator('[data-flaw=thresholds]').isVisible(), false);
    await person.fill(dialog.field('threshold-reach-clock'), '0.1');
    await person.fill(dialog.field('threshold-usual-smaller'), '0.25');
    await person.fill(dialog.field('threshold-jobs-warning'), '');
    await dialog.done();
    assert.deepEqual((await edited(editor))?.thresholds, {
      ...saved,
      ...{ 'usual.smaller': 0.25, 'reach.clock': 6, 'root.warning': 30 * 86_400 },
    });
  });

  it('offers what boxes and fields cannot show as text', async () => {
    await deploy(nodeOf(type, { checks: variable, thresholds: variable }));
    const editor = await tried.open();
    const { person } = editor;
    const dialog = await openNode(editor, type);
    assert.equal(await dialog.field('checks').inputValue(), variable);
    assert.equal(await dialog.field('check-age').isVisible(), false);
    assert.equal(await dialog.field('thresholdsText').inputValue(), variable);
    await person.fill(dialog.field('checks'), 'age');
    await person.fill(dialog.field('thresholdsText'), '');
    await dialog.done();
    const node = await edited(editor);
    assert.equal(node?.checks, 'age');
    assert.deepEqual(node?.thresholds, {});
    const again = await openNode(editor, type);
    assert.deepEqual(await tickedIn(again), ['age']);
    await again.cancel();
  });

  it('asks for a location where archives are checked, and for messages by line', async () => {
    await deploy(nodeOf(type));
    const editor = await tried.open();
    const { person } = editor;
    const dialog = await openNode(editor, type);
    await dialog.unfold();
    assert.equal(await dialog.field('location').isVisible(), false);
    await person.click(dialog.field('check-archive'));
    await person.fill(dialog.field('location'), 'sftp://nas.lab.example/vc');
    await person.fill(dialog.field('locationPassword'), 'Secret-at-nas');
    await person.fill(dialog.field('ignoredMessages'), 'Some text\n\n com.vmware.id \n');
    await dialog.done();
    const node = await edited(editor);
    assert.equal(node?.location, 'sftp://nas.lab.example/vc');
    assert.deepEqual(node?.ignoreMessages, ['Some text', 'com.vmware.id']);
    assert.ok(!JSON.stringify(await editor.flow()).includes('Secret-at-nas'));
    assert.deepEqual(await editor.triangles(), []);
  });
});
