import type { Day } from '../../domain/calendar.js';
import type { FieldFaults } from '../../domain/errors.js';
import { parseDescription } from '../../domain/expense.js';
import { type QuickLine, QUICK_LINE_MAX, readQuickLine } from '../../domain/quick-line/quick-line.js';
import { fault, ok, type Result } from '../../domain/result.js';
import { message } from '../../messages/message.js';
import type { Principal } from '../../services/identity/principal.js';
import type { Category } from '../../services/ledger/category-service.js';
import type { ExpenseInput } from '../../services/ledger/expense-input.js';

interface Written {
  readonly principal: Principal;
  readonly today: Day;
  readonly categories: readonly Category[];
}

/** A line that is not too long, and says something. */
export function parseLine(text: string): Result<string> {
  if (text.trim() === '') return fault(message('fault.quick.empty'));
  return text.length > QUICK_LINE_MAX
    ? fault(message('fault.quick.too_long', { max: QUICK_LINE_MAX }))
    : ok(text);
}

/** Reads one line as its writer means it; a category that was archived is none. */
export function readLine(text: string, { principal, today, categories }: Written): QuickLine {
  const { language, region, currency } = principal;
  const inUse = categories.filter(({ archivedAt }) => archivedAt === null);
  return readQuickLine(text, { language, region, currency, today, categories: inUse });
}

/** The expense that a line tells of, today's without a day; faults name what it does not tell. */
export function toInput(line: QuickLine, today: Day): Result<ExpenseInput, FieldFaults> {
  const amount = line.amount ?? fault(message('fault.amount.empty'));
  const description = parseDescription(line.description);
  if (!amount.ok || !description.ok) {
    return fault({
      ...(!amount.ok && { amount: amount.fault }),
      ...(!description.ok && { description: description.fault }),
    });
  }
  return ok({
    amountMinor: amount.value,
    description: description.value,
    categoryId: line.categoryId ?? null,
    spentOn: line.day ?? today,
    tags: line.tags,
  });
}
