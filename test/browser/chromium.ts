import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser';

let launched: Promise<Browser> | undefined;

/** @returns the browser shared by all tests, started on the first call. */
export function theBrowser(): Promise<Browser> {
  launched ??= launchBrowser();
  return launched;
}

after(async () => {
  await (await launched)?.close();
});
