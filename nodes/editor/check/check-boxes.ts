/** The fold "Checks": a box for each check, and text for what boxes cannot show. */
import { textOf } from '../../../src/appliance/settings/check-text';
import { type CheckName, checkNames, defaultChecks } from '../../../src/checks/names';
import { readChecks } from '../../../src/checks/read-settings';
import { fieldValue } from '../form/field-values';
import { field, prefix } from '../form/node-fields';

const boxName = (check: CheckName) => `check-${check}`;

/** The names of the fields in the fold. */
export const checkFields: readonly string[] = ['checks', ...checkNames.map(boxName)];

/** @returns what a field of the fold shows in a new node; undefined if it is not in the fold. */
export function defaultOfCheck(name: string): string | undefined {
  const check = checkNames.find((known) => boxName(known) === name);
  return check === undefined ? undefined : String(defaultChecks.includes(check));
}

function createBox(node: EditorNode, check: CheckName, isTicked: boolean): JQuery {
  const id = `${prefix}-${boxName(check)}`;
  const row = $('<div class="form-row">');
  $('<input type="checkbox" style="display: inline-block; width: auto; vertical-align: top">')
    .attr('id', id)
    .prop('checked', isTicked)
    .appendTo(row);
  row.append(' ');
  const label = $('<label style="width: auto">').attr('for', id).appendTo(row);
  $('<span class="vcenter-check-name">').text(check).appendTo(label);
  $('<span>')
    .text(node._(`${node.type}.check.${check}`))
    .appendTo(label);
  return row;
}

function isSame(some: readonly CheckName[], others: readonly CheckName[]): boolean {
  return some.join() === others.join();
}

/**
 * Creates the boxes. They are saved as text, which stays as it is until one of them is changed. A
 * variable and a check that does not exist have no box: then the text is shown instead.
 */
export function prepareChecks(node: EditorNode): void {
  const saved = field('checks');
  const read = readChecks(textOf(node.checks));
  const areShown = 'value' in read;
  const initial = areShown ? read.value : [];
  const savedText = fieldValue(saved);
  const boxes = $('#vcenter-checks');
  // A variable may name the archive, so that its location has to be offered.
  for (const check of checkNames) {
    createBox(node, check, areShown ? initial.includes(check) : check === 'archive')
      .toggle(areShown)
      .appendTo(boxes);
  }
  saved.closest('.form-row').toggle(!areShown);
  const none = $('#vcenter-no-checks');
  const update = () => {
    const ticked = checkNames.filter((check) => field(boxName(check)).is(':checked'));
    none.toggle(areShown && ticked.length === 0);
    if (!areShown) return;
    const isDefault = isSame(ticked, defaultChecks);
    saved.val(isSame(ticked, initial) ? savedText : isDefault ? '' : ticked.join(','));
  };
  boxes.on('change', update);
  update();
}
