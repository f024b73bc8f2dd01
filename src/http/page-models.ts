import type { BudgetsModel } from './budget-models.js';
import type { FieldFaults } from '../domain/errors.js';
import type { ExportFormat } from '../domain/export/export-format.js';
import type { CheckImportModel, ImportsModel } from './import-models.js';
import type { EditRecurringModel, RecurringGlanceModel, RecurringModel } from './recurring-models.js';
import type { EditRuleModel, RulesModel } from './rule-models.js';
import type { Language } from '../messages/language.js';
import type { Message } from '../messages/message.js';
import type {
  AuthenticatorModel,
  CodeModel,
  ConfirmModel,
  EmailLinkModel,
  ForgotModel,
  PasskeyAsked,
  RecoveryCodesModel,
  ResetModel,
  SecurityModel,
} from './security-models.js';

/**
 * What each page needs to be drawn. Every string is ready to show: money and days are formatted and links are made
 * by the controllers, so that templates decide nothing. Fields of forms carry the names that are sent.
 */
export interface PageModels {
  home: HomeModel;
  'auth/register': RegisterModel;
  'auth/login': LoginModel;
  'auth/refresh': RefreshModel;
  'auth/code': CodeModel;
  'auth/forgot': ForgotModel;
  'auth/reset': ResetModel;
  'expenses/index': DashboardModel;
  'expenses/edit': EditExpenseModel;
  'expenses/one-line': QuickAddModel;
  'expenses/trash': TrashModel;
  'expenses/empty-trash': object;
  'expenses/history': HistoryModel;
  'changes/index': ChangesModel;
  'exports/index': ExportsModel;
  'imports/index': ImportsModel;
  'imports/check': CheckImportModel;
  'budgets/index': BudgetsModel;
  'recurring/index': RecurringModel;
  'recurring/edit': EditRecurringModel;
  'rules/index': RulesModel;
  'rules/edit': EditRuleModel;
  'tags/index': TagsModel;
  'tags/delete': DeleteTagModel;
  'categories/index': CategoriesModel;
  'categories/merge': MergeCategoryModel;
  'categories/delete': DeleteCategoryModel;
  'reports/index': ReportModel;
  'account/index': AccountModel;
  'account/delete': DeleteAccountModel;
  'account/sessions': SessionsModel;
  'account/tokens': TokensModel;
  'account/security': SecurityModel;
  'account/authenticator': AuthenticatorModel;
  'account/recovery-codes': RecoveryCodesModel;
  'account/confirm': ConfirmModel;
  'account/email': EmailLinkModel;
  'docs/index': DocsModel;
  'help/index': HelpModel;
  'offline/index': object;
  'errors/error': ErrorModel;
  'errors/form-expired': FormExpiredModel;
}

export type PageName = keyof PageModels;

/** The export page. */
export interface ExportsModel {
  /** The list that is exported; absent when it is everything. */
  readonly filteredHref: string | undefined;
  readonly formats: readonly ExportLink[];
}

export interface ExportLink {
  readonly format: ExportFormat;
  readonly href: string;
  readonly name: string;
  readonly about: string;
}

// ---- around every page ----------------------------------------------------------------------------------------

export interface LayoutModel {
  readonly lang: Language;
  readonly dir: 'ltr' | 'rtl';
  readonly theme: 'system' | 'light' | 'dark';
  /** To choose from at the foot, until somebody signs in. */
  readonly languages: readonly Choice[];
  /** The page's own title; the layout adds the name of the app. */
  readonly title: string;
  readonly user?: { readonly username: string } | undefined;
  /** For every form that posts. Empty on pages without forms. */
  readonly csrfToken: string;
  /** For forms that must not be carried out twice: new for every answer. */
  readonly idempotencyKey?: string | undefined;
  readonly flash?: Flash | undefined;
  /** Sentences that stay until they are dealt with, e.g. a stolen session; shown as alerts. */
  readonly notices: readonly Notice[];
  /** Path and query of the page, where row buttons come back to (`return_to`). */
  readonly path: string;
  readonly requestId: string;
}

export interface Notice {
  readonly text: string;
  readonly link?: Link | undefined;
  /** A button that says that the notice was read: POST to `href`. */
  readonly action?: Link | undefined;
}

/** The message about what just happened: `status` for what was done, `alert` for what was wrong. */
export interface Flash {
  readonly kind: 'status' | 'alert';
  readonly text: string;
  /** Shows the button "Undo" (POST to `href`, such as /changes/:id/undo); `label` says what comes back, e.g. "Parking, $6.00". It takes the focus unless `isNext` is false. */
  readonly undo?: { readonly href: string; readonly label: string; readonly isNext?: boolean } | undefined;
  readonly link?: Link | undefined;
  /** The expense whose row is marked and has the focus where a list shows it. */
  readonly row?: number | undefined;
}

export interface Link {
  readonly href: string;
  readonly text: string;
}

// ---- parts shared by pages ------------------------------------------------------------------------------------

