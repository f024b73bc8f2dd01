import { readDayShape } from './days.js';
import { readFigure } from './figures.js';

const CANDIDATES = [',', ';', '\t', '|', '^', '~', ':'];
const SAMPLE_LINES = 120;

/** The delimiter that gives the most rows with a day and an amount, then the most even rows. */
export function findDelimiter(text: string): string {
  const lines = text.split('\n', SAMPLE_LINES).filter((line) => line.trim() !== '');
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of CANDIDATES) {
    const score = scoreOf(lines.map((line) => cutLine(line, delimiter)));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function scoreOf(rows: readonly (readonly string[])[]): number {
  const widths = new Map<number, number>();
  let telling = 0;
  for (const cells of rows) {
    if (cells.length > 1) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    if (cells.some((cell) => readDayShape(cell.trim()))) telling += 1;
    if (cells.length > 1 && cells.some((cell) => readFigure(cell.trim()))) telling += 1;
  }
  let even = 0;
  for (const [width, count] of widths) even = Math.max(even, count + Math.min(width, 20) / 100);
  return even === 0 ? 0 : even + telling * 2;
}

/** The colons of `12:34:56` cut nothing. */
function isInTime(line: string, at: number): boolean {
  return /\d:\d\d/.test(line.slice(Math.max(0, at - 1), at + 3));
}

function cutLine(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let isQuoted = false;
  let from = 0;
  for (let at = 0; at < line.length && cells.length < 60; at++) {
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === delimiter && !isQuoted && !(delimiter === ':' && isInTime(line, at))) {
      cells.push(line.slice(from, at));
      from = at + 1;
    }
  }
  cells.push(line.slice(from));
  return cells.map((cell) => cell.replace(/^\s*"|"\s*$/g, ''));
}
