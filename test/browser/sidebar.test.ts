import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { languages, wordsOf } from '../../scripts/node-files';
import type { FlowNode } from '../../scripts/node-red-process';
import { barriers } from './accessibility';
import { turnDark } from './dark';
import type { Editor } from './editor';
import { applianceNode, nodeOf, tab } from './flows';
import { describeEditor, type Tried } from './node-red';
import { standIn } from './stand-in';

const plugin = 'vcenter-recovery-sidebar';
const word = (key: string, language = 'en-US') =>
  wordsOf(plugin, language).get(`${plugin}.${key}`) ?? `no ${key}`;

/** bcrypt of the password below, with the least work. */
const hash = '$2b$04$EKonakll0tvjPP5en0AqNOsEFR8GNYg6UKtdglZVxR8N8EPvnOJhS';
const reader = { username: 'reader', password: 'editor-password' };

/** The tab in the sidebar. */
interface SidebarTab {
  readonly content: Locator;
  readonly cards: Locator;
  button(key: string, language?: string): Locator;
}

/** Opens the tab by the list of actions, as somebody without a mouse does. */
async function openTab({ page, person }: Editor, language?: string): Promise<SidebarTab> {
  const name = word('name', language);
  const content = page.locator('.vcenter-sidebar');
  await page.locator('#red-ui-workspace-chart').focus();
  await person.press('Control+Shift+p');
  await page.locator('.red-ui-search-result').first().waitFor();
  await page.keyboard.type(name);
  await page.locator('.red-ui-search-result', { hasText: name }).waitFor();
  await person.press('Enter');
  const cards = content.locator('.vcenter-sidebar-card');
  await cards.filter({ visible: true }).first().waitFor();
  const button = (key: string, language?: string) =>
    content.getByRole('button', { name: word(key, language) });
  return { content, cards, button };
}

