import assert from 'node:assert/strict';
import { languages } from '../../scripts/node-files';
import { operations } from '../../src/appliance/operations/tables/recovery-operations';
import { cutOff, cutOffChoices, pushedDown, wrapped } from './boxes';
import { type Dialog, openNode } from './dialog';
import type { Editor } from './editor';
import { everyNode, types } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

/** A screen of 1920 by 1080 pixels, as zooming in makes it smaller and coarser. */
const zooms = [1, 2] as const;
const screen = { width: 1920, height: 1080 };

/** Lists by which a dialog shows other rows, and what is chosen in them in turn. */
const choices: Readonly<Record<string, readonly string[]>> = {
  format: ['object', 'prometheus', 'plugin', 'prtg'],
  action: ['get', 'start', 'cancel', 'wait', 'ensure', 'remove'],
  source: ['schedule', 'spec'],
  operation: Object.keys(operations),
  connection: ['api', 'rest', 'management'],
  auth: ['basic', 'authorization'],
  proxyMode: ['environment', 'node', 'none'],
};

async function flawsOf({ form }: Dialog): Promise<string[]> {
  const texts = form.locator(':is(label, .form-tips, .form-row > span, button, summary):visible');
  return [
    ...(await cutOff(texts, '.red-ui-tray-body')),
    ...(await pushedDown(form.locator('.form-row > label:first-child:visible'))),
    ...(await wrapped(form.locator('.form-row > label:visible'))),
    ...(await cutOffChoices(form.locator('select:visible'))),
  ];
}

/** Tries all that changes what a dialog shows, and looks at it each time. */
async function flawsInAllForms(dialog: Dialog): Promise<string[]> {
  const found = await flawsOf(dialog);
  await dialog.unfold();
  for (const box of await dialog.form.locator('input[type=checkbox]:visible').all()) {
    await box.check();
  }
  found.push(...(await flawsOf(dialog)));
  for (const [name, values] of Object.entries(choices)) {
    const list = dialog.field(name);
    for (const value of values) {
      if (!(await list.isVisible())) continue;
      if ((await list.locator(`option[value="${value}"]:enabled`).count()) === 0) continue;
      await list.selectOption(value);
      await dialog.unfold();
      found.push(...(await flawsOf(dialog)));
    }
  }
  return [...new Set(found)];
}

async function flawsInDialogs(editor: Editor): Promise<string[]> {
  const found: string[] = [];
  for (const type of types) {
    const dialog = await openNode(editor, type);
    found.push(...(await flawsInAllForms(dialog)));
    if (type === types[0]) {
      const settings = await dialog.openConfigNode('appliance');
      found.push(...(await flawsInAllForms(settings)));
      await settings.cancel();
    }
    await dialog.cancel();
  }
  return found;
}

describeEditor('no label is cut off', (tried) => {
  const appliance = standIn({ scenario: 'none' });

  for (const language of languages) {
    for (const zoom of zooms) {
      const viewport = { width: screen.width / zoom, height: screen.height / zoom };
      const options = { language, window: { viewport, deviceScaleFactor: zoom } };

      it(`in ${language} at ${zoom * 100} %, in any dialog`, async () => {
        await tried.nodeRed.deploy(everyNode(appliance()));
        const editor = await tried.open(options);
        assert.deepEqual(await flawsInDialogs(editor), []);
      });

      it(`in ${language} at ${zoom * 100} %, in the palette`, async () => {
        const editor = await tried.open(options);
        const entries = editor.page.locator('.red-ui-palette-node[data-palette-type^=vcenter-]');
        assert.equal(await entries.count(), types.length);
        await entries.first().scrollIntoViewIfNeeded();
        assert.deepEqual(
          await cutOff(entries.locator('.red-ui-palette-label'), '.red-ui-palette-node'),
          [],
        );
      });
    }
  }
});
