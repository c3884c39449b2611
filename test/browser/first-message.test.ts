import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDialog } from './dialog';
import { describeEditor } from './node-red';
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
    const settings = await openDialog(editor, 'config');
    await person.fill(
      settings.field('host'),
      `https://${appliance().host}:${appliance().port}/ui/`,
    );
    await person.fill(settings.field('username'), appliance().username);
    await person.fill(settings.field('password'), appliance().password);
    await person.click(settings.form.getByRole('button', { name: 'Test connection' }));
    await settings.form.getByText(appliance().fingerprint).waitFor();
    await person.click(settings.form.getByRole('button', { name: 'Pin this certificate' }));
    await settings.form.getByText(/^running, \d+ %$/).waitFor();
    await settings.done();
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
