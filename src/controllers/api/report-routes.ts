import { z } from 'zod';
import { amount, currencyCode, day, id, month } from './answers.js';
import { filterQuery } from './queries.js';
import { ReportApi } from './report-api.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Reports';

const count = z
  .int()
  .nonnegative()
  .meta({ description: 'The number of expenses.', examples: [3] });
const total = amount.meta({ description: 'Their exact sum.', examples: ['37.50'] });
const sums = { total, count };
const category = {
  category_id: id.nullable().meta({ description: 'null: without a category.', examples: [4] }),
  category: z
    .string()
    .nullable()
    .meta({ examples: ['Food'] }),
};

const comparison = z
  .strictObject({
    change: amount.meta({
      description: 'How much more was spent than then; negative: less.',
      pattern: '^-?[0-9]+(\\.[0-9]{2,3})?$',
      examples: ['-4.00'],
    }),
    from: day,
    to: day.meta({ description: 'The last day, included.' }),
  })
  .meta({ id: 'Comparison' });

const summary = z
  .strictObject({
    currency: currencyCode,
    ...sums,
    comparison: comparison.nullable().meta({
      description:
        'Against the same days before; null where the filter has no first or last day, and where the book was not in use then.',
    }),
    this_month: z
      .strictObject({
        month,
        ...sums,
        comparison: comparison.nullable().meta({
          description: 'Against the same days of the month before, where the book was in use then.',
        }),
      })
      .nullable()
      .meta({ description: 'Only without a filter on time: the month of today beside everything.' }),
  })
  .meta({ id: 'Summary' });

const report = (name: string, line: z.ZodType) =>
  z.strictObject({ currency: currencyCode, ...sums, data: z.array(line) }).meta({ id: name });

const monthly = report('MonthlyReport', z.strictObject({ month, ...sums }));
const byCategory = report('CategoryReport', z.strictObject({ ...category, ...sums }));
const byTag = report(
  'TagReport',
  z.strictObject({ tag_id: id, tag: z.string().meta({ examples: ['trip'] }), ...sums }),
);
const byBoth = report('MonthlyCategoryReport', z.strictObject({ month, ...category, ...sums }));

export function reportRoutes(services: ApiServices): ApiRoute[] {
  const api = new ReportApi(services);
  const common = { method: 'get', guard: 'read', tag, query: filterQuery } as const;
  return [
    route({
      ...common,
      path: '/reports/summary',
      name: 'summarise',
      summary: 'Total and number of what the filter matches, and how it compares',
      description:
        'A running month or year is compared with the same days of the one before, never with a whole one. The filters apply together.',
      answer: { status: 200, description: 'The summary', schema: summary },
      handle: (call) => api.summary(call),
    }),
    route({
      ...common,
      path: '/reports/monthly',
      name: 'reportMonths',
      summary: 'Sums by month',
      description: 'The filters apply together. Months without an expense are left out.',
      answer: { status: 200, description: 'Months with expenses, oldest first', schema: monthly },
      handle: (call) => api.monthly(call),
    }),
    route({
      ...common,
      path: '/reports/categories',
      name: 'reportCategories',
      summary: 'Sums by category',
      description: 'The filters apply together. Refunds lower the sum of their category.',
      answer: { status: 200, description: 'Categories with expenses, biggest first', schema: byCategory },
      handle: (call) => api.categories(call),
    }),
    route({
      ...common,
      path: '/reports/tags',
      name: 'reportTags',
      summary: 'Sums by tag',
      description: 'An expense with two tags counts in both lines; total and count are of all that match.',
      answer: { status: 200, description: 'Tags in use, dearest first', schema: byTag },
      handle: (call) => api.tags(call),
    }),
    route({
      ...common,
      path: '/reports/monthly-categories',
      name: 'reportMonthsAndCategories',
      summary: 'Sums by month and category',
      description: 'The filters apply together. A month and a category without an expense are left out.',
      answer: { status: 200, description: 'Oldest month first, its biggest category first', schema: byBoth },
      handle: (call) => api.monthlyCategories(call),
    }),
  ];
}
