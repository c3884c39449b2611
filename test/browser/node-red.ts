import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeRed } from '../../scripts/node-red-process';
import {
  complaintsOf,
  type InstalledPackage,
  installPackage,
  nodeRedVersion,
} from '../package/installed-package';
import { type Editor, type EditorOptions, openEditor } from './editor';

/** The folder for screenshots of the windows that are open when a test fails. */
const pictures = join(__dirname, '..', '..', 'node_modules', '.cache', 'browser-tests');

/** A Node-RED with the packed package, and a test's windows with its editor. */
export interface Tried {
  readonly nodeRed: NodeRed;
  /** Opens the editor in a window, which is closed after the test. */
  open(options?: EditorOptions): Promise<Editor>;
}

/** The options with which Node-RED is started. */
export interface Setup {
  /** Returns further environment variables; called when Node-RED is started. */
  environment?: () => Promise<Readonly<Record<string, string>>>;
  /** Settings that override the usual ones, by name. */
  define?: Readonly<Record<string, unknown>>;
  /** Prepares the user directory. */
  prepare?: (directory: string) => Promise<void>;
  /** The expected warnings and errors of Node-RED. */
  expected?: readonly RegExp[];
}

async function takePicture(editor: Editor, test: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const file = `${test.replace(/\W+/g, '-').slice(0, 180)}.png`;
  await editor.page.screenshot({ path: join(pictures, file) });
}

/**
 * Describes tests in the editor of a real Node-RED in which the packed package is installed.
 * Finally it checks that there were no unexpected problems in the windows and in Node-RED.
 */
export function describeEditor(
  title: string,
  tests: (tried: Tried) => void,
  { environment, define = {}, prepare, expected = [] }: Setup = {},
): void {
  describe(`${title} (Node-RED ${nodeRedVersion})`, function () {
    this.timeout(120_000);
    const problems: string[] = [];
    let windows: Editor[] = [];
    let installed: InstalledPackage | undefined;
    let nodeRed: NodeRed | undefined;

    before(async () => {
      installed = await installPackage();
      await prepare?.(installed.directory);
      nodeRed = await installed.start({
        define,
        environment: (await environment?.()) ?? {},
      });
    });
    after(async () => {
      await nodeRed?.stop();
      await installed?.remove();
    });

    afterEach(async function () {
      const test = this.currentTest;
      const open = windows;
      windows = [];
      for (const window of open) {
        if (test?.state === 'failed') await takePicture(window, test.fullTitle());
        problems.push(...window.problems().map((problem) => `"${test?.title}": ${problem}`));
        await window.close();
      }
    });

    const started = (): NodeRed => {
      if (nodeRed === undefined) throw new Error('Node-RED has not been started.');
      return nodeRed;
    };
    tests({
      get nodeRed() {
        return started();
      },
      open: async (options) => {
        const window = await openEditor(started().url, options);
        windows.push(window);
        return window;
      },
    });

    it('does all that without an error in the console, a 404, or a warning in the log', () => {
      const complaints = complaintsOf(started());
      const unexpected = complaints.filter((one) => !expected.some((words) => words.test(one)));
      assert.deepEqual([...problems, ...unexpected], []);
    });
  });
}
