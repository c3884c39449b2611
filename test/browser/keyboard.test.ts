import assert from 'node:assert/strict';
import { type Dialog, openDialog, openNode } from './dialog';
import type { Editor } from './editor';
import { applianceNode, nodeOf, tab, types } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

/** What takes the focus in a form. Node-RED's traps for browsers that fill in passwords do not. */
const controls =
  ':is(input, select, textarea, button, summary, a[href]):visible:not([id^=red-ui-trap-])';

/** Goes through a dialog by Tab. @returns the controls that it did not come by. */
async function unreached({ page, person }: Editor, dialog: Dialog): Promise<string[]> {
  const all = dialog.form.locator(controls);
  // Some of them are beside the form: the buttons of the dialog, and of its sections.
  const steps = (await all.count()) + 20;
  await all.first().focus();
  const reached = new Set<string>();
  for (let step = 0; step < steps; step += 1) {
    reached.add(await page.evaluate(() => document.activeElement?.outerHTML ?? ''));
    await person.press('Tab');
  }
  const found = await all.evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML));
  return found.filter((control) => !reached.has(control));
}

describeEditor('with nothing but the keyboard', (tried) => {
  const appliance = standIn({ scenario: 'none' });

  it('a dialog is opened, filled in and saved', async () => {
    const type = 'vcenter-reconciliation-job';
    await tried.nodeRed.deploy([tab, applianceNode(appliance()), nodeOf(type)]);
    const editor = await tried.open();
    const { page, person } = editor;
    await page.locator('#red-ui-workspace-chart').focus();
    await person.press('Control+a');
    await person.press('Enter');
    const dialog = await openDialog(editor, 'node');

    const goTo = async (name: string) => {
      while (!(await dialog.field(name).evaluate((field) => field.matches(':focus')))) {
        await person.press('Tab');
      }
    };
    await dialog.field('appliance').focus();
    await goTo('action');
    await person.press('End');
    assert.equal(await dialog.field('action').inputValue(), 'wait');
    await goTo('name');
    await person.press('Control+a');
    await page.keyboard.type('By hand');
    await person.press('Control+Enter');
    await dialog.closed();
    const saved = (await editor.flow()).find((node) => node.type === type);
    assert.equal(saved?.name, 'By hand');
    assert.equal(saved?.action, 'wait');
  });

  it('every control of every dialog is reached', async () => {
    const most = { action: 'start', source: 'spec', waitAfterStart: true };
    const others: Readonly<Record<string, Record<string, unknown>>> = {
      'vcenter-recovery': { operation: 'backup.job.create' },
      'vcenter-backup-schedule': { action: 'ensure' },
    };
    const nodes = types.map((type) => nodeOf(type, others[type] ?? most));
    await tried.nodeRed.deploy([tab, applianceNode(appliance()), ...nodes]);
    const editor = await tried.open();
    for (const type of types) {
      const dialog = await openNode(editor, type);
      await dialog.unfold();
      assert.deepEqual(await unreached(editor, dialog), [], type);
      if (type === types[0]) {
        const settings = await dialog.openConfigNode('appliance');
        await settings.unfold();
        assert.deepEqual(await unreached(editor, settings), []);
        await settings.cancel();
      }
      await dialog.cancel();
    }
  });
});
