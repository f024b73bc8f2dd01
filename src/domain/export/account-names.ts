import type { ExportedBook } from './export-format.js';

/**
 * An account for each category, and for none (`null`). Names that `written` makes equal are numbered, so that no two
 * categories share an account and the totals of the accounts are those of the categories.
 * @param written a category's name as the format can write it; may come out empty
 * @param uncategorised the account of expenses without a category
 */
export function accountNames(
  categories: ExportedBook['categories'],
  written: (name: string) => string,
  uncategorised: string,
): ReadonlyMap<number | null, string> {
  const taken = new Set([keyOf(uncategorised)]);
  const accounts = new Map<number | null, string>([[null, uncategorised]]);
  for (const { id, name } of categories) {
    const wanted = written(name) || `X-${String(id)}`;
    let account = wanted;
    for (let number = 2; taken.has(keyOf(account)); number += 1) account = `${wanted}-${String(number)}`;
    taken.add(keyOf(account));
    accounts.set(id, account);
  }
  return accounts;
}

const keyOf = (account: string) => account.normalize('NFKC').toLowerCase();
