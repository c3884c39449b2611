import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assembleHtml, assembleWords, type Words } from '../../scripts/assemble';
import { languages, types } from '../../scripts/node-files';

const nodes = join(__dirname, '..', '..', 'nodes');

const rows = `<script type="text/html">
  <!-- part name -->
  <p data-i18n="__type__.name">

    <b></b>
  </p>
  <!-- end -->

  <!-- part outer -->
  <!-- include rows.html#name -->
  <!-- end -->

  <!-- part endless -->
  <p></p>
</script>
<script>
  // part port
  inputs: 1,
  // end
</script>
`;

describe('What several nodes have in common', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vcenter-recovery-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, text: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  describe('in their HTML', () => {
    const included: [what: string, line: string, expected: string][] = [
      [
        'a part of another file, indented like the line',
        '    <!-- include parts/rows.html#name -->',
        '    <p data-i18n="vcenter-x.name">\n\n      <b></b>\n    </p>',
      ],
      ['a part in a script', '// include parts/rows.html#port', 'inputs: 1,'],
      ['no other comment', '// includes nothing', '// includes nothing'],
      [
        'no comment behind something',
        '1; // include parts/rows.html#port',
        '1; // include parts/rows.html#port',
      ],
      ['only what is a part', '<p>__type__</p>', '<p>__type__</p>'],
    ];
    for (const [what, line, expected] of included) {
      it(`is put in: ${what}`, () => {
        write('parts/rows.html', rows);
        const file = write('node.html', `<i>\n${line}\n</i>\n`);
        assert.equal(assembleHtml(file, 'vcenter-x'), `<i>\n${expected}\n</i>\n`);
      });
    }

    const faulty: [what: string, included: string, place: string, message: string][] = [
      ['a file that is not there', 'gone.html#name', 'node.html:2', 'there is no gone.html#name'],
      ['a part that is not there', 'rows.html#nam', 'node.html:2', 'there is no rows.html#nam'],
      ['a file without a part', 'rows.html', 'node.html:2', 'there is no rows.html'],
      ['a part without an end', 'rows.html#endless', 'rows.html', 'the part "endless" has another'],
      ['a part that includes one', 'rows.html#outer', 'rows.html', 'the part "outer" has another'],
    ];
    for (const [what, included, place, message] of faulty) {
      it(`is refused, with its place: ${what}`, () => {
        write('rows.html', rows);
        const file = write('node.html', `<i>\n<!-- include ${included} -->\n</i>\n`);
        assert.throws(
          () => assembleHtml(file, 'vcenter-x'),
          ({ message: told }: Error) => told.startsWith(`${join(folder, place)}: ${message}`),
        );
      });
    }
  });

  describe('in their words', () => {
    const own = { 'vcenter-x-job': { label: { own: 'own' } } };
    const shared: [types: string, areHers: boolean][] = [
      ['vcenter-x-job', true],
      ['vcenter-*-job', true],
      ['vcenter-y-job, vcenter-x-job', true],
      ['vcenter-*', true],
      ['vcenter-y-job', false],
      ['vcenter-x', false],
      ['x-job', false],
    ];
    for (const [named, areHers] of shared) {
      it(`${areHers ? 'is' : 'is not'} said by vcenter-x-job: what is for ${named}`, () => {
        write('vcenter-x-job.json', JSON.stringify(own));
        write('shared.json', JSON.stringify({ [named]: { label: { other: 'other' } } }));
        const label = areHers ? { other: 'other', own: 'own' } : { own: 'own' };
        assert.deepEqual(assembleWords(folder, 'vcenter-x-job'), { 'vcenter-x-job': { label } });
      });
    }

    const twice: [what: string, label: Words | string][] = [
      ['a word', { own: 'another' }],
      ['a word in place of a group', 'word'],
      ['a group in place of a word', { own: { inner: 'word' } }],
    ];
    for (const [what, label] of twice) {
      it(`is refused where it is there already: ${what}`, () => {
        write('vcenter-x-job.json', JSON.stringify(own));
        write('shared.json', JSON.stringify({ 'vcenter-*': { label } }));
        assert.throws(() => assembleWords(folder, 'vcenter-x-job'), /has words already/);
      });
    }
  });
});

/** @returns all HTML below nodes, by its path there. */
function allHtml(): Map<string, string> {
  const files = readdirSync(nodes, { recursive: true, encoding: 'utf8' });
  return new Map(
    files
      .filter((file) => file.endsWith('.html'))
      .map((file) => [file, readFileSync(join(nodes, file), 'utf8')]),
  );
}

describe('The parts that several nodes include', () => {
  it('are all included by more than one', () => {
    const html = allHtml();
    const uses = new Map<string, number>();
    for (const [file, text] of html) {
      for (const [, path = '', part = ''] of text.matchAll(/ include (\S+)#(\S+)/g)) {
        const used = `${join(dirname(file), path)}#${part}`;
        uses.set(used, (uses.get(used) ?? 0) + 1);
      }
    }
    const parts = [...html].flatMap(([file, text]) =>
      [...text.matchAll(/^ *(?:<!--|\/\/) part (\S+)/gm)].map(([, part = '']) => `${file}#${part}`),
    );
    assert.ok(parts.length > 20);
    assert.deepEqual(
      parts.filter((part) => (uses.get(part) ?? 0) < 2),
      [],
    );
  });
});

for (const language of languages) {
  describe(`The locale files in ${language}`, () => {
    const catalogue = (file: string): Record<string, Words> =>
      JSON.parse(readFileSync(join(nodes, 'locales', language, file), 'utf8'));

    /** The words of a group, each with its key. */
    function entries(words: Words, path = ''): string[] {
      return Object.entries(words).flatMap(([key, value]) =>
        typeof value === 'string' ? [`${path}${key}: ${value}`] : entries(value, `${path}${key}.`),
      );
    }

    it('have a word once, where nodes say the same by the same key', () => {
      const written = ['shared', ...types].flatMap((name) =>
        Object.values(catalogue(`${name}.json`)).flatMap((words) => entries(words)),
      );
      assert.deepEqual(
        written.filter((entry, index) => written.indexOf(entry) < index),
        [],
      );
    });

    it('have words for nodes that there are', () => {
      const named = Object.keys(catalogue('shared.json')).flatMap((names) => names.split(', '));
      const unknown = named.filter((name) => {
        const pattern = new RegExp(`^${name.replaceAll('*', '.*')}$`);
        return !types.some((type) => pattern.test(type));
      });
      assert.deepEqual(unknown, []);
    });
  });
}
