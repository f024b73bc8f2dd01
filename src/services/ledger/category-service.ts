import { compareNames } from '../../domain/by-name.js';
import { isCategoryColor, isCategoryIcon, parseCategoryName } from '../../domain/category.js';
import type { Clock } from '../../domain/clock.js';
import { message } from '../../messages/message.js';
import { conflict, invalid, notFound } from '../../domain/errors.js';
import { nameKey } from '../../domain/text.js';
import type { Category, CategoryUse, CategoryValues } from '../../storage/ledger/category-repository.js';
export type { Category, CategoryUse };
import type { Database } from '../../storage/engine/database.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import { UniqueViolation } from '../../storage/engine/storage-errors.js';
import type { ChangeOutcome, ChangeService } from './changes/change-service.js';
import { budgetOfCategory } from './changes/budget-nouns.js';
import { recurringOfCategory } from './changes/recurring-nouns.js';
import { rulesOfCategory } from './changes/rule-nouns.js';
import type { Idempotency, IdempotencyKey } from './idempotency.js';
import type { Principal } from '../identity/principal.js';

export interface CategoryInput {
  readonly name: string;
  readonly color?: string | undefined;
  readonly icon?: string | undefined;
}

/** How long to wait for a change of many expenses; without it, to its end. */
interface Waiting {
  readonly waitMs?: number;
}

/** So many categories a book can have: they are read whole. */
export const CATEGORIES_MAX = 200;

export const tooManyCategories = () => conflict(message('fault.category.too_many', { max: CATEGORIES_MAX }));
/** The categories of a book, the user's own from the first day on. */
export class CategoryService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly idempotency: Idempotency,
    private readonly changes: ChangeService,
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
        const { name, color, icon } = stored;
        const values = this.parse({ name, color, icon, ...defined(input) });
        return (await categories.update(principal.bookId, id, { ...values, now: this.now() }))!;
      }),
    );
  }

  /**
   * Takes a category out of the forms, or puts it back; its expenses stay as they are.
   * @throws AppError not_found
   */
  async archive(principal: Principal, id: number, isArchived: boolean): Promise<Category> {
    const { categories } = repositories(this.database);
    const now = this.now();
    await categories.updateArchived(principal.bookId, id, isArchived ? now : null, now);
    return this.find(principal, id);
  }

  /**
   * Files the expenses of one category under another and removes the first.
   * @throws AppError not_found (the first), invalid (into), conflict
   */
  async merge(principal: Principal, id: number, intoId: number, wait: Waiting = {}): Promise<ChangeOutcome> {
    if (id === intoId) throw invalid({ into: message('fault.category.another') });
    return this.changes.many(
      principal,
      async (within) => {
        const { name, ...removed } = await this.toBeRemoved(within, principal, { id, intoId });
        const into = await within.categories.find(principal.bookId, intoId);
        if (!into) throw invalid({ into: message('fault.category.unknown') });
        return {
          kind: 'category_merge',
          subject: { name, into: into.name, ...removed },
          selection: { categoryId: id },
          revision: { categoryId: intoId },
          finish: { removeCategoryId: id },
        };
      },
      wait,
    );
  }

  /**
   * Removes a category; its expenses become uncategorised.
   * @throws AppError not_found, conflict
   */
  async remove(principal: Principal, id: number, wait: Waiting = {}): Promise<ChangeOutcome> {
    return this.changes.many(
      principal,
      async (within) => {
        const { name, ...removed } = await this.toBeRemoved(within, principal, { id });
        return {
          kind: 'category_delete',
          subject: { name, ...removed },
          selection: { categoryId: id },
          revision: { categoryId: null },
          finish: { removeCategoryId: id },
        };
      },
      wait,
    );
  }

  private async toBeRemoved(
    within: Repositories,
    { bookId }: Principal,
    { id, intoId }: { readonly id: number; readonly intoId?: number },
  ) {
    const category = await within.categories.find(bookId, id);
    if (!category) throw notFound('category');
    const { name } = category;
    const recurring = await recurringOfCategory(within, bookId, id);
    const budget = await budgetOfCategory(within, bookId, { id, intoId });
    const rules = await rulesOfCategory(within, bookId, id);
    const removedCategory = { ...category, nameKey: nameKey(name) };
    return { name, removedCategory, ...recurring, ...budget, ...rules };
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

function inOrder<T extends Category>(categories: T[]): T[] {
  return categories.sort((a, b) => compareNames(a.name, b.name));
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
