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

/**
 * Says of each row whether it is there already. An expense of the book is one row of the file at most: three equal rows
 * beside two equal expenses are one new expense. The bank's own id decides where both have one; else day, amount and text.
 */
export function judge(rows: readonly StagedRow[], known: readonly KnownExpense[]): StagedRow[] {
  const judging = new Judging();
  for (const one of known) judging.know(one);
  const same = rows.map((row) => judging.exactly(row));
  for (const one of known) judging.offer(one);
  return rows.map((row, at) => judging.verdict(row, same[at]));
}

/**
 * The same for more rows than are held at once: `know` of all that is known, `exactly` of all rows, `offer` of all that is
 * known, `verdict` of all rows.
 */
export class Judging {
  readonly #byId = new Groups();
  readonly #byText = new Groups();
  readonly #byAmount = new Groups();
  readonly #taken = new Set<KnownExpense>();

  know(one: KnownExpense): void {
    if (one.externalId !== null) this.#byId.add(one.externalId, one);
    this.#byText.add(textKey(one.spentOn, one.amountMinor, one.description), one);
  }

  /** What no row is without doubt, one may be perhaps. */
  offer(one: KnownExpense): void {
    if (!this.#taken.has(one)) this.#byAmount.add(one.amountMinor, one);
  }

  /** The expense that a row is without doubt. */
  exactly(row: StagedRow): KnownExpense | undefined {
    if (!isAddable(row)) return undefined;
    // Ids of two accounts may be equal by chance; of one, the day or the amount may have been corrected.
    const isOwn = (one: KnownExpense) => one.spentOn === row.day || one.amountMinor === row.minor;
    const own = row.externalId === null ? undefined : this.#take(this.#byId, row.externalId, isOwn);
    if (own) return own;
    const isOther = (one: KnownExpense) => row.externalId === null || one.externalId === null;
    const named = (description: string) =>
      this.#take(this.#byText, textKey(row.day!, row.minor!, description), isOther);
    // What an earlier import brought may have been renamed by the same rule.
    return named(row.description) ?? (row.renamed ? named(row.renamed) : undefined);
  }

  /** @param same what `exactly` gave for it */
  verdict(row: StagedRow, same: KnownExpense | undefined): StagedRow {
    const alone = { ...row, existingId: null, beside: null };
    if (!isAddable(row)) return { ...alone, status: row.kind as RowStatus };
    if (same) return { ...alone, status: 'existing', existingId: same.id };
    if (row.kind === 'income') return { ...alone, status: 'income' };
    const similar = this.#take(this.#byAmount, row.minor!, (one) => isSimilar(row, one));
    if (!similar) return { ...alone, status: 'new' };
    const { id: existingId, description, spentOn: day } = similar;
    return { ...row, status: 'similar', existingId, beside: { description, day } };
  }

  #take(groups: Groups, key: string, fits: (one: KnownExpense) => boolean): KnownExpense | undefined {
    const found = groups.find(key, (one) => this.#taken.has(one), fits);
    if (found) this.#taken.add(found);
    return found;
  }
}

type Test = (one: KnownExpense) => boolean;

/** Expenses by a key that mostly one has. */
class Groups {
  readonly #of = new Map<string, KnownExpense | { readonly all: KnownExpense[]; from: number }>();

  add(key: string, one: KnownExpense): void {
    const there = this.#of.get(key);
    if (there === undefined) this.#of.set(key, one);
    else if ('all' in there) there.all.push(one);
    else this.#of.set(key, { all: [there, one], from: 0 });
  }

  find(key: string, isTaken: Test, fits: Test): KnownExpense | undefined {
    const there = this.#of.get(key);
    if (there === undefined) return undefined;
    if (!('all' in there)) return !isTaken(there) && fits(there) ? there : undefined;
    // A thousand equal ones are taken one after the other: those before are not looked at again and again.
    while (there.from < there.all.length && isTaken(there.all[there.from]!)) there.from += 1;
    for (let at = there.from; at < there.all.length; at += 1) {
      const one = there.all[at]!;
      if (!isTaken(one) && fits(one)) return one;
    }
    return undefined;
  }
}

/** Two rows of a bank with an id each, or with the same text on other days, are two. */
function isSimilar(row: StagedRow, one: KnownExpense): boolean {
  if (Math.abs(daysBetween(row.day!, one.spentOn)) > SIMILAR_DAYS) return false;
  if (row.externalId !== null && one.externalId !== null) return false;
  return !(one.isImported && foldText(row.description) === foldText(one.description));
}

const textKey = (day: Day, minor: string, description: string) => `${day} ${minor} ${foldText(description)}`;
