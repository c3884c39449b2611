import assert from 'node:assert/strict';
import { helpOf, languages, wordsOf } from '../../scripts/node-files';
import { openNode } from './dialog';
import { everyNode, types } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

/** Whose locale file has the words that belong to all. */
const first = 'vcenter-reconciliation-job';

/** @returns the text with which a help begins, up to the first full stop or mark-up in it. */
function firstSentence(help: string): string {
  return /<p>\s*([^<.]+)/.exec(help)?.[1]?.replaceAll(/\s+/g, ' ').trim() ?? 'no help';
}

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

      const category = page.locator('.red-ui-palette-header', { hasText: 'vCenter recovery' });
      await category.hover();
      const about = wordsOf(first, language).get(`${first}.categoryDescription`);
      assert.ok(about);
      await page.locator('.red-ui-popover', { hasText: about }).waitFor();

      for (const type of types) {
        const words = wordsOf(type, language);
        const word = (key: string) => words.get(`${type}.${key}`) ?? `no ${key}`;
        const entry = editor.paletteEntry(type).locator('.red-ui-palette-label');
        // The label is broken into lines where it is long.
        const label = (await entry.innerText()).replaceAll(/\s+/g, ' ').trim();
        assert.equal(label, word('paletteLabel'));
        await person.click(editor.node(type));
        await person.press('Control+g', 'h');
        const help = page.locator('.red-ui-help');
        await help
          .getByText(firstSentence(helpOf(type, language)))
          .first()
          .waitFor();
        const dialog = await openNode(editor, type);
        await dialog.form.getByText(word('label.appliance'), { exact: true }).waitFor();
        const keys = dialog.form.getByText(/\b(vcenter-[\w-]+|node-red)[.:][\w.-]+/);
        assert.deepEqual(await keys.allTextContents(), []);
        await dialog.cancel();
      }
    });
  }
});
