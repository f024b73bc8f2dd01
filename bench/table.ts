import type { Fact, Results, Row, Verdict } from './results.js';

/** Markdown, so that what is printed can go into the README as it is. */
export function showResults(results: Results, verdicts: readonly Verdict[]): string {
  const { machine, date, command, rows, facts, pageBytes } = results;
  return [
    `Measured on ${date} by \`${command}\`: ${machine}.`,
    `Bare servers send the ${grouped(pageBytes)} bytes of the dashboard at the smallest size; 16 connections unless said.`,
    '',
    table(
      ['what', 'engine', 'expenses', 'per second', 'p50 ms', 'p99 ms', 'CPU ms', 'queries'],
      rows.map(showRow),
    ),
    '',
    table(['besides', 'engine', 'expenses', 'figure'], facts.map(showFact)),
    '',
    table(
      ['must', 'found', 'verdict'],
      verdicts.map(({ demand, found, isMet }) => [demand, found, isMet ? 'pass' : '**FAIL**']),
    ),
    `${String(verdicts.filter(({ isMet }) => isMet).length)} of ${String(verdicts.length)} demands are met.`,
  ].join('\n');
}

function showRow({
  subject,
  engine,
  size,
  connections,
  perSecond,
  p50Ms,
  p99Ms,
  cpuMs,
  queries,
  faults,
}: Row): string[] {
  const notes = [
    ...(connections === 16 ? [] : [`${String(connections)} connections`]),
    ...(faults > 0 ? [`${String(faults)} FAULTS`] : []),
  ];
  return [
    notes.length > 0 ? `${subject} (${notes.join(', ')})` : subject,
    engine ?? '',
    size === undefined ? '' : grouped(size),
    grouped(perSecond),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    cpuMs.toFixed(2),
    queries === undefined ? '' : String(queries),
  ];
}

function showFact({ name, engine, size, value, unit }: Fact): string[] {
  return [name, engine ?? '', size === undefined ? '' : grouped(size), `${shortest(value)} ${unit}`.trim()];
}

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

function shortest(value: number): string {
  return Number.isInteger(value) ? grouped(value) : value.toFixed(value < 10 ? 2 : 1);
}
