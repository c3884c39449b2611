/** The id prefix that the editor defines for fields of all nodes except config nodes. */
export const prefix = 'node-input';

/** @returns the field of a property in the open dialog; an empty set if there is none. */
export function field(name: string): JQuery {
  return $(`#${prefix}-${name}`);
}