/** A form as it was sent, or as it is first shown: what was typed and what was wrong with it, by field name. Faults are put into words by the templates. */
export interface FormModel<Field extends string> {
  readonly values: Readonly<Record<Field, string>>;
  readonly faults: FieldFaults;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** How a category looks: `color` is one of the domain's keys (class `cat-food`), `icon` a name in the sprite. */
export interface CategoryLook {
  readonly name: string;
  readonly color: string;
  readonly icon: string;
}

/** A category's name and the classes that give it its icon and colour. */
export interface NamedLook {
  readonly name: string;
  readonly look: string;
}

/** How expenses without a category look. */
export const UNCATEGORISED: Omit<CategoryLook, 'name'> = { color: 'none', icon: 'question-circle' };

/** A form kept safe while the person signs in: "Your expense **Lunch with Ana, $12.50** is safe. It is added …". */
export interface ParkedForm {
  readonly id: string;
  readonly says: Message;
}

// ---- signing in -----------------------------------------------------------------------------------------------

export interface HomeModel {
  readonly signedIn: boolean;
  readonly registrationOpen: boolean;
}

/** POST /register. */
export interface RegisterModel {
  readonly form: FormModel<'username' | 'email' | 'invite'>;
  /** The box "Stay signed in on this device" as it was sent. */
  readonly stay: boolean;
  readonly passwordMin: number;
  readonly registrationOpen: boolean;
}

/** POST /login with `next`, `stay` and, when a form waits, `form` (its id). A refused sign-in is the fault `form`. */
export interface LoginModel {
  /** POST /login/passkey (credential, next, form). */
  readonly passkey?: PasskeyAsked | undefined;
  readonly form: FormModel<'email'>;
  readonly stay: boolean;
  readonly next: string;
  readonly parkedForm?: ParkedForm | undefined;
  readonly registrationOpen: boolean;
}

/** POST /refresh with `next`, `stay` and, when a form waits, `form` (its id). */
export interface RefreshModel {
  readonly username: string;
  readonly next: string;
  readonly parkedForm?: ParkedForm | undefined;
  /** e.g. "15 minutes" */
  readonly pausedAfter: string;
  /** Where "Not mira? Log in as someone else" leads. */
  readonly otherUserHref: string;
}

// ---- expenses -------------------------------------------------------------------------------------------------

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
}

export type FilterField =
  'category' | 'month' | 'year' | 'from' | 'to' | 'q' | 'period' | 'tag' | 'min' | 'max';

