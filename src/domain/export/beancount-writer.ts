import { toDecimal } from '../money.js';
import { accountNames } from './account-names.js';
import type { ExportedBook, ExportWriter } from './export-format.js';

/** Beancount: https://beancount.github.io/docs/beancount_language_syntax.html. */
export function beancountWriter({ currency, categories, firstDay }: ExportedBook): ExportWriter {
  const accounts = accountNames(categories, accountPart, 'Uncategorised');
  const opened = firstDay ?? '1900-01-01';
  return {
    head: () =>
      [
        '; Exported from Outlay',
        `option "operating_currency" "${currency.code}"`,
        `${opened} open Assets:Outlay ${currency.code}`,
        ...[...accounts.values()].map((account) => `${opened} open Expenses:${account} ${currency.code}`),
        '',
      ].join('\n'),
    expense: ({ id, spentOn, description, amountMinor, categoryId, tags }) => {
      const amount = toDecimal(amountMinor, currency);
      const balance = toDecimal(-amountMinor, currency);
      const short = tags.filter((tag) => TAG.test(tag)).map((tag) => ` #${tag}`);
      // Names that no tag of Beancount can have stand whole beside those that can.
      const whole = short.length === tags.length ? '' : `  tags: ${quoted(tags.join(', '))}\n`;
      return `
${spentOn} * ${quoted(description)}${short.join('')}
  outlay: "${String(id)}"
${whole}  Expenses:${accounts.get(categoryId) ?? accounts.get(null)!}  ${amount} ${currency.code}
  Assets:Outlay  ${balance} ${currency.code}
`;
    },
    tail: () => '',
  };
}

const TAG = /^[A-Za-z0-9\-_/.]+$/;

/** Letters, digits and hyphens, the first of them a capital or a digit. */
function accountPart(name: string): string {
  const word = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{Nd}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const capital = word.replace(/^./u, (first) => first.toUpperCase());
  return capital === '' || /^[\p{Lu}\p{Nd}]/u.test(capital) ? capital : `X-${capital}`;
}

function quoted(text: string): string {
  return `"${text.replace(/\s+/g, ' ').replace(/["\\]/g, '\\$&')}"`;
}
