import type { Day } from '../../../domain/calendar.js';
import type { LeftAlone, Revision, Selection } from '../../../domain/change.js';
import { decode, encode } from '../plain-json.js';

/** What the last portion of a change removes, in the same transaction. */
export interface Finish {
  readonly removeCategoryId?: number;
  readonly removeTagId?: number;
}

/** Which expenses are to become what, and how far that is. */
export interface RevisionTask {
  readonly what: 'revise';
  readonly selection: Selection;
  readonly revision: Revision;
  readonly finish: Finish;
  /** Only expenses that were there by then. */
  readonly startedAt: string;
  /** How many of the ids are done, or the last expense that was looked at. */
  readonly done?: number;
  readonly place?: { readonly spentOn: Day; readonly id: number };
  readonly trashPlace?: { readonly deletedAt: string; readonly id: number };
}

/** Which change is to be taken back, and how far that is. */
export interface UndoTask {
  readonly what: 'undo';
  readonly changeId: number;
  readonly afterId: number;
  /** Expenses that stay as they are; the first of them, and how many. */
  readonly leftAlone: readonly LeftAlone[];
  readonly leftAloneCount: number;
}

/** Which rows of an import are to be added, and how far that is. */
export interface AddTask {
  readonly what: 'add';
  readonly importId: number;
  /** The first of its pages; those that are done are gone. */
  readonly firstPage: number;
  /** Also what is perhaps there already: everything is put back. */
  readonly isRestoring: boolean;
  /** The book's recurring expenses by their ids in the file; absent in tasks from before. */
  readonly recurring?: Readonly<Record<string, number>>;
  readonly isBegun: boolean;
  readonly added: number;
  readonly addedMinor: bigint;
}

export type Task = RevisionTask | UndoTask | AddTask;

export const encodeTask = (task: Task): string => encode(task);
export const decodeTask = (text: string): Task => decode<Task>(text);
