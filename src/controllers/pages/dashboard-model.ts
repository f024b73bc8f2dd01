import { type DayRange, parseDay } from '../../domain/calendar.js';
import type { Expense } from '../../domain/expense.js';
import { drawnOnce } from '../../http/drawn-once.js';
import type {
  BulkModel,
  DashboardModel,
  ExpenseFormModel,
  FilterPart,
  FreshRest,
} from '../../http/expense-models.js';
import type { RecurringGlanceModel } from '../../http/recurring-models.js';
import { KeptWords } from '../../locale/kept-words.js';
import type { Category } from '../../services/ledger/category-service.js';
import type { Page } from '../../services/ledger/page.js';
import type { RecurringGlance } from '../../services/ledger/recurring/glance.js';
import { encodeCursor } from '../forms/cursor.js';
import { overWords } from './budget-words.js';
import { expenseDays } from './dashboard-days.js';
import type { DashboardParts } from './dashboard-parts.js';
import { categoryChoices, expenseForm } from './expense-form-model.js';
import { filterChips, periodLinks } from './filter-model.js';
import { expensesHref, exportHref, exportsHref } from './links.js';
import { glanceModel } from './recurring-words.js';
import { figures, roughly, summaryModel } from './summary-model.js';

export function dashboardModel(parts: DashboardParts): DashboardModel {
  const { page, values } = parts;
  const newest = page.items[0];
  const oldest = page.items.at(-1);
  const hrefAt = (towards: 'older' | 'newer', expense: Expense) =>
    expensesHref(values, encodeCursor({ towards, spentOn: expense.spentOn, id: expense.id }));
  return {
    addForm: {
      ...expenseForm(parts, {
        descriptions: shownDescriptions(page),
        returnTo: expensesHref(values),
        ...parts.addForm,
      }),
      ...notToday(parts),
      freshRest: freshRest(parts),
    },
    bulk: page.items.length === 0 ? undefined : bulkModel(parts),
    filter: filterPart(parts),
    exportHref: exportHref(values, 'csv'),
    exportsHref: exportsHref(values),
    recurring: glance(parts),
    overBudget: overWords(parts.budgets, parts.categories, parts),
    chips: parts.isOverview ? [] : filterChips(parts),
    days: expenseDays(parts),
    shown: shownText(parts),
    olderHref: page.hasOlder && oldest ? hrefAt('older', oldest) : undefined,
    newerHref: page.hasNewer && newest ? hrefAt('newer', newest) : undefined,
    summary: summaryModel(parts),
    firstTime: parts.isEmptyBook,
    hasFilter: !parts.isUnused,
    nothingFound: page.items.length === 0 && !parts.isEmptyBook,
    contradicts: isNowhere(parts.filter.range),
  };
}

/** What can be done with ticked rows, or with all that the filter shows. */
function bulkModel({ categories, summary, values, isOverview, locale }: DashboardParts): BulkModel {
  const about = summary.estimated === 'all';
  const makeFields = () => ({ categories: categoryChoices(categories) });
  return {
    fields: isOverview ? keptBulkFields.of(categories, locale, () => drawnOnce(makeFields())) : makeFields(),
    all: locale.text(about ? 'bulk.all_about' : 'bulk.all', {
      count: about ? Number(roughly(BigInt(summary.count))) : summary.count,
    }),
    filter: expensesHref(values),
  };
}

/** So many are enough where no script asks for more: fifty rows are to weigh under 30 kB. */
const SUGGESTED = 12;
/** Those of the rows that are read anyway: the dashboard asks for no more than it shows. */
function shownDescriptions({ items }: Page<Expense>): string[] {
  const found = new Set<string>();
  for (const { description } of items) {
    if (found.add(description).size === SUGGESTED) break;
  }
  return [...found];
}

/** That the day of the form is not today, and the way back. */
function notToday({ addForm, values, today, locale }: DashboardParts): Partial<ExpenseFormModel> {
  const day = parseDay(addForm.values.spent_on);
  if (day === undefined || day === today) return {};
  const href = expensesHref(values);
  const todayHref = `${href}${href.includes('?') ? '&' : '?'}day=today`;
  return { notToday: locale.day(day), todayHref };
}

// By the categories that they are of.
const keptBulkFields = new KeptWords<readonly Category[], BulkModel['fields']>();
const keptFilters = new KeptWords<readonly Category[], FilterPart>();

/** The filter of an overview is the same from one added expense to the next. */
function filterPart(parts: DashboardParts): FilterPart {
  return parts.isOverview
    ? keptFilters.of(parts.categories, parts.locale, () => drawnOnce(makeFilterPart(parts)))
    : makeFilterPart(parts);
}

const keptRests = new KeptWords<readonly Category[], FreshRest>();

/** What nothing was typed into is the same from one added expense to the next; tags were read with the categories. */
function freshRest({ isOverview, categories, tags, addForm, locale }: DashboardParts): FreshRest | undefined {
  const { values, faults } = addForm;
  const { refund, category_id, spent_on, tags: typedTags } = values;
  const isFresh = [refund, category_id, typedTags].every((value) => value === '');
  if (!isOverview || !isFresh || Object.keys(faults).length > 0) return undefined;
  const make = () =>
    drawnOnce({
      id: 'add' as const,
      form: { categories: categoryChoices(categories), tags, values, faults },
    });
  const isStill = ({ form }: FreshRest) => form.values.spent_on === spent_on;
  return keptRests.of(categories, locale, make, isStill);
}

const keptGlances = new KeptWords<RecurringGlance, RecurringGlanceModel>();

function glance({ recurring, currency, locale }: DashboardParts): RecurringGlanceModel | undefined {
  return recurring && keptGlances.of(recurring, locale, () => glanceModel(recurring, currency, locale));
}

function makeFilterPart(parts: DashboardParts): FilterPart {
  const { values, locale } = parts;
  return {
    form: {
      values,
      faults: parts.filterFaults,
      categories: [
        ...parts.categories.map(({ id, name }) => ({ value: String(id), text: name })),
        { value: 'none', text: locale.text('frame.no_category') },
      ],
    },
    periods: periodLinks(values, parts),
    tags: parts.tags,
  };
}

/** How many of how many, so that nobody takes a page, or its print, for everything. */
function shownText(parts: DashboardParts): string | undefined {
  const { page, summary, locale } = parts;
  if (!page.hasOlder && !page.hasNewer) return undefined;
  return locale.text('expenses.shown', {
    shown: page.items.length,
    all: figures(summary, parts).count,
  });
}

/** Whether the parts of a filter that speak of time share no day. */
function isNowhere({ from, until }: DayRange): boolean {
  return from !== undefined && until !== undefined && from >= until;
}
