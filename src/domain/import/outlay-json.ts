import { parseDay } from '../calendar.js';
import { readBookParts } from './book-parts.js';
import { ownText } from './cells.js';
import { rowOf, signedDecimal } from './entry.js';
import { fingerprintOf } from './fingerprint.js';
import { parsed, partsOfJson } from './json-parts.js';
import { Refused, type Flowing, type ReadRow } from './reading.js';

type Fields = Readonly<Record<string, unknown>>;

export function isJson(text: string): boolean {
  return /^\uFEFF?\s*[{[]/.test(text.slice(0, 1000));
}

/** Reads Outlay's own JSON: positive is spent, negative is a refund. */
export function readOutlayJson(text: string, encoding: string): Flowing {
  const { rest: file, expenses } = partsOfJson(text);
  if (!isFields(file) || file['format'] !== 'outlay' || !expenses) throw new Refused('not_recognised');
  // What is broken is said before anything is taken.
  let count = 0;
  for (const expense of expenses) {
    parsed(expense);
    count += 1;
  }
  return {
    ok: true,
    format: 'outlay-json',
    values: { encoding },
    questions: [],
    notices: count === 0 ? [{ code: 'no_rows', params: {} }] : [],
    columns: [],
    hasHeader: false,
    people: [],
    rows: rowsOf(expenses, textOf(file['currency'])),
    parts: readBookParts(file),
    fingerprint: fingerprintOf('outlay-json', []),
  };
}

function* rowsOf(expenses: Iterable<string>, currency: string): Generator<ReadRow> {
  let line = 0;
  for (const expense of expenses) yield rowOfExpense(parsed(expense) as Fields, (line += 1), currency);
}

function rowOfExpense(expense: Fields, line: number, currency: string): ReadRow {
  const dayText = textOf(expense['spent_on']);
  const amountText = textOf(expense['amount']);
  const amount = signedDecimal(amountText, '.');
  const turned =
    amount === undefined || amount === '0' ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
  const row = rowOf({
    line,
    day: parseDay(dayText),
    dayText,
    amount: turned,
    amountText,
    currency: textOf(expense['currency']) || currency || null,
    description: ownText(textOf(expense['description'])),
    category: ownText(textOf(expense['category'])) || undefined,
    externalId: textOf(expense['id']) || undefined,
  });
  const tags = Array.isArray(expense['tags']) ? expense['tags'].map(textOf).map(ownText) : [];
  const recurring = textOf(expense['recurring']);
  return {
    ...row,
    ...(recurring !== '' && { recurring }),
    tags: tags.filter((tag) => tag !== ''),
    kind: row.kind === 'income' ? 'expense' : row.kind,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
