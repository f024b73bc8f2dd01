import type { z } from 'zod';
import { conflict, invalid } from '../../domain/errors.js';
import type { Expense } from '../../domain/expense.js';
import { toDecimal } from '../../domain/money.js';
import { HttpFault } from '../../http/problem.js';
import type { Principal } from '../../services/identity/principal.js';
import { encodeCursor, encodeTrashCursor, parseCursor, parseTrashCursor } from '../forms/cursor.js';
import { parseExportFormat } from '../forms/export-format.js';
import { type ExpenseBody, parseExpenseBody, toExpenseInput } from '../forms/expense-form.js';
import { parseId } from '../forms/id.js';
import { readLine, toInput } from '../forms/quick-line.js';
import { entityTag, permits } from './entity-tag.js';
import { presentExpense, presentTrashed } from './expense-answers.js';
import { type exportQuery, type listQuery, type pageQuery, readFilter, readLimit } from './queries.js';
import type { ApiServices, Call, Reply } from './route.js';
import { english } from '../../messages/said.js';

type Reading<Query = unknown> = Call<'read', unknown, Query>;
type Writing<Body = unknown> = Call<'write', Body, unknown>;

/** How often a change without If-Match is tried again when somebody else was faster. */
const TRIES = 5;

/** Expenses as JSON. */
export class ExpenseApi {
  constructor(private readonly services: ApiServices) {}

  async list({ principal, query }: Reading<z.output<typeof listQuery>>): Promise<Reply> {
    const limit = readLimit(query);
    const place = parseCursor(query);
    const filter = await readFilter(this.services, principal, query);
    const page = await this.services.expenses.browse(principal, filter, { place, limit });
    const last = page.hasOlder ? page.items.at(-1) : undefined;
    return {
      body: {
        data: page.items.map((expense) => presentExpense(expense, principal.currency)),
        next_cursor: last ? encodeCursor({ towards: 'older', spentOn: last.spentOn, id: last.id }) : null,
      },
    };
  }

  async export({ principal, query }: Reading<z.output<typeof exportQuery>>): Promise<Reply> {
    const { format = '', ...filters } = query;
    const wanted = parseExportFormat(format);
    const filter = await readFilter(this.services, principal, filters);
    return { file: await this.services.exports.write(principal, wanted, filter) };
  }

  async trash({ principal, query }: Reading<z.output<typeof pageQuery>>): Promise<Reply> {
    const paging = { limit: readLimit(query), place: parseTrashCursor(query) };
    const page = await this.services.trash.browse(principal, paging);
    const data = page.items.map((expense) => presentTrashed(expense, principal.currency));
    const last = page.hasOlder ? data.at(-1) : undefined;
    const next = last && encodeTrashCursor({ towards: 'older', deletedAt: last.deleted_at, id: last.id });
    return { body: { data, next_cursor: next ?? null } };
  }

  async add({ principal, body, idempotencyKey }: Writing<ExpenseBody>): Promise<Reply> {
    const expense = await this.services.expenses.record(principal, toExpenseInput(body), idempotencyKey);
    return answer(expense, principal, { Location: `/api/v1/expenses/${String(expense.id)}` });
  }

  /** One line, in the words of the person and of their region. */
  async addLine({ principal, body, idempotencyKey }: Writing<{ text: string }>): Promise<Reply> {
    const { categories, expenses, reports } = this.services;
    const today = reports.today(principal);
    const line = readLine(body.text, { principal, today, categories: await categories.list(principal) });
    const input = toInput(line, today);
    if (!input.ok) throw invalid(input.fault);
    const expense = await expenses.record(principal, input.value, idempotencyKey, body);
    return answer(expense, principal, { Location: `/api/v1/expenses/${String(expense.id)}` });
  }

  async addAll({ principal, body, idempotencyKey }: Writing<{ expenses: ExpenseBody[] }>): Promise<Reply> {
    const inputs = body.expenses.map(toExpenseInput);
    const expenses = await this.services.expenses.recordAll(principal, inputs, idempotencyKey);
    return { body: { data: expenses.map((expense) => presentExpense(expense, principal.currency)) } };
  }

  async read({ principal, pathId }: Reading): Promise<Reply> {
    return answer(await this.services.expenses.find(principal, idOf(pathId)), principal);
  }

  /** Without If-Match the fields that were sent win over whatever was stored last. */
  async change({ principal, pathId, sent, ifMatch }: Writing): Promise<Reply> {
    const id = idOf(pathId);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const stored = await this.services.expenses.find(principal, id);
      if (!permits(ifMatch, stored.version)) throw new HttpFault(412);
      const merged = parseExpenseBody(
        { ...asSent(stored, principal), ...(sent as object) },
        principal.currency,
      );
      if (!merged.ok) throw invalid(merged.fault);
      const correction = await this.services.expenses.correct(principal, id, stored.version, merged.value);
      if (correction.outcome === 'saved') return answer(correction.expense, principal);
    }
    throw conflict(english('expense.changing', 'Others keep changing this expense. Try again.'));
  }

  async remove({ principal, pathId }: Writing): Promise<Reply> {
    await this.services.expenses.remove(principal, idOf(pathId));
    return {};
  }

  async restore({ principal, pathId }: Writing): Promise<Reply> {
    return answer(await this.services.expenses.restore(principal, idOf(pathId)), principal);
  }
}

const idOf = (pathId: unknown) => parseId(pathId, 'expense');

function answer(expense: Expense, { currency }: Principal, headers: Record<string, string> = {}): Reply {
  return {
    body: presentExpense(expense, currency),
    headers: { ...headers, ETag: entityTag(expense.version) },
  };
}

/** A stored expense in the words of a request, so that one schema reads both. */
function asSent(expense: Expense, { currency }: Principal): object {
  return {
    amount: toDecimal(expense.amountMinor, currency),
    description: expense.description,
    category_id: expense.categoryId,
    spent_on: expense.spentOn,
    tags: expense.tags,
  };
}
