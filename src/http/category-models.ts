import type { CategoryLook, Choice, FormModel } from './part-models.js';

export type CategoryField = 'name' | 'color' | 'icon';

/** POST /categories adds; POST /categories/:id changes; POST /categories/:id/merge with `into` merges. */
export interface CategoriesModel {
  readonly addForm: FormModel<CategoryField>;
  readonly rows: readonly CategoryRow[];
  readonly colors: readonly Choice[];
  readonly icons: readonly Choice[];
  /** The expenses that have no category: count text and link. */
  readonly uncategorised?: { readonly count: string; readonly href: string } | undefined;
}

export interface CategoryRow extends CategoryLook {
  readonly id: number;
  /** e.g. "12 expenses" */
  readonly count: string;
  readonly expensesHref: string;
  readonly isArchived: boolean;
  /** Set for the row that is open: GET /categories?edit=:id, or its form came back with faults (also `into`). */
  readonly form?: FormModel<CategoryField | 'into'> | undefined;
}

/** GET and POST /categories/:id/delete. */
export interface DeleteCategoryModel {
  readonly id: number;
  readonly name: string;
  /** How many expenses become uncategorised. */
  readonly count: number;
}

/** GET and POST /categories/:id/merge with `into`. */
export interface MergeCategoryModel {
  readonly id: number;
  readonly into: number;
  readonly name: string;
  readonly target: string;
  readonly count: number;
}
