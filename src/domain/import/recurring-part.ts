import { type Day, parseDay } from '../calendar.js';
import { parseDescription } from '../expense.js';
import { INTERVAL_MAX, isDateOf, type Rhythm, UNITS } from '../recurrence.js';
import { RECURRING_MODES, type RecurringMode } from '../recurring.js';
import { parseTagList } from '../tag.js';

/** A recurring expense as "Everything of mine" holds it. Strings where the book has to say what they mean. */
export interface RecurringPart extends Rhythm {
  /** What its expenses in the file name it by; '' in files from before they did. */
  readonly id: string;
  /** A decimal in the currency of the file. */
  readonly amount: string;
  readonly description: string;
  /** The name of a category; null: none. */
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly mode: RecurringMode;
  readonly isPaused: boolean;
  readonly nextOn: Day | null;
  /** Days that wait for an answer, and days to come that are left out. */
  readonly waiting: readonly Day[];
  readonly skipped: readonly Day[];
}

type Fields = Readonly<Record<string, unknown>>;

const DAYS_MAX = 5_000;

/** Reads one; gives the name of the first field that does not fit instead. */
export function readRecurringPart(fields: Fields): RecurringPart | { readonly misfit: string } {
  const { amount, category = null, interval, every, mode, paused = false } = fields;
  const description = typeof fields['description'] === 'string' && parseDescription(fields['description']);
  const tags = isTexts(fields['tags'] ?? []) && parseTagList((fields['tags'] ?? []) as string[]);
  const unit = UNITS.find((each) => each === every);
  const [startsOn, endsOn, nextOn] = ['starts_on', 'ends_on', 'next_on'].map((name) => dayOf(fields[name]));
  const [waiting, skipped] = ['waiting', 'skipped'].map((name) => daysOf(fields[name] ?? []));
  const wanted = RECURRING_MODES.find((each) => each === mode);
  if (typeof amount !== 'string') return { misfit: 'amount' };
  if (!description || !description.ok) return { misfit: 'description' };
  if (category !== null && typeof category !== 'string') return { misfit: 'category' };
  if (!tags || !tags.ok) return { misfit: 'tags' };
  if (!isInterval(interval)) return { misfit: 'interval' };
  if (!unit) return { misfit: 'every' };
  if (!startsOn) return { misfit: 'starts_on' };
  if (endsOn === undefined) return { misfit: 'ends_on' };
  if (!wanted) return { misfit: 'mode' };
  if (typeof paused !== 'boolean') return { misfit: 'paused' };
  const rhythm = { interval, every: unit, startsOn, endsOn };
  if (nextOn === undefined || (nextOn !== null && !isDateOf(rhythm, nextOn))) return { misfit: 'next_on' };
  if (!waiting) return { misfit: 'waiting' };
  if (!skipped) return { misfit: 'skipped' };
  const id = idOf(fields['id']);
  const about = { id, amount, description: description.value, category, tags: tags.value, mode: wanted };
  return { ...rhythm, ...about, isPaused: paused, nextOn: paused ? null : nextOn, waiting, skipped };
}

const idOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const isInterval = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= INTERVAL_MAX;
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= DAYS_MAX && value.every((each) => typeof each === 'string');

/** null where none is given, undefined for what is no day. */
function dayOf(value: unknown): Day | null | undefined {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? parseDay(value) : undefined;
}

function daysOf(value: unknown): Day[] | undefined {
  if (!isTexts(value)) return undefined;
  const days = value.flatMap((each) => parseDay(each) ?? []);
  return days.length === value.length ? days : undefined;
}
