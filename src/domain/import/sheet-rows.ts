import { unguarded } from '../export/csv-writer.js';
import { isZero, sideOfFlag, type AmountWay } from './amount-way.js';
import { isBalanceRow, isNotBooked, isYes } from './booked.js';
import { cleanText, joinTexts, ownText, splitOwnTags, splitTags } from './cells.js';
import type { Sheet } from './csv.js';
import { dayOfCell, type DayColumn } from './day-column.js';
import { decimalSignOfFigure, isTooLarge, plainDecimal, readFigure, type Figure } from './figures.js';
import type { Question, Reason, ReadRow, SkipCode } from './reading.js';
import { currencyOfCell, currencyOfSheet } from './sheet-currency.js';
import { shareOf, splitwiseSkip } from './splitwise.js';
import type { TableRecord } from './records.js';

export interface SheetPlan {
  readonly sheet: Sheet;
  readonly days: DayColumn;
  readonly way: AmountWay;
  /** The column of the person in a Splitwise file, or -1. */
  readonly person: number;
}

type Field = Question['field'];
interface Money {
  readonly amount: string | null;
  readonly currency: string | null;
  readonly reason?: Reason;
}

const UNSPENT: ReadonlySet<Reason['code']> = new Set<SkipCode>(['zero_amount', 'not_yours', 'transfer']);
const SPLITWISE = { date: 0, description: 1, category: 2, cost: 3, currency: 4, people: 5 };

/** The rows of a sheet, in their order; continuation lines join the description above. */
export function* rowsOf(plan: SheetPlan, open: ReadonlySet<Field>): Generator<ReadRow> {
  let above: ReadRow | undefined;
  const texts = new Set([...plan.sheet.layout.description, ...plan.sheet.layout.spare]);
  const currency = currencyOfSheet(plan.sheet);
  const ids = idsAreUsable(plan.sheet);
  for (const record of plan.sheet.rows) {
    if (above && isContinuation(plan.sheet, record, texts)) {
      const more = record.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
      above = { ...above, description: cleanText([above.description, ...more].join(' ')) };
      continue;
    }
    if (above) yield above;
    above = readRow(plan, record, open, currency, ids);
  }
  if (above) yield above;
}

function isContinuation(
  { layout, isSplitwise }: Sheet,
  { cells }: TableRecord,
  texts: ReadonlySet<number>,
): boolean {
  if (isSplitwise || layout.date < 0 || (cells[layout.date] ?? '').trim() !== '') return false;
  return (
    cells.every((cell, at) => cell.trim() === '' || texts.has(at)) &&
    layout.description.some((at) => (cells[at] ?? '').trim() !== '')
  );
}

function readRow(
  plan: SheetPlan,
  { line, cells }: TableRecord,
  open: ReadonlySet<Field>,
  currencyOfAll: string | null,
  ids: boolean,
): ReadRow {
  const { sheet, days } = plan;
  const { layout, rules } = sheet;
  const cell = (at: number) => (at < 0 ? '' : (cells[at] ?? '').trim());
  const skip = skipOf(sheet, cells);
  const dayText = cell(layout.date);
  const day = dayOfCell(dayText, days.order) ?? null;
  const money = moneyOf(plan, cells);
  const reasons: Reason[] = [];
  const note = (code: Reason['code'], params: Reason['params'] = {}) => reasons.push({ code, params });
  if (skip) note(skip);
  else {
    if (!day && open.has('date_order') && dayText !== '') note('unanswered', { field: 'date_order' });
    else if (!day)
      note(dayText === '' ? 'no_day' : 'bad_day', dayText === '' ? {} : { text: dayText.slice(0, 60) });
    if (money.reason && !(UNSPENT.has(money.reason.code) && reasons.length > 0)) reasons.push(money.reason);
    else
      for (const field of ['decimal', 'sign', 'columns', 'person'] as const)
        if (money.amount === null && open.has(field)) note('unanswered', { field });
    if (reasons.length === 0 && money.amount === '0') note('zero_amount');
  }
  const isOwn = sheet.format === 'outlay';
  const category = textOf(rules.category?.(cells) ?? cell(layout.category), isOwn);
  const currency = currencyOfCell(cell(layout.currency)) ?? money.currency ?? currencyOfAll;
  const skipped = skip ?? reasons.find(({ code }) => UNSPENT.has(code));
  return {
    line,
    day,
    amount: money.amount,
    currency,
    description: describe(sheet, cells, isOwn) || (reasons.length > 0 ? joinTexts(cells) : ''),
    category: category === '' ? null : category,
    tags:
      layout.tags < 0
        ? []
        : isOwn
          ? splitOwnTags(unguarded(cell(layout.tags)))
          : splitTags(cell(layout.tags), rules.tagSeparator),
    externalId: ids && cell(layout.id) !== '' ? cell(layout.id).slice(0, 200) : null,
    kind: skipped
      ? 'skipped'
      : reasons.length > 0
        ? 'unreadable'
        : isOwn || money.amount!.startsWith('-')
          ? 'expense'
          : 'income',
    reasons,
  };
}

