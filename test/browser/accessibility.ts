import { source } from 'axe-core';
import type { Locator, Page } from 'playwright-core';

/** A finding of axe-core about an element. */
interface Finding {
  id: string;
  impact: string;
  help: string;
  nodes: { html: string; failureSummary: string }[];
}

/** Hidden fields that Node-RED adds to every form to divert the autofill of passwords. */
const ofNodeRed = ['[id^=red-ui-trap-]'];

/**
 * Checks accessibility with axe-core: names, contrasts, roles and the tab order.
 *
 * @param within the selector of our element; everything else is Node-RED's and not checked.
 * @returns the serious and critical findings as texts, each with its element.
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
