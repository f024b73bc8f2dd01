import { cleanText, joinTexts } from './cells.js';
import { dayOfCell, orderOf } from './day-column.js';
import { decimalOf, rowOf, signedDecimal } from './entry.js';
import { addDecimals } from './figures.js';
import { fingerprintOf } from './fingerprint.js';
import type { Said } from './options.js';
import { Refused, ROW_LIMIT, type Question, type Reading, type ReadRow, type SkipCode } from './reading.js';

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

/** Reads QIF: several accounts, splits as their parts, days in any order, `1/31'26` too. */
export function readQif(text: string, encoding: string, said: Said): Reading {
  const records = cutRecords(text);
  const chosen = said.dateOrder();
  const days = chosen
    ? { order: chosen, questions: [] }
    : orderOf(records.map(({ fields }) => dayText(fields)));
  const amounts = records.flatMap(({ fields, splits }) => [
    amountText(fields),
    ...splits.map(({ amount }) => amount),
  ]);
  const decimal = said.decimal();
  said.check();
  const money = decimal ? { decimal, questions: [] } : decimalOf(amounts);
  const questions: Question[] = [...days.questions, ...money.questions];
  const rows = records.flatMap((record) => rowsOf(record, { order: days.order, decimal: money.decimal }));
  return {
    ok: true,
    format: 'qif',
    values: {
      encoding,
      ...(days.order ? { date_order: days.order } : {}),
      ...(money.decimal ? { decimal: money.decimal } : {}),
    },
    questions,
    notices: rows.length === 0 ? [{ code: 'no_rows', params: {} }] : [],
    columns: [],
    hasHeader: false,
    people: [],
    rows,
    fingerprint: fingerprintOf('qif', []),
  };
}

function cutRecords(text: string): QifRecord[] {
  const records: QifRecord[] = [];
  let section = 'bank';
  let current: QifRecord | undefined;
  const lines = text.replace(/^\uFEFF/, '').split(/\r+\n|\r|\n/);
  const finish = () => {
    if (
      current &&
      isMoney(section) &&
      (current.fields.has('D') || current.fields.has('T') || current.fields.has('U'))
    ) {
      if (records.length >= ROW_LIMIT) throw new Refused('too_many_rows', { limit: String(ROW_LIMIT) });
      records.push(current);
    }
    current = undefined;
  };
  lines.forEach((raw, at) => {
    const line = raw.trim();
    if (line === '') return;
    if (line.startsWith('!')) {
      finish();
      if (!/^!(?:option|clear)/i.test(line))
        section = line
          .slice(1)
          .toLowerCase()
          .replace(/^type:/, '')
          .trim();
      return;
    }
    if (line.startsWith('^')) return finish();
    current ??= { line: at + 1, fields: new Map(), splits: [], isInvestment: section === 'invst' };
    take(current, line[0]!.toUpperCase(), line.slice(1).trim(), at + 1);
  });
  finish();
  return records;
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

function rowsOf(record: QifRecord, way: Way): ReadRow[] {
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
  const whole = entryRow(
    record,
    way,
    { line: record.line, amount: amountText(fields), category, memo: fields.get('M') ?? '' },
    skip,
  );
  if (!isSplit) return [whole];
  return [whole, ...parts.map((part) => entryRow(record, way, part, skipOf(part.category, '')))];
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
