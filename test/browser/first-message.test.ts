import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDialog } from './dialog';
import type { Editor } from './editor';
import { importExample } from './import-example';
import { describeEditor } from './node-red';
import { setUpAppliance } from './set-up-appliance';
import { standIn } from './stand-in';

/** Most actions that it may take a person, by the way the example comes into the editor. */
const most = { dropped: 12, imported: 17 };
const title = '01 - Ask once';
const file = `${title}.json`;
const example = readFileSync(join(__dirname, '..', '..', 'examples', file), 'utf8');

describeEditor('from an empty editor to the first message', (tried) => {
  const appliance = standIn({ scenario: 'never-ending' });

  const ways = {
    dropped: ({ person }: Editor) => person.dropFile(file, example),
    imported: (editor: Editor) => importExample(editor, title),
  };

  for (const way of ['dropped', 'imported'] as const) {
    it(`it takes a person ${most[way]} actions at most if the example is ${way}`, async () => {
      const editor = await tried.open();
      const { person } = editor;

      await ways[way](editor);
      await editor.showConfigNodes();
      await person.doubleClick(editor.appliances());
      await setUpAppliance(person, await openDialog(editor, 'config'), appliance());
      await editor.deploy();
      await editor.showDebugSidebar();
      await editor.debugMessages().filter({ hasText: 'is running' }).waitFor();

      const actions = person.actions();
      console.log(`      ${actions} actions`);
      assert.ok(actions <= most[way], `${actions} actions`);
      await editor.showFlow('Ask once');
      await editor.badge('Reconciliation job', /^\d+ %$/);
      await tried.nodeRed.deploy([]);
    });
  }
});
