import assert from 'node:assert/strict';
import { openNode } from './dialog';
import { applianceNode, everyNode, nodeOf, tab } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

/** What is typed wrongly into the dialog of an appliance, and what is said then. */
const flaws: readonly { name: string; text: string; says: RegExp }[] = [
  { name: 'host', text: 'not a host', says: /a host name or an IP address is required/ },
  { name: 'port', text: 'https', says: /a whole number from 1 to 65535 is required/ },
  { name: 'username', text: '', says: /is required to sign in/ },
  { name: 'password', text: '', says: /is required to sign in/ },
  { name: 'fingerprint', text: 'AB:CD', says: /64 hexadecimal digits/ },
  { name: 'requestTimeout', text: 'soon', says: /a number of seconds from 1 to 86400 is required/ },
];

describeEditor('what is wrong', (tried) => {
  const appliance = standIn({ scenario: 'none' });

  it('is said on each field of the appliance', async () => {
    await tried.nodeRed.deploy(everyNode(appliance()));
    const editor = await tried.open();
    const { person, page } = editor;
    const dialog = await openNode(editor, 'vcenter-recovery-monitor');
    const settings = await dialog.openConfigNode('appliance');
    await settings.unfold();
    for (const { name, text, says } of flaws) {
      const field = settings.field(name);
      const before = await field.inputValue();
      assert.doesNotMatch((await field.getAttribute('class')) ?? '', /input-error/, name);
      await person.fill(field, text);
      assert.match((await field.getAttribute('class')) ?? '', /input-error/, name);
      await field.hover();
      await page.locator('.red-ui-popover', { hasText: says }).waitFor();
      await person.fill(field, before);
      assert.doesNotMatch((await field.getAttribute('class')) ?? '', /input-error/, name);
      await page.mouse.move(0, 0);
      await page.locator('.red-ui-popover').waitFor({ state: 'detached' });
    }
  });

  it('is said on the node, by its triangle', async () => {
    await tried.nodeRed.deploy([
      tab,
      applianceNode(appliance()),
      nodeOf('vcenter-reconciliation-job', { action: 'wait', interval: '0' }),
    ]);
    const editor = await tried.open();
    assert.deepEqual(await editor.triangles(), ['vcenter-reconciliation-job']);
    await editor.node('vcenter-reconciliation-job').locator('.red-ui-flow-node-error').hover();
    await editor.page.getByText('enter a number of seconds from 1 to 86400').first().waitFor();
  });

  it('is said below the field of a spec: a secret has no place in a flow', async () => {
    const type = 'vcenter-backup-job';
    await tried.nodeRed.deploy([
      tab,
      applianceNode(appliance()),
      nodeOf(type, { action: 'start', source: 'spec', spec: '{"backup_password":"x"}' }),
    ]);
    const editor = await tried.open();
    const dialog = await openNode(editor, type);
    await dialog.tray.getByText('backup_password: a password here would be exported').waitFor();
    await editor.person.choose(dialog.field('source'), 'schedule');
    await dialog.tray
      .getByText('backup_password: a password here would be exported')
      .waitFor({ state: 'hidden' });
    await dialog.done();
    assert.deepEqual(await editor.triangles(), []);
  });
});
