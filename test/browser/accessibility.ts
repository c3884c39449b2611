import { source } from 'axe-core';
import type { Locator, Page } from 'playwright-core';

/** What axe-core makes of an element. */
interface Finding {
  id: string;
  impact: string;
  help: string;
  nodes: { html: string; failureSummary: string }[];
}

/** Node-RED's own in every form: its traps for browsers that fill in passwords, out of sight. */
const ofNodeRed = ['[id^=red-ui-trap-]'];

/**
 * Looks with axe-core for what keeps people out: names, contrasts, roles, the order of the keyboard.
 *
 * @param within the element that is ours; all around it is Node-RED's and is not looked at.
 * @returns what it calls serious or critical, in its words, each with the element.
 */
export async function barriers(page: Page, within: Locator): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ content: source });
  const mark = 'data-axe';
  await within.evaluate((element, name) => element.setAttribute(name, ''), mark);
  const findings: Finding[] = await page.evaluate(
    async ([include, exclude]) => {
      const { violations } = await Reflect.get(window, 'axe').run({ include, exclude });
      return violations;
    },
    [[`[${mark}]`], ofNodeRed] as const,
  );
  await within.evaluate((element, name) => element.removeAttribute(name), mark);
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
