import assert from 'node:assert/strict';
import { openNode } from './dialog';
import { describeEditor } from './node-red';
import { setUpAppliance } from './set-up-appliance';
import { standIn } from './stand-in';

/** Most actions that it may take a person, counted as `person.ts` counts them. */
const most = 22;

// As the README describes it, step by step.
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
    await setUpAppliance(person, await dialog.openConfigNode('appliance'), appliance());
    await dialog.done();
    assert.deepEqual(await editor.triangles(), []);

    await editor.deploy();
    await editor.showDebugSidebar();
    await editor.pressButton(inject);
    await editor.debugMessages().filter({ hasText: 'RUNNING' }).waitFor();
    const actions = person.actions();
    console.log(`      ${actions} actions`);
    assert.ok(actions <= most, `${actions} actions`);
    await editor.badge(`get: reconciliation of ${appliance().host}`, /^\d+ %$/);
  });
});
