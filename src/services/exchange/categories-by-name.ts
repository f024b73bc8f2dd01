import { nameKey } from '../../domain/text.js';
import type { Repositories } from '../../storage/repositories.js';

/** The ids of a book's categories by the keys of their names: files name them, and know no ids. */
export async function categoriesByName(
  { categories }: Repositories,
  bookId: number,
): Promise<Map<string, number>> {
  return new Map((await categories.list(bookId)).map(({ id, name }) => [nameKey(name), id]));
}
