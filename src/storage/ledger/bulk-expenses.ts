import type { Database, Queryable } from '../engine/database.js';
import type { ExpenseValues } from './expense-repository.js';
import { repositories } from '../repositories.js';

export interface Bulk {
  readonly count: number;
  /** Gives them one after the other, from the first; may be asked again when a transaction has to be repeated. */
  readonly expenses: () => Iterable<ExpenseValues>;
  /** Told how many have been handed to the database so far. */
  readonly onProgress?: ((stored: number) => void) | undefined;
}

const ROWS_A_STATEMENT = 1_000;
const ROWS_A_TRANSACTION = 20_000;
/** From here on it pays to make PostgreSQL's indexes anew: row by row the one for searches costs seven times as much. */
const ROWS_FOR_NEW_INDEXES = 20_000;

/**
 * Stores expenses by the hundred thousand, through the statement that stores single ones, so that no index or total is
 * ever behind. PostgreSQL stores all or nothing and lets nobody else at expenses meanwhile; SQLite stores in steps.
 */
export async function storeInBulk(db: Database, bookId: number, bulk: Bulk): Promise<void> {
  if (db.dialect === 'sqlite') return inSteps(db, bookId, bulk);
  await db.transaction(async (tx) => {
    const pays = bulk.count >= ROWS_FOR_NEW_INDEXES && bulk.count > (await countAbout(tx));
    await (pays ? withoutIndexes(tx, () => inOne(tx, bookId, bulk)) : inOne(tx, bookId, bulk));
  });
  // The planner should know at once how much there is now.
  await db.run('VACUUM (ANALYZE) expenses');
  await db.run('VACUUM (ANALYZE) monthly_totals');
}

async function inSteps(db: Database, bookId: number, { expenses, onProgress }: Bulk): Promise<void> {
  let stored = 0;
  for (const rows of inChunks(expenses(), ROWS_A_TRANSACTION)) {
    await db.transaction((tx) => insert(tx, bookId, rows));
    onProgress?.((stored += rows.length));
  }
}

/** While the server stores one statement's rows, the next ones are made. */
async function inOne(tx: Queryable, bookId: number, { expenses, onProgress }: Bulk): Promise<void> {
  const repository = repositories(tx).expenses;
  let storing: Promise<unknown> = Promise.resolve();
  let stored = 0;
  for (const rows of inChunks(expenses(), ROWS_A_STATEMENT)) {
    await storing;
    storing = repository.insertMany(bookId, rows);
    stored += rows.length;
    if (stored % ROWS_A_TRANSACTION === 0) onProgress?.(stored);
  }
  await storing;
}

async function insert(tx: Queryable, bookId: number, rows: readonly ExpenseValues[]): Promise<void> {
  const { expenses } = repositories(tx);
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    await expenses.insertMany(bookId, rows.slice(start, start + ROWS_A_STATEMENT));
  }
}

/** How many expenses there are of all books, as the planner knows it. */
async function countAbout(tx: Queryable): Promise<number> {
  const row = await tx.get<{ n: number }>(
    "SELECT CAST(GREATEST(reltuples, 0) AS BIGINT) AS n FROM pg_class WHERE oid = CAST('expenses' AS regclass)",
  );
  return row!.n;
}

/**
 * Takes indexes and foreign keys of expenses away for the time of `work`, and has all rows looked at once at the end. In
 * the same transaction: whoever looks waits for its end, also at books and categories, which the foreign keys lead to.
 */
async function withoutIndexes(tx: Queryable, work: () => Promise<void>): Promise<void> {
  const foreignKeys = await tx.all<{ name: string; definition: string }>(
    `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE conrelid = CAST('expenses' AS regclass) AND contype = 'f'`,
  );
  const indexes = await tx.all<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE schemaname = current_schema() AND tablename = 'expenses' AND indexdef NOT LIKE 'CREATE UNIQUE %'`,
  );
  for (const { name } of foreignKeys) await tx.run(`ALTER TABLE expenses DROP CONSTRAINT "${name}"`);
  for (const { name } of indexes) await tx.run(`DROP INDEX "${name}"`);
  await work();
  await tx.run(`SET LOCAL maintenance_work_mem = '256MB'`);
  for (const { definition } of indexes) await tx.run(definition);
  for (const { name, definition } of foreignKeys)
    await tx.run(`ALTER TABLE expenses ADD CONSTRAINT "${name}" ${definition}`);
}

function* inChunks<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    if (chunk.push(item) < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
