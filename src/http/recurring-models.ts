import type { Choice, FormModel } from './part-models.js';

export type RecurringFormField =
  | 'amount'
  | 'refund'
  | 'description'
  | 'category_id'
  | 'tags'
  | 'interval'
  | 'every'
  | 'starts_on'
  | 'ends_on'
  | 'mode';

export interface RecurringFormModel extends FormModel<RecurringFormField> {
  readonly categories: readonly Choice[];
  /** Names to choose from. */
  readonly tags: readonly string[];
  readonly units: readonly Choice[];
  readonly modes: readonly Choice[];
  readonly currency: string;
  readonly amountExample: string;
  /** The next twelve days; absent where the rhythm has a fault. */
  readonly preview?: RecurringPreview | undefined;
  /** Whether the preview was asked for: it is what the page shows first. */
  readonly isPreview: boolean;
}

export interface RecurringPreview {
  readonly dates: readonly string[];
  /** How many of its days have been due already, and what becomes of them. */
  readonly due?: string | undefined;
}

/** GET /recurring; also what comes back of POST /recurring with a fault, or with the button `preview`. */
export interface RecurringModel {
  /** What is still to come this month; absent where nothing comes back. */
  readonly toCome?: string | undefined;
  readonly rows: readonly RecurringRow[];
  readonly waiting: readonly WaitingRow[];
  readonly form: RecurringFormModel;
}

export interface RecurringRow {
  readonly id: number;
  readonly description: string;
  readonly amount: string;
  readonly isRefund: boolean;
  /** e.g. "Every 2 weeks until Dec 31, 2026" */
  readonly rhythm: string;
  /** e.g. "Next: Mon, Nov 30", "Paused" */
  readonly state: string;
  /** What of it is still to come this month. */
  readonly toCome?: string | undefined;
  readonly category: string;
  readonly isPaused: boolean;
  /** Whether there is a next day to skip. */
  readonly hasNext: boolean;
}

/** A day that waits for an answer: POST /recurring/:id/add or /skip with `date`. */
export interface WaitingRow {
  readonly id: number;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly description: string;
  readonly amount: string;
  readonly day: string;
}

/** GET /recurring/:id/edit; also what comes back of POST /recurring/:id. */
export interface EditRecurringModel {
  readonly id: number;
  readonly form: RecurringFormModel;
}

/** What of it the dashboard says, a line each; absent where there is nothing to say. */
export interface RecurringGlanceModel {
  readonly toCome?: string | undefined;
  readonly waiting?: string | undefined;
  /** What was added while the program was off; POST /recurring/seen dismisses it. */
  readonly late?: string | undefined;
}
