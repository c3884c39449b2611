import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDialog } from './dialog';
import type { Editor } from './editor';
import { importExample } from './import-example';
import { describeEditor } from './node-red';

const folder = join(__dirname, '..', '..', 'examples');
const examples = readdirSync(folder).map((file) => {
  const flow: { type: string; name?: string; appliance?: string }[] = JSON.parse(
    readFileSync(join(folder, file), 'utf8'),
  );
  return {
    title: file.replace(/\.json$/, ''),
    appliances: flow.filter(({ type }) => type === 'vcenter-appliance').length,
    /** The nodes that use one of them, unless messages name it. */
    users: flow.filter(({ appliance }) => appliance).map(({ name = '' }) => name),
  };
});

/** Sets up each appliance from `first` to `last`: no example can know host and credentials. */
async function setUpAppliances(editor: Editor, first: number, last: number): Promise<void> {
  const { person } = editor;
  await editor.showConfigNodes();
  // The list is made anew after each of them, in the same order: the latest come last.
  for (let index = first; index <= last; index += 1) {
    await person.doubleClick(editor.appliances().nth(index));
    const dialog = await openDialog(editor, 'config');
    assert.equal(await dialog.field('host').inputValue(), '');
    await person.fill(dialog.field('host'), 'vcenter.example.com');
    assert.equal(await dialog.field('username').inputValue(), '');
    await person.fill(dialog.field('username'), 'node-red@vsphere.local');
    await person.fill(dialog.field('password'), 'a password');
    await dialog.done();
  }
}

/** The appliances of the examples are nowhere. */
const expected = [/is not known to DNS/, /ECONNREFUSED/];

describeEditor(
  'the examples',
  (tried) => {
    it('come from the menu with a red triangle at each appliance and its users, until it is set up', async () => {
      const editor = await tried.open();
      const invalid = editor.page.locator('.red-ui-palette-node-config-invalid');
      let setUp = 0;
      for (const { title, appliances, users } of examples) {
        await importExample(editor, title);
        await editor.showFlow(title.slice('00 - '.length));
        await editor.drawn();
        assert.deepEqual((await editor.triangles()).toSorted(), users.toSorted(), title);
        await editor.showConfigNodes();
        assert.equal(await invalid.count(), appliances, title);
        await setUpAppliances(editor, setUp, setUp + appliances - 1);
        setUp += appliances;
        assert.deepEqual(await editor.triangles(), [], title);
        assert.equal(await invalid.count(), 0, title);
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
