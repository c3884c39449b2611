import type { Locator } from 'playwright-core';

/**
 * Finds text that does not fit: wider than its own box, outside the box of the dialog or palette,
 * or covered by its neighbor.
 *
 * @param labels the elements with the text.
 * @param around the selector of the box that has to contain them.
 * @returns the texts that do not fit, each with the reason.
 */
export function cutOff(labels: Locator, around: string): Promise<string[]> {
  return labels.evaluateAll((elements, selector) => {
    const found: string[] = [];
    for (const element of elements) {
      const text = (element.textContent ?? '').trim();
      if (text === '' || element.getClientRects().length === 0) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const words = range.getBoundingClientRect();
      const box = element.closest(selector)?.getBoundingClientRect();
      // Boxes have fractional sizes. An overflow of less than a pixel is legible.
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
        found.push(`"${text}" is ${element.scrollWidth} wide, its box ${element.clientWidth}`);
      }
      if (box !== undefined && (words.right > box.right + 1 || words.left < box.left - 1)) {
        found.push(`"${text}" ends at ${words.right}, what is around it at ${box.right}`);
      }
      const next = element.nextElementSibling?.getBoundingClientRect();
      const isBeside = next !== undefined && next.width > 0 && next.top < words.bottom - 2;
      if (isBeside && next.left < words.right - 1 && next.right > words.left + 1) {
        found.push(`"${text}" ends at ${words.right}, its neighbor begins at ${next.left}`);
      }
    }
    return found;
  }, around);
}

/**
 * @param labels of fields that follow them.
 * @returns the texts of the labels whose field has wrapped to the next line.
 */
export function pushedDown(labels: Locator): Promise<string[]> {
  return labels.evaluateAll((elements) =>
    elements.flatMap((element) => {
      const fields = [...(element.parentElement?.children ?? [])].slice(1);
      const field = fields
        .map((each) => each.getBoundingClientRect())
        .find(({ width }) => width > 0);
      const { bottom } = element.getBoundingClientRect();
      return field !== undefined && field.top > bottom ? [`"${element.textContent}" is above`] : [];
    }),
  );
}

/** @returns the texts of the labels that take more than one line. */
export function wrapped(labels: Locator): Promise<string[]> {
  return labels.evaluateAll((elements) =>
    elements.flatMap((element) => {
      const { lineHeight } = getComputedStyle(element);
      const range = document.createRange();
      range.selectNodeContents(element);
      const { height } = range.getBoundingClientRect();
      return height > 1.5 * Number.parseFloat(lineHeight) ? [`"${element.textContent}" wraps`] : [];
    }),
  );
}

/** @returns the selected options that are truncated in their selects, each with the extent. */
export function cutOffChoices(lists: Locator): Promise<string[]> {
  return lists.evaluateAll((elements) =>
    elements.flatMap((element) => {
      if (!(element instanceof HTMLSelectElement) || element.clientWidth === 0) return [];
      const style = getComputedStyle(element);
      const canvas = document.createElement('canvas').getContext('2d');
      if (canvas === null) return [];
      canvas.font = style.font;
      // The arrow at the end is about as wide as a line is high.
      const room =
        element.clientWidth -
        Number.parseFloat(style.paddingLeft) -
        Number.parseFloat(style.paddingRight) -
        Number.parseFloat(style.fontSize);
      return [...element.options].flatMap(({ text, value }) => {
        // The entry that adds a config node is Node-RED's, including its text.
        if (value === '_ADD_') return [];
        const { width } = canvas.measureText(text);
        return width > room ? [`"${text}" is ${Math.round(width)} wide, its list ${room}`] : [];
      });
    }),
  );
}
