import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Day } from '../../domain/calendar.js';
import type { FieldFaults } from '../../domain/errors.js';
import { parseDescription } from '../../domain/expense.js';
import { formatFigure, type Minor } from '../../domain/money.js';
import type { QuickLine } from '../../domain/quick-line/quick-line.js';
import { nameKey } from '../../domain/text.js';
import type { Pages } from '../../http/page-context.js';
import type { QuickAddModel } from '../../http/expense-models.js';
import type { Locale } from '../../locale/locale.js';
import { message } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { Category, CategoryService } from '../../services/ledger/category-service.js';
import type { ReportService } from '../../services/ledger/report-service.js';
import type { Suggestion, SuggestionService } from '../../services/ledger/suggestion-service.js';
import type { TagService } from '../../services/ledger/tag-service.js';
import { textOf } from '../forms/fields.js';
import { readLine } from '../forms/quick-line.js';
import { expenseForm, type ExpenseFormValues } from './expense-form-model.js';
import { dayHeading } from './words.js';

interface Services {
  readonly categories: CategoryService;
  readonly reports: ReportService;
  readonly suggestions: SuggestionService;
  readonly tags: TagService;
}

/** What a line is shown with. */
interface Reading {
  readonly line: QuickLine;
  readonly today: Day;
  readonly principal: Principal;
  readonly categories: readonly Category[];
}

/** One line, read into the form that adds an expense: nothing is saved before that form is sent. */
export class AddController {
  constructor(
    private readonly services: Services,
    private readonly pages: Pages,
  ) {}

  show = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const text = lineOf(req.query);
    const { currency } = principal;
    const locale = this.pages.locales.of(req);
    const today = this.services.reports.today(principal);
    const categories = await this.services.categories.list(principal);
    const tags = (await this.services.tags.list(principal)).map(({ name }) => name);
    const suggestions = await this.services.suggestions.list(principal);
    const descriptions = suggestions.map(({ description }) => description);
    const reading = { line: readLine(text, { principal, today, categories }), today, principal, categories };
    const isBlank = text.trim() === '';
    const values = filedAsLast(valuesOf(reading), suggestions);
    const faults = faultsOf(reading.line);
    const form = expenseForm(
      { categories, currency, locale, tags },
      { values, faults, returnTo: '/expenses', descriptions },
    );
    this.pages.send(req, res, {
      page: 'expenses/one-line',
      title: message('expenses.add'),
      idempotencyKey: randomUUID(),
      model: { text, form, understood: isBlank ? [] : understood(reading, locale), next: nextOf(form) },
    });
  };
}

/** The line that was typed; what other apps share comes in parts, of which one may hold another. */
function lineOf(query: unknown): string {
  const parts = [textOf(query, 'text'), textOf(query, 'title'), textOf(query, 'url')];
  const [text, title, url] = parts.map((part) => part.trim()) as [string, string, string];
  const shared = text.includes(title) ? text : `${title} ${text}`.trim();
  return shared.includes(url) ? shared : `${shared} ${url}`.trim();
}

/** What is to be typed, or pressed, next. */
function nextOf({ values, faults }: QuickAddModel['form']): QuickAddModel['next'] {
  if (values.amount === '' || faults.amount) return 'amount';
  return values.description === '' || faults.description ? 'description' : 'button';
}

/** Faults of what was typed; what is missing is none yet. */
function faultsOf({ amount, description }: QuickLine): FieldFaults {
  const said = description === '' ? undefined : parseDescription(description);
  return {
    ...(amount && !amount.ok && { amount: amount.fault }),
    ...(said && !said.ok && { description: said.fault }),
  };
}

function valuesOf({ line, today, principal }: Reading): ExpenseFormValues {
  const { amount, amountText, isRefund, description, categoryId, day, tags } = line;
  const { currency, region } = principal;
  return {
    amount: amount?.ok ? formatFigure(sizeOf(amount.value), currency, region) : amountText,
    refund: isRefund ? 'yes' : '',
    description,
    category_id: categoryId === undefined ? '' : String(categoryId),
    spent_on: day ?? today,
    tags: tags.join(', '),
  };
}

/** Under the category that the description had last, where the line names none. */
function filedAsLast(values: ExpenseFormValues, suggestions: readonly Suggestion[]): ExpenseFormValues {
  if (values.category_id !== '' || values.description === '') return values;
  const key = nameKey(values.description);
  const last = suggestions.find(({ description }) => nameKey(description) === key)?.category;
  return last ? { ...values, category_id: String(last.id) } : values;
}

/** Each part by its name, in the words of the reader. */
function understood(
  { line, today, principal, categories }: Reading,
  locale: Locale,
): QuickAddModel['understood'] {
  const { amount, isRefund, day, categoryId, tags, description } = line;
  const category = categories.find(({ id }) => id === categoryId)?.name;
  const amountName = locale.text(isRefund ? 'frame.refund' : 'frame.amount');
  const parts: [string, string | undefined][] = [
    [amountName, amount?.ok ? locale.money(amount.value, principal.currency) : undefined],
    [locale.text('frame.description'), description || undefined],
    [locale.text('frame.category'), category],
    [locale.text('frame.tags'), tags.map((tag) => locale.text('frame.hash', { tag })).join(' ') || undefined],
    [locale.text('frame.date'), day && dayHeading(day, today, locale)],
  ];
  return parts.flatMap(([name, text]) => (text === undefined ? [] : [{ name, text }]));
}

const sizeOf = (minor: Minor): Minor => (minor < 0n ? -minor : minor);