export interface FilterFormModel extends FormModel<FilterField> {
  /** The user's categories and `none` for those without; the template adds "All" with an empty value. */
  readonly categories: readonly Choice[];
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
  readonly filterForm: FilterFormModel;
  /** Names of all tags, to filter by. */
  readonly tags: readonly string[];
  /** What comes back; absent where something is filtered. */
  readonly recurring?: RecurringGlanceModel | undefined;
  /** What is over budget this month, in one line. */
  readonly overBudget?: string | undefined;
  /** Where there are rows to tick. */
  readonly bulk?: BulkModel | undefined;
  /** This month, Last month, Last 30 days, Last 90 days, This year, All. */
  readonly periods: readonly (Link & { readonly current: boolean })[];
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
  readonly categories: readonly Choice[];
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
  /** 0..1 of the height of the chart. */
  readonly share: number;
  /** Where zero lies: 0 at the foot of the chart, more where some month is below zero. */
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
  /** 0..1 of the total. */
  readonly share: number;
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

// ---- what happened ---------------------------------------------------------------------------------------------

/** GET /changes; each undoes by POST /changes/:id/undo. */
export interface ChangesModel {
  readonly rows: readonly ChangeRow[];
  readonly olderHref?: string | undefined;
}

export interface ChangeRow {
  readonly id: number;
  /** e.g. "Deleted “Lunch”" */
  readonly text: string;
  /** e.g. "12 expenses" */
  readonly count: string;
  /** e.g. "Nov 21, 2026, 14:05" */
  readonly when: string;
  /** Why it cannot be undone: it was, or it is under way. */
  readonly note?: string | undefined;
}

/** GET /expenses/:id/history */
export interface HistoryModel {
  readonly description: string;
  readonly editHref?: string | undefined;
  /** Newest first. */
  readonly entries: readonly HistoryEntryModel[];
}

export interface HistoryEntryModel {
  readonly text: string;
  readonly when: string;
  /** The change that made it so, where it can be undone. */
  readonly undoId?: number | undefined;
  /** What is different from before; of the first all of it. */
  readonly fields: readonly { readonly label: string; readonly before: string; readonly after: string }[];
}

// ---- tags --------------------------------------------------------------------------------------------------------

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

// ---- categories -----------------------------------------------------------------------------------------------

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

// ---- reports --------------------------------------------------------------------------------------------------

/** GET /reports?year=2026 */
export interface ReportModel {
  /** "2026", or the days that were asked for. */
  readonly name: string;
  readonly isYear: boolean;
  /** What was asked for; where it is wrong, this year is shown. */
  readonly form: {
    readonly values: Readonly<Record<'year' | 'from' | 'to' | 'category', string>>;
    readonly faults: FieldFaults;
    readonly categories: readonly Choice[];
  };
  /** The columns are years, side by side. */
  readonly areYears: boolean;
  /** The amount of the tallest bar. */
  readonly scale?: string | undefined;
  readonly sideBySideHref?: string | undefined;
  readonly total: string;
  readonly totalHref: string;
  readonly count: string;
  readonly change?: ChangeModel | undefined;
  /** e.g. "$120.00 a month, on average" */
  readonly average?: string | undefined;
  readonly older?: Link | undefined;
  readonly newer?: Link | undefined;
  /** The columns, oldest first; the `label` of a month is three letters here. */
  readonly months: readonly MonthBar[];
  readonly rows: readonly ReportRow[];
  /** What each tag cost, dearest first. */
  readonly tags: readonly {
    readonly name: string;
    readonly count: string;
    readonly amount: string;
    readonly href: string;
  }[];
  /** Nothing in this time. */
  readonly empty: boolean;
}

export interface ReportRow extends NamedLook {
  /** As many as columns; undefined where nothing was spent. */
  readonly cells: readonly (Figure | undefined)[];
  readonly total: Figure;
  readonly percentText: string;
  /** 0..1 of the year. */
  readonly share: number;
}

export interface Figure {
  readonly amount: string;
  readonly href: string;
}

// ---- account --------------------------------------------------------------------------------------------------

export type ProfileField =
  'username' | 'currency' | 'time_zone' | 'language' | 'locale' | 'week_starts_on' | 'theme';

/**
 * POST /account (username, currency, time_zone, language, locale, week_starts_on, theme), POST /account/email (email, current_password), POST
 * /account/password (current_password, new_password).
 */
export interface AccountModel {
  /** The day of the last backup that was verified; undefined: there is none. */
  readonly lastBackup: string | undefined;
  readonly profile: FormModel<ProfileField>;
  readonly languages: readonly Choice[];
  readonly regions: readonly Choice[];
  /** An amount and a day as the region writes them. */
  readonly regionHint: string;
  readonly weekDays: readonly Choice[];
  readonly themes: readonly Choice[];
  readonly currencies: readonly Choice[];
  readonly timeZones: readonly Choice[];
  /** Why the currency cannot be changed, or what changing it means. */
  readonly currencyNote?: string | undefined;
  readonly email: FormModel<'email'>;
  readonly password: { readonly faults: FieldFaults };
  readonly passwordMin: number;
  /** e.g. "March 2026" */
  readonly memberSince: string;
}

/** POST /account/delete with `password`. */
export interface DeleteAccountModel {
  readonly faults: FieldFaults;
  /** How many expenses go. */
  readonly count: number;
}

/** POST /account/sessions/:id/revoke and POST /account/sessions/revoke-others. */
export interface SessionsModel {
  readonly sessions: readonly {
    readonly id: number;
    /** e.g. "Firefox on Linux" */
    readonly device: string;
    /** How it looks: a name in the sprite. */
    readonly icon: 'laptop' | 'phone';
    /** e.g. "Signed in 3 November" */
    readonly signedIn: string;
    /** e.g. "Last used 5 minutes ago, from 192.168.1.7" */
    readonly lastUsed: string;
    /** Whether it goes on without asking. */
    readonly stays: boolean;
    readonly current: boolean;
  }[];
  readonly events: readonly {
    /** In plain words, e.g. "Signed in with Firefox on Linux" */
    readonly text: string;
    readonly when: string;
    readonly alarming: boolean;
  }[];
}

/** POST /account/tokens (name, scope, expires), POST /account/tokens/:id/revoke. */
export interface TokensModel {
  readonly form: FormModel<'name' | 'scope' | 'expires'>;
  readonly expiries: readonly Choice[];
  /** Shown once, right after it was made. */
  readonly created?:
    | {
        readonly name: string;
        readonly token: string;
        /** What `curl` does, e.g. "Add an expense with it". */
        readonly use: string;
        readonly curl: string;
      }
    | undefined;
  readonly tokens: readonly {
    readonly id: number;
    readonly name: string;
    /** "Read only" or "Read and write" */
    readonly scope: string;
    readonly expires: string;
    readonly lastUsed: string;
    readonly expired: boolean;
  }[];
}

// ---- the rest -------------------------------------------------------------------------------------------------

export interface DocsModel {
  readonly openapiHref: string;
}

export interface ErrorModel {
  readonly status: number;
  readonly title: string;
  /** What to do next. */
  readonly advice: string;
  readonly requestId: string;
  /** What was typed, so that nothing is lost. */
  readonly typed: readonly TypedField[];
  readonly back?: Link | undefined;
}

export interface FormExpiredModel {
  readonly typed: readonly TypedField[];
  readonly back: Link;
  readonly requestId: string;
}

/** A field that a person filled in, never a password. */
export interface TypedField {
  readonly label: string;
  readonly value: string;
}
