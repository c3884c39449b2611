import assert from 'node:assert/strict';
import { openNode } from './dialog';
import { applianceNode, everyNode, nodeOf, tab } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

const type = 'vcenter-reconciliation-job';

// The appliance refuses whom the monitor signs in as.
const expected = [/refused the sign-in/];

describeEditor(
  'copies',
  (tried) => {
    const appliance = standIn({ scenario: 'none' });

    it('are pasted with the same appliance, undone and done again', async () => {
      await tried.nodeRed.deploy([tab, applianceNode(appliance()), nodeOf(type, { outputs: 4 })]);
      const editor = await tried.open();
      const { person } = editor;
      const jobs = async () => (await editor.flow()).filter((node) => node.type === type);

      await person.click(editor.node(type));
      await person.press('Control+c');
      await person.press('Control+v');
      await person.click(await editor.place(400, 300));
      const [one, other, ...more] = await jobs();
      assert.deepEqual(more, []);
      assert.deepEqual({ ...other, id: one?.id, x: one?.x, y: one?.y }, one);
      assert.deepEqual(await editor.triangles(), []);

      await person.press('Control+z');
      assert.equal((await jobs()).length, 1);
      await person.press('Control+y');
      assert.equal((await jobs()).length, 2);
    });

    it('of what was edited come back with undo, wires and error output too', async () => {
      await tried.nodeRed.deploy([tab, applianceNode(appliance()), nodeOf(type)]);
      const editor = await tried.open();
      const { person } = editor;
      const before = await editor.flow();
      const dialog = await openNode(editor, type);
      await person.choose(dialog.field('action'), 'wait');
      await dialog.unfold();
      await person.fill(dialog.field('interval'), '9');
      await person.click(dialog.field('errorOutput'));
      await dialog.done();
      assert.notDeepEqual(await editor.flow(), before);
      await person.press('Control+z');
      assert.deepEqual(await editor.flow(), before);
    });

    it('that are exported have no secret in them', async () => {
      const secrets = ['Flower-1', 'Flower-2', 'Flower-3', 'Flower-4'];
      const [sso, location, backup, password] = secrets;
      const node = nodeOf('vcenter-recovery', { operation: 'restore.job.create' });
      await tried.nodeRed.deploy([
        ...everyNode(appliance()).filter((each) => each.type !== 'vcenter-appliance'),
        applianceNode(appliance(), { credentials: { username: 'somebody', password } }),
        {
          ...{ ...node, id: 'operation', y: 600 },
          credentials: { ssoPassword: sso, locationPassword: location, backupPassword: backup },
        },
      ]);
      const editor = await tried.open();
      const { page, person } = editor;
      // What was typed and is not deployed yet is not exported either.
      const dialog = await openNode(editor, 'vcenter-restore-job');
      await person.choose(dialog.field('action'), 'start');
      await dialog.unfold();
      await person.fill(dialog.field('ssoPassword'), 'Flower-5');
      await dialog.done();

      await person.press('Control+e');
      await person.click(page.locator('#red-ui-clipboard-dialog-export-rng-full'));
      const text = await page.locator('#red-ui-clipboard-dialog-export-text').inputValue();
      const exported: { type: string }[] = JSON.parse(text);
      assert.ok(exported.some((each) => each.type === 'vcenter-appliance'));
      assert.doesNotMatch(text, /Flower|somebody|credentials/);
    });
  },
  { expected },
);
