import type { Day } from '../calendar.js';
import type { Reason, ReadRow } from './reading.js';

/** What will happen to a row of a file. */
export type RowStatus = 'new' | 'existing' | 'similar' | 'income' | 'skipped' | 'unreadable';
export const ROW_STATUSES: readonly RowStatus[] = [
  'new',
  'existing',
  'similar',
  'income',
  'skipped',
  'unreadable',
];

/** A row as it waits for the import. */
export interface StagedRow {
  readonly line: number;
  readonly day: Day | null;
  /** Minor units as decimal digits, as an expense has them: positive is spent. Null: unreadable. */
  readonly minor: string | null;
  readonly description: string;
  /** What it will be called, where a rule says so. */
  readonly renamed?: string | null;
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly externalId: string | null;
  /** The file's id of the recurring expense that it came of. */
  readonly recurring?: string;
  readonly kind: ReadRow['kind'];
  readonly reasons: readonly (
    Reason | { readonly code: 'other_currency'; readonly params: Readonly<Record<string, string>> }
  )[];
  readonly status: RowStatus;
  /** The expense that it is, or perhaps is. */
  readonly existingId: number | null;
  /** What is there already, beside a row that is perhaps the same. */
  readonly beside: { readonly description: string; readonly day: Day } | null;
  /** What the person chose; null: what the status says. */
  readonly chosen: boolean | null;
  /** The category it will have; null: none; `file`: the file's own, to be made. */
  readonly categoryId: number | null | 'file';
}

/** Rows that can be added at all. */
export const isAddable = ({ minor, day, kind }: StagedRow): boolean =>
  minor !== null && day !== null && (kind === 'expense' || kind === 'income');

/** Whether the row will be added. What is only perhaps there is left out unless a person says otherwise. */
export const isAdded = (row: StagedRow): boolean => isAddable(row) && (row.chosen ?? row.status === 'new');
