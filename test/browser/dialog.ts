import type { Locator } from 'playwright-core';
import type { Editor } from './editor';

/** A dialog that is open: of a node of a flow, or of a config node. */
export interface Dialog {
  /** All of it, with its title and buttons. */
  readonly tray: Locator;
  /** @returns the field of a property. */
  field(name: string): Locator;
  /** @returns the row in which the field of a property stands. */
  row(name: string): Locator;
  /** Opens the dialog of the config node that is chosen, or of a new one. */
  openConfigNode(property: string): Promise<Dialog>;
  /** Saves what stands in it by its button, and waits until it is closed. */
  done(): Promise<void>;
  /** Waits until it is closed. */
  closed(): Promise<void>;
}

/** @returns the dialog on top, once it stands still. */
export async function openDialog(editor: Editor, kind: 'node' | 'config'): Promise<Dialog> {
  const { page, person } = editor;
  const prefix = kind === 'node' ? 'node-input' : 'node-config-input';
  const button = page.locator(kind === 'node' ? '#node-dialog-ok' : '#node-config-dialog-ok');
  // A dialog slides in: a click waits until its target stands still, also one that is none.
  await button.click({ trial: true });
  const tray = page.locator('.red-ui-tray').filter({ has: button });
  const field = (name: string) => tray.locator(`#${prefix}-${name}`);
  const closed = () => button.waitFor({ state: 'detached' });
  return {
    tray,
    field,
    row: (name) => tray.locator('.form-row').filter({ has: field(name) }),
    openConfigNode: async (property) => {
      const edit = tray.locator(`#${prefix}-btn-${property}-edit`);
      const add = tray.locator(`#${prefix}-btn-${property}-add`);
      const isChosen = (await field(property).inputValue()) !== '_ADD_';
      await person.click(isChosen ? edit : add);
      return openDialog(editor, 'config');
    },
    done: async () => {
      await person.click(button);
      await closed();
    },
    closed,
  };
}

/** Opens the dialog of a node on the canvas. */
export async function openNode(editor: Editor, label: string): Promise<Dialog> {
  await editor.person.doubleClick(editor.node(label));
  return openDialog(editor, 'node');
}
