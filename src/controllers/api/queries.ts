import { EXPORT_FORMATS } from '../../domain/export/export-format.js';
import { z } from 'zod';
import { PERIODS } from '../../domain/calendar.js';
import { invalid } from '../../domain/errors.js';
import { ROW_STATUSES } from '../../domain/import/staged-row.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import type { Principal } from '../../services/identity/principal.js';
import { parseFilter } from '../forms/filter-form.js';
import type { ApiServices } from './route.js';
import { english } from '../../messages/said.js';

const LIMIT_MAX = 200;
const LIMIT_USUAL = 50;

/** One query parameter. Which values it takes is said to readers here, and decided by the parsers of `forms`. */
const parameter = (about: Record<string, unknown>) =>
  z.string({ error: 'Send this parameter once.' }).optional().meta(about);

/** Unknown parameters are faults: a filter with a typing error would quietly match everything. */
export const noParameters = z.strictObject({});

const filters = {
  category: parameter({
    description: 'The id of one of your categories, or `none` for expenses without one.',
    pattern: '^([1-9][0-9]*|none)$',
    examples: ['none'],
  }),
  month: parameter({
    description: 'One month, `YYYY-MM`.',
    pattern: '^[0-9]{4}-[0-9]{2}$',
    examples: ['2026-03'],
  }),
  year: parameter({
    description: 'One year.',
    type: 'integer',
    minimum: 1900,
    maximum: 2199,
    examples: [2026],
  }),
  from: parameter({ description: 'The first day, `YYYY-MM-DD`.', examples: ['2026-03-01'] }),
  to: parameter({ description: 'The last day, included.', examples: ['2026-03-31'] }),
  q: parameter({
    description: 'A part of the description, in any case; at most 100 characters. Wildcards mean themselves.',
    examples: ['lunch'],
  }),
  period: parameter({
    description:
      'The week of today, all of it, as your weeks begin; or the 7, 30 or 90 days up to and with today. In your time zone.',
    enum: PERIODS,
    examples: ['month'],
  }),
  min: parameter({ description: 'The smallest amount, included.', examples: ['5.00'] }),
  max: parameter({ description: 'The largest amount, included.', examples: ['100.00'] }),
  tag: z
    .union([z.string(), z.array(z.string())], { error: 'Send the name of a tag.' })
    .optional()
    .meta({
      description: 'The name of one of your tags; several times: expenses that carry all of them.',
      examples: ['trip'],
    }),
};

const page = {
  limit: parameter({
    description: 'How many at most.',
    type: 'integer',
    minimum: 1,
    maximum: LIMIT_MAX,
    default: LIMIT_USUAL,
    examples: [LIMIT_USUAL],
  }),
  cursor: parameter({ description: 'The `next_cursor` of the page before. Opaque: take it as it is.' }),
};

export const filterQuery = z.strictObject(filters);
export const exportQuery = z.strictObject({
  ...filters,
  format: parameter({ description: 'The kind of file.', enum: EXPORT_FORMATS, examples: ['csv'] }),
});
export const pageQuery = z.strictObject(page);
export const rowQuery = z.strictObject({
  status: parameter({ description: 'Only rows of this kind.', enum: ROW_STATUSES, examples: ['new'] }),
  cursor: page.cursor,
});
export const listQuery = z.strictObject({ ...filters, ...page });

/** @throws AppError invalid (limit) */
export function readLimit(query: { limit?: string | undefined }): number {
  const text = query.limit ?? '';
  if (text === '') return LIMIT_USUAL;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > LIMIT_MAX)
    throw invalid({ limit: english('limit.out_of_range', `Ask for 1 to ${String(LIMIT_MAX)}.`) });
  return limit;
}

/** @throws AppError invalid */
export async function readFilter(
  { categories, reports, expenses, tags }: Pick<ApiServices, 'categories' | 'reports' | 'expenses' | 'tags'>,
  principal: Principal,
  query: z.output<typeof filterQuery>,
): Promise<ExpenseFilter> {
  const own = query.category ? await categories.list(principal) : [];
  const parsed = parseFilter(query, {
    today: reports.today(principal),
    currency: principal.currency,
    person: principal,
    categoryIds: new Set(own.map((category) => category.id)),
    tags: query.tag === undefined ? [] : await tags.list(principal),
  });
  if (!parsed.ok) throw invalid(parsed.fault);
  return expenses.understand(principal, parsed.value);
}
