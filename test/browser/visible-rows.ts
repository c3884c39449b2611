import type { Dialog } from './dialog';

/** @returns the properties whose rows are visible in a dialog, in order. */
export function visibleProperties({ form }: Dialog): Promise<string[]> {
  return form.locator('.form-row:visible').evaluateAll((rows) =>
    rows.flatMap((row) => {
      const field = row.querySelector('[id^=node-input-], [id^=node-config-input-]');
      const id = field?.id.replace(/^node-(config-)?input-/, '');
      return id === undefined || id.startsWith('btn-') || id.startsWith('lookup-') ? [] : [id];
    }),
  );
}
