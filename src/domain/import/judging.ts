import { type Day, daysBetween } from '../calendar.js';
import { foldText } from '../folded-text.js';
import { type ImportFormat, isOwnFormat } from './reading.js';
import { isAddable, type RowStatus, type StagedRow } from './staged-row.js';

/** An expense of the book that a row may be. */
export interface KnownExpense {
  readonly id: number;
  readonly spentOn: Day;
  readonly amountMinor: string;
  readonly description: string;
  readonly externalId: string | null;
  readonly isImported: boolean;
  /** Of the file that brought it. */
  readonly format: ImportFormat | null;
}

/** So far apart a person's day and the bank's may be. */
export const SIMILAR_DAYS = 5;

/**
 * Says of each row whether it is there already. An expense of the book is one row of the file at most: three equal rows
 * beside two equal expenses are one new expense. The bank's own id decides where both have one; else day, amount and text.
 */
export function judge(
  rows: readonly StagedRow[],
  known: readonly KnownExpense[],
  format: ImportFormat,
): StagedRow[] {
  const judging = new Judging(format);
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
  readonly #byOwnId = new Groups();
  readonly #byText = new Groups();
  readonly #byAmount = new Groups();
  readonly #taken = new Set<KnownExpense>();

  /** @param format of the file that the rows are of */
  constructor(private readonly format: ImportFormat) {}

  know(one: KnownExpense): void {
    const { isOwn } = this;
    if (one.externalId !== null && isOwn === isOwnFormat(one.format)) this.#byId.add(one.externalId, one);
    if (isOwn) this.#byOwnId.add(String(one.id), one);
    this.#byText.add(textKey(one.spentOn, one.amountMinor, one.description), one);
  }

  /** What no row is without doubt, one may be perhaps. */
  offer(one: KnownExpense): void {
    if (!this.#taken.has(one)) this.#byAmount.add(one.amountMinor, one);
  }

  /** The expense that a row is without doubt. */
  exactly(row: StagedRow): KnownExpense | undefined {
    if (!isAddable(row)) return undefined;
    const known = row.externalId === null ? undefined : this.#known(row, row.externalId);
    if (known) return known;
    // Outlay counts anew wherever its file is taken back: another id does not say that it is another expense.
    const isOther = (one: KnownExpense) => this.isOwn || !this.#areOfOneKind(row, one);
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
    const similar = this.#take(this.#byAmount, row.minor!, (one) => this.#isSimilar(row, one));
    if (!similar) return { ...alone, status: 'new' };
    const { id: existingId, description, spentOn: day } = similar;
    return { ...row, status: 'similar', existingId, beside: { description, day } };
  }

  private get isOwn(): boolean {
    return isOwnFormat(this.format);
  }

  #known(row: StagedRow, id: string): KnownExpense | undefined {
    // Ids of two accounts may be equal by chance; of one, the day or the amount may have been corrected.
    if (!this.isOwn)
      return this.#take(this.#byId, id, (one) => one.spentOn === row.day || one.amountMinor === row.minor);
    // Those of two Outlays are: both count from 1.
    const isMostly = (one: KnownExpense) => {
      const sameText = foldText(one.description) === foldText(row.description);
      return +(one.spentOn === row.day) + +(one.amountMinor === row.minor) + +sameText >= 2;
    };
    const isThen = (one: KnownExpense) => one.spentOn === row.day && one.amountMinor === row.minor;
    return this.#take(this.#byId, id, isMostly) ?? this.#take(this.#byOwnId, id, isThen);
  }

  /** Whether both have an id, and of the same bank or program, as far as files can tell: then other ids are of two. */
  #areOfOneKind(row: StagedRow, one: KnownExpense): boolean {
    if (row.externalId === null || one.externalId === null) return false;
    return this.isOwn ? isOwnFormat(one.format) : one.format === this.format;
  }

  /** Two rows of a bank with an id each, or with the same text on other days, are two. */
  #isSimilar(row: StagedRow, one: KnownExpense): boolean {
    if (Math.abs(daysBetween(row.day!, one.spentOn)) > SIMILAR_DAYS) return false;
    if (this.#areOfOneKind(row, one)) return false;
    return !(one.isImported && foldText(row.description) === foldText(one.description));
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

const textKey = (day: Day, minor: string, description: string) => `${day} ${minor} ${foldText(description)}`;
