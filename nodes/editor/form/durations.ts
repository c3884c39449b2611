import type { NumberSetting } from '../../../src/appliance/settings/number-settings';
import { durationText } from './duration-text';
import { fieldValue } from './field-values';

/**
 * Shows long times next to their numbers as people say them ("= 30 min"). There is no room for that
 * next to what an empty or zero field means, so the one replaces the other.
 *
 * @param field returns the field of a property.
 */
export function showDurations(
  field: (name: string) => JQuery,
  settings: Readonly<Record<string, NumberSetting>>,
): void {
  for (const [name, { unit }] of Object.entries(settings)) {
    const row = field(name).closest('.form-row');
    const hint = row.find('.vcenter-hint');
    const duration = $('<span class="vcenter-duration">').appendTo(row);
    const update = () => {
      const text = durationText(fieldValue(field(name)), unit);
      duration.text(text === '' ? '' : ` = ${text}`);
      hint.toggle(text === '');
    };
    field(name).on('change input', update);
    update();
  }
}
