/** Of the fields of every node that is no config node, as the editor sets it. */
export const prefix = 'node-input';

/** @returns the field of a property in the open dialog; nothing where there is none. */
export function field(name: string): JQuery {
  return $(`#${prefix}-${name}`);
}
