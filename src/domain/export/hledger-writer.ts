import type { Currency } from '../currency.js';
import { toDecimal } from '../money.js';
import { accountNames } from './account-names.js';
import type { ExportedBook, ExportWriter } from './export-format.js';

/** A journal of hledger: https://hledger.org/hledger.html#journal. Its strict checks pass too. */
export function hledgerWriter({ currency, categories }: ExportedBook): ExportWriter {
  const accounts = accountNames(categories, accountPart, 'uncategorised');
  return {
    head: () =>
      [
        '; Exported from Outlay',
        'decimal-mark .',
        `commodity ${sample(currency)}`,
        'account assets:outlay',
        ...[...accounts.values()].map((account) => `account expenses:${account}`),
        '',
      ].join('\n'),
    expense: ({ id, spentOn, description, amountMinor, categoryId, tags }) => {
      const amount = toDecimal(amountMinor, currency);
      const balance = toDecimal(-amountMinor, currency);
      // The id in its parentheses keeps what follows from being read as a status or a code.
      return `
${spentOn} * (${String(id)}) ${descriptionPart(description)}
${tags.length === 0 ? '' : `    ; ${tags.map(tagPart).join(', ')}\n`}    expenses:${accounts.get(categoryId) ?? accounts.get(null)!}  ${amount} ${currency.code}
    assets:outlay  ${balance} ${currency.code}
`;
    },
    tail: () => '',
  };
}

/** How a number of the currency is written, with a decimal mark also where it has no decimals. */
function sample({ code, digits }: Currency): string {
  return `1000.${'0'.repeat(digits)} ${code}`;
}

/** A colon would begin another account, two spaces the amount, a semicolon a comment. */
function accountPart(name: string): string {
  return oneLine(name).replaceAll(':', '-').replaceAll(';', ',');
}

/** There is no way to write a semicolon into a description; a bar would part payee and note. */
function descriptionPart(text: string): string {
  return oneLine(text).replaceAll(';', ',').replaceAll('|', '/');
}

/** A word and a colon; `date` and `date2` would be read as days. */
function tagPart(tag: string): string {
  const word = oneLine(tag).replace(/[\s:;,[\]]+/g, '-');
  return `${/^date2?$/.test(word) ? `${word}-` : word}:`;
}

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
