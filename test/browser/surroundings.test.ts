import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openNode } from './dialog';
import { applianceNode, debugNode, injectNode, nodeOf, tab, types } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

const job = 'vcenter-reconciliation-job';

describeEditor(
  'the editor under a path, and the flows under another,',
  (tried) => {
    const appliance = standIn({ scenario: 'never-ending' });

    it('finds its script, tests the connection, deploys and shows the answer', async () => {
      assert.match(tried.nodeRed.url, /\/red\/$/);
      await tried.nodeRed.deploy([
        tab,
        applianceNode(appliance()),
        injectNode('ask', job),
        nodeOf(job, { wires: [['told'], [], [], []], y: 80 }),
        debugNode('told'),
      ]);
      const editor = await tried.open();
      const { person } = editor;
      const dialog = await openNode(editor, job);
      const settings = await dialog.openConfigNode('appliance');
      await person.click(settings.form.locator('#vcenter-test'));
      await settings.form.getByText(/^running, \d+ %$/).waitFor();
      await person.fill(settings.field('name'), 'Under a path');
      await settings.done();
      await dialog.done();
      await editor.deploy();
      await editor.showDebugSidebar();
      await editor.pressButton('ask');
      await editor.debugMessages().filter({ hasText: 'Under a path is running' }).waitFor();
    });
  },
  { define: { httpAdminRoot: '/red', httpNodeRoot: '/flows' } },
);

/** bcrypt of the password below, with the least work. */
const hash = '$2b$04$EKonakll0tvjPP5en0AqNOsEFR8GNYg6UKtdglZVxR8N8EPvnOJhS';
const password = 'editor-password';
const users = [
  { username: 'writer', password: hash, permissions: '*' },
  { username: 'reader', password: hash, permissions: 'read' },
];

function signIn(username: string) {
  return async (page: Page): Promise<void> => {
    await page.locator('#node-dialog-login-username').fill(username);
    await page.locator('#node-dialog-login-password').fill(password);
    await page.locator('#node-dialog-login-submit').click();
  };
}

/** The editor asks before it knows that somebody has to sign in. */
const unknownYet = [/\b401\b/];

describeEditor(
  'an editor that asks who is there',
  (tried) => {
    const appliance = standIn({ scenario: 'never-ending' });

    it('lets one who may write test the connection, deploy and press', async () => {
      const editor = await tried.open({ enter: signIn('writer'), expected: unknownYet });
      const { person } = editor;
      const dialog = await openNode(editor, job);
      const settings = await dialog.openConfigNode('appliance');
      await person.fill(settings.field('host'), `${appliance().host}:${appliance().port}`);
      await person.fill(settings.field('username'), appliance().username);
      await person.fill(settings.field('password'), appliance().password);
      await settings.unfold();
      await person.fill(settings.field('fingerprint'), appliance().fingerprint);
      await person.click(settings.form.locator('#vcenter-test'));
      await settings.form.getByText(/^running, \d+ %$/).waitFor();
      await settings.done();
      await dialog.done();
      await editor.deploy();
      await editor.showDebugSidebar();
      await editor.pressButton('ask');
      await editor.debugMessages().filter({ hasText: 'is running' }).waitFor();
    });

    it('shows every dialog to one who may only read, and says so where more is wanted', async () => {
      const expected = [...unknownYet, /\b403\b/];
      const editor = await tried.open({ enter: signIn('reader'), expected });
      const { person } = editor;
      for (const type of types) {
        const dialog = await openNode(editor, type);
        assert.equal(await dialog.field('name').inputValue(), type);
        if (type === job) {
          const settings = await dialog.openConfigNode('appliance');
          assert.equal(await settings.field('name').inputValue(), 'Production');
          await person.click(settings.form.locator('#vcenter-test'));
          await settings.form.getByText(/permission to deploy flows/).waitFor();
          await settings.cancel();
        }
        await dialog.cancel();
      }
    });
  },
  {
    define: { adminAuth: { type: 'credentials', users } },
    prepare: async (directory) => {
      const nowhere = { host: 'vcenter.example.com', port: 443, fingerprint: '' };
      const appliance = applianceNode({ ...nowhere, username: '', password: '' });
      const others = types.filter((type) => type !== job && type !== 'vcenter-recovery-monitor');
      const flow = [
        tab,
        appliance,
        injectNode('ask', job),
        nodeOf(job, { wires: [['told'], [], [], []], y: 80 }),
        debugNode('told'),
        ...others.map((type) => nodeOf(type)),
        nodeOf('vcenter-recovery-monitor', { d: true }),
      ];
      await writeFile(join(directory, 'flows.json'), JSON.stringify(flow));
    },
  },
);
