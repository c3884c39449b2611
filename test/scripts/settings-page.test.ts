import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import packageJson from '#package';
import {
  definitionOf,
  settingsPage,
  settingsTables,
  withSettings,
} from '../../scripts/settings-page';

describe('The page of all settings', () => {
  const page = readFileSync(settingsPage, 'utf8');

  it('is up to date ("npm run readme" makes it so)', () => assert.equal(page, withSettings(page)));

  it('has no gaps', () => assert.doesNotMatch(settingsTables(), /undefined|\| {2}\|$/m));

  for (const type of Object.keys(packageJson['node-red'].nodes)) {
    it(`names whatever ${type} saves with a flow, and each credential`, () => {
      const [, own = ''] = page.split(`\n\`${type}\`\n`);
      const [table = ''] = own.split('\n## ');
      // What is the same for all nodes, or follows from another setting, is said above the tables.
      const [intro = ''] = page.split('\n## ');
      const { defaults, credentials } = definitionOf(type);
      for (const name of Object.keys({ ...defaults, ...credentials })) {
        assert.ok(`${intro}${table}`.includes(`\`${name}\``), name);
      }
    });
  }
});
