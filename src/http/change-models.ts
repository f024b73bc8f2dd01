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
