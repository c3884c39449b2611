/** Times as they stand in sentences, in any language. */

const day = 86_400;

/** The last moment (epoch ms) that four digits of a year can show. No appliance means a later one. */
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** @returns whether a number is a moment (epoch ms) with which one can calculate, and that can be shown. */
export function isMoment(time: number): boolean {
  return Math.abs(time) <= lastMoment;
}

/**
 * @returns the two largest units of a duration, in symbols that all languages use: "16 min 46 s". Days
 *   only from two on: a daily backup is late after "25 h". The dialogs repeat a setting, so they keep
 *   every unit (`nodes/editor/form/duration-text.ts`).
 */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const days = whole < 2 * day ? 0 : Math.floor(whole / day);
  const parts: [number, string][] = [
    [days, 'd'],
    [Math.floor((whole - days * day) / 3600), 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  const largest = parts.filter(([count]) => count > 0).slice(0, 2);
  return largest.length > 0 ? largest.map(([count, unit]) => `${count} ${unit}`).join(' ') : '0 s';
}

/** @returns a time as any language can have it in a sentence (ISO 8601): "2026-01-31 02:00 UTC". */
export function dateText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** @param bytes whole, 0 or more. @returns a size in symbols that all languages use: "1.9 GB". */
export function sizeText(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const number = bytes / 1000 ** power;
  return `${power === 0 || number >= 100 ? Math.round(number) : number.toFixed(1)} ${units[power]}`;
}
