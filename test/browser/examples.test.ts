import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageName } from '../package/installed-package';
import { openDialog } from './dialog';
import type { Editor } from './editor';
import { describeEditor } from './node-red';

const titles = readdirSync(join(__dirname, '..', '..', 'examples')).map((file) =>
  file.replace(/\.json$/, ''),
);

/** Imports an example from the menu. */
async function importExample({ page, person }: Editor, title: string): Promise<void> {
  await person.press('Control+i');
  const dialog = page.locator('.ui-dialog:visible');
  const tab = dialog.locator('.red-ui-tab', { hasText: 'Examples' });
  // For a tenth of a second the dialog pulls the focus to its first field, and back to its first tab.
  while (!(await tab.evaluate((element) => element.matches('.active')))) await person.click(tab);
  const entry = (label: string) => dialog.locator('.red-ui-treeList-label', { hasText: label });
  await person.click(entry(packageName));
  await person.doubleClick(entry(title));
  await dialog.waitFor({ state: 'hidden' });
}

/** Gives each appliance that is not set up who signs in: no example can bring that. */
async function fillInAppliances(editor: Editor): Promise<void> {
  const { person } = editor;
  await editor.showConfigNodes();
  const open = editor.appliances().filter({ has: editor.page.locator('.red-ui-flow-node-error') });
  // The list is made anew after each of them.
  for (let left = await open.count(); left > 0; left -= 1) {
    await person.doubleClick(open.first());
    const dialog = await openDialog(editor, 'config');
    await person.fill(dialog.field('username'), 'node-red@vsphere.local');
    await person.fill(dialog.field('password'), 'a password');
    await dialog.done();
    await open.nth(left - 1).waitFor({ state: 'detached' });
  }
}

/** The appliances of the examples are nowhere. */
const expected = [/is not known to DNS/, /ECONNREFUSED/];

describeEditor(
  'the examples',
  (tried) => {
    it('come from the menu, take user and password, and deploy without a red triangle', async () => {
      const editor = await tried.open();
      for (const title of titles) {
        await importExample(editor, title);
        await fillInAppliances(editor);
        await editor.showFlow(title.slice('00 - '.length));
        assert.ok((await editor.page.locator('.red-ui-flow-node-group').count()) > 1);
        assert.deepEqual(await editor.triangles(), [], title);
      }
      await editor.deploy();
    });
  },
  {
    expected,
    environment: async () => ({
      SLACK_WEBHOOK: 'http://127.0.0.1:9/slack',
      TEAMS_WEBHOOK: 'http://127.0.0.1:9/teams',
    }),
  },
);
