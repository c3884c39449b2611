import type { Editor } from './editor';

/**
 * A dark theme for Node-RED 4, which has none of its own, in the CSS variables of themes. It only
 * sets the texts and backgrounds of forms: a dialog with other colors becomes noticeable.
 */
const dark: Readonly<Record<string, string>> = {
  'primary-background': '#15151a',
  'secondary-background': '#1b1b23',
  'tertiary-background': '#17171d',
  'primary-text-color': '#f0f0f0',
  'secondary-text-color': '#aaaaaa',
  'text-color-error': '#ff6369',
  'text-color-warning': '#f1a10d',
  'text-color-success': '#4cc38a',
  'text-color-code': '#00d4c8',
  'text-color-link': '#ff8a8a',
  'form-background': '#1b1b23',
  'form-text-color': '#f0f0f0',
  'form-text-color-disabled': '#8a8a8a',
  'form-placeholder-color': '#8a8a8a',
  'form-input-background': '#0e0e12',
  'form-input-background-disabled': '#15151a',
  'form-input-border-color': '#2a2a2c',
  'form-button-background': '#22222c',
  'form-tips-background': '#120c00',
  'workspace-button-color': '#aaaaaa',
  'workspace-button-background': '#15151a',
  'workspace-button-background-hover': '#1e1e27',
  'list-item-color': '#f0f0f0',
  'list-item-background': '#1b1b23',
};

/** Enables the dark mode: in the user's settings if Node-RED has that, else like a theme. */
export async function turnDark({ page, person }: Editor): Promise<void> {
  await person.press('Control+,');
  const list = page.locator('#user-settings-view-dark-theme');
  await page.locator('#user-settings-editor-language').waitFor();
  if ((await list.count()) > 0) {
    await person.choose(list, 'dark');
  } else {
    const rules = Object.entries(dark).map(([name, color]) => `--red-ui-${name}: ${color};`);
    await page.addStyleTag({ content: `:root { ${rules.join(' ')} }` });
  }
  await person.click(page.locator('#node-dialog-ok'));
  await page.locator('.red-ui-tray').waitFor({ state: 'detached' });
}