/** Why a row moves money and spends none, as its program says it or as its words do. */
function skipOf(
  { layout, rules, format, isSplitwise }: Sheet,
  cells: readonly string[],
): SkipCode | undefined {
  if (isSplitwise) return splitwiseSkip(SPLITWISE, cells);
  const skip = rules.skip?.(cells);
  if (skip !== undefined || format !== 'csv') return skip;
  if (layout.state >= 0 && isNotBooked((cells[layout.state] ?? '').trim())) return 'not_booked';
  if (layout.transfer >= 0 && isYes((cells[layout.transfer] ?? '').trim())) return 'transfer';
  const hasDay = layout.date >= 0 && (cells[layout.date] ?? '').trim() !== '';
  return hasDay && isBalanceRow(cells) ? 'opening_balance' : undefined;
}

function describe({ layout, rules }: Sheet, cells: readonly string[], isOwn: boolean): string {
  if (isOwn) return textOf(cells[layout.description[0]!] ?? '', true);
  const own = rules.describe?.(cells);
  if (own !== undefined) return cleanText(own);
  const text = joinTexts(layout.description.map((at) => cells[at] ?? ''));
  return text === '' ? joinTexts(layout.spare.map((at) => cells[at] ?? '')) : text;
}

/** Our export puts an apostrophe before what a spreadsheet would run. */
function textOf(text: string, isOwn: boolean): string {
  return isOwn ? ownText(unguarded(text)) : cleanText(text);
}

function moneyOf(plan: SheetPlan, cells: readonly string[]): Money {
  const { sheet, way } = plan;
  const { layout, rules } = sheet;
  const cell = (at: number) => (at < 0 ? '' : (cells[at] ?? '').trim());
  if (way.questions.some(({ field }) => field === 'columns')) return { amount: null, currency: null };
  if (sheet.isSplitwise) return shareMoney(plan, cells);
  if (way.kind === 'columns') return moneyOfColumns(way, cell(layout.out), cell(layout.in));
  const text = (rules.amountCell?.(cells) ?? cell(layout.amount)).trim();
  const read = readCell(way, text);
  if (!('figure' in read)) return read;
  const { figure, plain } = read;
  const side = way.kind === 'flag' ? sideOfFlag(way, cell(layout.flag)) : figure.side;
  if (side === 'neither')
    return { amount: plain, currency: figure.currency, reason: { code: 'transfer', params: {} } };
  if (way.kind === 'flag' && !side)
    return {
      amount: null,
      currency: figure.currency,
      reason: { code: 'unknown_flag', params: { text: cell(layout.flag) } },
    };
  if (way.kind === 'sign' && !way.sign)
    return { amount: isZero(figure) ? '0' : null, currency: figure.currency };
  // With a side beside it, a minus takes back: but Firefly and others write it again.
  const isOut = side
    ? side === 'out' || (figure.isNegative && way.kind === 'sign')
    : figure.isNegative === (way.sign === 'negative');
  return { amount: signed(plain, isOut), currency: figure.currency };
}

