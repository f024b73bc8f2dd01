import type { Database, Dialect } from '../engine/database.js';

/** Something that is true of the data at every moment, whatever happens. */
export interface Invariant {
  /** The invariant, as a sentence. */
  readonly name: string;
  /** Where it can be checked; missing: on both engines. */
  readonly dialect?: Dialect;
  /** What breaks it, a sentence each: none when all is well. Reads, and never all rows at once. */
  readonly breaches: (db: Database) => AsyncIterable<string>;
}

/** The month of an expense, on both engines. */
export const MONTH = 'substr(CAST(spent_on AS TEXT), 1, 7)';

/** Enough to see what is wrong; the check ends there. */
export const SHOWN_MAX = 10;

/** An invariant whose breaches are the rows of a query, told in its column `breach`. */
export function bySql(name: string, sql: string, dialect?: Dialect): Invariant {
  return {
    name,
    ...(dialect && { dialect }),
    async *breaches(db) {
      const rows = await db.all<{ breach: string }>(`${sql} LIMIT ${String(SHOWN_MAX + 1)}`);
      yield* rows.slice(0, SHOWN_MAX).map((row) => row.breach);
      if (rows.length > SHOWN_MAX) yield 'and more';
    },
  };
}

/** An invariant that holds once everything that an older program stored has been folded anew, which takes a while. */
export function onceFolded({ name, breaches }: Invariant): Invariant {
  return {
    name,
    async *breaches(db) {
      if ((await db.all('SELECT name FROM refolding WHERE done_at IS NULL')).length === 0)
        yield* breaches(db);
    },
  };
}

/** A row with its place among all rows of its table. */
export interface PlacedRow {
  readonly book_id: number;
  readonly id: number;
}

const PAGE_ROWS = 2_000;
/** The next page of a table by its own key; SQLite's is the row number, and it cannot seek (book_id, id). */
const AFTER = {
  sqlite: 'id > $2 AND $1 >= 0 ORDER BY id',
  postgres: '(book_id, id) > ($1, $2) ORDER BY book_id, id',
};

/** An invariant over every row of a table that SQL cannot check: read by keyset pages, judged here. */
export function byRow<Row extends PlacedRow>(
  name: string,
  { rows: select, judge }: { rows: string; judge: (row: Row) => string | undefined },
): Invariant {
  return {
    name,
    async *breaches(db) {
      const page = `${select} WHERE ${AFTER[db.dialect]} LIMIT ${String(PAGE_ROWS)}`;
      let place = [0, 0];
      let found = 0;
      for (;;) {
        const rows: Row[] = await db.all<Row>(page, place);
        for (const row of rows) {
          const breach = judge(row);
          if (breach === undefined) continue;
          yield found < SHOWN_MAX ? breach : 'and more';
          if (++found > SHOWN_MAX) return;
        }
        const last: Row | undefined = rows.at(-1);
        if (!last) return;
        place = [last.book_id, last.id];
      }
    },
  };
}
