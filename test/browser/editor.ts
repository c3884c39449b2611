import assert from 'node:assert/strict';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { theBrowser } from './chromium';
import { type Person, type Point, personAt } from './person';
import { listenForProblems } from './problems';

/** Node-RED's editor in a window of its own, and the person who uses it. */
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
  /** Waits until the badge of the node with that label has this text. */
  badge(label: string, text: RegExp): Promise<void>;
  /** Waits until all nodes of the displayed flow are drawn. */
  drawn(): Promise<void>;
  /** @returns the labels of the nodes with the red triangle for invalid settings. */
  triangles(): Promise<string[]>;
  /** Switches to the flow with that label. */
  showFlow(label: string): Promise<void>;
  /** Opens the sidebar with the config nodes. */
  showConfigNodes(): Promise<void>;
  /** @returns the appliances in that sidebar. */
  appliances(): Locator;
  /** @returns a position on the canvas, relative to its upper left corner. */
  place(x: number, y: number): Promise<Point>;
  /** @returns the entry of a type in the palette. */
  paletteEntry(type: string): Locator;
  /** @returns all current nodes in the form of a deploy, without credentials. */
  flow(): Promise<EditedNode[]>;
  /** Presses Deploy, and waits for the confirmation. */
  deploy(): Promise<void>;
  /** Opens the debug sidebar. */
  showDebugSidebar(): Promise<void>;
  /** @returns the messages in the debug sidebar. */
  debugMessages(): Locator;
  /** Reloads the page, as after a change of the language. */
  reload(): Promise<void>;
  /** @returns the problems in this window so far. */
  problems(): string[];
  close(): Promise<void>;
}

/** A node in the form in which the editor saves it. */
export interface EditedNode {
  id: string;
  type: string;
  [property: string]: unknown;
}

export interface EditorOptions {
  /** Options of the window: its size, language and color scheme. */
  window?: BrowserContextOptions;
  /** The language in the user's settings. */
  language?: string;
  /** The expected problems. */
  expected?: readonly RegExp[];
  /** Called before the editor is waited for, for example to sign in. */
  enter?(page: Page): Promise<void>;
}

const usualWindow: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  locale: 'en-US',
};

/** @returns a regular expression for exactly this text. */
function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
}

/**
 * Opens the editor, and waits until it is ready.
 *
 * @param url of the editor, with a trailing slash.
 */
export async function openEditor(url: string, options: EditorOptions = {}): Promise<Editor> {
  const browser = await theBrowser();
  const context = await browser.newContext({ ...usualWindow, ...options.window });
  const page = await context.newPage();
  const problems = listenForProblems(page, options.expected ?? []);
  // Requests to the internet are Node-RED's own and not needed.
  await page.route(
    (asked) => asked.origin !== new URL(url).origin && asked.protocol.startsWith('http'),
    (route) => route.fulfill({ status: 204 }),
  );
  if (options.language !== undefined) {
    await page.addInitScript((language) => {
      localStorage.setItem('editor-language', language);
    }, options.language);
  }
  // Debug messages are not kept for later subscribers (`@node-red/editor-api`, comms.js).
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
      // Without the mouse: after an import a notification covers the tabs for five seconds.
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
