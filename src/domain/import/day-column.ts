import type { Day } from '../calendar.js';
import type { Sheet } from './csv.js';
import { dayUnder, OrderFinder, readDayShape, type DateOrder } from './days.js';
import type { Said } from './options.js';
import type { Question } from './reading.js';

export interface DayColumn {
  readonly order: DateOrder | undefined;
  readonly questions: readonly Question[];
}

/** Finds in which order the days of a sheet are written, or asks. */
export function findDayColumn(sheet: Sheet, said: Said): DayColumn {
  const chosen = said.dateOrder();
  if (sheet.layout.date < 0) return { order: chosen, questions: [] };
  if (chosen) return { order: chosen, questions: [] };
  const own = orderOf(textsOf(sheet, [sheet.layout.date]));
  if (own.questions.length === 0) return own;
  // The other days of the rows were written by the same program.
  const others = sheet.content.flatMap(({ days }, at) =>
    days > 0.8 && at !== sheet.layout.date ? [at] : [],
  );
  const all = orderOf(textsOf(sheet, [sheet.layout.date, ...others]));
  return all.questions.length === 0 ? all : own;
}

function* textsOf(sheet: Sheet, columns: readonly number[]): Generator<string> {
  for (const { cells } of sheet.rows) for (const column of columns) yield (cells[column] ?? '').trim();
}

/** The order of the days in these cells; cells that are no days say nothing. */
export function orderOf(texts: Iterable<string>): DayColumn {
  const finder = new DayFinder();
  for (const text of texts) finder.note(text);
  return finder.found();
}

/** The same, of cells that come one after the other. */
export class DayFinder {
  readonly #order = new OrderFinder();

  note(text: string): void {
    const shape = readDayShape(text);
    if (shape) this.#order.note(text, shape);
  }

  found(): DayColumn {
    const { order, candidates, example } = this.#order.found();
    if (candidates.length === 0) return { order, questions: [] };
    const shape = readDayShape(example)!;
    const options = candidates.map((candidate) => ({
      value: candidate,
      answers: { date_order: candidate },
      reads: dayUnder(shape, candidate) ?? null,
    }));
    return { order: undefined, questions: [{ field: 'date_order', example, options }] };
  }
}

/** The day of a cell; undefined if there is none. */
export function dayOfCell(text: string, order: DateOrder | undefined): Day | undefined {
  const shape = readDayShape(text);
  return shape && dayUnder(shape, order);
}
