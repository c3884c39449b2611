import { fieldValue } from './field-values';

interface Condition {
  field: string;
  values: string[];
}

/**
 * Parses `data-when="action=wait, action=start waitAfterStart=true"`: alternatives separated by
 * commas, each with conditions that must all hold. A condition can list several values
 * (`connection=api|rest`).
 */
function readAlternatives(text: string): Condition[][] {
  return text.split(',').map((alternative) =>
    alternative
      .split(/\s+/)
      .filter(Boolean)
      .map((condition) => {
        const [field = '', values = ''] = condition.split('=');
        return { field, values: values.split('|') };
      }),
  );
}

/**
 * Shows each element with `data-when` only while its conditions hold, so that only the rows
 * relevant to the selected options are visible.
 *
 * @param prefix of the fields' ids, as the editor defines it.
 */
export function showRelevantRows(prefix: string): void {
  const rows = $('[data-when]')
    .toArray()
    .map((element) => ({
      row: $(element),
      alternatives: readAlternatives(element.getAttribute('data-when') ?? ''),
    }));
  const fieldOf = (name: string) => $(`#${prefix}-${name}`);
  const holds = ({ field, values }: Condition) => values.includes(fieldValue(fieldOf(field)));
  const update = () => {
    for (const { row, alternatives } of rows) {
      row.toggle(alternatives.some((conditions) => conditions.every(holds)));
    }
    RED.tray.resize();
  };
  const conditions = rows.flatMap(({ alternatives }) => alternatives.flat());
  for (const field of new Set(conditions.map(({ field }) => field))) {
    fieldOf(field).on('change', update);
  }
  update();
}
