import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { source } from '../../scripts/node-files';

/** A typed input's kind that completes what is typed. */
interface Completing {
  autoComplete(typed: string, done: (completions: { value: string }[]) => void): void;
}

/**
 * Loads what completes a field, in a dialog in which the appliance `a` is chosen.
 *
 * @param answer of the runtime to each question.
 */
function loadField(answer: () => Promise<unknown>) {
  const { outputFiles } = buildSync({
    stdin: {
      contents: source('nodes', 'editor', 'parameters', 'choices.ts'),
      resolveDir: `${__dirname}/../../nodes/editor/parameters`,
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    globalName: 'choices',
    write: false,
  });
  const values: Record<string, string> = { '#node-input-appliance': 'a' };
  const element = { text: () => element, css: () => element, appendTo: () => element };
  const find = (wanted: string) =>
    wanted.startsWith('<') ? element : { is: () => false, val: () => values[wanted] ?? '' };
  const document = { activeElement: {} };
  const context = createContext({
    $: Object.assign(find, { ajax: answer }),
    RED: { _: (key: string) => key },
    document,
  });
  for (const { text } of outputFiles) runInContext(text, context);
  const kind: Completing = runInContext('choices.completedText("backups")', context);
  return {
    leave: () => {
      document.activeElement = {};
    },
    type: (typed: string) =>
      new Promise<string[]>((resolve) => {
        kind.autoComplete(typed, (offered) => resolve(Array.from(offered, ({ value }) => value)));
      }),
  };
}

describe('A field that is completed by what the appliance has', () => {
  const choices = [
    { value: '20260101-1', detail: 'SUCCEEDED' },
    { value: '20260102-1', detail: 'FAILED' },
  ];

  it('is offered what fits what was typed, and is asked for once', async () => {
    let asked = 0;
    const field = loadField(async () => {
      asked += 1;
      return { choices };
    });
    assert.deepEqual(await field.type('2026'), ['20260101-1', '20260102-1']);
    assert.deepEqual(await field.type('failed'), ['20260102-1']);
    assert.equal(asked, 1);
  });

  it('is asked for again after there was no answer', async () => {
    const answers = [Promise.reject(new Error('502')), Promise.resolve({ choices })];
    const field = loadField(() => answers.shift() ?? Promise.reject(new Error('once more')));
    assert.deepEqual(await field.type('2026'), []);
    assert.deepEqual(await field.type('2026'), ['20260101-1', '20260102-1']);
  });

  it('is offered nothing any more when it was left meanwhile', async () => {
    const field = loadField(async () => ({ choices }));
    const offered = field.type('2026');
    field.leave();
    assert.deepEqual(await offered, []);
  });
});
