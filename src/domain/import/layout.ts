import { isNotBooked, isYesOrNo } from './booked.js';
import type { ColumnContent } from './columns.js';
import { findDescriptions, labelForText } from './description-columns.js';
import { meaningOfFlags, namesBothSides, rolesOfHeader, type Role } from './header-words.js';
import type { DecimalSign } from './figures.js';
import type { SkipCode } from './reading.js';

/** Which column is what; columns from 0, -1: there is none. */
export interface Layout {
  date: number;
  amount: number;
  out: number;
  in: number;
  description: number[];
  category: number;
  tags: number;
  id: number;
  currency: number;
  flag: number;
  /** Says of each row whether it was booked at all. */
  state: number;
  /** Says of each row whether it moves money between the person's own accounts. */
  transfer: number;
  /** Columns tell nothing of a description, but are better than none. */
  spare: number[];
  /** Amount columns without a name, of which nobody knows which is which. */
  unclear: number[];
}

/** What a program's own export needs beside its columns. */
export interface DialectRules {
  readonly tagSeparator?: RegExp;
  readonly sign?: 'negative' | 'positive';
  /** What the program writes, whatever the region. */
  readonly decimal?: DecimalSign;
  readonly flagOut?: readonly string[];
  readonly flagIn?: readonly string[];
  readonly skip?: (cells: readonly string[]) => SkipCode | undefined;
  readonly describe?: (cells: readonly string[]) => string;
  readonly category?: (cells: readonly string[]) => string;
  /** The cell that holds the amount, where it is not always the same column. */
  readonly amountCell?: (cells: readonly string[]) => string;
}

/** Finds the columns by their names, held against what stands in them, and by what stands in them where names are missing. */
export function findLayout(header: readonly string[] | undefined, content: readonly ColumnContent[]): Layout {
  const named = header?.map(rolesOfHeader) ?? [];
  const taken = new Set<number>();
  const best = (role: Role, fits: (column: ColumnContent, at: number) => boolean): number => {
    let found = -1;
    let least = Infinity;
    named.forEach((roles, at) => {
      const rank = roles.find((word) => word.role === role)?.rank;
      if (rank === undefined || rank >= least || taken.has(at) || !fits(content[at]!, at)) return;
      found = at;
      least = rank;
    });
    if (found >= 0) taken.add(found);
    return found;
  };
  const isDay = ({ filled, days }: ColumnContent) => filled > 0 && days > 0.5;
  // Of a column with a name, lines at the end of the file may be much.
  const hasDays = ({ filled, days }: ColumnContent) => filled > 0 && days >= 0.25;
  const isFigure = ({ filled, figures }: ColumnContent) => filled > 0 && figures > 0.3;
  const mayBeFigure = ({ filled, figures }: ColumnContent) => filled === 0 || figures > 0.3;
  const isPlain = ({ filled, figures, amounts, days }: ColumnContent) =>
    filled === 0 || (amounts < 0.8 && (figures < 0.9 || days < 0.5));

  const layout: Layout = { ...nothing(), date: best('date', hasDays) };
  if (layout.date < 0) layout.date = best('valueDate', isDay);
  if (layout.date < 0) layout.date = firstFree(content, taken, isDay);
  for (const role of ['balance', 'otherAmount', 'valueDate'] as const)
    named.forEach((roles, at) => {
      // `Valuta` is a day in one language and a currency in another.
      if (role === 'valueDate' && !isDay(content[at]!)) return;
      if (roles[0]?.role === role && roles[0].rank < 600) taken.add(at);
    });
  layout.amount = best('amount', isFigure);
  layout.out = best('out', mayBeFigure);
  layout.in = best('in', mayBeFigure);
  if (layout.out >= 0 !== layout.in >= 0 && layout.amount >= 0) layout.out = layout.in = -1;
  layout.currency = best('currency', ({ filled, codes }) => filled > 0 && codes > 0.5);
  layout.category = best('category', isPlain);
  const label = labelForText(header, named, content);
  layout.tags = best('tags', (column, at) => at !== label && isPlain(column));
  layout.id = best('id', ({ filled }) => filled > 0.5);
  layout.transfer = best('transfer', ({ values }) => values.size <= 2 && [...values].every(isYesOrNo));
  layout.state = best('state', ({ values }) => [...values].some(isNotBooked));
  const tellsSide = ({ values }: ColumnContent, at: number) =>
    meaningOfFlags(values, namesBothSides(header![at]!)) !== undefined;
  layout.flag = best('flag', tellsSide);
  if (layout.flag < 0) layout.flag = best('kind', tellsSide);
  const isNamed = header !== undefined && named.some((roles) => roles.length > 0);
  findAmounts(layout, content, taken, isNamed);
  findDescriptions(layout, header, named, content, taken);
  if (layout.flag < 0) layout.flag = findFlag(content, taken);
  if (layout.currency < 0 && !header) layout.currency = findCodes(content, taken);
  return layout;
}

/** A column of nothing but a few codes of currencies. */
function findCodes(content: readonly ColumnContent[], taken: Set<number>): number {
  return content.findIndex(
    ({ filled, codes, values }, at) =>
      !taken.has(at) &&
      filled > 0.9 &&
      codes === 1 &&
      values.size <= 4 &&
      [...values].every((value) => value === value.toUpperCase()),
  );
}

function nothing(): Layout {
  return {
    date: -1,
    amount: -1,
    out: -1,
    in: -1,
    description: [],
    category: -1,
    tags: -1,
    id: -1,
    currency: -1,
    flag: -1,
    state: -1,
    transfer: -1,
    spare: [],
    unclear: [],
  };
}

function firstFree(
  content: readonly ColumnContent[],
  taken: Set<number>,
  fits: (c: ColumnContent) => boolean,
): number {
  const found = content.findIndex((column, at) => !taken.has(at) && fits(column));
  if (found >= 0) taken.add(found);
  return found;
}

function findAmounts(
  layout: Layout,
  content: readonly ColumnContent[],
  taken: Set<number>,
  isNamed: boolean,
): void {
  if (layout.amount >= 0 || layout.out >= 0 || layout.in >= 0) return;
  const isDay = (column: ColumnContent) => column.days > 0.5;
  const free = content.map((_, at) => at).filter((at) => !taken.has(at) && !isDay(content[at]!));
  let found = free.filter((at) => content[at]!.filled > 0 && content[at]!.amounts > 0.5);
  if (found.length === 0 && !isNamed)
    found = free.filter((at) => content[at]!.figures > 0.9 && content[at]!.filled > 0.5);
  if (found.length === 1) layout.amount = found[0]!;
  else layout.unclear = found.slice(0, 4);
  found.forEach((at) => taken.add(at));
}

function findFlag(content: readonly ColumnContent[], taken: Set<number>): number {
  return content.findIndex(
    ({ filled, values }, at) =>
      !taken.has(at) &&
      filled > 0.9 &&
      values.size > 1 &&
      values.size <= 4 &&
      meaningOfFlags(values) !== undefined,
  );
}

/** Columns whose few values may mean in and out, though nobody knows which. */
export function possibleFlags(layout: Layout, content: readonly ColumnContent[]): number[] {
  const used = new Set([
    layout.date,
    layout.amount,
    layout.id,
    layout.tags,
    layout.category,
    ...layout.description,
  ]);
  return content
    .map((_, at) => at)
    .filter((at) => {
      const { filled, values, days, figures } = content[at]!;
      return (
        !used.has(at) && filled > 0.9 && values.size > 1 && values.size <= 5 && days === 0 && figures === 0
      );
    });
}
