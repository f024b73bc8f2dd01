import type { FieldFaults } from '../domain/errors.js';
import type { ChangeModel, MonthBar } from './expense-models.js';
import type { Link } from './layout-models.js';
import type { Choice, NamedLook } from './part-models.js';

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
  /** More came back than was spent. */
  readonly isBelow: boolean;
  readonly count: string;
  readonly change?: ChangeModel | undefined;
  /** e.g. "$120.00 a month, on average" */
  readonly average?: string | undefined;
  readonly older?: Link | undefined;
  readonly newer?: Link | undefined;
  /** The columns, oldest first; the `label` of a month is three letters here. */
  readonly months: readonly MonthBar[];
  readonly rows: readonly ReportRow[];
  /** What each week cost, in order; none where the time is too long for that, or a week at most. */
  readonly weeks: readonly ReportLine[];
  /** What each tag cost, dearest first. */
  readonly tags: readonly ReportLine[];
  /** Nothing in this time. */
  readonly empty: boolean;
}

export interface ReportLine {
  readonly name: string;
  readonly count: string;
  readonly amount: string;
  readonly href: string;
}

export interface ReportRow extends NamedLook {
  /** As many as columns; undefined where nothing was spent. */
  readonly cells: readonly (Figure | undefined)[];
  readonly total: Figure;
  readonly percentText: string;
  /** Whole percent of the year. */
  readonly percent: number;
}

export interface Figure {
  readonly amount: string;
  /** More came back than was spent: its word is beside it. */
  readonly isBelow: boolean;
  readonly href: string;
}
