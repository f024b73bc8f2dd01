import { type Day, dayIn } from '../../../domain/calendar.js';
import type { Clock } from '../../../domain/clock.js';
import { nextDate, type Rhythm } from '../../../domain/recurrence.js';
import type { Recurring, UpcomingExpense, WaitingOccurrence } from '../../../domain/recurring.js';
import type { Database } from '../../../storage/engine/database.js';
import type { LateOccurrences } from '../../../storage/ledger/recurring-occurrence-repository.js';
import type { RecurringUse } from '../../../storage/ledger/recurring-repository.js';
import { type Repositories, repositories } from '../../../storage/repositories.js';
import type { Principal } from '../../identity/principal.js';
import type { ChangeService } from '../changes/change-service.js';
import { refusingForeignCategory } from '../foreign-category.js';
import type { Idempotency, IdempotencyKey } from '../idempotency.js';
import { lockSameCurrency } from '../same-currency.js';
import { tagIdsOf } from '../tag-names.js';
import { begin, type Begun, dueAtBeginning, NOTHING_DUE } from './beginning.js';
import { type Added, addDueOf, addOccurrences, type HowAdded, nextFree } from './due-adding.js';
import { glanceOf, type RecurringGlance } from './glance.js';
import {
  endsBeforeStart,
  type RecurringChange,
  type RecurringInput,
  refuseImpossible,
  valuesOf,
} from './recurring-input.js';
import { skipDay, unskipDay } from './skipping.js';
import { type RecurringExpense, storedOrDeleted, storedRecurring, withTagNames } from './stored-recurring.js';
import { takeRecurringBack } from './taking-back.js';
import { listUpcoming } from './upcoming.js';

export type { Added, LateOccurrences, RecurringExpense };

/** One that was begun, with what came of its days that were due already. */
export type AddedRecurring = RecurringExpense & {
  readonly due: Added;
  /** It was deleted since: only where the request came again. */
  readonly isDeleted: boolean;
};

type RecurringExpenseUse = RecurringUse & { readonly tags: readonly string[] };

/** With the days that wait for an answer, and those to come that are left out. */
export type RecurringForExport = RecurringExpense & {
  readonly waiting: readonly Day[];
  readonly skipped: readonly Day[];
};

const WAITING_SHOWN = 200;

