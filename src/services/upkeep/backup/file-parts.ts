import { BackupDamaged, type BackupHeader, type BackupLine, parseLine } from './backup-format.js';
import { readLines } from './backup-file.js';
import type { Part, Row } from './parts.js';

const ROWS_KEPT = 1_000;

/** @throws BackupDamaged */
export async function readHeader(path: string): Promise<BackupHeader> {
  for await (const { line } of parsedLines(path)) {
    if (line.kind === 'header') return line.header;
    break;
  }
  throw new BackupDamaged('The first line is not the header of a backup.');
}

/** Reads a backup; the rows of one table are to be taken before the next part is asked for. @throws BackupDamaged */
export async function* partsOfFile(path: string): AsyncGenerator<Part> {
  const lines = parsedLines(path);
  let next = await lines.next();
  while (next.done !== true) {
    const { line } = next.value;
    next = await lines.next();
    if (line.kind === 'manifest') {
      if (next.done !== true) throw new BackupDamaged('Something follows the manifest.');
      yield { manifest: line.manifest };
      return;
    }
    if (line.kind !== 'table') continue;
    const rows = async function* (): AsyncGenerator<Row[]> {
      let kept: Row[] = [];
      while (next.done !== true && next.value.line.kind === 'row') {
        kept.push({ values: next.value.line.values, line: next.value.text });
        next = await lines.next();
        if (kept.length < ROWS_KEPT) continue;
        yield kept;
        kept = [];
      }
      if (kept.length > 0) yield kept;
    };
    yield { table: line.head.table, columns: line.head.columns, rows: rows() };
  }
  throw new BackupDamaged('The file is cut off: its manifest is missing.');
}

interface Parsed {
  readonly line: BackupLine;
  readonly text: string;
}

async function* parsedLines(path: string): AsyncGenerator<Parsed> {
  let [number, table, width] = [0, '', 0];
  for await (const text of readLines(path)) {
    number += 1;
    const where = `Line ${String(number)}${table === '' ? '' : ` (table ${table})`}`;
    const line = parseLine(text, where);
    if (line.kind === 'table') [table, width] = [line.head.table, line.head.columns.length];
    if (line.kind === 'row' && line.values.length !== width)
      throw new BackupDamaged(
        `${where} has ${String(line.values.length)} values for ${String(width)} columns.`,
      );
    yield { line, text };
  }
}
