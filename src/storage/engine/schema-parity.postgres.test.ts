import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.js';
import { describeSchema, type TableDescription } from '../../testing/schema-description.js';
import { migrate } from './migrate.js';
import { openDatabase } from './open-database.js';

describe('the schema of SQLite and that of PostgreSQL', () => {
  const closing: (() => Promise<void>)[] = [];
  let sqlite: TableDescription[];
  let postgres: TableDescription[];
  beforeAll(async () => {
    const memory = await openDatabase({ databaseUrl: 'sqlite::memory:' });
    closing.push(() => memory.close());
    await migrate(memory, { now: '2026-01-01T00:00:00.000Z' });
    sqlite = await describeSchema(memory);
    const database = await engines.find(({ name }) => name === 'postgres')?.create();
    if (!database) throw new Error('This file runs on PostgreSQL.');
    closing.push(() => database.close());
    postgres = await describeSchema(database.db);
  });
  afterAll(async () => void (await Promise.all(closing.map((close) => close()))));

  const pick = <Part>(part: (table: TableDescription) => Part, from: TableDescription[]) =>
    Object.fromEntries(from.map((table) => [table.name, part(table)]));

  it('have the same tables', () => {
    expect(sqlite.length).toBeGreaterThan(10);
    expect(sqlite.map(({ name }) => name)).toEqual(postgres.map(({ name }) => name));
  });

  it('have the same columns, in the same order, of the same kind, that may be missing or not', () => {
    expect(pick((table) => table.columns, sqlite)).toEqual(pick((table) => table.columns, postgres));
  });

  it('have the same references, with the same end', () => {
    expect(pick((table) => table.references, sqlite)).toEqual(pick((table) => table.references, postgres));
  });

  it('let the same keys be unique', () => {
    const missing = (of: TableDescription[], than: TableDescription[]) =>
      of.flatMap(({ name, keys }) => {
        const others = than.find((table) => table.name === name)?.keys ?? [];
        // (book_id, id) is unique wherever id is: SQLite's ids are so, and its rows need no such key.
        const isImplied = (key: string) =>
          others.some((other) => other.split(', ').every((column) => key.split(', ').includes(column)));
        return keys.filter((key) => !isImplied(key)).map((key) => `${name} (${key})`);
      });
    expect(missing(postgres, sqlite)).toEqual([]);
    // Ids are given out by the engine, once for all books, so that they alone are unique, too.
    const generated = /\(id\)$/;
    expect(missing(sqlite, postgres).filter((key) => !generated.test(key))).toEqual([]);
  });

  it('have the same indexes, whose columns begin in the same way', () => {
    const names = (from: TableDescription[]) =>
      pick(
        ({ indexes }) => indexes.map(({ name, isUnique, isPartial }) => ({ name, isUnique, isPartial })),
        from,
      );
    expect(names(sqlite)).toEqual(names(postgres));
    const columns = (from: TableDescription[]) =>
      pick(({ indexes }) => indexes.map((index) => [index.name, ...index.columns]), from);
    expect(columns(sqlite)).toEqual(columns(postgres));
  });
});
