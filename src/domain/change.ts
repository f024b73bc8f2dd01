import type { ExpenseFilter } from './expense-filter.js';

/** What a person did to expenses; the words for each are the pages' business. */
export const CHANGE_KINDS = [
  'edit',
  'delete',
  'restore',
  'bulk_edit',
  'bulk_delete',
  'rule',
  'import',
  'recurring',
  'category_merge',
  'category_delete',
  'tag_merge',
  'tag_delete',
  'undo',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What of an expense is to be different. What is absent stays. */
export interface Revision {
  /** null: without a category. */
  readonly categoryId?: number | null;
  readonly addTagIds?: readonly number[];
  readonly removeTagIds?: readonly number[];
  readonly description?: string;
  /** Into the trash. */
  readonly isDeleted?: true;
}

/** How a description is compared, both sides folded. */
export interface DescriptionMatch {
  readonly how: 'contains' | 'equals' | 'starts';
  readonly text: string;
}

/** Which expenses a change is about; all of them of one book. */
export type Selection =
  /** Live ones among these. */
  | { readonly ids: readonly number[] }
  /** What the filter matches when it is reached, of those that there were at the start. */
  | { readonly filter: ExpenseFilter; readonly matching?: DescriptionMatch }
  /** All that are filed under a category, those in the trash too. */
  | { readonly categoryId: number }
  /** All that carry a tag, those in the trash too. */
  | { readonly tagId: number };

/** What a change is told by, and what undoing it has to make again. */
export interface ChangeSubject {
  /** The description of the one expense, or the name of the category or tag. */
  readonly name?: string;
  /** Where it went: the name of a category or tag; empty: no category. */
  readonly into?: string;
  /** Names of the tags that many expenses got or lost. */
  readonly addedTags?: readonly string[];
  readonly removedTags?: readonly string[];
  readonly importId?: number;
  readonly recurringId?: number;
  /** What the change did to that recurring expense itself, beside adding or taking back what it added. */
  readonly recurringIs?: 'begun' | 'ended';
  readonly ruleId?: number;
  /** A category that the change removed. */
  readonly removedCategory?: RemovedCategory;
  /** What kind of change was undone. */
  readonly undoes?: ChangeKind;
  /** A tag that the change removed. */
  readonly removedTag?: RemovedTag;
  /** The recurring expenses that had the removed category or tag. */
  readonly recurring?: readonly RecurringBefore[];
  /** The budget that the removed category had. */
  readonly budget?: BudgetBefore;
  /** The rules that set the removed category or tag. */
  readonly rules?: readonly RuleBefore[];
}

/** A recurring expense, and the tags that it had where a tag was removed. */
export interface RecurringBefore {
  readonly id: number;
  readonly tagIds?: string;
}

/** The steps of a budget; an amount as its digits. */
export interface BudgetBefore {
  readonly steps: readonly {
    readonly id: number;
    readonly fromMonth: string;
    readonly amountMinor: string | null;
    readonly carryOver: boolean;
    /** Absent in changes from before. */
    readonly updatedAt?: string;
  }[];
  /** The category into which its own was merged took it over, having none. */
  readonly isTakenOver: boolean;
}

/** A rule, and the tags that it set where a tag was removed. */
export interface RuleBefore {
  readonly id: number;
  readonly tagIds?: string;
}

export interface RemovedCategory {
  readonly id: number;
  readonly name: string;
  readonly nameKey: string;
  readonly color: string;
  readonly icon: string;
  readonly archivedAt: string | null;
}

export interface RemovedTag {
  readonly id: number;
  readonly name: string;
  readonly nameKey: string;
}

/** Why undoing left an expense as it is. */
export type LeftAloneReason =
  /** It was changed again since. */
  | 'changed'
  /** It was removed for good. */
  | 'gone'
  /** The category or a tag that it had is no longer there. */
  | 'category_gone'
  | 'tag_gone';

export interface LeftAlone {
  readonly expenseId: number;
  readonly reason: LeftAloneReason;
}

/** A change as it is told. */
export interface Change {
  readonly id: number;
  readonly kind: ChangeKind;
  readonly userId: number;
  readonly subject: ChangeSubject;
  /** How many expenses it changed; grows while it is under way. */
  readonly expenseCount: number;
  /** The change that this one took back. */
  readonly undoesId: number | null;
  readonly createdAt: string;
  readonly undoneAt: string | null;
  /** Not yet done: it goes on by itself, also after the program was stopped. */
  readonly isUnderWay: boolean;
}
