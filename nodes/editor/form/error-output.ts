import { field } from './node-fields';

/**
 * The output for faults is the last, so a plain number is enough: no other wire moves.
 *
 * @param outputs that the node has without it.
 */
export function prepareErrorOutput(outputs: number): void {
  const update = () => {
    const hasErrorOutput = field('errorOutput').is(':checked');
    field('outputs').val(String(hasErrorOutput ? outputs + 1 : outputs));
  };
  field('errorOutput').on('change', update);
  update();
}
