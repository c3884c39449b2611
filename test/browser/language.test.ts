import assert from 'node:assert/strict';
import { languages, wordsOf } from '../editor/node-files';
import { openNode } from './dialog';
import { everyNode, types } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

describeEditor('another language', (tried) => {
  const appliance = standIn({ scenario: 'none' });

  for (const language of languages) {
    it(`is chosen in the user's settings, and everything of ours speaks ${language}`, async () => {
      await tried.nodeRed.deploy(everyNode(appliance()));
      const editor = await tried.open();
      const { page, person } = editor;
      await person.press('Control+,');
      const list = page.locator('#user-settings-editor-language');
      await list.waitFor();
      await person.choose(list, language);
      await person.click(page.locator('#node-dialog-ok'));
      await page.locator('.red-ui-tray').waitFor({ state: 'detached' });
      await editor.reload();

      for (const type of types) {
        const words = wordsOf(type, language);
        const word = (key: string) => words.get(`${type}.${key}`) ?? `no ${key}`;
        const entry = editor.paletteEntry(type).locator('.red-ui-palette-label');
        // The label is broken into lines where it is long.
        const label = (await entry.innerText()).replaceAll(/\s+/g, ' ').trim();
        assert.equal(label, word('paletteLabel'));
        const dialog = await openNode(editor, type);
        await dialog.form.getByText(word('label.appliance'), { exact: true }).waitFor();
        const keys = dialog.form.getByText(/\b(vcenter-[\w-]+|node-red)[.:][\w.-]+/);
        assert.deepEqual(await keys.allTextContents(), []);
        await dialog.cancel();
      }
    });
  }
});
