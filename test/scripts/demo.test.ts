import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

const root = join(__dirname, '..', '..');

describe('the demo', function () {
  this.timeout(60_000);
  let directory: string;

  // One for all, so that tsx compiles the sources once: nothing but its cache is left from a test.
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'vcenter-recovery-test-'));
    for (const name of ['home', 'temporary']) mkdirSync(join(directory, name));
  });
  afterEach(() => {
    for (const path of leftBehind()) rmSync(join(directory, path), { recursive: true });
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  /** Starts it with its own home folder and folder for temporary files. */
  function start(...parameters: string[]): ChildProcessByStdio<null, Readable, Readable> {
    const script = join('scripts', 'demo.ts');
    const [home, temporary] = [join(directory, 'home'), join(directory, 'temporary')];
    return spawn(process.execPath, ['--import', 'tsx', script, ...parameters], {
      cwd: root,
      env: { ...process.env, HOME: home, USERPROFILE: home, TMPDIR: temporary, TEMP: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async function run(...parameters: string[]) {
    const demo = start(...parameters);
    const [output, errors, [exitCode]] = await Promise.all([
      text(demo.stdout),
      text(demo.stderr),
      once(demo, 'close'),
    ]);
    return { output, errors, exitCode };
  }

  /** What is left, except for what tsx caches of the TypeScript it has read. */
  function leftBehind(): string[] {
    return ['home', 'temporary'].flatMap((name) =>
      readdirSync(join(directory, name))
        .filter((entry) => !entry.startsWith('tsx-'))
        .map((entry) => join(name, entry)),
    );
  }

  for (const { scenario, output, exitCode } of [
    { scenario: 'found-succeeded', output: /output 2, succeeded .*vc-demo succeeded/, exitCode: 0 },
    { scenario: 'found-failed', output: /output 3, failed .*vc-demo failed/, exitCode: 3 },
    { scenario: 'none', output: /output 4, not found .*vc-demo has no/, exitCode: 4 },
    { scenario: 'forbidden', output: /Catch, given up .*is not authorized/, exitCode: 5 },
  ]) {
    it(`ends the scenario ${scenario} with ${exitCode}, and leaves nothing behind`, async () => {
      const ended = await run('--once', '--scenario', scenario);
      assert.match(ended.output, output);
      assert.equal(ended.errors, '');
      assert.equal(ended.exitCode, exitCode);
      assert.deepEqual(leftBehind(), []);
    });
  }

  for (const { parameters, errors } of [
    { parameters: ['--scenario', 'miracle'], errors: /no scenario "miracle".*found-succeeded/ },
    { parameters: ['--twice'], errors: /--twice/ },
  ]) {
    it(`refuses ${parameters.join(' ')} with 64, and says why`, async () => {
      const ended = await run(...parameters);
      assert.match(ended.errors, errors);
      assert.deepEqual([ended.output, ended.exitCode], ['', 64]);
    });
  }

  it('keeps running after the end of the job, and runs it again at the button, until Ctrl-C', async () => {
    // There is no other signal to a single process on Windows than one that ends it at once.
    const demo = start('--scenario', 'found-succeeded');
    let editor = 'http://127.0.0.1';
    let results = 0;
    for await (const line of createInterface(demo.stdout)) {
      editor = /editor is at (http\S+)/.exec(line)?.[1] ?? editor;
      const [closing, button = ''] = /the button of "(.*?)".*Ctrl-C/.exec(line) ?? [];
      if (closing) await press(editor, button);
      if (/output 2, succeeded .*vc-demo succeeded/.test(line)) results += 1;
      if (results === 2) break;
    }
    const port = Number(new URL(editor).port);
    assert.ok(await answers(port));
    const closed = once(demo, 'close');
    demo.kill('SIGINT');
    const [exitCode] = await closed;
    assert.equal(exitCode, 0);
    assert.equal(await answers(port), false);
    assert.deepEqual(leftBehind(), []);
  });
});

/** Clicks the button of the inject node with that name, as the editor does. */
async function press(editor: string, name: string): Promise<void> {
  const flow = (await (await fetch(`${editor}flows`)).json()) as { id: string; name?: string }[];
  const button = flow.find((node) => node.name === name);
  const { status } = await fetch(`${editor}inject/${button?.id}`, { method: 'POST' });
  assert.equal(status, 200);
}

/** Whether something listens at a port of this machine. */
async function answers(port: number): Promise<boolean> {
  const socket = createConnection({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // Refused: nothing listens.
    return false;
  } finally {
    socket.destroy();
  }
}
