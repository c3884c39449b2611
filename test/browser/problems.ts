import type { Page } from 'playwright-core';

/** What a page has complained of, in the words of its console. */
export interface Problems {
  /** All so far but those that are expected. */
  list(): string[];
}

/**
 * Listens to all that goes wrong in a page: errors that nobody caught, errors and warnings in its
 * console, answers that are none, requests that failed.
 *
 * @param expected what belongs to the test, or is Node-RED's own, by its words.
 */
export function listenForProblems(page: Page, expected: readonly RegExp[]): Problems {
  const all: string[] = [];
  page.on('pageerror', (error) => all.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (/^(error|warning|assert)$/.test(message.type())) {
      all.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) all.push(`HTTP ${response.status()}: ${response.url()}`);
  });
  return { list: () => all.filter((one) => !expected.some((words) => words.test(one))) };
}
