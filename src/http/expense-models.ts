import type { Link } from './layout-models.js';
import type { Choice, FormModel, NamedLook } from './part-models.js';
import type { RecurringGlanceModel } from './recurring-models.js';

export type ExpenseField = 'amount' | 'refund' | 'description' | 'category_id' | 'spent_on' | 'tags';

export interface ExpenseFormModel extends FormModel<ExpenseField> {
  /** The user's categories; the template adds "No category" with an empty value. */
  readonly categories: readonly Choice[];
  /** Names to choose from; more are separated by commas. */
  readonly tags: readonly string[];
  /** Descriptions that were used before, for browsers that run no script. */
  readonly descriptions: readonly string[];
  /** e.g. "USD": told to screen readers beside the amount. */
  readonly currency: string;
  /** e.g. "0.00", the shape of an amount in that currency. */
  readonly amountExample: string;
  /** An amount to start with, e.g. "4.80". */
  readonly welcomeExample: string;
  /** The day of the form where it is not today, and where the form is of today. */
  readonly notToday?: string;
  readonly todayHref?: string;
  /** Where the form leads when it is done: the list as it was filtered. */
  readonly returnTo: string;
  /** All but the first two fields of an add form in which nothing was typed: drawn once. */
  readonly freshRest?: FreshRest | undefined;
}

export interface FreshRest {
  readonly id: 'add';
  readonly form: Pick<ExpenseFormModel, 'categories' | 'tags' | 'values' | 'faults'>;
}

export type FilterField =
  'category' | 'month' | 'year' | 'from' | 'to' | 'q' | 'period' | 'tag' | 'min' | 'max';

export interface FilterFormModel extends FormModel<FilterField> {
  /** The user's categories and `none` for those without; the template adds "All" with an empty value. */
  readonly categories: readonly Choice[];
}

export interface FilterPart {
  readonly form: FilterFormModel;
  /** This month, Last month, Last 30 days, Last 90 days, This year, All. */
  readonly periods: readonly (Link & { readonly current: boolean })[];
  /** Names of all tags, to filter by. */
  readonly tags: readonly string[];
}

/** GET /help: examples as the reader writes them. */
export interface HelpModel {
  readonly isSignedIn: boolean;
  /** Lines for /add?text=. */
  readonly lines: readonly string[];
  readonly sums: { readonly sum: string; readonly product: string; readonly part: string };
  /** e.g. "$1,234.50" */
  readonly amount: string;
  /** An amount as it is searched for, e.g. "12.50". */
  readonly search: string;
}

/** GET /add: one line, read into the form that adds it. */
export interface QuickAddModel {
  /** The line as it was typed. */
  readonly text: string;
  readonly form: ExpenseFormModel;
  /** What was understood, part by part: "Amount", "$12.50". */
  readonly understood: readonly { readonly name: string; readonly text: string }[];
  /** What has the focus. */
  readonly next: 'amount' | 'description' | 'button';
}

/** GET /expenses; also the 422 of POST /expenses, with `addForm.faults`. */
export interface DashboardModel {
  /** What the filter shows as CSV, and the page with all formats. */
  readonly exportHref: string;
  readonly exportsHref: string;
  readonly addForm: ExpenseFormModel;
  readonly filter: FilterPart;
  /** What comes back; absent where something is filtered. */
  readonly recurring?: RecurringGlanceModel | undefined;
  /** What is over budget this month, in one line. */
  readonly overBudget?: string | undefined;
  /** Where there are rows to tick. */
  readonly bulk?: BulkModel | undefined;
  /** One for each active filter; `text` e.g. "Food", `name` what it filters, e.g. "Category". */
  readonly chips: readonly { readonly name: string; readonly text: string; readonly removeHref: string }[];
  readonly days: readonly ExpenseDay[];
  /** "50 of 1,234 expenses", where the page does not hold them all. */
  readonly shown?: string | undefined;
  readonly olderHref?: string | undefined;
  readonly newerHref?: string | undefined;
  readonly summary: SummaryModel;
  /** No expense at all yet: shows what to do instead of empty boxes. */
  readonly firstTime: boolean;
  /** Whether the book holds or held anything that could be filtered. */
  readonly hasFilter: boolean;
  /** The filter matches nothing. */
  readonly nothingFound: boolean;
  /** Its parts that speak of time share no day. */
  readonly contradicts: boolean;
}

