import { fieldValue } from './field-values';

/** What differs from fold to fold. */
interface FoldOptions {
  /** Whether a changed setting opens the fold; by default each does. */
  opens?(name: string): boolean;
  /** What the field of a setting shows in a new node; by default what a new node is saved with. */
  defaultOf?(name: string): string;
  /** What has all fields on which the count depends; by default the form. */
  within?: JQuery;
}

/**
 * Prepares the fold of a dialog, a `<details>` element. Its summary says how many of the settings in
 * it differ from their defaults, so that nobody has to open it to find out; it opens by itself where
 * one does.
 *
 * @param fold the element.
 * @param field returns the field of a property.
 * @param settings the properties in the fold.
 */
export function prepareFold(
  node: EditorNode,
  fold: JQuery,
  field: (name: string) => JQuery,
  settings: readonly string[],
  {
    opens = () => true,
    defaultOf = (name) => String(node._def.defaults[name]?.value ?? false),
    within = fold.closest('form'),
  }: FoldOptions = {},
): void {
  // A row that is irrelevant to the selected options is hidden, unlike those in a closed fold.
  const isRelevant = (name: string) => field(name).closest('.form-row').css('display') !== 'none';
  // An empty field stands for the default.
  const isChanged = (name: string) => !['', defaultOf(name)].includes(fieldValue(field(name)));
  const changed = () =>
    settings.filter((name) => field(name).length > 0 && isRelevant(name) && isChanged(name));
  const update = () => {
    const { length } = changed();
    const text =
      length === 0 ? '' : node._(`${node.type}.fold.changed`, { number: String(length) });
    fold.find('.vcenter-fold-count').text(text);
  };
  within.on('change input', update);
  fold.on('toggle', () => RED.tray.resize());
  fold.prop('open', changed().some(opens));
  update();
}
