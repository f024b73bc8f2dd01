import { z } from 'zod';
import type { BudgetLine } from '../../domain/budget.js';
import { type Month, monthOf, parseMonth } from '../../domain/calendar.js';
import type { Currency } from '../../domain/currency.js';
import { invalid } from '../../domain/errors.js';
import { toDecimal } from '../../domain/money.js';
import { message } from '../../messages/message.js';
import type { BudgetService } from '../../services/ledger/budgets/budget-service.js';
import type { CategoryService } from '../../services/ledger/category-service.js';
import type { Principal } from '../../services/identity/principal.js';
import { budgetSchema, parseTarget, toBudgetInput } from '../forms/budget-form.js';
import { amount, id, month } from './answers.js';
import { type ApiRoute, type ApiServices, route } from './route.js';

const tag = 'Budgets';

const categoryId = id.nullable().meta({ description: 'null: the budget for everything.', examples: [4] });

const lineAnswer = z
  .strictObject({
    category_id: categoryId,
    budget: amount.meta({ description: 'The amount of the month.', examples: ['60.00'] }),
    carried: amount.meta({
      description:
        'What the months before left over; negative: what they took too much. 0 unless carried over.',
      examples: ['0.00'],
    }),
    spent: amount.meta({ description: 'Refunds lower it.', examples: ['42.00'] }),
    left: amount.meta({
      description: '`budget` + `carried` − `spent`; negative: over budget.',
      examples: ['18.00'],
    }),
  })
  .meta({ id: 'BudgetLine' });

const budgetAnswer = z
  .strictObject({ category_id: categoryId, amount, from: month, carry_over: z.boolean() })
  .meta({ id: 'Budget' });

const monthQuery = z.strictObject({
  month: z
    .string({ error: 'Send this parameter once.' })
    .optional()
    .meta({ description: 'Left out: this month, in your time zone.', examples: ['2026-03'] }),
});

const targetShape = z.string().meta({
  description: 'The id of a category, or `all` for everything.',
  pattern: '^(all|[1-9][0-9]*)$',
  examples: ['all'],
});

export function budgetRoutes({ budgets, categories }: ApiServices): ApiRoute[] {
  return [allBudgets(budgets, categories), setBudget(budgets, categories), endBudget(budgets)];
}

function allBudgets(budgets: BudgetService, categories: CategoryService): ApiRoute {
  return route({
    method: 'get',
    path: '/budgets',
    guard: 'read',
    name: 'listBudgets',
    tag,
    summary: 'How the budgets of a month stand',
    description:
      'What was set, carried over, spent and left, for a month of your time zone; without `month` the running one.',
    query: monthQuery,
    answer: {
      status: 200,
      description: 'The one for everything first, then by name of the category',
      schema: z.strictObject({ month, data: z.array(lineAnswer) }),
    },
    handle: async ({ principal, query }) => {
      const wanted = readMonth(query.month) ?? monthOf(budgets.today(principal));
      const lines = await budgets.inMonth(principal, wanted);
      const places = await placesOf(categories, principal);
      const data = lines
        .toSorted((a, b) => places(a.target) - places(b.target))
        .map((line) => present(line, principal.currency));
      return { body: { month: wanted, data } };
    },
  });
}

function setBudget(budgets: BudgetService, categories: CategoryService): ApiRoute {
  return route({
    method: 'put',
    path: '/budgets/{id}',
    idShape: targetShape,
    guard: 'write',
    name: 'setBudget',
    tag,
    summary: 'Set the budget of a category, or of everything, from a month on',
    description:
      'Months before `from` keep theirs, and so do those from a later change of the same budget on.',
    body: budgetSchema,
    bodyName: 'NewBudget',
    example: { amount: '60.00', from: '2026-03', carry_over: false },
    answer: { status: 200, description: 'Set', schema: budgetAnswer },
    handle: async ({ principal, pathId, body }) => {
      const target = parseTarget(pathId);
      if (target !== 'all') await categories.find(principal, target);
      const input = toBudgetInput(body);
      await budgets.set(principal, target, input);
      return {
        body: {
          category_id: target === 'all' ? null : target,
          amount: toDecimal(input.amountMinor, principal.currency),
          from: input.fromMonth,
          carry_over: input.carryOver,
        },
      };
    },
  });
}

function endBudget(budgets: BudgetService): ApiRoute {
  return route({
    method: 'delete',
    path: '/budgets/{id}',
    idShape: targetShape,
    guard: 'write',
    name: 'endBudget',
    tag,
    summary: 'End a budget: there is none from this month on',
    description: 'Earlier months keep theirs.',
    answer: { status: 204, description: 'Ended' },
    async handle({ principal, pathId }) {
      await budgets.end(principal, parseTarget(pathId), monthOf(budgets.today(principal)));
      return {};
    },
  });
}

/** @throws AppError invalid */
function readMonth(text = ''): Month | undefined {
  if (text === '') return undefined;
  const read = parseMonth(text);
  if (!read) throw invalid({ month: message('fault.month.malformed') });
  return read;
}

async function placesOf(categories: CategoryService, principal: Principal) {
  const order = (await categories.list(principal)).map((category) => category.id);
  return (target: BudgetLine['target']) => (target === 'all' ? -1 : order.indexOf(target));
}

function present(line: BudgetLine, currency: Currency): z.output<typeof lineAnswer> {
  return {
    category_id: line.target === 'all' ? null : line.target,
    budget: toDecimal(line.budgetMinor, currency),
    carried: toDecimal(line.carriedMinor, currency),
    spent: toDecimal(line.spentMinor, currency),
    left: toDecimal(line.leftMinor, currency),
  };
}
