import type { Dialect } from '../src/storage/engine/database.js';
import type { Noise } from './results.js';

/** A table in Markdown, so that what is printed can go into a document as it is. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]!.length)),
  );
  const isNumber = head.map((_title, column) => rows.every((row) => /^[\d. ]*$/.test(row[column]!)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join(' | ')} |`;
  const rule = widths.map((width, i) => (isNumber[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** 1234567.8 as "1 234 568", 4.321 as "4.3". */
export function grouped(value: number): string {
  return value < 100 && !Number.isInteger(value)
    ? value.toFixed(1)
    : Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
}

export function shortest(value: number): string {
  return Number.isInteger(value) ? grouped(value) : value.toFixed(value < 10 ? 2 : 1);
}

export const engineName = (engine: Dialect): string => (engine === 'postgres' ? 'PostgreSQL' : 'SQLite');

/** How far a figure of a run can be trusted, in one sentence. */
export function sayNoise(noise: Noise | undefined): string {
  if (!noise) return 'Noise was not measured.';
  const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
  return `Noise: two measurements of the same (bare Express) were ${percent(noise.perSecond)} apart, by CPU ${percent(noise.cpu)}.`;
}
