import { type Day, daysBetween } from '../calendar.js';
import { foldText } from '../folded-text.js';
import { isAddable, type RowStatus, type StagedRow } from './staged-row.js';

/** An expense of the book that a row may be. */
export interface KnownExpense {
  readonly id: number;
  readonly spentOn: Day;
  readonly amountMinor: string;
  readonly description: string;
  readonly externalId: string | null;
  readonly isImported: boolean;
}

/** So far apart a person's day and the bank's may be. */
export const SIMILAR_DAYS = 5;

/** How many rows are judged between two rests. */
const BETWEEN_RESTS = 200;

/**
 * Says of each row whether it is there already. An expense of the book is one row of the file at most: three equal rows
 * beside two equal expenses are one new expense. The bank's own id decides where both have one; else day, amount and text.
 */
export function judge(rows: readonly StagedRow[], known: readonly KnownExpense[]): StagedRow[] {
  const work = judging(rows, known);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** The same, resting again and again, so that others can work in between. */
export function* judging(
  rows: readonly StagedRow[],
  known: readonly KnownExpense[],
): Generator<undefined, StagedRow[]> {
  const left = new Set(known);
  const byId = yield* group(known, ({ externalId }) => externalId);
  const byText = yield* group(known, (expense) =>
    textKey(expense.spentOn, expense.amountMinor, expense.description),
  );
  const take = (
    candidates: readonly KnownExpense[] | undefined,
    fits: (one: KnownExpense) => boolean = () => true,
  ) => {
    const found = candidates?.find((one) => left.has(one) && fits(one));
    if (found) left.delete(found);
    return found;
  };
  const exact: (KnownExpense | undefined)[] = [];
  for (const row of rows) {
    exact.push(isAddable(row) ? exactly(row, { byId, byText, take }) : undefined);
    if (exact.length % BETWEEN_RESTS === 0) yield;
  }
  const byAmount = yield* group([...left], ({ amountMinor }) => amountMinor);
  const judged: StagedRow[] = [];
  for (const row of rows) {
    judged.push(judgeOne(row, exact[judged.length], byAmount, left));
    if (judged.length % BETWEEN_RESTS === 0) yield;
  }
  return judged;
}

type Groups = ReadonlyMap<string, readonly KnownExpense[]>;
type Take = (
  candidates: readonly KnownExpense[] | undefined,
  fits?: (one: KnownExpense) => boolean,
) => KnownExpense | undefined;

function exactly(
  row: StagedRow,
  { byId, byText, take }: { byId: Groups; byText: Groups; take: Take },
): KnownExpense | undefined {
  // Ids of two accounts may be equal by chance; of one, the day or the amount may have been corrected.
  const isOwn = (one: KnownExpense) => one.spentOn === row.day || one.amountMinor === row.minor;
  const own = row.externalId === null ? undefined : take(byId.get(row.externalId), isOwn);
  if (own) return own;
  const isOther = (one: KnownExpense) => row.externalId === null || one.externalId === null;
  const named = (description: string) =>
    take(byText.get(textKey(row.day!, row.minor!, description)), isOther);
  // What an earlier import brought may have been renamed by the same rule.
  return named(row.description) ?? (row.renamed ? named(row.renamed) : undefined);
}

function judgeOne(
  row: StagedRow,
  same: KnownExpense | undefined,
  byAmount: Groups,
  left: Set<KnownExpense>,
): StagedRow {
  const alone = { ...row, existingId: null, beside: null };
  if (!isAddable(row)) return { ...alone, status: row.kind as RowStatus };
  if (same) return { ...alone, status: 'existing', existingId: same.id };
  if (row.kind === 'income') return { ...alone, status: 'income' };
  const similar = byAmount.get(row.minor!)?.find((one) => left.has(one) && isSimilar(row, one));
  if (!similar) return { ...alone, status: 'new' };
  left.delete(similar);
  const { id: existingId, description, spentOn: day } = similar;
  return { ...row, status: 'similar', existingId, beside: { description, day } };
}

/** Two rows of a bank with an id each, or with the same text on other days, are two. */
function isSimilar(row: StagedRow, one: KnownExpense): boolean {
  if (Math.abs(daysBetween(row.day!, one.spentOn)) > SIMILAR_DAYS) return false;
  if (row.externalId !== null && one.externalId !== null) return false;
  return !(one.isImported && foldText(row.description) === foldText(one.description));
}

const textKey = (day: Day, minor: string, description: string) => `${day} ${minor} ${foldText(description)}`;

function* group<T>(
  items: readonly T[],
  keyOf: (item: T) => string | null,
): Generator<undefined, Map<string, T[]>> {
  const groups = new Map<string, T[]>();
  for (const [at, item] of items.entries()) {
    if (at % BETWEEN_RESTS === 0) yield;
    const key = keyOf(item);
    if (key === null) continue;
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
