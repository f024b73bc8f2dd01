import type { Currency } from '../currency.js';
import { toDecimal } from '../money.js';
import type { ExportedBook, ExportedExpense, ExportWriter } from './export-format.js';

/** What other programs, and our own import, know the file by. */
const JSON_FORMAT = 'outlay';
const JSON_VERSION = 1;

/**
 * One JSON object with everything besides the expenses first and these last, one a line.
 * @param about fields beside format, version and currency
 */
export function jsonWriter({ currency, categories }: ExportedBook, about?: object): ExportWriter {
  let separator = '\n';
  return {
    head: () => {
      const first = {
        format: JSON_FORMAT,
        version: JSON_VERSION,
        currency: currency.code,
        ...(about ?? { categories: categories.map(({ name }) => ({ name })) }),
      };
      return `${JSON.stringify(first).slice(0, -1)},"expenses":[`;
    },
    expense: (expense) => {
      const { recurringId } = expense;
      // Only beside the recurring expenses themselves does their id say anything.
      const origin = about && typeof recurringId === 'number' ? { recurring: recurringId } : {};
      const text = separator + JSON.stringify({ ...presented(expense, currency), ...origin });
      separator = ',\n';
      return text;
    },
    tail: () => '\n]}\n',
  };
}

function presented(expense: ExportedExpense, currency: Currency): object {
  const { id, spentOn, description, amountMinor, categoryName, tags } = expense;
  return {
    id,
    spent_on: spentOn,
    description,
    amount: toDecimal(amountMinor, currency),
    category: categoryName,
    tags,
  };
}
