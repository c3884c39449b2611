import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '#package';
import { catalogueOf, helpHtmlOf, htmlOf, languages, plugins } from '../../scripts/node-files';
import type { NodeRed } from '../../scripts/node-red-process';
import {
  complaintsOf,
  type InstalledPackage,
  installPackage,
  nodeRedVersion,
  packageName,
  packageVersion,
} from './installed-package';

const root = join(__dirname, '..', '..');

/** What the tarball holds: nothing else belongs to Node-RED or to its users. */
const belongs = [
  /^package\.json$/,
  /^README\.md$/,
  /^CHANGELOG\.md$/,
  /^SECURITY\.md$/,
  /^LICENSE$/,
  /^dist\/(nodes|src)\/([\w-]+\/)*[\w-]+(\.d\.ts|\.js)$/,
  /^dist\/nodes\/vcenter-[\w-]+\.html$/,
  /^dist\/nodes\/icons\/[\w-]+\.svg$/,
  /^dist\/nodes\/locales\/[\w-]+\/vcenter-[\w-]+\.(html|json)$/,
  /^dist\/nodes\/locales\/[\w-]+\/sentences\.json$/,
  /^docs\/[\w-]+\.md$/,
  /^examples\/.+\.json$/,
  /^resources\/vcenter-recovery\.js$/,
  /^resources\/vcenter-recovery-sidebar\.js$/,
];

/** What Node-RED's admin API tells of a set of nodes, as far as it is looked at here. */
interface NodeSet {
  module: string;
  version: string;
  types: string[];
  enabled: boolean;
  /** Why it was not loaded. */
  err?: string;
}

const types = Object.keys(packageJson['node-red'].nodes);

describe('the packed tarball', function () {
  this.timeout(60_000);
  let installed: InstalledPackage;

  before(async () => {
    installed = await installPackage();
  });
  after(() => installed?.remove());

  it('holds nothing that does not belong to it', () => {
    const strangers = installed.contents.filter((path) => !belongs.some((kind) => kind.test(path)));
    assert.deepEqual(strangers, []);
  });

  it('holds one of each kind at least', () => {
    const missing = belongs.filter((kind) => !installed.contents.some((path) => kind.test(path)));
    assert.deepEqual(missing, []);
  });

  for (const [type, script] of Object.entries(packageJson['node-red'].nodes)) {
    it(`holds code, dialog, locale and help of ${type}`, () => {
      const wanted = [
        script,
        script.replace(/\.js$/, '.html'),
        ...languages.flatMap((language) => [
          `dist/nodes/locales/${language}/${type}.json`,
          `dist/nodes/locales/${language}/${type}.html`,
        ]),
      ];
      assert.deepEqual(
        wanted.filter((path) => !installed.contents.includes(path)),
        [],
      );
    });
  }

  describe(`in a new Node-RED ${nodeRedVersion}`, () => {
    let nodeRed: NodeRed;

    before(async () => {
      nodeRed = await installed.start();
    });
    after(() => nodeRed?.stop());

    it('is loaded, with all its types enabled', async () => {
      const sets = (await nodeRed.request('GET', 'nodes')) as NodeSet[];
      const own = sets.filter(({ module }) => module === packageName);
      assert.deepEqual(
        own.map(({ version, types, enabled, err }) => ({ version, types, enabled, err })),
        types.map((type) => ({
          version: packageVersion,
          types: [type],
          enabled: true,
          err: undefined,
        })),
      );
    });

    for (const type of types) {
      it(`has the dialog of ${type}`, async () => {
        const url = new URL(`nodes/${packageName}/${type}`, nodeRed.url);
        const dialog = await (await fetch(url, { headers: { Accept: 'text/html' } })).text();
        assert.match(dialog, new RegExp(`data-template-name="${type}"`));
      });

      for (const language of languages) {
        it(`has the words of ${type} in ${language}`, async () => {
          const path = `locales/${packageName}/${type}?lng=${language}`;
          assert.deepEqual(await nodeRed.request('GET', path), catalogueOf(type, language));
        });

        it(`has the help of ${type} in ${language}`, async () => {
          const url = new URL(`nodes/${packageName}/${type}`, nodeRed.url);
          const headers = { Accept: 'text/html', 'Accept-Language': language };
          const dialog = await (await fetch(url, { headers })).text();
          assert.ok(dialog.includes(helpHtmlOf(type, language).trim()));
        });
      }
    }

    for (const language of languages.filter((name) => !name.includes('-'))) {
      it(`speaks ${language} to those whose browser names a country too`, async () => {
        const [type = ''] = types;
        const path = `locales/${packageName}/${type}?lng=${language}-AT`;
        assert.deepEqual(await nodeRed.request('GET', path), catalogueOf(type, language));
      });
    }

    it('serves the script that its dialogs share', async () => {
      const script = await nodeRed.request('GET', `resources/${packageName}/vcenter-recovery.js`);
      assert.match(String(script), /vcenterRecovery/);
    });

    for (const plugin of plugins) {
      it(`has the tab ${plugin}, with its script and its words in each language`, async () => {
        const url = new URL('plugins', nodeRed.url);
        const html = await (await fetch(url, { headers: { Accept: 'text/html' } })).text();
        assert.ok(html.includes(htmlOf(plugin).trim()));
        const script = await nodeRed.request('GET', `resources/${packageName}/${plugin}.js`);
        assert.match(String(script), /vcenterRecoverySidebar/);
        for (const language of languages) {
          const words = await nodeRed.request('GET', `plugins/messages?lng=${language}`);
          const ours = Object.entries(Object(words)).find(
            ([set]) => set === `${packageName}/${plugin}`,
          );
          assert.deepEqual(ours?.[1], catalogueOf(plugin, language));
        }
      });
    }

    it('serves its icons', async () => {
      const icons = (await nodeRed.request('GET', 'icons')) as Record<string, string[]>;
      assert.deepEqual(icons[packageName]?.toSorted(), readdirSync(join(root, 'icons')).toSorted());
    });

    it('offers its examples in the menu', async () => {
      const offered = await nodeRed.request('GET', `library/examples/flows/${packageName}`);
      const titles = readdirSync(join(root, 'examples')).map((file) => file.replace('.json', ''));
      assert.deepEqual(
        offered,
        titles.sort().map((fn) => ({ fn })),
      );
    });

    it('starts and stops without a warning or an error', async () => {
      const another = await installed.start();
      await another.stop();
      assert.deepEqual(complaintsOf(another), []);
    });
  });
});
