import type { FormModel } from './part-models.js';

/** POST /tags/:id with `name` renames, or merges where another tag has that name. */
export interface TagsModel {
  readonly rows: readonly TagRow[];
}

export interface TagRow {
  readonly id: number;
  readonly name: string;
  readonly count: string;
  readonly expensesHref: string;
  /** What it costs in all. */
  readonly total: string;
  /** Set for the row that is open. */
  readonly form?: FormModel<'name'> | undefined;
}

/** GET and POST /tags/:id/delete. */
export interface DeleteTagModel {
  readonly id: number;
  readonly name: string;
  readonly count: number;
}
