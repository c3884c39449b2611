import type { Locator } from 'playwright-core';
import type { Editor } from './editor';

/** An open dialog, of a node in a flow or of a config node. */
export interface Dialog {
  /** The entire dialog, with title and buttons. */
  readonly tray: Locator;
  /** The form from the node's HTML. */
  readonly form: Locator;
  /** @returns the field of a property. */
  field(name: string): Locator;
  /** Opens the folds of the dialog that are closed. */
  unfold(): Promise<void>;
  /** Opens the dialog of the selected config node, or of a new one. */
  openConfigNode(property: string): Promise<Dialog>;
  /** Presses the button that saves, and waits until the dialog is closed. */
  done(): Promise<void>;
  /** Presses the button that cancels, so that nothing is saved. */
  cancel(): Promise<void>;
  /** Waits until it is closed. */
  closed(): Promise<void>;
}

/** The selectors of the parts of a dialog (`editor.js` in the editor-client). */
const parts = {
  node: { prefix: 'node-input', button: 'node-dialog', form: 'dialog-form' },
  config: {
    prefix: 'node-config-input',
    button: 'node-config-dialog',
    form: 'node-config-dialog-edit-form',
  },
} as const;

/**
 * Waits until a dialog is complete and its animation has ended. It slides in from the right, then
 * its first control gets the focus (`tray.js`).
 */
async function settled(tray: Locator): Promise<void> {
  await tray
    .page()
    .waitForFunction(
      (element) =>
        element !== null &&
        Number.parseFloat(getComputedStyle(element).right) === 0 &&
        element.contains(document.activeElement),
      await tray.elementHandle(),
    );
}

/** @returns the opening dialog, once it is ready. */
export async function openDialog(editor: Editor, kind: 'node' | 'config'): Promise<Dialog> {
  const { page, person } = editor;
  const { prefix, button, form } = parts[kind];
  const save = page.locator(`#${button}-ok`);
  const tray = page.locator('.red-ui-tray').filter({ has: save });
  const field = (name: string) => tray.locator(`#${prefix}-${name}`);
  const closed = () => tray.waitFor({ state: 'detached' });
  const closeBy = async (by: Locator) => {
    // Once the dialog on top of it is closed, it slides in again, and takes no click until it has.
    await page.waitForFunction(
      (element) => element !== null && Number.parseFloat(getComputedStyle(element).right) === 0,
      await tray.elementHandle(),
    );
    await person.click(by);
    await closed();
  };
  await settled(tray);
  return {
    tray,
    form: tray.locator(`#${form}`),
    field,
    unfold: async () => {
      const closed = tray.locator('details:not([open]) > summary:visible');
      while ((await closed.count()) > 0) await person.click(closed.first());
    },
    openConfigNode: async (property) => {
      const isChosen = (await field(property).inputValue()) !== '_ADD_';
      const way = isChosen ? 'edit' : 'add';
      await person.click(tray.locator(`#${prefix}-btn-${property}-${way}`));
      return openDialog(editor, 'config');
    },
    done: () => closeBy(save),
    cancel: () => closeBy(tray.locator(`#${button}-cancel`)),
    closed,
  };
}

/** Opens the dialog of a node on the canvas. */
export async function openNode(editor: Editor, label: string): Promise<Dialog> {
  await editor.person.doubleClick(editor.node(label));
  return openDialog(editor, 'node');
}
