import assert from 'node:assert/strict';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { theBrowser } from './chromium';
import { type Person, type Point, personAt } from './person';
import { listenForProblems } from './problems';

/** Node-RED's editor in a window of its own, and somebody before it. */
export interface Editor {
  readonly page: Page;
  readonly person: Person;
  /** @returns the node on the canvas with that label. */
  node(label: string): Locator;
  /** @returns an output of the node with that label, counted from 0. */
  output(label: string, index?: number): Locator;
  /** @returns the input of the node with that label. */
  input(label: string): Locator;
  /** Presses the button of the node with that label. */
  pressButton(label: string): Promise<void>;
  /** Waits until the badge of the node with that label reads so. */
  badge(label: string, text: RegExp): Promise<void>;
  /** Waits until every node of the flow that is shown has been drawn. */
  drawn(): Promise<void>;
  /** @returns the labels of the nodes with the red triangle of one that is not set up. */
  triangles(): Promise<string[]>;
  /** Goes to the flow with that label. */
  showFlow(label: string): Promise<void>;
  /** Goes to where the config nodes are listed. */
  showConfigNodes(): Promise<void>;
  /** @returns the appliances among them. */
  appliances(): Locator;
  /** @returns a place on the canvas, by its distances from the upper left corner of it. */
  place(x: number, y: number): Promise<Point>;
  /** @returns the entry of a type in the palette. */
  paletteEntry(type: string): Locator;
  /** @returns all nodes as they are now, as a deploy would send them but for the credentials. */
  flow(): Promise<EditedNode[]>;
  /** Presses Deploy, and waits until Node-RED says that it is done. */
  deploy(): Promise<void>;
  /** Goes to where debug nodes show their messages. */
  showDebugSidebar(): Promise<void>;
  /** @returns the messages in the debug sidebar. */
  debugMessages(): Locator;
  /** Loads the page anew, as after a change of the language. */
  reload(): Promise<void>;
  /** @returns what has gone wrong in this window so far. */
  problems(): string[];
  close(): Promise<void>;
}

/** A node as the editor would save it. */
export interface EditedNode {
  id: string;
  type: string;
  [property: string]: unknown;
}

export interface EditorOptions {
  /** Of the window: its size, language, colour scheme. */
  window?: BrowserContextOptions;
  /** The language that is chosen in the user's settings. */
  language?: string;
  /** What goes wrong on purpose. */
  expected?: readonly RegExp[];
  /** Runs in the page before it is waited for, as a sign-in would. */
  enter?(page: Page): Promise<void>;
}

const usualWindow: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  locale: 'en-US',
};

/** @returns an expression for exactly that text. */
function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
}

/**
 * Opens the editor, and waits until it can be used.
 *
 * @param url where it is, with a slash at the end.
 */
export async function openEditor(url: string, options: EditorOptions = {}): Promise<Editor> {
  const browser = await theBrowser();
  const context = await browser.newContext({ ...usualWindow, ...options.window });
  const page = await context.newPage();
  const problems = listenForProblems(page, options.expected ?? []);
  // Nothing of this is on the internet. What is asked for there is Node-RED's own.
  await page.route(
    (asked) => asked.origin !== new URL(url).origin && asked.protocol.startsWith('http'),
    (route) => route.fulfill({ status: 204 }),
  );
  if (options.language !== undefined) {
    await page.addInitScript((language) => {
      localStorage.setItem('editor-language', language);
    }, options.language);
  }
  // Debug messages are not kept for one who comes later (`@node-red/editor-api`, comms.js).
  const listening = new Promise<void>((resolve) => {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => String(payload).includes('debug') && resolve());
    });
  });
  await page.goto(url);
  await options.enter?.(page);
  const loaded = async () => {
    await page.locator('.red-ui-palette-node[data-palette-type=vcenter-recovery]').waitFor();
    await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
  };
  await loaded();
  await listening;
  const person = personAt(page);
  const node = (label: string) =>
    page.locator('.red-ui-flow-node-group').filter({
      has: page.locator('.red-ui-flow-node-label', { hasText: exactly(label) }),
    });

  return {
    page,
    person,
    node,
    output: (label, index = 0) =>
      node(label).locator('.red-ui-flow-port-output .red-ui-flow-port').nth(index),
    input: (label) => node(label).locator('.red-ui-flow-port-input .red-ui-flow-port'),
    pressButton: (label) => person.click(node(label).locator('.red-ui-flow-node-button-button')),
    badge: (label, text) =>
      node(label).locator('.red-ui-flow-node-status-label', { hasText: text }).waitFor(),
    drawn: async () => {
      await page.waitForFunction(() => {
        const { nodes, workspaces } = Reflect.get(window, 'RED');
        const there = nodes.filterNodes({ z: workspaces.active() }).length;
        return document.querySelectorAll('.red-ui-flow-node-group').length === there;
      });
    },
    triangles: () =>
      page
        .locator('.red-ui-flow-node-group')
        .filter({ has: page.locator('.red-ui-flow-node-error').locator('visible=true') })
        .locator('.red-ui-flow-node-label')
        .allTextContents(),
    showFlow: async (label) => {
      const shown = page.locator('#red-ui-workspace-tabs .red-ui-tab.active');
      await page.locator('#red-ui-workspace-chart').focus();
      // Not by the mouse: after an import a notification covers the tabs for five seconds.
      while ((await shown.innerText()).trim() !== label) await person.press('Control+]');
    },
    showConfigNodes: async () => {
      await person.press('Control+g', 'c');
      await page.locator('.red-ui-sidebar-node-config').waitFor();
    },
    appliances: () =>
      page.locator('li:text-is("vcenter-appliance") ~ li .red-ui-palette-node-config'),
    place: async (x, y) => {
      const box = await page.locator('#red-ui-workspace-chart').boundingBox();
      if (box === null) throw new Error('There is no canvas.');
      return { x: box.x + x, y: box.y + y };
    },
    paletteEntry: (type) => page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`),
    flow: () =>
      page.evaluate(() =>
        Reflect.get(window, 'RED').nodes.createCompleteNodeSet({ credentials: false }),
      ),
    deploy: async () => {
      const answered = page.waitForResponse(
        (response) => response.request().method() === 'POST' && /\/flows$/.test(response.url()),
      );
      await person.click(page.locator('#red-ui-header-button-deploy'));
      assert.equal((await answered).status(), 200);
      await page.locator('#red-ui-header-button-deploy.disabled').waitFor();
    },
    showDebugSidebar: async () => {
      if (await page.locator('.red-ui-debug-content-list').isVisible()) return;
      await person.press('Control+g', 'd');
      await page.locator('.red-ui-debug-content-list').waitFor();
    },
    debugMessages: () => page.locator('.red-ui-debug-msg'),
    reload: async () => {
      await page.reload();
      await loaded();
    },
    problems: () => problems.list(),
    close: () => context.close(),
  };
}
