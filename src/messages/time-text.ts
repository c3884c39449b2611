/** Times as they stand in sentences, in any language. */

const day = 86_400;

/**
 * @returns the two largest units of a duration, in symbols that all languages use: "16 min 46 s". Days
 *   only from two on: a daily backup is late after "25 h".
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
