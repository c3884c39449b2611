import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shownSettings } from '../../nodes/sidebar-routes/shown-settings';
import {
  exists,
  htmlOf,
  innerProperties,
  languages,
  manifest,
  original,
  plugins,
  registrationOf,
  source,
  types,
  wordsOf,
} from '../../scripts/node-files';
import { faultCodes } from '../../src/appliance/faults/fault-codes';

const folder = join('nodes', 'editor', 'sidebar');

/** Keys as they are written in code, without those in which something is put in. */
function keysIn(text: string): string[] {
  return [...text.matchAll(/\$\{prefix\}\.([\w.-]+)`/g)].map(([, key = '']) => key);
}

describe('The plugin of the sidebar', () => {
  const [plugin = ''] = plugins;

  it('is an html alone, where Node-RED looks for it', () => {
    assert.deepEqual(manifest['node-red'].plugins, { [plugin]: `dist/nodes/${plugin}.html` });
    assert.ok(exists('nodes', `${plugin}.html`));
    // Core would load it at the start.
    assert.ok(!exists('nodes', `${plugin}.ts`));
  });

  it('loads its script from where it is served, once it is opened', () => {
    const html = htmlOf(plugin);
    assert.ok(html.includes(`'resources/${manifest.name}/${plugin}.js'`));
    assert.doesNotMatch(html, /<script[^>]* src=/);
    assert.ok(html.length < 2500, `${html.length} characters`);
  });

  it('finds all its words', () => {
    const words = wordsOf(plugin);
    const inHtml = [...htmlOf(plugin).matchAll(/_\('([^']+)'\)/g)].map(([, key = '']) => key);
    const files = readdirSync(join(__dirname, '..', '..', folder)).map((file) =>
      source(folder, file),
    );
    const inScript = files.flatMap((text) => {
      const prefix = /const prefix = '([^']+)'/.exec(text)?.[1];
      return keysIn(text).map((key) => `${prefix}.${key}`);
    });
    assert.ok(inHtml.length > 0 && inScript.length > 20);
    const missing = [...inHtml, ...inScript].filter((key) => !words.has(key));
    assert.deepEqual(missing, []);
  });

  for (const language of languages) {
    it(`has a badge for each fault in ${language}`, () => {
      const words = wordsOf(plugin, language);
      const codes = Object.entries(faultCodes).filter(
        ([, { concerns }]) => concerns === 'appliance',
      );
      const missing = codes
        .map(([code]) => `${plugin}.status.${code.toLowerCase().replaceAll('_', '-')}`)
        .filter((key) => !words.has(key));
      assert.deepEqual(missing, []);
    });
  }

  it('has words in each language', () => {
    assert.ok(languages.length > 1 && languages.includes(original));
    for (const language of languages) {
      assert.ok(exists('nodes', 'locales', language, `${plugin}.json`), language);
    }
  });
});

describe('Diagnostics', () => {
  /** Said in another way, or of no use. */
  const saidElsewhere = new Set(['name', 'host', 'outputs']);

  for (const type of types) {
    it(`say of each setting of ${type} what it is, or that it is set`, () => {
      const { definition } = registrationOf(type);
      const names = [...innerProperties(definition, 'defaults').keys()];
      const missing = names.filter(
        (name) => !Object.hasOwn(shownSettings, name) && !saidElsewhere.has(name),
      );
      assert.deepEqual(missing, []);
    });
  }
});
