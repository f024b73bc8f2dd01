import { cleanText, joinTexts } from './cells.js';
import { DayFinder, dayOfCell } from './day-column.js';
import { DecimalFinder, rowOf, signedDecimal } from './entry.js';
import { addDecimals } from './figures.js';
import { fingerprintOf } from './fingerprint.js';
import { linesOf } from './lines.js';
import type { Said } from './options.js';
import { Refused, ROW_LIMIT, type Flowing, type Question, type ReadRow, type SkipCode } from './reading.js';

interface Split {
  readonly line: number;
  readonly category: string;
  memo: string;
  amount: string;
}

interface QifRecord {
  readonly line: number;
  readonly fields: Map<string, string>;
  readonly splits: Split[];
  readonly isInvestment: boolean;
}

export function isQif(text: string): boolean {
  return /^\uFEFF?\s*!(?:Type|Account|Option|Clear)\b/i.test(text.slice(0, 1000));
}

/** Reads QIF: several accounts, splits as their parts, days in any order, `1/31'26` too; its rows as they are asked for. */
export function readQif(text: string, encoding: string, said: Said): Flowing {
  const [chosenOrder, chosenDecimal] = [said.dateOrder(), said.decimal()];
  said.check();
  const [dayFinder, decimalFinder] = [new DayFinder(), new DecimalFinder()];
  let count = 0;
  for (const { fields, splits } of recordsOf(text)) {
    count += 1;
    dayFinder.note(dayText(fields));
    decimalFinder.note(amountText(fields));
    for (const { amount } of splits) decimalFinder.note(amount);
  }
  const days = chosenOrder ? { order: chosenOrder, questions: [] } : dayFinder.found();
  const money = chosenDecimal ? { decimal: chosenDecimal, questions: [] } : decimalFinder.found();
  const questions: Question[] = [...days.questions, ...money.questions];
  return {
    ok: true,
    format: 'qif',
    values: {
      encoding,
      ...(days.order ? { date_order: days.order } : {}),
      ...(money.decimal ? { decimal: money.decimal } : {}),
    },
    questions,
    notices: count === 0 ? [{ code: 'no_rows', params: {} }] : [],
    columns: [],
    hasHeader: false,
    people: [],
    rows: allRows(text, { order: days.order, decimal: money.decimal }),
    fingerprint: fingerprintOf('qif', []),
  };
}

function* allRows(text: string, way: Way): Generator<ReadRow> {
  for (const record of recordsOf(text)) yield* rowsOf(record, way);
}

/** The records that move money, one after the other. Throws Refused for too many of them and of their parts. */
function* recordsOf(text: string): Generator<QifRecord> {
  let [section, at, count] = ['bank', 0, 0];
  let current: QifRecord | undefined;
  for (const raw of linesOf(text)) {
    at += 1;
    const line = raw.replace(/^\uFEFF/, '').trim();
    if (line === '') continue;
    if (/^[!^]/.test(line)) {
      if (current && isWhole(current, section)) yield current;
      current = undefined;
      section = sectionOf(line) ?? section;
      continue;
    }
    current ??= { line: at, fields: new Map(), splits: [], isInvestment: section === 'invst' };
    if (current.fields.size === 0 || /^[sS]/.test(line)) count += 1;
    if (count > ROW_LIMIT) throw new Refused('too_many_rows', { limit: String(ROW_LIMIT) });
    take(current, line[0]!.toUpperCase(), line.slice(1).trim(), at);
  }
  if (current && isWhole(current, section)) yield current;
}

function isWhole({ fields }: QifRecord, section: string): boolean {
  return isMoney(section) && (fields.has('D') || fields.has('T') || fields.has('U'));
}

/** The section that a line begins; undefined if it begins none. */
function sectionOf(line: string): string | undefined {
  if (!line.startsWith('!') || /^!(?:option|clear)/i.test(line)) return undefined;
  return line
    .slice(1)
    .toLowerCase()
    .replace(/^type:/, '')
    .trim();
}

function isMoney(section: string): boolean {
  return /^(?:bank|cash|ccard|oth a|oth l|invst|port)$/.test(section);
}

function take(record: QifRecord, letter: string, value: string, line: number): void {
  const split = record.splits.at(-1);
  if (letter === 'S') record.splits.push({ line, category: value, memo: '', amount: '' });
  else if (letter === 'E' && split) split.memo = value;
  else if (letter === '$' && split) split.amount = value;
  else if (!record.fields.has(letter)) record.fields.set(letter, value);
}

function dayText(fields: ReadonlyMap<string, string>): string {
  return (fields.get('D') ?? '').replace(/'\s*(\d)$/, "'0$1").replace(/\s+/g, '');
}

function amountText(fields: ReadonlyMap<string, string>): string {
  return fields.get('T') ?? fields.get('U') ?? '';
}

type Way = { order: Parameters<typeof dayOfCell>[1]; decimal: '.' | ',' | undefined };

function* rowsOf(record: QifRecord, way: Way): Generator<ReadRow> {
  const { fields, splits } = record;
  const parts = splits.filter(({ amount }) => amount !== '');
  const amounts = parts.map(({ amount }) => signedDecimal(amount, way.decimal ?? '.'));
  const total = signedDecimal(amountText(fields), way.decimal ?? '.');
  const isSplit =
    parts.length > 1 &&
    total !== undefined &&
    amounts.every((amount) => amount !== undefined) &&
    amounts.reduce<string>((sum, amount) => addDecimals(sum, amount), '0') === total;
  const category =
    splits.length === 1 && splits[0]!.category !== '' ? splits[0]!.category : (fields.get('L') ?? '');
  const skip = isSplit
    ? 'split_parent'
    : record.isInvestment
      ? 'transfer'
      : skipOf(category, fields.get('P') ?? '');
  yield entryRow(
    record,
    way,
    { line: record.line, amount: amountText(fields), category, memo: fields.get('M') ?? '' },
    skip,
  );
  if (isSplit) for (const part of parts) yield entryRow(record, way, part, skipOf(part.category, ''));
}

function entryRow({ fields }: QifRecord, way: Way, part: Split, skip: SkipCode | undefined): ReadRow {
  const day = dayOfCell(dayText(fields), way.order);
  const isOpen = !way.decimal && /[.,]\d{3}$/.test(part.amount);
  return rowOf({
    line: part.line,
    day,
    dayText: fields.get('D') ?? '',
    amount: isOpen ? undefined : signedDecimal(part.amount, way.decimal ?? '.'),
    amountText: part.amount,
    currency: null,
    description: joinTexts([fields.get('P') ?? '', part.memo]),
    category: categoryOf(part.category),
    skip,
    open: [
      ...(!way.order && !day && dayText(fields) !== '' ? (['date_order'] as const) : []),
      ...(isOpen ? (['decimal'] as const) : []),
    ],
  });
}

/** `[Savings]` is another account of the person; opening balances stand as transfers to their own account. */
function skipOf(category: string, payee: string): SkipCode | undefined {
  if (/^opening balance$/i.test(payee)) return 'opening_balance';
  return /^\[.*\]/.test(category) ? 'transfer' : undefined;
}

function categoryOf(text: string): string | undefined {
  const category = cleanText(text.replace(/\/.*$/, ''));
  return category === '' || category.startsWith('[') ? undefined : category;
}