function signed(plain: string, isOut: boolean): string {
  return isOut && plain !== '0' ? `-${plain}` : plain;
}

function moneyOfColumns(way: AmountWay, outText: string, inText: string): Money {
  const isEmpty = (text: string) => text === '' || /^[^\d]{1,4}$/.test(text);
  const out = isEmpty(outText) ? undefined : readCell(way, outText);
  const into = isEmpty(inText) ? undefined : readCell(way, inText);
  if (!out && !into) return { amount: null, currency: null, reason: { code: 'no_amount', params: {} } };
  if (out && !('figure' in out)) return out;
  if (into && !('figure' in into)) return into;
  const hasOut = out && !isZero(out.figure);
  const hasIn = into && !isZero(into.figure);
  if (hasOut && hasIn)
    return {
      amount: null,
      currency: null,
      reason: { code: 'two_amounts', params: { text: `${outText} / ${inText}` } },
    };
  if (hasOut)
    return {
      amount: signed(out.plain, !(out.figure.isNegative && way.plain.out)),
      currency: out.figure.currency,
    };
  if (hasIn)
    return {
      amount: signed(into.plain, into.figure.isNegative && way.plain.in),
      currency: into.figure.currency,
    };
  return { amount: '0', currency: null };
}

function readCell(way: AmountWay, text: string): { figure: Figure; plain: string } | Money {
  const shown = { text: text.slice(0, 60) };
  if (text === '') return { amount: null, currency: null, reason: { code: 'no_amount', params: {} } };
  const figure = readFigure(text);
  if (!figure) return { amount: null, currency: null, reason: { code: 'bad_amount', params: shown } };
  if (!way.decimal && decimalSignOfFigure(figure.figure) === 'either')
    return { amount: null, currency: figure.currency };
  const plain = plainDecimal(figure.figure, way.decimal ?? '.');
  if (plain === undefined)
    return { amount: null, currency: null, reason: { code: 'bad_amount', params: shown } };
  if (isTooLarge(plain))
    return { amount: null, currency: null, reason: { code: 'amount_too_large', params: shown } };
  return { figure, plain };
}

function shareMoney({ way, person, sheet }: SheetPlan, cells: readonly string[]): Money {
  const cost = readCell(way, (cells[sheet.layout.amount] ?? '').trim());
  if (!('figure' in cost)) return cost;
  if (person < 0) return { amount: null, currency: null };
  const balance = readCell(way, (cells[person] ?? '').trim() || '0');
  if (!('figure' in balance)) return balance;
  const share = shareOf(signed(balance.plain, balance.figure.isNegative), cost.plain);
  if (share === '0') return { amount: '0', currency: null, reason: { code: 'not_yours', params: {} } };
  return { amount: share.startsWith('-') ? share.slice(1) : `-${share}`, currency: null };
}

/** Ids that repeat or count the lines of this file would hit other rows of other files. */
function idsAreUsable({ layout, rows, format }: Sheet): boolean {
  if (layout.id < 0) return false;
  if (format !== 'csv') return true;
  const ids = new Set<string>();
  let areNumbers = true;
  let [first, last] = ['', ''];
  for (const { cells } of rows) {
    const id = (cells[layout.id] ?? '').trim();
    if (id === '') continue;
    if (ids.has(id)) return false;
    ids.add(id);
    areNumbers &&= /^\d{1,6}$/.test(id);
    if (first === '') first = id;
    last = id;
  }
  const isCount = areNumbers && (Number(first) <= 1 || Number(last) <= 1);
  return ids.size > 0 && !isCount;
}
