import { type Day, yearOf } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import type { FieldFaults } from '../../domain/errors.js';
import { formatFigure } from '../../domain/money.js';
import { countDates, datesFrom, type Rhythm, type Unit, UNITS } from '../../domain/recurrence.js';
import {
  RECURRING_MODES,
  type RecurringMode,
  type UpcomingExpense,
  type WaitingOccurrence,
} from '../../domain/recurring.js';
import type {
  RecurringFormModel,
  RecurringModel,
  RecurringPreview,
  RecurringRow,
} from '../../http/recurring-models.js';
import type { Locale } from '../../locale/locale.js';
import type { Category } from '../../services/ledger/category-service.js';
import type { RecurringExpense } from '../../services/ledger/recurring/recurring-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { RecurringField } from '../forms/recurring-form.js';
import { categoryChoices } from './expense-form-model.js';
import { rhythmWords, toComeWords } from './recurring-words.js';

export type RecurringFormValues = Readonly<Record<RecurringField, string>>;

/** What the form is drawn from. */
export interface RecurringFormParts {
  readonly values: RecurringFormValues;
  readonly faults: FieldFaults;
  /** Undefined where it has a fault. */
  readonly rhythm: Rhythm | undefined;
  readonly isPreview: boolean;
  /** Absent for one that is there already: its past is done. */
  readonly isNew: boolean;
}

interface Surroundings {
  readonly locale: Locale;
  readonly currency: Currency;
  readonly today: Day;
  readonly categories: readonly Category[];
  readonly tags: readonly string[];
}

const PREVIEW = 12;

const UNIT_NAMES = {
  day: 'recurring.unit_day',
  week: 'recurring.unit_week',
  month: 'recurring.unit_month',
  year: 'recurring.unit_year',
} as const satisfies Record<Unit, string>;
const MODE_NAMES = {
  add: 'recurring.mode_add',
  remind: 'recurring.mode_remind',
} as const satisfies Record<RecurringMode, string>;

export function recurringForm(
  { locale, currency, today, categories, tags }: Surroundings,
  { values, faults, rhythm, isPreview, isNew }: RecurringFormParts,
): RecurringFormModel {
  return {
    values,
    faults,
    categories: categoryChoices(categories, values.category_id),
    tags,
    units: UNITS.map((unit) => ({ value: unit, text: locale.text(UNIT_NAMES[unit]) })),
    modes: RECURRING_MODES.map((mode) => ({ value: mode, text: locale.text(MODE_NAMES[mode]) })),
    currency: currency.code,
    amountExample: locale.figure(0n, currency),
    preview: rhythm && previewOf(rhythm, { locale, today, isNew, reminds: values.mode === 'remind' }),
    isPreview,
  };
}

/** The next twelve days: of a new one from its first day on, of one that is there from today on. */
function previewOf(
  rhythm: Rhythm,
  { locale, today, isNew, reminds }: { locale: Locale; today: Day; isNew: boolean; reminds: boolean },
): RecurringPreview {
  const dates = datesFrom(rhythm, isNew ? rhythm.startsOn : today, { limit: PREVIEW });
  const count = isNew ? countDates(rhythm, rhythm.startsOn, today) : 0;
  return {
    dates: dates.map((date) => locale.day(date, 'weekdayYear')),
    due:
      count === 0 ? undefined : locale.text(reminds ? 'recurring.due_waits' : 'recurring.due_now', { count }),
  };
}

/** The form for a new one: every month from today on. */
export function freshValues(today: Day): RecurringFormValues {
  return {
    ...{ amount: '', refund: '', description: '', category_id: '', tags: '' },
    ...{ interval: '1', every: 'month', starts_on: today, ends_on: '', mode: 'add' },
  };
}

/** A stored one as its form shows it. */
export function storedValues(
  recurring: RecurringExpense,
  { currency, region }: Principal,
): RecurringFormValues {
  const { amountMinor } = recurring;
  return {
    amount: formatFigure(amountMinor < 0n ? -amountMinor : amountMinor, currency, region),
    refund: amountMinor < 0n ? 'yes' : '',
    description: recurring.description,
    category_id: recurring.categoryId === null ? '' : String(recurring.categoryId),
    tags: recurring.tags.join(', '),
    interval: String(recurring.interval),
    every: recurring.every,
    starts_on: recurring.startsOn,
    ends_on: recurring.endsOn ?? '',
    mode: recurring.mode,
  };
}

export function recurringModel(
  around: Surroundings,
  {
    all,
    upcoming,
    waiting,
    form,
  }: {
    readonly all: readonly RecurringExpense[];
    readonly upcoming: readonly UpcomingExpense[];
    readonly waiting: readonly WaitingOccurrence[];
    readonly form: RecurringFormParts;
  },
): RecurringModel {
  const { locale, currency } = around;
  const byId = new Map(all.map((each) => [each.id, each]));
  return {
    toCome: all.length === 0 ? undefined : toComeOf(upcoming, around),
    rows: all.map((each) =>
      rowOf(
        each,
        upcoming.filter(({ recurringId }) => recurringId === each.id),
        around,
      ),
    ),
    waiting: waiting.flatMap(({ recurringId, occursOn }) => {
      const recurring = byId.get(recurringId);
      if (!recurring) return [];
      const { id, description, amountMinor } = recurring;
      const amount = locale.money(amountMinor, currency);
      return [{ id, date: occursOn, description, amount, day: dayOf(occursOn, around) }];
    }),
    form: recurringForm(around, form),
  };
}

function toComeOf(upcoming: readonly UpcomingExpense[], { locale, currency }: Surroundings): string {
  if (upcoming.length === 0) return locale.text('recurring.nothing_to_come');
  const minor = upcoming.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return toComeWords({ count: upcoming.length, minor }, currency, locale);
}

function rowOf(
  each: RecurringExpense,
  upcoming: readonly UpcomingExpense[],
  around: Surroundings,
): RecurringRow {
  const { locale, currency } = around;
  const { id, description, amountMinor, nextOn, pausedAt, categoryName, mode } = each;
  const rhythm = rhythmWords(each, locale);
  return {
    id,
    description,
    amount: locale.money(amountMinor, currency),
    isRefund: amountMinor < 0n,
    rhythm: mode === 'remind' ? locale.text('recurring.reminds', { rhythm }) : rhythm,
    state:
      nextOn !== null
        ? locale.text('recurring.next', { day: dayOf(nextOn, around) })
        : locale.text(pausedAt === null ? 'recurring.over' : 'recurring.paused'),
    toCome: upcoming.length === 0 ? undefined : toComeOf(upcoming, around),
    category: categoryName ?? locale.text('frame.no_category'),
    isPaused: pausedAt !== null,
    hasNext: nextOn !== null,
  };
}

const dayOf = (day: Day, { locale, today }: Surroundings) =>
  locale.day(day, yearOf(day) === yearOf(today) ? 'weekday' : 'weekdayYear');
