import type { FieldFaults } from '../domain/errors.js';
import type { Link } from './layout-models.js';
import type { CategoryLook, Choice, FormModel } from './part-models.js';

export type BudgetFormField = 'amount' | 'category_id' | 'from' | 'carry_over';

/** POST /budgets, with the month that is looked at in `month`. */
export interface BudgetFormModel extends FormModel<BudgetFormField> {
  readonly categories: readonly Choice[];
  readonly currency: string;
  readonly amountExample: string;
  /** "Suggested: $420.00, by the last three months" */
  readonly suggested?: string | undefined;
  /** Its category was chosen before: the amount is next. */
  readonly takesFocus: boolean;
}

/** GET /budgets?month=; also what comes back of POST /budgets with a fault. */
export interface BudgetsModel {
  /** `YYYY-MM` */
  readonly month: string;
  /** "November 2026" */
  readonly name: string;
  readonly previous?: Link | undefined;
  readonly next?: Link | undefined;
  /** The month that was asked for, as it was typed. */
  readonly choice: { readonly value: string; readonly faults: FieldFaults };
  /** Everything first, then by name. */
  readonly rows: readonly BudgetRow[];
  /** Whether the month before had others: POST /budgets/copy with `month`. */
  readonly canCopy: boolean;
  readonly form: BudgetFormModel;
  /** What has none, and what would have fitted. */
  readonly without: readonly (CategoryLook & {
    readonly id: string;
    readonly use: string;
    /** What its button sends to POST /budgets. */
    readonly values: Readonly<Record<'month' | 'category_id' | 'amount' | 'from', string>>;
  })[];
}

/** POST /budgets/:id/remove with `month`. */
export interface BudgetRow extends CategoryLook {
  /** The id of the category, or "all". */
  readonly id: string;
  readonly editHref: string;
  readonly spentHref: string;
  readonly spent: string;
  /** More came back than was spent: its word is shown. */
  readonly isBelow: boolean;
  /** The amount of the month and what came over; undefined where earlier months had used up more than that. */
  readonly available: string | undefined;
  /** How much is left; absent where `over` says by how much it is over. */
  readonly left?: string | undefined;
  readonly over?: string | undefined;
  /** What came over from the months before, and of how much a month. */
  readonly carried: readonly string[];
  /** "Faster than the month: day 12 of 30" */
  readonly pace?: string | undefined;
  /** 0..1: how much of it is spent. */
  readonly share: number;
  /** 0..1: how much of the month is over; absent for other months than this. */
  readonly dayShare?: number | undefined;
}
