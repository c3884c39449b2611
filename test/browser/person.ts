import type { Locator, Page } from 'playwright-core';

/** A position in the window, in pixels from its upper left corner. */
export interface Point {
  x: number;
  y: number;
}

/** A target for the mouse: an element of the page, or a position in the window. */
export type Target = Locator | Point;

type Modifier = 'Alt' | 'ControlOrMeta' | 'Shift';

/**
 * A person at the mouse and the keyboard. Each call is one action: a click, a drag, a key
 * combination or the input of one field. Scrolling and waiting do not count as actions.
 */
export interface Person {
  /** The number of actions so far. */
  actions(): number;
  click(target: Target, modifiers?: Modifier[]): Promise<void>;
  doubleClick(target: Target): Promise<void>;
  /** Drags from one target to the other. */
  drag(from: Target, to: Target): Promise<void>;
  /** Drops a file with this name and text onto the canvas. */
  dropFile(name: string, text: string): Promise<void>;
  /** Presses a key combination in Playwright's notation, or several for a chord. */
  press(...keys: string[]): Promise<void>;
  /** Fills in a field, and leaves it. */
  fill(field: Locator, text: string): Promise<void>;
  /** Selects an option. */
  choose(list: Locator, value: string): Promise<void>;
}

function isPoint(target: Target): target is Point {
  return 'x' in target;
}

/** Mouse events along a drag: the editor tracks the pointer, and not only where the drag ends. */
const steps = 8;

export function personAt(page: Page): Person {
  let actions = 0;

  const middleOf = async (target: Target): Promise<Point> => {
    if (isPoint(target)) return target;
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (box === null) throw new Error(`${target} cannot be seen.`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  return {
    actions: () => actions,
    click: async (target, modifiers = []) => {
      actions += 1;
      if (!isPoint(target)) return target.click({ modifiers });
      for (const key of modifiers) await page.keyboard.down(key);
      await page.mouse.click(target.x, target.y);
      for (const key of modifiers) await page.keyboard.up(key);
    },
    doubleClick: async (target) => {
      actions += 1;
      if (isPoint(target)) await page.mouse.dblclick(target.x, target.y);
      else await target.dblclick();
    },
    drag: async (from, to) => {
      actions += 1;
      const start = await middleOf(from);
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      const end = await middleOf(to);
      await page.mouse.move(end.x, end.y, { steps });
      await page.mouse.up();
    },
    dropFile: async (name, text) => {
      actions += 1;
      const carried = await page.evaluateHandle(
        ([fileName, content]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([content ?? ''], fileName ?? '', { type: 'text/json' }));
          return transfer;
        },
        [name, text],
      );
      await page.dispatchEvent('#red-ui-workspace-chart', 'dragenter', { dataTransfer: carried });
      await page.dispatchEvent('#red-ui-drop-target', 'drop', { dataTransfer: carried });
    },
    press: async (...keys) => {
      actions += 1;
      for (const key of keys) await page.keyboard.press(key);
    },
    fill: async (field, text) => {
      actions += 1;
      await field.fill(text);
      await field.blur();
    },
    choose: async (list, value) => {
      actions += 1;
      await list.selectOption(value);
    },
  };
}
