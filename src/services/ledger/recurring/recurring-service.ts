import { addDays, type Day, dayIn, endOfMonth } from '../../../domain/calendar.js';
import type { Clock } from '../../../domain/clock.js';
import { conflict, invalid, notFound } from '../../../domain/errors.js';
import type { Minor } from '../../../domain/money.js';
import { countDates, datesFrom, isDateOf, nextDate, type Rhythm } from '../../../domain/recurrence.js';
import type {
  Recurring,
  RecurringMode,
  UpcomingExpense,
  WaitingOccurrence,
} from '../../../domain/recurring.js';
import { fromTagIds } from '../../../domain/tag-ids.js';
import { message } from '../../../messages/message.js';
import type { Database } from '../../../storage/engine/database.js';
import type { LateOccurrences } from '../../../storage/ledger/recurring-occurrence-repository.js';
import type { RecurringUse, RecurringValues } from '../../../storage/ledger/recurring-repository.js';
import { type Repositories, repositories } from '../../../storage/repositories.js';
import type { Principal } from '../../identity/principal.js';
import type { ChangeService } from '../changes/change-service.js';
import { refusingForeignCategory } from '../foreign-category.js';
import type { Idempotency, IdempotencyKey } from '../idempotency.js';
import { lockSameCurrency } from '../same-currency.js';
import { tagIdsOf } from '../tag-names.js';
import { type Added, addDueOf, addOccurrences, nextFree } from './due-adding.js';

export type { Added, LateOccurrences };

/** A recurring expense as parsed from a form or a request: well formed, its category not yet looked up. */
export interface RecurringInput extends Rhythm {
  readonly amountMinor: Minor;
  readonly description: string;
  readonly categoryId: number | null;
  /** Names; those that the book does not have yet are made. */
  readonly tags: readonly string[];
  readonly mode: RecurringMode;
}

/** What is to be different from now on. */
export type RecurringChange = Partial<RecurringInput> & { readonly isPaused?: boolean };

/** With the names of its tags. */
export type RecurringExpense = Recurring & { readonly tags: readonly string[] };
type RecurringExpenseUse = RecurringUse & { readonly tags: readonly string[] };

/** With the days that wait for an answer, and those to come that are left out. */
export type RecurringForExport = RecurringExpense & {
  readonly waiting: readonly Day[];
  readonly skipped: readonly Day[];
};

/** What of the recurring expenses a person should see at a glance. */
export interface RecurringGlance {
  /** How many are still to come this month, and their sum. */
  readonly upcomingCount: number;
  readonly upcomingMinor: Minor;
  /** How many days wait for an answer. */
  readonly waitingCount: number;
  readonly late: readonly LateOccurrences[];
}

