import { packageName } from '../package/installed-package';
import type { Editor } from './editor';

/** Imports an example from the menu: five actions, however often the dialog loses one of them. */
export async function importExample({ page, person }: Editor, title: string): Promise<void> {
  await person.press('Control+i');
  const dialog = page.locator('.ui-dialog:visible');
  const tab = dialog.locator('.red-ui-tab', { hasText: 'Examples' });
  // For a tenth of a second the dialog pulls the focus to its first field, and back to its first tab.
  await person.click(tab);
  while (!(await tab.evaluate((element) => element.matches('.active')))) await tab.click();
  const entry = (label: string) => dialog.locator('.red-ui-treeList-label', { hasText: label });
  await person.click(entry(packageName));
  // The tree unfolds meanwhile, and may move another entry below the mouse.
  const wanted = entry(title);
  await person.click(wanted);
  while (!(await wanted.evaluate((element) => element.matches('.selected')))) await wanted.click();
  await person.click(page.locator('#red-ui-clipboard-dialog-ok'));
  await dialog.waitFor({ state: 'hidden' });
}