export interface ExpenseDay {
  /** e.g. "Today · Sat 21 Nov" */
  readonly label: string;
  readonly total: string;
  readonly rows: readonly ExpenseRow[];
}

export interface ExpenseRow {
  readonly id: number;
  readonly description: string;
  readonly category: NamedLook;
  readonly amount: string;
  /** Money that came back: said in a word, too. */
  readonly isRefund: boolean;
  /** Names. */
  readonly tags: readonly string[];
}

/** POST /expenses/bulk with `row_<id>` for each ticked row. */
export interface BulkModel {
  readonly fields: { readonly categories: readonly Choice[] };
  /** e.g. "All 1,204 that the filter shows" */
  readonly all: string;
  /** The filter as an address. */
  readonly filter: string;
}

export interface SummaryModel {
  /** e.g. "November 2026", "All expenses", "Food, 1 Mar – 15 Apr 2026" */
  readonly title: string;
  readonly total: string;
  /** e.g. "6 expenses" */
  readonly count: string;
  readonly change?: ChangeModel | undefined;
  /** Of the total, what lies in days to come, in words. */
  readonly coming?: string | undefined;
  /** Without a filter on time the headline is this month: the total of everything. */
  readonly everything?: { readonly total: string; readonly count: string } | undefined;
  /** Oldest first, twelve at most; empty hides the chart. */
  readonly months: readonly MonthBar[];
  /** Biggest first; empty hides the list. */
  readonly categories: readonly CategoryShare[];
  /** Says that the figures are approximate, and why. */
  readonly approximate?: string | undefined;
}

export interface ChangeModel {
  /** With its sign, e.g. "−$182.40" */
  readonly text: string;
  readonly direction: 'less' | 'more' | 'same';
  /** e.g. "November 1 – 26": what is compared, where it is not all that is looked at. */
  readonly now?: string | undefined;
  /** e.g. "October", "the 7 days before" */
  readonly against: string;
}

export interface MonthBar {
  /** Beneath the bar, one to three letters: "N" */
  readonly label: string;
  /** "November 2026" */
  readonly longLabel: string;
  readonly amount: string;
  /** Whole percent of the height of the chart. */
  readonly height: number;
  /** Where zero lies, in percent of it: 0 at the foot of the chart, more where some month is below zero. */
  readonly zero: number;
  /** More came back than was spent: the bar hangs from zero. */
  readonly isBelow: boolean;
  /** No expense at all. */
  readonly isEmpty: boolean;
  readonly href: string;
  readonly current: boolean;
}

export interface CategoryShare extends NamedLook {
  readonly amount: string;
  /** e.g. "85 %" */
  readonly percentText: string;
  /** More came back than went out: its word is shown. */
  readonly isBelow?: boolean;
  /** Whole percent of the total. */
  readonly percent: number;
  readonly href: string;
}

/**
 * POST /expenses/:id with hidden `version`; delete is POST /expenses/:id/delete. An expense that is in the trash is
 * saved and brought back at once by `restore=yes`.
 */
export interface EditExpenseModel {
  readonly id: number;
  readonly form: ExpenseFormModel;
  /** The version that saving replaces; after a conflict that of the stored expense. */
  readonly version: number;
  /** Somebody else saved meanwhile: both sides of every field. The form holds yours. */
  readonly conflict?: ConflictModel | undefined;
  /** It was deleted meanwhile: only bringing it back saves what was typed. */
  readonly isDeleted: boolean;
  readonly cancelHref: string;
}

export interface ConflictModel {
  readonly fields: readonly {
    /** "Amount", "Description", "Category", "Date" */
    readonly label: string;
    readonly yours: string;
    readonly theirs: string;
    readonly differs: boolean;
  }[];
  /** Where "Keep theirs" leads, usually back to the list. */
  readonly keepTheirsHref: string;
}

/** GET /expenses/trash; each row restores by POST /expenses/:id/restore. */
export interface TrashModel {
  readonly days: number;
  /** What is searched for; empty: nothing. */
  readonly q: string;
  readonly rows: readonly TrashRow[];
  readonly olderHref?: string | undefined;
  readonly newerHref?: string | undefined;
}

export interface TrashRow {
  readonly id: number;
  readonly description: string;
  readonly category: NamedLook;
  readonly amount: string;
  readonly spentOn: string;
  /** e.g. "Deleted today" or "Deleted 3 November" */
  readonly deletedOn: string;
}
