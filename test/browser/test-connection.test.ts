import assert from 'node:assert/strict';
import { openNode } from './dialog';
import { applianceNode, nodeOf, tab } from './flows';
import { describeEditor } from './node-red';
import { standIn } from './stand-in';

const type = 'vcenter-reconciliation-job';

describeEditor('Test connection', (tried) => {
  const appliance = standIn({ scenario: 'none' });

  it('takes every step with the stored password, which it gives to no other address', async () => {
    await tried.nodeRed.deploy([tab, applianceNode(appliance()), nodeOf(type)]);
    const editor = await tried.open();
    const { person } = editor;
    const dialog = await openNode(editor, type);
    const settings = await dialog.openConfigNode('appliance');
    const button = settings.form.getByRole('button', { name: 'Test connection' });
    const steps = (state: string) => settings.form.locator(`li[data-state=${state}]`);

    await button.focus();
    await person.press('Enter');
    await steps('passed').nth(7).waitFor();
    assert.equal(await steps('failed').count(), 0);
    assert.ok(await button.evaluate((element) => element.matches(':focus')));

    await person.fill(settings.field('port'), '1');
    await steps('outdated').nth(7).waitFor();
    await person.click(button);
    await steps('failed').waitFor();
    assert.match(await steps('failed').innerText(), /Enter "Password" again/);

    await person.fill(settings.field('password'), appliance().password);
    await person.click(button);
    await steps('passed').nth(1).waitFor();
    await steps('failed').waitFor();
    assert.match(await steps('failed').innerText(), /refused|cannot be reached/);
  });

  it('names both ways to trust a certificate; a pin replaces the one before it', async () => {
    await tried.nodeRed.deploy([
      tab,
      applianceNode(appliance(), { fingerprint: '' }),
      nodeOf(type),
    ]);
    const editor = await tried.open();
    const { person } = editor;
    const dialog = await openNode(editor, type);
    const settings = await dialog.openConfigNode('appliance');
    const button = (name: string) => settings.form.getByRole('button', { name });
    const otherWay = settings.form.getByText('Or trust its CA instead');
    const ready = settings.form.getByText('Ready. Press Update.');

    await person.click(button('Test connection'));
    await button('Pin this certificate').waitFor();
    await otherWay.waitFor();
    assert.equal(await ready.isVisible(), false);
    await person.click(button('Pin this certificate'));
    await ready.waitFor();

    await settings.unfold();
    await person.fill(settings.field('fingerprint'), 'A1'.repeat(32));
    await person.click(button('Test connection'));
    const again = 'Enter "Password" again: "Pinned certificate" differs from what is deployed';
    await settings.form.getByText(again).waitFor();
    await person.fill(settings.field('password'), appliance().password);
    await person.click(button('Test connection'));
    await person.click(button('Replace the pinned certificate'));
    await ready.waitFor();
    assert.equal(await settings.field('fingerprint').inputValue(), appliance().fingerprint);
    assert.equal(await otherWay.isVisible(), false);

    await person.fill(settings.field('requestTimeout'), '31');
    assert.equal(await ready.isVisible(), false);
  });

  it('asks before another refusal may lock the account, and signs in when told to', async () => {
    await tried.nodeRed.deploy([tab, applianceNode(appliance()), nodeOf(type)]);
    const editor = await tried.open();
    const { person } = editor;
    const dialog = await openNode(editor, type);
    const settings = await dialog.openConfigNode('appliance');
    const button = settings.form.getByRole('button', { name: 'Test connection' });
    const anyway = settings.form.getByRole('button', { name: 'Sign in anyway' });
    const failed = settings.form.locator('li[data-state=failed]');

    await person.fill(settings.field('password'), 'Wrong-4711!');
    for (const _time of [1, 2]) {
      await person.click(button);
      await failed.waitFor();
      assert.match(await failed.innerText(), /wrong.*expired.*locked.*Federated users/s);
      assert.equal(await anyway.isVisible(), false);
    }
    await person.click(button);
    await anyway.waitFor();
    assert.match(await settings.form.innerText(), /next safe try is in 1[56] min \(\d/);
    assert.equal(await failed.count(), 0);
    await person.click(anyway);
    await failed.waitFor();
    assert.equal(await anyway.isVisible(), false);
  });

  it('is one at a time for everybody, and given up with the dialog', async () => {
    await tried.nodeRed.deploy([tab, applianceNode(appliance()), nodeOf(type)]);
    const openTest = async () => {
      const editor = await tried.open({ expected: [/\b429\b/] });
      const dialog = await openNode(editor, type);
      const settings = await dialog.openConfigNode('appliance');
      const press = () =>
        editor.person.click(settings.form.getByRole('button', { name: 'Test connection' }));
      return { settings, press };
    };
    const [one, other] = [await openTest(), await openTest()];
    const [busy, passed] = [
      other.settings.form.getByText('A test is still under way'),
      other.settings.form.locator('li[data-state=passed]'),
    ];

    appliance().answerWith('*', { how: 'never' });
    await one.press();
    await appliance().whenRequest('*');
    await other.press();
    await busy.waitFor();
    appliance().answerWith('*', undefined);
    await one.settings.cancel();
    const givenUp = performance.now();
    // A login under way gets a moment.
    do {
      await other.press();
      await busy.or(passed.nth(7)).waitFor();
    } while (await busy.isVisible());
    // By itself it would have waited 25 s for an answer.
    assert.ok(performance.now() - givenUp < 15_000);
  });
});
