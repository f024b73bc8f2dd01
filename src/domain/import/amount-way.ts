import { findCurrency } from '../currency.js';
import type { Sheet } from './csv.js';
import { decimalSignOfFigure, plainDecimal, readFigure, type DecimalSign, type Figure } from './figures.js';
import { foldHeader } from './cells.js';
import { expenseSign } from './expense-sign.js';
import { meaningOfFlags, namesBothSides, sideOfWord } from './header-words.js';
import { possibleFlags } from './layout.js';
import type { Said } from './options.js';
import type { Question, QuestionOption } from './reading.js';
import { settleByBalance } from './running-balance.js';
import { currencyOfRows } from './sheet-currency.js';

/** How the money of a sheet is written, and what has to be asked about it. */
export interface AmountWay {
  readonly kind: 'sign' | 'columns' | 'flag';
  readonly decimal: DecimalSign | undefined;
  readonly sign: 'negative' | 'positive' | undefined;
  /** The meaning of the flags, in lower case. A flag that is missing here is in money, if `othersAreIn`. */
  readonly flags: ReadonlyMap<string, 'out' | 'in'>;
  readonly othersAreIn: boolean;
  /** Whether the columns of money out and money in also hold figures without a minus. */
  readonly plain: { readonly out: boolean; readonly in: boolean };
  readonly questions: readonly Question[];
}

/** Finds where a sheet says what is money out, or asks. */
export function findAmountWay(sheet: Sheet, said: Said): AmountWay {
  const settled = settleByBalance(sheet);
  const { layout } = sheet;
  const questions: Question[] = [];
  const decimal = findDecimal(sheet, said, questions);
  const amounts = figuresOf(sheet, layout.amount);
  const { isSigned } = amounts;
  const plain = { out: isPlain(figuresOf(sheet, layout.out)), in: isPlain(figuresOf(sheet, layout.in)) };
  const common = {
    decimal,
    plain,
    flags: new Map<string, 'out' | 'in'>(),
    othersAreIn: false,
    sign: undefined,
  };
  if (!settled || layout.date < 0 || (layout.amount < 0 && layout.out < 0 && layout.in < 0)) {
    questions.push(askColumns(sheet));
    return { ...common, kind: 'sign', questions };
  }
  const hasColumns = layout.out >= 0 || layout.in >= 0;
  if (hasColumns && (layout.amount < 0 || !isSigned)) return { ...common, kind: 'columns', questions };
  const flags = sheet.isSplitwise ? undefined : findFlags(sheet, said, isSigned);
  if (flags) return { ...common, ...flags, kind: 'flag', questions };
  const sign =
    said.sign() ??
    sheet.rules.sign ??
    (sheet.isSplitwise ? 'negative' : isSigned ? expenseSign(sheet) : undefined);
  if (!sign && amounts.filled > 0) questions.push(askSign(sheet));
  return { ...common, kind: 'sign', sign, questions };
}

/** What the amounts of a column tell together. */
interface Figures {
  /** Whether any has a sign or a side. */
  readonly isSigned: boolean;
  /** How many are not zero, and of those how many are negative. */
  readonly filled: number;
  readonly negative: number;
}

/** Whether most of a column's amounts have no minus: then one with a minus goes the other way. */
function isPlain({ filled, negative }: Figures): boolean {
  return filled > negative * 2;
}

function figuresOf(sheet: Sheet, column: number): Figures {
  let isSigned = false;
  let [filled, negative] = [0, 0];
  if (column < 0) return { isSigned, filled, negative };
  for (const { cells } of sheet.rows) {
    const figure = readFigure((cells[column] ?? '').trim());
    if (!figure) continue;
    isSigned ||= figure.isSigned || figure.side !== null;
    if (isZero(figure)) continue;
    filled += 1;
    if (figure.isNegative) negative += 1;
  }
  return { isSigned, filled, negative };
}

export function isZero({ figure }: Figure): boolean {
  return !/[1-9]/.test(figure);
}

