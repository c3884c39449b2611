import assert from 'node:assert/strict';
import { openNode } from './dialog';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

// As the README tells it, step by step.
describeEditor('a first flow, by hand', (tried) => {
  const appliance = standIn({ scenario: 'never-ending' });

  it('is dragged, wired, filled in, tested and deployed; its answer is in the sidebar, and a badge', async () => {
    const editor = await tried.open();
    const { person } = editor;

    await person.drag(editor.paletteEntry('inject'), await editor.place(160, 200));
    await person.drag(editor.paletteEntry('debug'), await editor.place(700, 120));
    await person.drag(
      editor.paletteEntry('vcenter-reconciliation-job'),
      await editor.place(400, 200),
    );
    const [inject, job, debug] = ['timestamp', 'get: reconciliation', 'debug 1'] as const;
    await person.drag(editor.output(inject), editor.input(job));
    for (const output of [0, 1, 2, 3]) {
      await person.drag(editor.output(job, output), editor.input(debug));
    }

    const dialog = await openNode(editor, job);
    const settings = await dialog.openConfigNode('appliance');
    await person.fill(settings.field('host'), `https://${appliance().host}:${appliance().port}/ui`);
    assert.equal(await settings.field('host').inputValue(), appliance().host);
    assert.equal(await settings.field('port').inputValue(), String(appliance().port));
    await person.fill(settings.field('username'), appliance().username);
    await person.fill(settings.field('password'), appliance().password);
    await person.click(settings.form.getByRole('button', { name: 'Test connection' }));
    await settings.form.getByText(appliance().fingerprint).waitFor();
    await person.click(settings.form.getByRole('button', { name: 'Pin this certificate' }));
    await settings.form.getByText(/^running, \d+ %$/).waitFor();
    await settings.done();
    await dialog.done();
    assert.deepEqual(await editor.triangles(), []);

    await editor.deploy();
    await editor.showDebugSidebar();
    await editor.pressButton(inject);
    await editor.debugMessages().filter({ hasText: 'RUNNING' }).waitFor();
    await editor.badge(`get: reconciliation of ${appliance().host}`, /^\d+ %$/);
  });
});
