import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { type Dialog, openNode } from './dialog';
import type { Editor } from './editor';
import { applianceNode, nodeOf, tab } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

const backup = 'vcenter-backup-job';
const restore = 'vcenter-restore-job';
const location = { location_type: 'SFTP', location: 'sftp://nas.lab.example/vc' };

/** @returns the part of a typed input that a person types into. */
function textOf(dialog: Dialog, name: string): Locator {
  const input = dialog.field(name).locator('xpath=following-sibling::div[1]');
  return input.locator('.red-ui-typedInput-input');
}

/** @returns what a field of the form shows. */
function shownIn(dialog: Dialog, name: string): Promise<string> {
  return dialog.field(`parameter-${name}`).inputValue();
}

/** Opens the menu of a typed input, and picks an entry: a type, or an option of the only type. */
async function pick({ page, person }: Editor, dialog: Dialog, name: string, entry: string) {
  const input = dialog.field(name).locator('xpath=following-sibling::div[1]');
  const isForm = name.startsWith('parameter-');
  await person.click(
    input.locator(`.red-ui-typedInput-${isForm ? 'option-trigger' : 'type-select'}`),
  );
  const menu = page.locator('.red-ui-typedInput-options:visible');
  // It slides down (`slideDown` in `red-ui-typedInput`), and an entry that moves may be missed.
  await page.waitForFunction('$(".red-ui-typedInput-options:visible:not(:animated)").length > 0');
  await person.click(menu.getByText(entry, { exact: true }));
}

async function savedOf(editor: Editor, type: string) {
  const node = (await editor.flow()).find((one) => one.type === type);
  return { spec: node?.spec, specType: node?.specType };
}

