import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDialog } from './dialog';
import { describeEditor } from './node-red';
import { setUpAppliance } from './set-up-appliance';
import { standIn } from './stand-in';

const most = 12;
const file = '01 - Ask once.json';
const example = readFileSync(join(__dirname, '..', '..', 'examples', file), 'utf8');

describeEditor('from an empty editor to the first message', (tried) => {
  const appliance = standIn({ scenario: 'never-ending' });

  it(`it takes a person ${most} actions at most, with the certificate compared and pinned`, async () => {
    const editor = await tried.open();
    const { person } = editor;

    await person.dropFile(file, example);
    await editor.showConfigNodes();
    await person.doubleClick(editor.appliances());
    await setUpAppliance(person, await openDialog(editor, 'config'), appliance());
    await editor.deploy();
    await editor.showDebugSidebar();
    await editor.debugMessages().filter({ hasText: 'is running' }).waitFor();

    const actions = person.actions();
    console.log(`      ${actions} actions`);
    assert.ok(actions <= most, `${actions} actions`);
    await editor.showFlow('Ask once');
    await editor.badge('Reconciliation job', /^\d+ %$/);
  });
});
