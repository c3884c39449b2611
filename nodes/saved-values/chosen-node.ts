/**
 * @returns whether a config node is chosen. The editor saves "" or "_ADD_" where none is; what was
 *   never saved is undefined. The dialogs share this: it is bundled for the browser.
 */
export function isChosen(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id !== '_ADD_';
}
