import { toDecimal } from '../money.js';
import type { ExportedBook, ExportWriter } from './export-format.js';

/** So that spreadsheets read UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
const CSV_HEADER = 'date,description,amount,currency,category,tags,id';

/** RFC 4180, lines ended by CR LF. Amounts and ids are plain numbers; text never runs in a spreadsheet. */
export function csvWriter({ currency }: ExportedBook): ExportWriter {
  return {
    head: () => `${BYTE_ORDER_MARK}${CSV_HEADER}\r\n`,
    expense: ({ id, spentOn, description, amountMinor, categoryName, tags }) =>
      [
        spentOn,
        textCell(description),
        toDecimal(amountMinor, currency),
        currency.code,
        textCell(categoryName ?? ''),
        textCell(tags.join(',')),
        String(id),
      ].join(',') + '\r\n',
    tail: () => '',
  };
}

const textCell = (text: string) => quoted(guarded(text));

/**
 * With an apostrophe before what a spreadsheet would run (https://owasp.org/www-community/attacks/CSV_Injection). Also
 * before text that looks guarded already, so that `unguarded` gives back the very text.
 */
export function guarded(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** Takes off what `guarded` put on. */
export function unguarded(text: string): string {
  return /^''*[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

function quoted(text: string): string {
  return /[",\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
