import assert from 'node:assert/strict';
import { barriers } from './accessibility';
import { turnDark } from './dark';
import { openNode } from './dialog';
import { everyNode, types } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

/** What is chosen, and ticked, so that a dialog shows the most. */
const most: readonly (readonly [name: string, value: string])[] = [
  ['action', 'start'],
  ['action', 'ensure'],
  ['source', 'spec'],
  ['operation', 'restore.job.create'],
];
const boxes = ['ignoreWarnings', 'waitAfterStart', 'checkOnly', 'errorOutput', 'reportAtStart'];

describeEditor('no barrier that axe-core calls serious or critical', (tried) => {
  const appliance = standIn({ scenario: 'none' });

  for (const theme of ['light', 'dark'] as const) {
    it(`is in any dialog, in a ${theme} theme`, async () => {
      await tried.nodeRed.deploy(everyNode(appliance()));
      const editor = await tried.open();
      const { page, person } = editor;
      if (theme === 'dark') await turnDark(editor);
      const found: string[] = [];
      for (const type of types) {
        const dialog = await openNode(editor, type);
        found.push(...(await barriers(page, dialog.form)));
        for (const [name, value] of most) {
          const list = dialog.field(name);
          const isOffered = (await list.locator(`option[value="${value}"]`).count()) > 0;
          if (isOffered && (await list.isVisible())) await person.choose(list, value);
        }
        for (const name of boxes) {
          const box = dialog.field(name);
          if (await box.isVisible()) await person.click(box);
        }
        await dialog.unfold();
        found.push(...(await barriers(page, dialog.form)));
        if (type === types[0]) {
          const settings = await dialog.openConfigNode('appliance');
          found.push(...(await barriers(page, settings.form)));
          await settings.unfold();
          await person.fill(settings.field('fingerprint'), '');
          // A stored one is not sent to whichever server answers without the pin.
          await person.fill(settings.field('password'), appliance().password);
          await person.click(settings.form.locator('#vcenter-test'));
          await settings.form.locator('#vcenter-test-pin').waitFor();
          found.push(...(await barriers(page, settings.form)));
          await person.click(settings.form.locator('#vcenter-test-pin'));
          await settings.form.getByText(/^none, as on every appliance/).waitFor();
          found.push(...(await barriers(page, settings.form)));
          await settings.cancel();
        }
        await dialog.cancel();
      }
      assert.deepEqual([...new Set(found)], []);
    });
  }
});
