import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { wordOfFault } from '../../nodes/report';
import type { FaultCode } from '../../src/appliance/faults';
import { dialogOf, scriptOf, source, types, wordsIn, wordsOf } from './node-files';

/** Every fault there is; the compiler sees to it that none is left out. */
const faults: Record<FaultCode, true> = {
  NOT_CONFIGURED: true,
  UNREACHABLE: true,
  TIMED_OUT: true,
  TLS_UNTRUSTED: true,
  AUTHENTICATION_FAILED: true,
  NOT_AUTHORIZED: true,
  SESSION_LIMIT: true,
  UNAVAILABLE: true,
  API_NOT_FOUND: true,
  NOT_FOUND: true,
  REFUSED: true,
  OPERATION_FAILED: true,
  INVALID_REQUEST: true,
  APPLIANCE_ERROR: true,
  INVALID_RESPONSE: true,
  UNKNOWN_STATUS: true,
  READ_ONLY: true,
  WAIT_TIMED_OUT: true,
};

/** Words of badges beside those of the faults. */
const badges: Record<string, readonly string[]> = {
  'vcenter-appliance': ['ok'],
  'vcenter-reconciliation-job': [
    ...['asking', 'running', 'succeeded', 'failed', 'not-found', 'error'],
  ],
};

const core = join('node_modules', '@node-red');
const coreWords: Record<string, Map<string, string>> = {
  'node-red': wordsIn(core, 'nodes', 'locales', 'en-US', 'messages.json'),
  editor: wordsIn(core, 'editor-client', 'locales', 'en-US', 'editor.json'),
};

/** `data-i18n="key"`, `data-i18n="[placeholder]key"`, several of them separated by semicolons. */
function keysInDialog(type: string): string[] {
  return [...dialogOf(type).matchAll(/data-i18n="([^"]+)"/g)]
    .flatMap(([, keys = '']) => keys.split(';'))
    .map((key) => key.replace(/^\[[^\]]+\]/, ''));
}

/** Keys that code asks for with `_('key')`, or `_(`${node.type}.key`)`. */
function keysInCode(text: string): string[] {
  return [...text.matchAll(/\b_\(\s*(['`])(.+?)\1/g)].map(([, , key = '']) => key);
}

function has(words: ReadonlyMap<string, string>, key: string): boolean {
  const [name = '', rest] = key.includes(':') ? key.split(':') : ['', key];
  return (name === '' ? words : coreWords[name])?.has(rest ?? '') ?? false;
}

/** A template with holes, as what its keys look like. */
function patternOf(key: string): RegExp {
  const parts = key.split(/\$\{[^}]+\}/).map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('[^.]+')}$`);
}

for (const type of types) {
  describe(`The words of ${type}`, () => {
    const words = wordsOf(type);

    it('have all keys that its dialog and its registration ask for', () => {
      const keys = [...keysInDialog(type), ...keysInCode(scriptOf(type))];
      assert.ok(keys.length > 0);
      assert.deepEqual(
        keys.filter((key) => !has(words, key)),
        [],
      );
    });

    it('begin with the name of the node, as those of core do', () => {
      for (const key of words.keys()) assert.ok(key.startsWith(`${type}.`), key);
    });

    it('have a badge for each fault and state', () => {
      const expected = [...Object.keys(faults).map(wordOfFault), ...(badges[type] ?? [])];
      const prefix = `${type}.status.`;
      const found = [...words.keys()].filter((key) => key.startsWith(prefix));
      assert.deepEqual(found.sort(), expected.map((word) => prefix + word).sort());
    });

    it('have badges that fit under a node: under 20 characters, and no digit in front', () => {
      for (const [key, word] of words) {
        if (!key.startsWith(`${type}.status.`)) continue;
        assert.ok(word.length < 20, `${key}: ${word}`);
        assert.match(word, /^[a-zA-Z]/);
      }
    });

    it('say of each field what would be right, and begin with what the field is called', () => {
      const errors = [...words].filter(([key]) => key.startsWith(`${type}.errors.`));
      assert.ok(errors.length > 0);
      for (const [key, text] of errors) {
        const label = words.get(key.replace('.errors.', '.label.'));
        assert.ok(label !== undefined && text.startsWith(`${label}: `), `${key}: ${text}`);
      }
    });
  });
}

describe('The words', () => {
  it("have all keys that the dialogs' script asks for", () => {
    const all = [...types.flatMap((type) => [...wordsOf(type).keys()])];
    const editor = [...(coreWords.editor?.keys() ?? [])];
    const files = readdirSync(join(__dirname, '..', '..', 'nodes', 'editor'));
    const keys = files
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .flatMap((file) => keysInCode(source('nodes', 'editor', file)));
    assert.ok(keys.length > 5);
    for (const key of keys) {
      const pattern = patternOf(key);
      assert.ok(
        [...all, ...editor].some((candidate) => pattern.test(candidate)),
        key,
      );
    }
  });

  it('call a fault the same under every node', () => {
    for (const word of Object.keys(faults).map(wordOfFault)) {
      const told = types.map((type) => wordsOf(type).get(`${type}.status.${word}`));
      assert.equal(new Set(told).size, 1, `${word}: ${told.join(', ')}`);
    }
  });
});
