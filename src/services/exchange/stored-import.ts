import { type Currency, findCurrency } from '../../domain/currency.js';
import { conflict, notFound } from '../../domain/errors.js';
import type { Reading, ReadingValues } from '../../domain/import/reading.js';
import type { StoredImport } from '../../storage/exchange/import-repository.js';
import type { Repositories } from '../../storage/repositories.js';
import { message } from '../../messages/message.js';
import type { Totals } from './staging.js';

/** How a file was read, without its rows. */
export type ReadingAbout = Omit<Reading, 'rows' | 'ok'>;

/** What is kept of an import as JSON. */
export interface About {
  readonly reading: ReadingAbout;
  readonly totals: Totals;
  /** The code of the currency that the book had: amounts are in its digits. Earlier versions did not keep it. */
  readonly currency?: string | undefined;
  /** The number of the first page of its rows: read again, they stand behind the others until they are complete. */
  readonly firstPage: number;
}

export interface Import extends Omit<StoredImport, 'about' | 'said'>, About {
  readonly said: ReadingValues;
  /** It is being added; that goes on by itself. */
  readonly isUnderWay: boolean;
}

export function toImport({ about, said, ...stored }: StoredImport): Import {
  const { firstPage = 0, ...rest } = JSON.parse(about) as Omit<About, 'firstPage'> & Partial<About>;
  const isUnderWay = stored.status === 'open' && stored.changeId !== null;
  return { ...stored, ...rest, firstPage, said: JSON.parse(said) as ReadingValues, isUnderWay };
}

/** @throws AppError not_found */
export async function storedImport(within: Repositories, bookId: number, id: number): Promise<Import> {
  const stored = await within.imports.find(bookId, id);
  if (!stored) throw notFound('import');
  return toImport(stored);
}

/** In which its amounts are: the book may have another one by now. */
export function currencyOf({ currency }: Import, ofBook: Currency): Currency {
  return (currency === undefined ? undefined : findCurrency(currency)) ?? ofBook;
}

/** @throws AppError conflict when the book has another currency than when the file was read */
export async function mustBeInCurrency(
  { books }: Repositories,
  bookId: number,
  { currency }: Import,
): Promise<void> {
  if (currency !== undefined && currency !== (await books.currencyOf(bookId)))
    throw conflict(message('error.import.currency_changed'));
}

/** @throws AppError conflict when it was imported already */
export function mustBeOpen({ status, changeId }: Import): void {
  if (status !== 'open' || changeId !== null) throw conflict(message('error.import.done'));
}
