import assert from 'node:assert/strict';
import { type Dialog, openNode } from './dialog';
import { applianceNode, nodeOf, tab } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

const type = 'vcenter-backup-job';
const saved = nodeOf(type, { jobId: '20250304-020000-1', jobIdType: 'str' });

/** What is typed into is a field of the typed input's own. */
function jobId({ form }: Dialog) {
  return form.locator('.form-row', { hasText: 'Job' }).locator('.red-ui-typedInput-input').first();
}

describeEditor('a backup job', (tried) => {
  const appliance = standIn({ scenario: 'none' });

  it('is picked from what the appliance has, with the keyboard', async () => {
    const [latest] = appliance()
      .backups.list()
      .toSorted((one, other) => other.startTime.getTime() - one.startTime.getTime());
    assert.ok(latest);
    await tried.nodeRed.deploy([tab, applianceNode(appliance()), { ...saved, jobId: '' }]);
    const editor = await tried.open();
    const { page, person } = editor;
    const dialog = await openNode(editor, type);
    await jobId(dialog).focus();
    await person.press(latest.id.slice(0, 1));
    const offered = page.locator('.red-ui-autoComplete-container', { hasText: latest.id });
    await offered
      .getByText(/SUCCEEDED, SCHEDULED, \d{4}-/)
      .first()
      .waitFor();
    await person.press('Enter');
    await offered.waitFor({ state: 'detached' });
    assert.equal(await jobId(dialog).inputValue(), latest.id);
    await dialog.done();
    const after = (await editor.flow()).find((node) => node.type === type);
    assert.equal(after?.jobId, latest.id);
  });

  it('stays what it was, and can be typed, while the appliance is out of reach', async () => {
    await tried.nodeRed.deploy([tab, applianceNode(appliance()), saved]);
    await appliance().stop();
    const editor = await tried.open({ expected: [/\b502\b/] });
    const { page, person } = editor;
    const dialog = await openNode(editor, type);
    assert.equal(await jobId(dialog).inputValue(), saved.jobId);
    const asked = page.waitForResponse(/vcenter-recovery\/choices$/);
    await jobId(dialog).focus();
    await person.press('End');
    await person.press('2');
    await asked;
    await dialog.done();
    const after = (await editor.flow()).find((node) => node.type === type);
    assert.equal(after?.jobId, `${saved.jobId}2`);
  });
});
