import { invalid } from '../../domain/errors.js';
import { message } from '../../messages/message.js';
import { ForeignKeyViolation } from '../../storage/engine/storage-errors.js';

export const UNKNOWN_CATEGORY = message('fault.category.unknown');

/**
 * Does work that stores a category's id. A foreign category is refused as if it did not exist: the key (book, category)
 * finds none.
 * @throws AppError invalid (category_id)
 */
export async function refusingForeignCategory<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ForeignKeyViolation) throw invalid({ category_id: UNKNOWN_CATEGORY });
    throw error;
  }
}