describeEditor('the form for a backup or a restore', (tried) => {
  const appliance = standIn({ scenario: 'none' });
  const deploy = (...nodes: ReturnType<typeof nodeOf>[]) =>
    tried.nodeRed.deploy([tab, applianceNode(appliance()), ...nodes]);

  it('is not there while a backup runs the schedule, which is the default', async () => {
    await deploy(nodeOf(backup, { source: '' }));
    const editor = await tried.open();
    const dialog = await openNode(editor, backup);
    await editor.person.choose(dialog.field('action'), 'start');
    assert.equal(await dialog.field('source').inputValue(), 'schedule');
    assert.equal(await textOf(dialog, 'parameter-location').isVisible(), false);
    await editor.person.choose(dialog.field('source'), 'spec');
    assert.equal(await textOf(dialog, 'parameter-location').isVisible(), true);
    await dialog.cancel();
  });

  it('is filled in, and saved as JSON', async () => {
    await deploy(nodeOf(backup, { action: 'start', source: 'spec', spec: '{}' }));
    const editor = await tried.open();
    const { person } = editor;
    const dialog = await openNode(editor, backup);
    await pick(editor, dialog, 'parameter-location_type', 'NFS');
    await person.fill(textOf(dialog, 'parameter-location'), 'nas.lab.example:/vc');
    await person.fill(textOf(dialog, 'parameter-location_user'), 'backup');
    await dialog.unfold();
    await person.fill(textOf(dialog, 'parameter-parts'), 'seat, common');
    await person.fill(textOf(dialog, 'parameter-comment'), 'by hand');
    await pick(editor, dialog, 'parameter-fast_backup', 'true');
    await dialog.done();
    const { spec, specType } = await savedOf(editor, backup);
    assert.equal(specType, 'json');
    assert.deepEqual(JSON.parse(String(spec)), {
      ...{ location_type: 'NFS', location: 'nas.lab.example:/vc', location_user: 'backup' },
      ...{ parts: ['seat', 'common'], comment: 'by hand', fast_backup: true },
    });
    assert.deepEqual(await editor.triangles(), []);
  });

  it('shows what was saved, and keeps what it has no field for', async () => {
    const spec = { other: { a: [1] }, ...location, parts: ['seat'], fast_backup: true };
    await deploy(nodeOf(backup, { action: 'start', source: 'spec', spec: JSON.stringify(spec) }));
    const editor = await tried.open();
    const dialog = await openNode(editor, backup);
    assert.equal(await shownIn(dialog, 'location_type'), 'SFTP');
    assert.equal(await shownIn(dialog, 'location'), location.location);
    assert.equal(await shownIn(dialog, 'parts'), 'seat');
    assert.equal(await shownIn(dialog, 'fast_backup'), 'true');
    assert.match(await dialog.form.innerText(), /without a field here: other/);
    await editor.person.fill(textOf(dialog, 'parameter-location'), 'sftp://other.lab.example/vc');
    await dialog.done();
    const after = { ...spec, location: 'sftp://other.lab.example/vc' };
    assert.equal((await savedOf(editor, backup)).spec, JSON.stringify(after));
  });

  const kept: readonly [what: string, type: string, spec: string, specType: string][] = [
    ['a form', backup, JSON.stringify(location), 'json'],
    ['a form of several lines', restore, JSON.stringify(location, undefined, 2), 'json'],
    ['JSON of several lines that no field shows', backup, '{\n  "location": {}\n}', 'json'],
    ['what is no JSON', restore, '{"location": ', 'json'],
    ['a variable', backup, '$' + '{SPEC}', 'json'],
    ['a property of the message', restore, 'payload.spec', 'msg'],
    ['a context', backup, 'spec', 'flow'],
    ['an environment variable', restore, 'SPEC', 'env'],
    ['an expression', backup, '{ "location": payload }', 'jsonata'],
    ['JSON of a reconciliation', 'vcenter-reconciliation-job', '{\n}', 'json'],
  ];
  it('changes nothing where Done is pressed and nothing was changed', async () => {
    const nodes = kept.map(([name, type, spec, specType], index) => {
      const settings = { action: 'start', ...(type === backup ? { source: 'spec' } : {}) };
      // Where nothing was ever stored, the editor takes an empty password for a changed one.
      const credentials = { locationPassword: 'x', ssoPassword: 'x' };
      return nodeOf(type, {
        credentials,
        ...settings,
        spec,
        specType,
        name,
        id: `kept${index}`,
        y: 40 + 60 * index,
      });
    });
    await deploy(...nodes);
    const editor = await tried.open();
    const before = await editor.flow();
    for (const [name] of kept) {
      const dialog = await openNode(editor, name);
      await dialog.done();
    }
    assert.deepEqual(await editor.flow(), before);
    const changed = await editor.page.evaluate(() => {
      const nodes: { name: string; changed?: boolean }[] = Reflect.get(
        window,
        'RED',
      ).nodes.filterNodes({});
      return nodes.filter((node) => node.changed).map(({ name }) => name);
    });
    assert.deepEqual(changed, []);
  });

  it('is another view of the JSON', async () => {
    await deploy(nodeOf(restore, { action: 'start', spec: 'payload', specType: 'msg' }));
    const editor = await tried.open();
    const { person } = editor;
    const dialog = await openNode(editor, restore);
    assert.equal(await textOf(dialog, 'parameter-location').isVisible(), false);
    await pick(editor, dialog, 'specSource', 'JSON');
    await person.fill(textOf(dialog, 'specSource'), JSON.stringify(location));
    await pick(editor, dialog, 'specSource', 'the fields below');
    assert.equal(await shownIn(dialog, 'location'), location.location);
    await person.fill(textOf(dialog, 'parameter-location_user'), 'backup');
    await pick(editor, dialog, 'specSource', 'JSON');
    const expected = JSON.stringify({ ...location, location_user: 'backup' });
    assert.equal(await textOf(dialog, 'specSource').inputValue(), expected);
    await dialog.done();
    assert.deepEqual(await savedOf(editor, restore), { spec: expected, specType: 'json' });
  });

  it('says below the field concerned what is refused', async () => {
    await deploy(nodeOf(backup, { action: 'start', source: 'spec', spec: '{}' }));
    const editor = await tried.open();
    const { person } = editor;
    const dialog = await openNode(editor, backup);
    /** The text below a field. */
    const below = (name: string) =>
      dialog
        .field(name)
        .locator('xpath=ancestor::*[contains(@class, "form-row")][1]/following-sibling::*[1]');
    assert.equal(await below('parameter-location_type').innerText(), 'Location type: is required');
    await pick(editor, dialog, 'parameter-location_type', 'SFTP');
    assert.equal(await below('parameter-location').innerText(), 'Location: is required');
    await person.fill(textOf(dialog, 'parameter-location'), 'ftp://nas.lab.example/vc');
    assert.match(
      await below('parameter-location').innerText(),
      /^Location: does not match .* SFTP$/,
    );
    await person.fill(textOf(dialog, 'parameter-location'), 'sftp://user:secret@nas.lab.example/');
    assert.match(await below('parameter-location').innerText(), /^Location: a password here would/);
    await person.fill(textOf(dialog, 'parameter-location'), location.location);
    assert.equal(await dialog.form.locator('[data-flaw=spec]').isVisible(), false);
    await person.fill(dialog.field('backupPassword'), 'too-weak');
    assert.match(await below('backupPassword').innerText(), /^Backup password: 8 to 20 characters/);
    await person.fill(dialog.field('backupPassword'), 'G00d-enough!');
    assert.equal(await below('backupPassword').isVisible(), false);
    await dialog.cancel();
  });

  it('has its secrets in the credentials only', async () => {
    const secrets = { locationPassword: 'Secret-at-nas', backupPassword: 'G00d-enough!' };
    await deploy(
      nodeOf(backup, { action: 'start', source: 'spec', spec: JSON.stringify(location) }),
    );
    const editor = await tried.open();
    const dialog = await openNode(editor, backup);
    for (const [name, secret] of Object.entries(secrets)) {
      await editor.person.fill(dialog.field(name), secret);
    }
    await editor.person.fill(textOf(dialog, 'parameter-location_user'), 'backup');
    await dialog.done();
    const flow = JSON.stringify(await editor.flow());
    for (const secret of Object.values(secrets)) assert.ok(!flow.includes(secret));
    await editor.deploy();
    const again = await openNode(editor, backup);
    // The stored passwords do not come back, and nothing is said against what stands for them.
    assert.equal(await again.field('backupPassword').inputValue(), '__PWRD__');
    assert.equal(await again.form.locator('.vcenter-flaw:visible').count(), 0);
    await again.cancel();
  });
});
