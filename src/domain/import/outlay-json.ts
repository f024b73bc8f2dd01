import { parseDay } from '../calendar.js';
import { readBookParts } from './book-parts.js';
import { cleanText } from './cells.js';
import { rowOf, signedDecimal } from './entry.js';
import { fingerprintOf } from './fingerprint.js';
import { Refused, ROW_LIMIT, type Reading, type ReadRow } from './reading.js';

type Fields = Readonly<Record<string, unknown>>;

export function isJson(text: string): boolean {
  return /^\uFEFF?\s*[{[]/.test(text.slice(0, 1000));
}

/** Reads Outlay's own JSON: positive is spent, negative is a refund. */
export function readOutlayJson(text: string, encoding: string): Reading {
  const file = parsed(text);
  const expenses = isFields(file) && file['format'] === 'outlay' ? file['expenses'] : undefined;
  if (!isFields(file) || !Array.isArray(expenses)) throw new Refused('not_recognised');
  if (expenses.length > ROW_LIMIT) throw new Refused('too_many_rows', { limit: String(ROW_LIMIT) });
  const rows = expenses.map((expense: unknown, at) =>
    rowOfExpense(isFields(expense) ? expense : {}, at + 1, textOf(file['currency'])),
  );
  return {
    ok: true,
    format: 'outlay-json',
    values: { encoding },
    questions: [],
    notices: rows.length === 0 ? [{ code: 'no_rows', params: {} }] : [],
    columns: [],
    hasHeader: false,
    people: [],
    rows,
    parts: readBookParts(file),
    fingerprint: fingerprintOf('outlay-json', []),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw new Refused('broken_json');
  }
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
    description: cleanText(textOf(expense['description'])),
    category: cleanText(textOf(expense['category'])) || undefined,
    externalId: textOf(expense['id']) || undefined,
  });
  const tags = Array.isArray(expense['tags']) ? expense['tags'].map(textOf).map(cleanText) : [];
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