/** Expenses that come back: each of their days happens once, by the calendar of the person whose they are. */
export class RecurringService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly idempotency: Idempotency,
    private readonly changes: ChangeService,
  ) {}

  today({ timeZone }: Pick<Principal, 'timeZone'>): Day {
    return dayIn(timeZone, this.clock.now());
  }

  /** All of them, by their next day; those that rest stand at the end. */
  async list(principal: Principal): Promise<RecurringExpenseUse[]> {
    const within = repositories(this.database);
    const found = await withTagNames(within, principal.bookId, await within.recurring.list(principal.bookId));
    return found.sort((a, b) => ((a.nextOn ?? '9999') < (b.nextOn ?? '9999') ? -1 : 1));
  }

  /** @throws AppError not_found */
  async find(principal: Principal, id: number): Promise<RecurringExpense> {
    const within = repositories(this.database);
    const [found] = await withTagNames(within, principal.bookId, [
      await storedRecurring(within, principal.bookId, id),
    ]);
    return found!;
  }

  /** Also one that was deleted. @throws AppError not_found */
  async findAlsoDeleted({ bookId }: Principal, id: number): Promise<Recurring> {
    return storedOrDeleted(repositories(this.database), bookId, id);
  }

  /**
   * Begins one; what has been due since its first day is added at once, as a change whose undoing ends it, too. A
   * repetition gives what was made then, also when it was deleted meanwhile, and adds nothing.
   * @throws AppError invalid
   */
  async add(principal: Principal, input: RecurringInput, key?: IdempotencyKey): Promise<AddedRecurring> {
    const { bookId } = principal;
    const moment = { today: this.today(principal), now: this.now() };
    refuseImpossible(input, moment.today);
    const request = { key, operation: 'recurring.add', input };
    const { answer, isRepeated } = await refusingForeignCategory(() =>
      this.idempotency.onceTold<Begun | number>(principal, request, (within) =>
        begin(within, this.changes, principal, { input, ...moment }),
      ),
    );
    // Answers from before are the id alone.
    const { id, due: first } = typeof answer === 'number' ? { id: answer, due: NOTHING_DUE } : answer;
    const within = repositories(this.database);
    const due = isRepeated
      ? await dueAtBeginning(within, bookId, first)
      : await addDueOf(this.database, this.changes, { bookId, id }, moment, first);
    const [made] = await withTagNames(within, bookId, [await storedOrDeleted(within, bookId, id)]);
    return { ...made!, due };
  }

  /**
   * Changes one from now on: what it added before stays as it is, and a new rhythm begins today at the earliest.
   * @throws AppError not_found, invalid
   */
  async change(principal: Principal, id: number, change: RecurringChange): Promise<RecurringExpense> {
    const { bookId } = principal;
    // What was due before the change is added as it was before the change.
    await this.addDueOf(principal, id, { tellsLate: true });
    await refusingForeignCategory(() =>
      this.database.transaction(async (tx) => {
        const within = repositories(tx);
        await lockSameCurrency(within, principal);
        const before = await storedRecurring(within, principal.bookId, id);
        const { tags, isPaused = before.pausedAt !== null, ...rest } = change;
        const wanted = { ...before, ...rest };
        if (nextDate(wanted, wanted.startsOn) === undefined) throw endsBeforeStart();
        const tagIds = tags ? await tagIdsOf(within, bookId, tags, this.now()) : before.tagIds;
        const goesOn = !isPaused && before.pausedAt === null && isSameRhythm(before, wanted);
        const nextOn = isPaused
          ? null
          : goesOn
            ? before.nextOn
            : await nextFree(within, before, wanted, this.today(principal));
        const pausedAt = isPaused ? (before.pausedAt ?? this.now()) : null;
        await within.recurring.update(
          bookId,
          id,
          valuesOf(wanted, { tagIds, nextOn, pausedAt, now: this.now() }),
        );
      }),
    );
    await this.addDueOf(principal, id);
    return this.find(principal, id);
  }

  /**
   * Leaves out one day: the given one, which waits or is still to come, or else the next. Gives which.
   * @throws AppError not_found, invalid (date), conflict when there is no next one
   */
  async skip(principal: Principal, id: number, day?: Day): Promise<Day> {
    return this.locked(principal, (within) =>
      skipDay(within, { bookId: principal.bookId, id, day }, this.now()),
    );
  }

  /**
   * Takes a skip back: a day to come is to come again, one that is over waits for an answer. Gives whether it was skipped.
   * @throws AppError not_found
   */
  async unskip(principal: Principal, id: number, day: Day): Promise<boolean> {
    const moment = { today: this.today(principal), now: this.now() };
    return this.locked(principal, (within) =>
      unskipDay(within, { bookId: principal.bookId, id, day }, moment),
    );
  }

  /**
   * Adds the expense of a day that waits. Gives the change that takes it back; undefined when it waits no more.
   * @throws AppError not_found
   */
  async addWaiting(principal: Principal, id: number, day: Day): Promise<number | undefined> {
    return this.locked(principal, async (within) => {
      const recurring = await storedRecurring(within, principal.bookId, id);
      if (!(await within.recurringOccurrences.isWaiting(recurring, day))) return undefined;
      return addOccurrences(within, this.changes, recurring, { days: [day], now: this.now() });
    });
  }

  /**
   * Ends one; what it added stays.
   * @throws AppError not_found
   */
  async remove(principal: Principal, id: number): Promise<RecurringExpense> {
    const before = await this.find(principal, id);
    await this.locked(principal, async (within) => {
      const deletedAt = this.now();
      await within.recurring.updateDeleted(principal.bookId, id, { deletedAt, nextOn: null });
    });
    return before;
  }

  /**
   * Takes one back that was deleted; it goes on today. One that is there already stays as it is.
   * @throws AppError not_found, conflict (there are as many as a book may hold)
   */
  async restore(principal: Principal, id: number): Promise<RecurringExpense> {
    const { bookId } = principal;
    await this.locked(principal, async (within) => {
      const wasDeleted = await takeRecurringBack(within, { bookId, id }, this.today(principal));
      if (!wasDeleted) await storedRecurring(within, bookId, id);
    });
    await this.addDueOf(principal, id);
    return this.find(principal, id);
  }

  /**
   * What is still to come, by day, up to and with a day.
   * @throws AppError invalid (until) for more than 10 000 of them
   */
  async upcoming(principal: Principal, until: Day): Promise<UpcomingExpense[]> {
    const within = repositories(this.database);
    return listUpcoming(within, principal.bookId, await within.recurring.list(principal.bookId), until);
  }

  /** What waits for an answer, by day: the first 200. */
  async waiting(principal: Principal): Promise<WaitingOccurrence[]> {
    return repositories(this.database).recurringOccurrences.listWaiting(principal.bookId, WAITING_SHOWN);
  }

  /** All of them with what is open of their days, for a file that takes them elsewhere. */
  async listForExport(principal: Principal): Promise<RecurringForExport[]> {
    const open = await repositories(this.database).recurringOccurrences.listOpen(principal.bookId);
    const daysOf = (id: number, wanted: string) =>
      open.flatMap(({ recurringId, occursOn, status }) =>
        recurringId === id && status === wanted ? [occursOn] : [],
      );
    const all = await this.list(principal);
    return all.map((each) => ({
      ...each,
      waiting: daysOf(each.id, 'waiting'),
      skipped: daysOf(each.id, 'skipped'),
    }));
  }

  /** Does what is due of all of a person's. Gives how many expenses were added. */
  async addDue(principal: Principal): Promise<number> {
    const today = this.today(principal);
    let added = 0;
    for (const { id, nextOn } of await repositories(this.database).recurring.list(principal.bookId)) {
      if (nextOn !== null && nextOn <= today)
        added += (await this.addDueOf(principal, id, { tellsLate: true })).added;
    }
    return added;
  }

  /** What a person should see at a glance, after what is due was done: one question for whoever has none of them. */
  async glance(principal: Principal): Promise<RecurringGlance> {
    const { bookId } = principal;
    const within = repositories(this.database);
    const today = this.today(principal);
    let all = await within.recurring.list(bookId);
    if (all.some(({ nextOn }) => nextOn !== null && nextOn <= today)) {
      await this.addDue(principal);
      all = await within.recurring.list(bookId);
    }
    return glanceOf(within, bookId, all, today);
  }

  /** Notes that what was added late was read about. */
  async markRead(principal: Principal): Promise<void> {
    await this.locked(principal, (within) => within.recurringOccurrences.markRead(principal.bookId));
  }

  /** @throws AppError not_found */
  private async addDueOf(principal: Principal, id: number, how: HowAdded = {}): Promise<Added> {
    const { nextOn } = await storedRecurring(repositories(this.database), principal.bookId, id);
    if (nextOn === null || nextOn > this.today(principal)) return { added: 0, waiting: 0 };
    const moment = { today: this.today(principal), now: this.now(), ...how };
    return addDueOf(this.database, this.changes, { bookId: principal.bookId, id }, moment);
  }

  private locked<T>({ bookId }: Principal, work: (within: Repositories) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      return work(within);
    });
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

function isSameRhythm(a: Rhythm, b: Rhythm): boolean {
  return (
    a.startsOn === b.startsOn && a.endsOn === b.endsOn && a.interval === b.interval && a.every === b.every
  );
}
