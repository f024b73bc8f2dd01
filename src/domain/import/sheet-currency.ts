import type { Sheet } from './csv.js';
import { currencyOfMark, splitHeader } from './currency-marks.js';

/** The currency that a cell alone names; any three letters count. */
export function currencyOfCell(text: string): string | null {
  return currencyOfMark(text) ?? (/^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : null);
}

/** What the header says beside the amount, `Amount (EUR)`. */
function currencyOfHeader({ header, layout }: Sheet): string | null {
  for (const at of [layout.amount, layout.out, layout.in]) {
    const found = splitHeader(header?.[at] ?? '').currency ?? currencyOfMark(header?.[at] ?? '');
    if (found) return found;
  }
  return null;
}

/** What the header says beside the amount, or lines above the table, alone in a cell. */
export function currencyOfSheet(sheet: Sheet): string | null {
  const codes = new Set(
    sheet.preamble.flatMap(({ cells }) =>
      cells.map((cell) => cell.trim()).filter((cell) => KNOWN.test(cell)),
    ),
  );
  return currencyOfHeader(sheet) ?? (codes.size === 1 ? [...codes][0]! : null);
}

/** The one currency that all rows are in, where the file says so in any place. */
export function currencyOfRows(sheet: Sheet): string | null {
  const column = sheet.layout.currency;
  if (column < 0) return currencyOfSheet(sheet);
  const found = new Set<string | null>();
  for (const { cells } of sheet.rows) found.add(currencyOfCell((cells[column] ?? '').trim()));
  found.delete(null);
  return found.size === 1 ? [...found][0]! : null;
}

const KNOWN =
  /^(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|RUB|UAH|JPY|CNY|KRW|INR|BRL|MXN|CAD|AUD|NZD|SGD|HKD|ZAR|AED|SAR|EGP|ILS|THB|IDR|MYR|PHP|VND|ARS|CLP|COP|KWD)$/;
