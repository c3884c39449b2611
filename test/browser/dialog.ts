import type { Locator } from 'playwright-core';
import type { Editor } from './editor';

/** A dialog that is open: of a node of a flow, or of a config node. */
export interface Dialog {
  /** All of it, with its title and buttons. */
  readonly tray: Locator;
  /** What the node's own html brings. */
  readonly form: Locator;
  /** @returns the field of a property. */
  field(name: string): Locator;
  /** Opens the dialog of the config node that is chosen, or of a new one. */
  openConfigNode(property: string): Promise<Dialog>;
  /** Saves what stands in it by its button, and waits until it is closed. */
  done(): Promise<void>;
  /** Closes it by its button for that, and nothing is saved. */
  cancel(): Promise<void>;
  /** Waits until it is closed. */
  closed(): Promise<void>;
}

/** What Node-RED calls the parts of a dialog (`editor.js` in its editor-client). */
const parts = {
  node: { prefix: 'node-input', button: 'node-dialog', form: 'dialog-form' },
  config: {
    prefix: 'node-config-input',
    button: 'node-config-dialog',
    form: 'node-config-dialog-edit-form',
  },
} as const;

/**
 * Waits until a dialog has been built and stands still. It slides in from the right, then its first
 * control gets the focus (`tray.js`).
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

/** @returns the dialog that opens, once it can be used. */
export async function openDialog(editor: Editor, kind: 'node' | 'config'): Promise<Dialog> {
  const { page, person } = editor;
  const { prefix, button, form } = parts[kind];
  const save = page.locator(`#${button}-ok`);
  const tray = page.locator('.red-ui-tray').filter({ has: save });
  const field = (name: string) => tray.locator(`#${prefix}-${name}`);
  const closed = () => tray.waitFor({ state: 'detached' });
  const closeBy = async (by: Locator) => {
    await person.click(by);
    await closed();
  };
  await settled(tray);
  return {
    tray,
    form: tray.locator(`#${form}`),
    field,
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
