import { isCategoryColor, isCategoryIcon, parseCategoryName } from '../../domain/category.js';
import type { Clock } from '../../domain/clock.js';
import { message } from '../../messages/message.js';
import { invalid, notFound } from '../../domain/errors.js';
import { nameKey } from '../../domain/text.js';
import type { Category, CategoryUse, CategoryValues } from '../../storage/ledger/category-repository.js';
export type { Category, CategoryUse };
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import { UniqueViolation } from '../../storage/engine/storage-errors.js';
import type { Idempotency, IdempotencyKey } from './idempotency.js';
import type { Principal } from '../identity/principal.js';

export interface CategoryInput {
  readonly name: string;
  readonly color?: string | undefined;
  readonly icon?: string | undefined;
}

const CATEGORIES_MAX = 200;
const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** The categories of a book, the user's own from the first day on. */
export class CategoryService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly idempotency: Idempotency,
  ) {}

  /** All of them, by name. */
  async list(principal: Principal): Promise<Category[]> {
    return inOrder(await repositories(this.database).categories.list(principal.bookId));
  }

  /** All of them, by name, with how many expenses each holds. */
  async listWithUse(principal: Principal): Promise<CategoryUse[]> {
    return inOrder(await repositories(this.database).categories.listWithUse(principal.bookId));
  }

  /** @throws AppError not_found */
  async find(principal: Principal, id: number): Promise<Category> {
    const category = await repositories(this.database).categories.find(principal.bookId, id);
    if (!category) throw notFound('category');
    return category;
  }

  /** @throws AppError invalid (name, color, icon) */
  async add(principal: Principal, input: CategoryInput, key?: IdempotencyKey): Promise<Category> {
    const values = this.parse({ color: 'others', icon: 'tag', ...defined(input) });
    return translatingTakenName(() =>
      this.idempotency.once(principal, { key, operation: 'category.add', input: values }, async (within) => {
        await within.books.lock(principal.bookId);
        const categories = await within.categories.list(principal.bookId);
        if (categories.length >= CATEGORIES_MAX) {
          throw invalid({ name: message('fault.category.too_many', { max: CATEGORIES_MAX }) });
        }
        return within.categories.insert(principal.bookId, { ...values, now: this.now() });
      }),
    );
  }

  /**
   * Changes what is given and keeps the rest.
   * @throws AppError not_found, invalid (name, color, icon)
   */
  async change(principal: Principal, id: number, input: Partial<CategoryInput>): Promise<Category> {
    return translatingTakenName(() =>
      this.database.transaction(async (tx) => {
        const { books, categories } = repositories(tx);
        // The book first, as whoever adds an expense does.
        await books.lock(principal.bookId);
        const stored = await categories.find(principal.bookId, id);
        if (!stored) throw notFound('category');
        const values = this.parse({ ...stored, ...defined(input) });
        return (await categories.update(principal.bookId, id, { ...values, now: this.now() }))!;
      }),
    );
  }

  /**
   * Files the expenses of one category under another and removes the first. Gives how many moved.
   * @throws AppError not_found (the first), invalid (into)
   */
  async merge(principal: Principal, id: number, intoId: number): Promise<number> {
    if (id === intoId) throw invalid({ into: message('fault.category.another') });
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(principal.bookId);
      if (!(await within.categories.find(principal.bookId, id))) throw notFound('category');
      if (!(await within.categories.find(principal.bookId, intoId))) {
        throw invalid({ into: message('fault.category.unknown') });
      }
      const moved = await liveExpenses(within, principal, id);
      await within.expenses.moveCategory(principal.bookId, id, intoId, this.now());
      await within.categories.remove(principal.bookId, id);
      return moved;
    });
  }

  /**
   * Removes a category; its expenses become uncategorised. Gives how many did.
   * @throws AppError not_found
   */
  async remove(principal: Principal, id: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(principal.bookId);
      const freed = await liveExpenses(within, principal, id);
      await within.expenses.moveCategory(principal.bookId, id, null, this.now());
      if ((await within.categories.remove(principal.bookId, id)) === 0) throw notFound('category');
      return freed;
    });
  }

  private parse(input: { name: string; color: string; icon: string }): Omit<CategoryValues, 'now'> {
    const name = parseCategoryName(input.name);
    const { color, icon } = input;
    if (!name.ok || !isCategoryColor(color) || !isCategoryIcon(icon)) {
      throw invalid({
        ...(!name.ok && { name: name.fault }),
        ...(!isCategoryColor(color) && { color: message('fault.color.unknown') }),
        ...(!isCategoryIcon(icon) && { icon: message('fault.icon.unknown') }),
      });
    }
    return { name: name.value, nameKey: nameKey(name.value), color, icon };
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

/** How many expenses a person sees in a category; those in the trash move with them, uncounted. */
async function liveExpenses(within: Repositories, principal: Principal, id: number): Promise<number> {
  const use = await within.categories.listWithUse(principal.bookId);
  return use.find((category) => category.id === id)?.expenseCount ?? 0;
}

function inOrder<T extends Category>(categories: T[]): T[] {
  return categories.sort((a, b) => byName.compare(a.name, b.name));
}

function defined<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

async function translatingTakenName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UniqueViolation && error.isOn('categories', 'name_key')) {
      throw invalid({ name: message('fault.category_name.taken') });
    }
    throw error;
  }
}
