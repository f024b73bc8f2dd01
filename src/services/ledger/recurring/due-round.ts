import { addDays, dayIn } from '../../../domain/calendar.js';
import type { Clock } from '../../../domain/clock.js';
import type { Database } from '../../../storage/engine/database.js';
import type { DueRecurring } from '../../../storage/ledger/recurring-repository.js';
import { repositories } from '../../../storage/repositories.js';
import type { ChangeService } from '../changes/change-service.js';
import { addDueOf } from './due-adding.js';

const HOUR_MS = 3_600_000;
const PAGE = 200;

/** Does what is due of the recurring expenses of all books: when the program starts, and every hour. */
export class DueRound {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: ChangeService,
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {}

  start(firstAfterMs = 0): void {
    this.#timer = setTimeout(() => {
      this.#running = this.runOnce()
        .catch(this.onError)
        .then(() => {
          if (!this.#stopped) this.start(HOUR_MS);
        });
    }, firstAfterMs);
    this.#timer.unref();
  }

  /** Waits for the round under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** One round; several processes may be at it together. Gives how many expenses this one added. */
  async runOnce(): Promise<number> {
    const now = this.clock.now();
    // Nowhere is it later than a day after the day in Greenwich.
    const furthest = addDays(dayIn('UTC', now), 1);
    let added = 0;
    let place: DueRecurring | undefined;
    for (;;) {
      const due = await repositories(this.database).recurring.listDue(furthest, place, PAGE);
      for (const each of due) {
        if (this.#stopped) return added;
        added += await this.#add(each, now);
      }
      place = due.at(-1);
      if (due.length < PAGE) return added;
    }
  }

  /** What one book cannot do must not keep the others from theirs. */
  async #add({ bookId, id, nextOn, timeZone }: DueRecurring, now: Date): Promise<number> {
    const today = dayIn(timeZone, now);
    if (nextOn > today) return 0;
    try {
      const moment = { today, now: now.toISOString(), tellsLate: true };
      return (await addDueOf(this.database, this.changes, { bookId, id }, moment)).added;
    } catch (error) {
      this.onError(error);
      return 0;
    }
  }
}