/** All columns with figures bear witness, for all were written by one program. */
function findDecimal(sheet: Sheet, said: Said, questions: Question[]): DecimalSign | undefined {
  const chosen = said.decimal();
  if (chosen) return chosen;
  const { layout, content, rules } = sheet;
  const own = new Set([layout.amount, layout.out, layout.in, ...layout.unclear].filter((at) => at >= 0));
  const columns = content
    .map((_, at) => at)
    .filter((at) => own.has(at) || (!rules.decimal && content[at]!.amounts > 0.8 && content[at]!.days < 0.1));
  const seen = { '.': 0, ',': 0 };
  let open: string | undefined;
  for (const { cells } of sheet.rows)
    for (const column of columns) {
      const text = (cells[column] ?? '').trim();
      const figure = readFigure(text);
      const sign = figure && decimalSignOfFigure(figure.figure);
      if (sign === 'either') open ??= own.has(column) ? text : undefined;
      else if (sign) seen[sign]++;
    }
  if (seen['.'] > 0 !== seen[','] > 0) return seen['.'] > 0 ? '.' : ',';
  if (open === undefined) return '.';
  if (rules.decimal) return rules.decimal;
  // Of a currency without decimals every separator makes groups.
  if (findCurrency(currencyOfRows(sheet) ?? '')?.digits === 0) return /,\d{3}\D*$/.test(open) ? '.' : ',';
  const figure = readFigure(open)!;
  const options = (['.', ','] as const).map((sign): QuestionOption => {
    const plain = plainDecimal(figure.figure, sign);
    return {
      value: sign,
      answers: { decimal: sign },
      reads: plain ? (figure.isNegative ? '-' : '') + plain : null,
    };
  });
  questions.push({ field: 'decimal', example: open, options });
  return undefined;
}

function findFlags(
  sheet: Sheet,
  said: Said,
  isSigned: boolean,
): Pick<AmountWay, 'flags' | 'othersAreIn'> | undefined {
  const { layout, rules } = sheet;
  const chosen = said.flagOut();
  const isSaid = said.text('column_flag') !== undefined;
  if (layout.flag < 0) return undefined;
  const isRule = rules.flagOut !== undefined && rules.flagOut.join(',') === chosen?.join(',');
  if (chosen && !isRule) return { flags: new Map(chosen.map((value) => [value, 'out'])), othersAreIn: true };
  if (rules.flagOut) {
    const known = [
      ...rules.flagOut.map((v) => [v, 'out'] as const),
      ...(rules.flagIn ?? []).map((v) => [v, 'in'] as const),
    ];
    return { flags: new Map(known), othersAreIn: false };
  }
  if ((isSigned && !isSaid) || (said.sign() && !isSaid)) return undefined;
  const values = new Set<string>();
  for (const { cells } of sheet.rows)
    if (values.size < 20 && (layout.date < 0 || (cells[layout.date] ?? '').trim() !== ''))
      values.add((cells[layout.flag] ?? '').trim().toLowerCase());
  values.delete('');
  const flags = meaningOfFlags(values, namesBothSides(sheet.header?.[layout.flag] ?? ''));
  return flags && { flags, othersAreIn: false };
}

function askSign(sheet: Sheet): Question {
  const options: QuestionOption[] = (['positive', 'negative'] as const).map((sign) => ({
    value: sign,
    answers: { sign },
    reads: null,
  }));
  for (const column of possibleFlags(sheet.layout, sheet.content))
    for (const values of someOf([...sheet.content[column]!.values]))
      options.push({
        value: `${column + 1}:${values.join(',')}`,
        answers: { column_flag: String(column + 1), flag_out: values.join(',') },
        reads: null,
      });
  return { field: 'sign', example: rowText(sheet), options };
}

/** Every choice of some but not all of the values, single ones first; of more than three values only single ones. */
function someOf(values: readonly string[]): string[][] {
  const single = values.map((value) => [value]);
  if (values.length !== 3) return single;
  return [...single, ...values.map((left) => values.filter((value) => value !== left))];
}

function askColumns(sheet: Sheet): Question {
  const options: QuestionOption[] = [];
  const unclear = sheet.layout.unclear;
  const isEither = (a: number, b: number) =>
    sheet.rows.every(({ cells }) => (cells[a] ?? '').trim() === '' || (cells[b] ?? '').trim() === '');
  for (const a of unclear)
    for (const b of unclear) {
      if (a === b || !isEither(a, b)) continue;
      const answers = { column_out: String(b + 1), column_in: String(a + 1) };
      options.push({ value: `${b + 1},${a + 1}`, answers, reads: null });
    }
  if (options.length === 0)
    for (const a of unclear)
      options.push({ value: String(a + 1), answers: { column_amount: String(a + 1) }, reads: null });
  return { field: 'columns', example: rowText(sheet), options };
}

function rowText(sheet: Sheet): string {
  const [telling] = sheet.rows.first(1, ({ cells }) => /\d/.test(cells.join('')));
  const row = telling ?? sheet.rows.at(0);
  return (row?.cells ?? [])
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' | ')
    .slice(0, 200);
}

/** A flag as it is looked up. */
export function sideOfFlag(way: AmountWay, cell: string): 'out' | 'in' | 'neither' | undefined {
  const value = cell.trim().toLowerCase();
  if (value === '') return undefined;
  const known = way.flags.get(value) ?? way.flags.get(foldHeader(value));
  return known ?? (sideOfWord(value) === 'neither' ? 'neither' : way.othersAreIn ? 'in' : undefined);
}
