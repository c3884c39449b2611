import { existsSync } from 'node:fs';
import { type Browser, chromium as browsers, type LaunchOptions } from 'playwright-core';

/** Nothing that a browser does by itself: no updates, no reports, no first-run pages. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function howToLaunch(): Promise<LaunchOptions> {
  if (process.platform !== 'linux') return { channel: 'chrome', args: quiet };
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  if (!existsSync(executablePath)) throw new Error(`No browser at ${executablePath}.`);
  // The package's arguments turn off what keeps pages apart, which functions in a cloud need;
  // one process for all would take the browser down with a page.
  const unwanted = /^--(single-process|no-zygote|disable-web-security|allow-running-insecure)/;
  const own = chromium.args.filter((argument) => !unwanted.test(argument));
  return { executablePath, args: [...own, ...quiet] };
}

/**
 * Starts a headless Chromium: on Linux the one that comes by npm, elsewhere an installed Chrome.
 *
 * @throws Error where there is none, with Playwright's words.
 */
export async function launchBrowser(): Promise<Browser> {
  return browsers.launch({ headless: true, ...(await howToLaunch()) });
}
