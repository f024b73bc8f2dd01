import { readDayShape } from './days.js';
import { readFigure } from './figures.js';
import { rolesOfHeader } from './header-words.js';
import type { Layout } from './layout.js';
import type { Records } from './records.js';

const ROWS = 400;

/**
 * The name of one side of the money is known and that of the other is not: it is the column that holds an amount exactly
 * where the known one holds none. Sets it in the layout where there is just one such column.
 */
export function findOtherSide(layout: Layout, header: readonly string[] | undefined, rows: Records): void {
  const known = Math.max(layout.out, layout.in);
  if (!header || layout.amount >= 0 || known < 0 || (layout.out >= 0 && layout.in >= 0)) return;
  const sample = rows
    .slice(0, ROWS)
    .filter(({ cells }) => layout.date < 0 || readDayShape((cells[layout.date] ?? '').trim()) !== undefined);
  const fitting = header.flatMap((name, at) => {
    if (at === known || rolesOfHeader(name).length > 0) return [];
    const isOther = sample.every(
      ({ cells }) => holds(cells[at]) !== holds(cells[known]) && isAmountOrEmpty(cells[at]),
    );
    return isOther && sample.some(({ cells }) => holds(cells[at])) ? [at] : [];
  });
  if (fitting.length !== 1) return;
  if (layout.out < 0) layout.out = fitting[0]!;
  else layout.in = fitting[0]!;
  layout.description = layout.description.filter((at) => at !== fitting[0]);
}

/**
 * A side of the money that stands alone is perhaps both: where a minus is as usual as none, or where its name is of two
 * words of which one is not known (`Insättningar/uttag`). Then it is simply the amount.
 */
export function settleLoneSide(layout: Layout, header: readonly string[] | undefined, rows: Records): void {
  const lone = Math.max(layout.out, layout.in);
  if (!header || layout.amount >= 0 || lone < 0 || (layout.out >= 0 && layout.in >= 0)) return;
  const signs = rows.slice(0, ROWS).map(({ cells }) => {
    const figure = holds(cells[lone]) ? readFigure(cells[lone]!.trim()) : undefined;
    return figure && (figure.isNegative ? '-' : '+');
  });
  const [minus, none] = ['-', '+'].map((sign) => signs.filter((found) => found === sign).length);
  if (!isOfTwo(header[lone]!) && (none === 0 || minus! < none!)) return;
  [layout.amount, layout.out, layout.in] = [lone, -1, -1];
}

function isOfTwo(name: string): boolean {
  const parts = name.split('/').filter((part) => part.trim() !== '');
  return parts.length === 2 && parts.some((part) => rolesOfHeader(part).length === 0);
}

/** Whether a cell holds anything but a zero. */
function holds(cell: string | undefined): boolean {
  return /[\p{L}1-9]/u.test(cell ?? '');
}

function isAmountOrEmpty(cell: string | undefined): boolean {
  return !holds(cell) || readFigure(cell!.trim()) !== undefined;
}
