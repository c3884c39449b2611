import { fieldValue } from './form';

/** Whether a field differs from the default of a new node; an empty one stands for the default. */
function isChanged({ _def }: EditorNode, name: string, field: JQuery): boolean {
  const value = fieldValue(field);
  return value !== '' && value !== String(_def.defaults[name]?.value ?? false);
}

/**
 * Prepares the fold of a dialog, a `<details>` element. Its summary says how many of the settings in
 * it differ from their defaults, so that nobody has to open it to find out; it opens by itself where
 * one does.
 *
 * @param fold the element.
 * @param field returns the field of a property.
 * @param settings the properties in the fold.
 * @param opens whether a changed setting opens the fold; by default each does.
 */
export function prepareFold(
  node: EditorNode,
  fold: JQuery,
  field: (name: string) => JQuery,
  settings: readonly string[],
  opens: (name: string) => boolean = () => true,
): void {
  // A row that is irrelevant to the selected options is hidden, unlike those in a closed fold.
  const isRelevant = (name: string) => field(name).closest('.form-row').css('display') !== 'none';
  const changed = () =>
    settings.filter(
      (name) => field(name).length > 0 && isRelevant(name) && isChanged(node, name, field(name)),
    );
  const update = () => {
    const { length } = changed();
    const text =
      length === 0 ? '' : node._(`${node.type}.fold.changed`, { number: String(length) });
    fold.find('.vcenter-fold-count').text(text);
  };
  fold.closest('form').on('change input', update);
  fold.on('toggle', () => RED.tray.resize());
  fold.prop('open', changed().some(opens));
  update();
}
