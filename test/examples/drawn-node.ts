import type { FlowNode } from '../../scripts/node-red-process';

/** A rectangle on the canvas, in pixels. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Distance of the lines to which the editor aligns nodes (`gridSize` in its view.js). */
export const grid = 20;

/**
 * Advance widths of Helvetica from the space to the tilde, in thousandths of the font size. The
 * editor's labels are set in Helvetica Neue, Arial or Helvetica, which are equally wide.
 */
const characterWidths = [
  ...[278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278],
  ...[556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556],
  ...[1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778],
  ...[667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556],
  ...[333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556],
  ...[556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584],
];

const fontSize = 14;
const button = 25;

/** @throws Error for a character whose width is not known. */
function widthOfText(text: string): number {
  const widths = [...text].map((character) => {
    const width = characterWidths[character.charCodeAt(0) - ' '.charCodeAt(0)];
    if (width === undefined) throw new Error(`"${character}" in "${text}" is not in the table.`);
    return width;
  });
  return Math.round((widths.reduce((sum, width) => sum + width, 0) * fontSize) / 1000);
}

const withoutInput = [
  ...['catch', 'comment', 'http in', 'inject', 'mqtt in', 'vcenter-recovery-monitor'],
];

/** As the editor calculates it when it draws a node (`redraw` in its view.js). */
function widthOf({ type, name = '' }: FlowNode): number {
  if (type.startsWith('link')) return 30;
  const input = withoutInput.includes(type) ? 0 : 7;
  return Math.max(100, grid * Math.ceil((widthOfText(name) + 50 + input) / grid));
}

/** @returns the body of a node as the editor draws it, without its button. */
export function bodyOf(node: FlowNode): Box {
  const width = widthOf(node);
  const height = Math.max(30, 15 * (typeof node.outputs === 'number' ? node.outputs : 1));
  const [x, y] = [Number(node.x), Number(node.y)];
  return {
    ...{ left: x - width / 2, right: x + width / 2 },
    ...{ top: y - height / 2, bottom: y + height / 2 },
  };
}

/** @returns a node with its button, or a group with its frame. */
export function boxOf(node: FlowNode): Box {
  if (node.type === 'group') {
    const [left, top] = [Number(node.x), Number(node.y)];
    return { left, top, right: left + Number(node.w), bottom: top + Number(node.h) };
  }
  const body = bodyOf(node);
  return {
    ...body,
    left: body.left - (node.type === 'inject' ? button : 0),
    right: body.right + (node.type === 'debug' ? button : 0),
  };
}

export function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

/** @returns whether the first box contains the second. */
export function contains(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left &&
    inner.right <= outer.right &&
    outer.top <= inner.top &&
    inner.bottom <= outer.bottom
  );
}