describeEditor(
  'the sidebar',
  (tried: Tried) => {
    const simulator = standIn({ scenario: 'none' });

    async function deploy(flow: FlowNode[]): Promise<void> {
      await tried.nodeRed.request('POST', 'flows', flow);
      const wanted = flow.filter(({ type }) => type === 'vcenter-appliance').map(({ id }) => id);
      for (;;) {
        const { appliances }: { appliances: { id: string }[] } = Object(
          await tried.nodeRed.request('GET', 'vcenter-recovery/appliances'),
        );
        if (appliances.map(({ id }) => id).join() === wanted.join()) return;
      }
    }

    const fleet = (count: number): FlowNode[] =>
      Array.from({ length: count }, (_, index) => {
        const name = `vc-${String(index + 1).padStart(2, '0')}`;
        return applianceNode(simulator(), { id: `of ${name}`, name });
      });

    it('shows 50 appliances, looks, filters, jumps and copies, by the keyboard', async () => {
      const monitor = nodeOf('vcenter-recovery', { appliance: 'of vc-07', name: 'Ask vc-07' });
      await deploy([tab, ...fleet(50), monitor]);
      simulator().resetCounters();
      const editor = await tried.open();
      const { page, person } = editor;
      const isLoaded = () =>
        page.evaluate(
          (script) =>
            performance.getEntriesByType('resource').some(({ name }) => name.includes(script)),
          `${plugin}.js`,
        );
      assert.equal(await isLoaded(), false, 'nobody has opened it');
      const { content, cards, button } = await openTab(editor);
      assert.equal(await isLoaded(), true);
      assert.equal(await cards.count(), 50);
      assert.deepEqual(simulator().counters().byOperation, {});

      await button('look').focus();
      await person.press('Enter');
      await cards
        .filter({ hasText: word('signIn.accepted') })
        .nth(49)
        .waitFor();
      await content.locator('[role=status]', { hasText: '50' }).waitFor();
      await button('look').and(page.locator(':enabled')).waitFor();

      await content.getByRole('searchbox').focus();
      await page.keyboard.type('VC-07');
      const card = cards.filter({ visible: true });
      assert.equal(await card.count(), 1);
      // Name, then who uses it, then that.
      await person.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'vc-07');
      await person.press('Tab', 'Enter', 'Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Ask vc-07');
      await person.press('Enter');
      await card.getByRole('button', { name: 'vc-07', exact: true }).focus();
      await person.press('Enter');
      await page.locator('.red-ui-sidebar-node-config').waitFor();

      const again = await openTab(editor);
      await again.button('diagnostics.button').focus();
      await person.press('Enter');
      const text = content.getByRole('textbox', { name: word('diagnostics.text') });
      await content.getByText(word('diagnostics.isCopied')).waitFor();
      const diagnostics = await text.inputValue();
      assert.equal(JSON.parse(diagnostics).appliances.length, 50);
      const search = content.getByRole('searchbox');
      await search.fill('');
      await search.focus();
      await person.press('Control+v');
      const pasted = await search.inputValue();
      assert.ok(pasted.startsWith('{'), pasted.slice(0, 40));
      await text.focus();
      await person.press('Escape');
      assert.equal(await text.isVisible(), false);
      const label = word('diagnostics.button');
      assert.equal(
        await page.evaluate(() => document.activeElement?.textContent?.trim()),
        label,
        'the focus is where it was',
      );

      // As a browser that allows no copying once the answer has arrived.
      await page.evaluate(() => {
        document.execCommand = () => false;
      });
      await person.press('Enter');
      await content.getByText(word('diagnostics.isNotCopied')).waitFor();
      const focused = await page.evaluate(() => document.activeElement?.textContent);
      assert.equal(focused, word('diagnostics.copy'));
      await page.evaluate(() => Reflect.deleteProperty(document, 'execCommand'));
      await person.press('Enter');
      await content.getByText(word('diagnostics.isCopied')).waitFor();
      await content.getByRole('button', { name: word('diagnostics.close') }).focus();
      await person.press('Enter');
      assert.equal(await text.isVisible(), false);
    });

    it('follows what changes, and keeps the focus meanwhile', async () => {
      await deploy([tab, ...fleet(2)]);
      const editor = await tried.open();
      const { page } = editor;
      const { cards } = await openTab(editor);
      const name = cards.first().getByRole('button', { name: 'vc-01', exact: true });
      await name.focus();
      await tried.nodeRed.request('POST', 'vcenter-recovery/look', {});
      await cards
        .filter({ hasText: word('signIn.accepted') })
        .nth(1)
        .waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'vc-01');
      // Then the editor's own notification of a deploy by somebody else takes the focus.
      await deploy([tab, ...fleet(3)]);
      await cards.nth(2).waitFor();
    });

    it('asks for nothing while nobody sees it, and for the list once somebody does', async () => {
      await deploy([tab, ...fleet(1)]);
      const editor = await tried.open();
      const { page, person } = editor;
      const { content, cards } = await openTab(editor);
      let requests = 0;
      page.on('request', (request) => {
        if (request.url().includes('vcenter-recovery/appliances')) requests += 1;
      });
      await page.locator('#red-ui-workspace-chart').focus();
      await person.press('Control+Space');
      await content.waitFor({ state: 'hidden' });
      requests = 0;
      await page.evaluate((topic) => {
        Reflect.get(window, 'RED').comms.subscribe(topic, () => console.log('changed'));
      }, 'vcenter-recovery/changed');
      // There is a second between two messages: together more than the tab ever waits.
      for (const count of [2, 3, 2, 3]) {
        const changed = page.waitForEvent('console', (line) => line.text() === 'changed');
        await deploy([tab, ...fleet(count)]);
        await changed;
      }
      assert.equal(requests, 0);
      await page.locator('#red-ui-workspace-chart').focus();
      await person.press('Control+Space');
      await cards.nth(2).waitFor();
    });

    for (const language of languages) {
      it(`can be read in the dark in ${language}, by everybody`, async () => {
        const credentials = { username: 'nobody', password: 'nothing' };
        const wrong = applianceNode(simulator(), { id: 'wrong', name: 'vc-wrong', credentials });
        await deploy([tab, ...fleet(7), wrong]);
        await tried.nodeRed.request('POST', 'vcenter-recovery/look', {});
        const editor = await tried.open({ language });
        await turnDark(editor);
        const { content, cards, button } = await openTab(editor, language);
        await cards
          .filter({ hasText: word('signIn.refused', language) })
          .first()
          .waitFor();
        await editor.person.click(button('diagnostics.button', language));
        await content.getByText(word('diagnostics.about', language)).waitFor();
        const keys = content.getByText(new RegExp(`\\b${plugin}[.:]|__\\w+__`));
        assert.deepEqual(await keys.allTextContents(), []);
        assert.deepEqual(await barriers(editor.page, content), []);
      });
    }

    it('shows everything to one who may only read, who cannot let it ask', async () => {
      await deploy([tab, ...fleet(2)]);
      const { url } = tried.nodeRed;
      const signIn = { ...reader, client_id: 'node-red-editor', grant_type: 'password', scope: '' };
      const answer = await fetch(new URL('auth/token', url), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(signIn),
      });
      const tokens: { access_token: string } = JSON.parse(await answer.text());
      const editor = await tried.open({
        enter: async (page) => {
          // Before any script of the editor, which forgets tokens that were refused.
          await page.addInitScript(
            (value) => localStorage.setItem('auth-tokens', value),
            JSON.stringify(tokens),
          );
          await page.reload();
        },
      });
      const { content, cards, button } = await openTab(editor);
      assert.equal(await cards.count(), 2);
      assert.equal(await button('look').isDisabled(), true);
      assert.equal(await button('look').getAttribute('title'), word('lookForbidden'));
      await editor.person.click(button('diagnostics.button'));
      await content.getByRole('textbox', { name: word('diagnostics.text') }).waitFor();
      const look = await fetch(new URL('vcenter-recovery/look', url), {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${tokens.access_token}`,
        },
        body: '{}',
      });
      // Node-RED answers 401 to a user who lacks the permission, too (auth/index.js).
      assert.ok([401, 403].includes(look.status), String(look.status));
    });
  },
  {
    define: {
      adminAuth: {
        type: 'credentials',
        users: [{ username: reader.username, password: hash, permissions: 'read' }],
        // The test deploys as nobody.
        default: { permissions: '*' },
      },
    },
    expected: [/refused the sign-in/],
  },
);
