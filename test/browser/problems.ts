import type { Page } from 'playwright-core';

/** The problems of a page, as texts like those of its console. */
export interface Problems {
  /** All unexpected problems so far. */
  list(): string[];
}

/**
 * Records the problems of a page: uncaught errors, errors and warnings in its console, HTTP errors
 * and failed requests.
 *
 * @param expected matches the texts of problems that a test or Node-RED itself causes.
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