/** So many a book holds: they are read whole. */
export const RECURRING_MAX = 200;
const TOO_MANY = message('fault.recurring.too_many', { max: RECURRING_MAX });
/** So many days may be due at the start. */
export const DUE_MAX = 2_000;
/** So many days to come are told at once. */
const UPCOMING_MAX = 10_000;
const WAITING_SHOWN = 200;

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

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
    const found = await this.named(within, principal, await within.recurring.list(principal.bookId));
    return found.sort((a, b) => ((a.nextOn ?? '9999') < (b.nextOn ?? '9999') ? -1 : 1));
  }

  /** @throws AppError not_found */
  async find(principal: Principal, id: number): Promise<RecurringExpense> {
    const within = repositories(this.database);
    const [found] = await this.named(within, principal, [await stored(within, principal, id)]);
    return found!;
  }

  /** Also one that was deleted. @throws AppError not_found */
  async findAlsoDeleted({ bookId }: Principal, id: number): Promise<Recurring> {
    const { recurring } = repositories(this.database);
    const found = (await recurring.find(bookId, id)) ?? (await recurring.findDeleted(bookId, id));
    if (!found) throw notFound('recurring');
    return found;
  }

  /**
   * Begins one; what has been due since its first day is added at once.
   * @throws AppError invalid
   */
  async add(
    principal: Principal,
    input: RecurringInput,
    key?: IdempotencyKey,
  ): Promise<RecurringExpense & { readonly due: Added }> {
    this.refuseImpossible(principal, input);
    const request = { key, operation: 'recurring.add', input };
    const id = await refusingForeignCategory(() =>
      this.idempotency.once(principal, request, async (within) => {
        const { bookId, userId } = principal;
        await lockSameCurrency(within, principal);
        if ((await within.recurring.list(bookId)).length >= RECURRING_MAX) {
          throw invalid({ description: TOO_MANY });
        }
        const tagIds = await tagIdsOf(within, bookId, input.tags, this.now());
        const nextOn = nextDate(input, input.startsOn) ?? null;
        return within.recurring.insert(
          bookId,
          userId,
          this.values(input, { tagIds, nextOn, pausedAt: null }),
        );
      }),
    );
    const due = await this.addDueOf(principal, id, false);
    return { ...(await this.find(principal, id)), due };
  }

  /**
   * Changes one from now on: what it added before stays as it is, and a new rhythm begins today at the earliest.
   * @throws AppError not_found, invalid
   */
  async change(principal: Principal, id: number, change: RecurringChange): Promise<RecurringExpense> {
    const { bookId } = principal;
    // What was due before the change is added as it was before the change.
    await this.addDueOf(principal, id, true);
    await refusingForeignCategory(() =>
      this.database.transaction(async (tx) => {
        const within = repositories(tx);
        await lockSameCurrency(within, principal);
        const before = await stored(within, principal, id);
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
        await within.recurring.update(bookId, id, this.values(wanted, { tagIds, nextOn, pausedAt }));
      }),
    );
    await this.addDueOf(principal, id, false);
    return this.find(principal, id);
  }

  /**
   * Leaves out one day: the given one, which waits or is still to come, or else the next. Gives which.
   * @throws AppError not_found, invalid (date), conflict when there is no next one
   */
  async skip(principal: Principal, id: number, day?: Day): Promise<Day> {
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(principal.bookId);
      const recurring = await stored(within, principal, id);
      const { nextOn } = recurring;
      const skipped = day ?? nextOn;
      if (skipped === null) throw conflict(message('error.recurring_rests'));
      const occurrences = within.recurringOccurrences;
      if (await occurrences.settleSkipped(recurring, skipped)) return skipped;
      const isToCome = nextOn !== null && skipped >= nextOn && isDateOf(recurring, skipped);
      const claim = { status: 'skipped', now: this.now() } as const;
      if (!isToCome || (await occurrences.claim(recurring, [skipped], claim)).length === 0) {
        throw invalid({ date: message('fault.recurring.no_such_day') });
      }
      if (skipped === nextOn) {
        const next = await nextFree(within, recurring, recurring, addDays(skipped, 1));
        await within.recurring.updateNext(principal.bookId, id, next);
      }
      return skipped;
    });
  }

  /**
   * Takes a skip back: a day to come is to come again, one that is over waits for an answer. Gives whether it was skipped.
   * @throws AppError not_found
   */
  async unskip(principal: Principal, id: number, day: Day): Promise<boolean> {
    const { bookId } = principal;
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      const recurring = await stored(within, principal, id);
      if (!(await within.recurringOccurrences.removeSkipped(recurring, day))) return false;
      const { nextOn, pausedAt } = recurring;
      if (day <= this.today(principal)) {
        await within.recurringOccurrences.claim(recurring, [day], { status: 'waiting', now: this.now() });
      } else if (pausedAt === null && (nextOn === null || day < nextOn) && isDateOf(recurring, day)) {
        await within.recurring.updateNext(bookId, id, day);
      }
      return true;
    });
  }

  /**
   * Adds the expense of a day that waits. Gives the change that takes it back; undefined when it waits no more.
   * @throws AppError not_found
   */
  async addWaiting(principal: Principal, id: number, day: Day): Promise<number | undefined> {
    return this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(principal.bookId);
      const recurring = await stored(within, principal, id);
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
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(principal.bookId);
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
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      const deleted = await within.recurring.findDeleted(bookId, id);
      if (!deleted) return void (await stored(within, principal, id));
      const isPaused = deleted.pausedAt !== null;
      const nextOn = isPaused ? null : await nextFree(within, deleted, deleted, this.today(principal));
      await within.recurring.updateDeleted(bookId, id, { deletedAt: null, nextOn });
      if ((await within.recurring.list(bookId)).length > RECURRING_MAX) throw conflict(TOO_MANY);
    });
    await this.addDueOf(principal, id, false);
    return this.find(principal, id);
  }

  /**
   * What is still to come, by day, up to and with a day.
   * @throws AppError invalid (until) for more than 10 000 of them
   */
  async upcoming(principal: Principal, until: Day): Promise<UpcomingExpense[]> {
    const within = repositories(this.database);
    return this.toCome(within, principal, await within.recurring.list(principal.bookId), until);
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
      if (nextOn !== null && nextOn <= today) added += (await this.addDueOf(principal, id, true)).added;
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
    const toCome = await this.toCome(within, principal, all, endOfMonth(today));
    return {
      upcomingCount: toCome.length,
      upcomingMinor: toCome.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
      waitingCount: all.reduce((sum, { waitingCount }) => sum + waitingCount, 0),
      late: all.some(({ lateCount }) => lateCount > 0)
        ? await within.recurringOccurrences.listLate(bookId)
        : [],
    };
  }

  /** Notes that what was added late was read about. */
  async markRead({ bookId }: Principal): Promise<void> {
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      await within.recurringOccurrences.markRead(bookId);
    });
  }

  private async toCome(
    within: Repositories,
    { bookId }: Principal,
    all: readonly Recurring[],
    until: Day,
  ): Promise<UpcomingExpense[]> {
    const running = all.flatMap((each) =>
      each.nextOn !== null && each.nextOn <= until ? [{ ...each, nextOn: each.nextOn }] : [],
    );
    if (running.length === 0) return [];
    const count = running.reduce((sum, each) => sum + countDates(each, each.nextOn, until), 0);
    if (count > UPCOMING_MAX) {
      throw invalid({ until: message('fault.recurring.too_far', { max: UPCOMING_MAX }) });
    }
    const first = running.reduce<Day>((day, { nextOn }) => (nextOn < day ? nextOn : day), until);
    const claimed = new Set(
      (await within.recurringOccurrences.listClaimed(bookId, first)).map(
        ({ recurringId, occursOn }) => `${String(recurringId)} ${occursOn}`,
      ),
    );
    const toCome = running.flatMap(({ id, nextOn, amountMinor, description, ...rhythm }) =>
      datesFrom(rhythm, nextOn, { until, limit: UPCOMING_MAX })
        .filter((date) => !claimed.has(`${String(id)} ${date}`))
        .map((date) => ({ recurringId: id, date, amountMinor, description })),
    );
    return toCome.sort((a, b) =>
      a.date === b.date ? a.recurringId - b.recurringId : a.date < b.date ? -1 : 1,
    );
  }

  private refuseImpossible(principal: Principal, input: RecurringInput): void {
    if (nextDate(input, input.startsOn) === undefined) throw endsBeforeStart();
    if (countDates(input, input.startsOn, this.today(principal)) > DUE_MAX) {
      throw invalid({ starts_on: message('fault.recurring.too_many_due', { max: DUE_MAX }) });
    }
  }

  /** @throws AppError not_found */
  private async addDueOf(principal: Principal, id: number, tellsLate: boolean): Promise<Added> {
    const { nextOn } = await stored(repositories(this.database), principal, id);
    if (nextOn === null || nextOn > this.today(principal)) return { added: 0, waiting: 0 };
    const moment = { today: this.today(principal), now: this.now(), tellsLate };
    return addDueOf(this.database, this.changes, { bookId: principal.bookId, id }, moment);
  }

  private values(
    input: Omit<RecurringInput, 'tags'>,
    more: Pick<RecurringValues, 'tagIds' | 'nextOn' | 'pausedAt'>,
  ): RecurringValues {
    const { amountMinor, description, categoryId, interval, every, startsOn, endsOn, mode } = input;
    const rhythm = { interval, every, startsOn, endsOn };
    return { amountMinor, description, categoryId, ...rhythm, mode, ...more, now: this.now() };
  }

  private async named<T extends Recurring>(
    within: Repositories,
    { bookId }: Principal,
    all: readonly T[],
  ): Promise<(T & { readonly tags: readonly string[] })[]> {
    const tagged = all.some(({ tagIds }) => fromTagIds(tagIds).length > 0);
    const names = new Map(
      (tagged ? await within.tags.list(bookId) : []).map(({ id, name }) => [id, name] as const),
    );
    const namesOf = (tagIds: string) => fromTagIds(tagIds).flatMap((id) => names.get(id) ?? []);
    return all.map((each) => ({ ...each, tags: namesOf(each.tagIds).sort(byName.compare) }));
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

async function stored(within: Repositories, { bookId }: Principal, id: number): Promise<Recurring> {
  const recurring = await within.recurring.find(bookId, id);
  if (!recurring) throw notFound('recurring');
  return recurring;
}

function isSameRhythm(a: Rhythm, b: Rhythm): boolean {
  return (
    a.startsOn === b.startsOn && a.endsOn === b.endsOn && a.interval === b.interval && a.every === b.every
  );
}

const endsBeforeStart = () => invalid({ ends_on: message('fault.recurring.ends_before') });
