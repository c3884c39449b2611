import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '#package';
import { wordOfProblem } from '../../nodes/runtime/badges';
import {
  dialogOf,
  innerProperties,
  languages,
  registrationOf,
  scriptOf,
  source,
  types,
  wordsIn,
  wordsOf,
} from '../../scripts/node-files';
import type { Operation } from '../../src/appliance/operations/operation';
import { operations } from '../../src/appliance/operations/tables/recovery-operations';
import { allFaults } from './all-faults';

/** Words of badges beside those of the faults. */
const jobBadges = [
  ...['asking', 'starting', 'cancelling', 'waiting', 'out-of-reach', 'running'],
  ...['sign-in-paused', 'succeeded', 'failed', 'not-found', 'lost', 'error'],
];
const badges: Readonly<Record<string, readonly string[]>> = {
  'vcenter-appliance': ['ok', 'sign-in-paused'],
  'vcenter-reconciliation-job': jobBadges,
  'vcenter-backup-job': jobBadges,
  'vcenter-restore-job': jobBadges,
  'vcenter-recovery-monitor': ['watching', 'out-of-reach', 'sign-in-paused', 'error'],
  'vcenter-recovery': ['asking', 'succeeded', 'error'],
  'vcenter-recovery-check': ['asking', 'ok', 'warning', 'critical', 'unknown', 'error'],
  'vcenter-backup-schedule': ['asking', 'changed', 'differs', 'unchanged', 'absent', 'error'],
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

/** The description of the category, which each node gives by the full name of the same key. */
function keysOfCategory(text: string): string[] {
  return [...text.matchAll(/categoryDescription:\s*'([^']+)'/g)].map(([, key = '']) => key);
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

/** What the dialogs' script asks for. */
const patternsOfScript = readdirSync(join(__dirname, '..', '..', 'nodes', 'editor'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .flatMap((file) => keysInCode(source('nodes', 'editor', file)))
  .map(patternOf);

for (const type of types) {
  describe(`The keys of ${type}`, () => {
    const words = wordsOf(type);
    const keys = [...keysInDialog(type), ...keysInCode(scriptOf(type))];

    it('are all that its dialog and its registration ask for', () => {
      assert.ok(keys.length > 0);
      assert.deepEqual(
        keys.filter((key) => !has(words, key)),
        [],
      );
    });

    it('are all asked for', () => {
      // Badges are asked for by the runtime; which of them there are is specified below.
      const unused = [...words.keys()].filter(
        (key) =>
          !keys.includes(key) &&
          !keysOfCategory(scriptOf(type)).some((asked) => asked.endsWith(`:${key}`)) &&
          !key.startsWith(`${type}.status.`) &&
          !patternsOfScript.some((pattern) => pattern.test(key)),
      );
      assert.deepEqual(unused, []);
    });

    it('have the description of its category', () => {
      if (!scriptOf(type).includes("category: 'config'")) {
        const [key = ''] = keysOfCategory(scriptOf(type));
        const [set = '', word = ''] = key.split(':');
        const named = set.replace(`${packageJson.name}/`, '');
        assert.notEqual(named, set, 'in a catalogue of this package');
        assert.ok(wordsOf(named).has(word), key);
      }
    });

    it('begin with the name of the node, as those of core do', () => {
      for (const key of words.keys()) assert.ok(key.startsWith(`${type}.`), key);
    });

    it('tell of no field that the node does not have', () => {
      const { definition } = registrationOf(type);
      const fields = ['defaults', 'credentials'].flatMap((name) => [
        ...innerProperties(definition, name).keys(),
      ]);
      const prefix = `${type}.errors.`;
      const told = [...words.keys()].filter((key) => key.startsWith(prefix));
      const strangers = told.filter(
        (key) => !fields.includes(key.slice(prefix.length).split('.')[0] ?? ''),
      );
      assert.deepEqual(strangers, []);
    });

    it('have a badge for each fault and state', () => {
      const expected = [...Object.keys(allFaults).map(wordOfProblem), ...(badges[type] ?? [])];
      const prefix = `${type}.status.`;
      const found = [...words.keys()].filter((key) => key.startsWith(prefix));
      assert.deepEqual(found.sort(), expected.map((word) => prefix + word).sort());
    });
  });
}

for (const language of languages) {
  for (const type of types) {
    describe(`The words of ${type} in ${language}`, () => {
      const words = wordsOf(type, language);

      it('have badges that fit under a node: under 20 characters, and no digit in front', () => {
        for (const [key, word] of words) {
          if (!key.startsWith(`${type}.status.`)) continue;
          assert.ok(word.length < 20, `${key}: ${word}`);
          assert.match(word, /^\p{Letter}/u);
        }
      });

      it('have a palette label that is not broken within a word, nor at a hyphen', () => {
        // A line there has 82 pixels, and a hyphen gets spaces around it (`setLabel`, ui/palette.js
        // of the editor). A longer label is broken at its spaces: "reconciliation" is 76 wide, and
        // "Überwachung" 80.
        const [product, ...others] = (words.get(`${type}.paletteLabel`) ?? '').split(' ');
        assert.equal(product, 'vCenter');
        assert.ok(others.length > 0);
        for (const word of others) {
          assert.match(word, /^\p{Letter}+\.?$/u);
          assert.ok(word.length <= (word === 'reconciliation' ? 14 : 12), word);
        }
      });

      it('say of each field what would be right, and begin with what the field is called', () => {
        const errors = [...words].filter(([key]) => key.startsWith(`${type}.errors.`));
        assert.ok(errors.length > 0);
        for (const [key, text] of errors) {
          // `errors.spec.object` is about the field `spec`.
          const field = key.replace(`${type}.errors.`, '').split('.')[0];
          const label = words.get(`${type}.label.${field}`);
          assert.ok(label !== undefined && text.startsWith(`${label}: `), `${key}: ${text}`);
        }
      });
    });
  }
}

describe("The dialogs' script", () => {
  it('asks for no key that there is not', () => {
    const all = types.flatMap((type) => [...wordsOf(type).keys()]);
    const editor = [...(coreWords.editor?.keys() ?? [])];
    assert.ok(patternsOfScript.length > 5);
    for (const pattern of patternsOfScript) {
      assert.ok(
        [...all, ...editor].some((key) => pattern.test(key)),
        String(pattern),
      );
    }
  });
});

for (const language of languages) {
  describe(`The words in ${language}`, () => {
    it('call a fault the same under every node', () => {
      for (const word of Object.keys(allFaults).map(wordOfProblem)) {
        const told = types.map((type) => wordsOf(type, language).get(`${type}.status.${word}`));
        assert.equal(new Set(told).size, 1, `${word}: ${told.join(', ')}`);
      }
    });

    it('are the same for all job nodes wherever they say the same', () => {
      // What a node is called and does is its own, and so is what its job may cost.
      const own =
        /^(paletteLabel|label\.of|action\.start|tip\.(dangerous|ignoreWarnings)|placeholder\.(parts|backup_password))/;
      const told = new Map<string, Set<string>>();
      for (const type of types.filter((name) => name.endsWith('-job'))) {
        for (const [key, text] of wordsOf(type, language)) {
          const short = key.slice(type.length + 1);
          if (!own.test(short)) told.set(short, (told.get(short) ?? new Set()).add(text));
        }
      }
      assert.ok(told.size > 20);
      const different = [...told].filter(([, texts]) => texts.size > 1);
      assert.deepEqual(
        different.map(([key, texts]) => [key, ...texts]),
        [],
      );
    });

    it('say what ignoring warnings means for each kind of job: of partners, or of the check', () => {
      const tipOf = (type: string) => wordsOf(type, language).get(`${type}.tip.ignoreWarnings`);
      const [reconciliation = '', restore = ''] = [
        tipOf('vcenter-reconciliation-job'),
        tipOf('vcenter-restore-job'),
      ];
      assert.match(reconciliation, /partner/i);
      assert.doesNotMatch(restore, /partner/i);
      assert.match(restore, /check|Prüfung/);
    });

    it('call each operation of vcenter-recovery by a name of its own', () => {
      const words = wordsOf('vcenter-recovery', language);
      const names = Object.keys(operations).map((name) => name.replaceAll('.', '-'));
      const labels = names.map((name) => words.get(`vcenter-recovery.operation.${name}.label`));
      assert.equal(new Set(labels).size, names.length);
    });

    it('say what a structure consists of, by an example that has all its fields', () => {
      const words = wordsOf('vcenter-recovery', language);
      const rows = Object.values<Operation>(operations);
      for (const { name, fields = [] } of rows.flatMap(({ parameters = [] }) => parameters)) {
        const help = words.get(`vcenter-recovery.parameter.${name}.help`) ?? '';
        for (const field of fields) assert.ok(help.includes(`"${field.name}":`), field.name);
      }
    });
  });
}

describe('The words of vcenter-recovery', () => {
  const words = wordsOf('vcenter-recovery');
  const rows = Object.values<Operation>(operations);
  const parameters = rows.flatMap((row) => row.parameters ?? []);

  /** @returns the names of all entries of a group. */
  function namesIn(group: string): string[] {
    const prefix = `vcenter-recovery.${group}.`;
    const keys = [...words.keys()].filter((key) => key.startsWith(prefix));
    return [...new Set(keys.map((key) => key.slice(prefix.length).replace(/\.\w+$/, '')))].sort();
  }

  function assertTold(group: string, names: readonly string[]): void {
    assert.deepEqual(namesIn(group), [...new Set(names)].sort());
    for (const name of names) {
      for (const word of ['label', 'help']) {
        const key = `vcenter-recovery.${group}.${name}.${word}`;
        assert.ok(words.get(key), key);
      }
    }
  }

  it('tell of every operation of the table, and of no other', () => {
    assertTold(
      'operation',
      rows.map(({ name }) => name.replaceAll('.', '-')),
    );
  });

  it('tell of every parameter of the table, and of no other', () => {
    assertTold(
      'parameter',
      parameters.map(({ name }) => name),
    );
  });
});
