import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillDatabase } from '../../testing/filled-database.js';
import { engines, type TestDatabase } from '../../testing/engines.js';
import { RefoldingService } from './refolding-service.js';

const NOW = '2026-03-10T10:00:00.000Z';

describe.each(engines)('what an earlier program folded otherwise on $name', (engine) => {
  let database: TestDatabase;
  let folded: unknown;
  const lines: string[] = [];
  const texts = () => database.db.all('SELECT id, search_text FROM expenses ORDER BY id');
  beforeEach(async () => {
    database = await engine.create();
    lines.length = 0;
    await fillDatabase(database.db, { expenses: 450 });
    folded = await texts();
  });
  afterEach(() => database.close());

  const outdate = (from = 0) =>
    database.db.run(`UPDATE expenses SET search_text = 'before' WHERE id > $1`, [from]);
  const service = (say = (line: string) => void lines.push(line)) =>
    new RefoldingService(database.db, { now: () => new Date(NOW) }, say, (error) => {
      throw error;
    });

  it('is folded anew, of all books and also in the trash, once, and told', async () => {
    await outdate(50);
    expect(await service().runOnce()).toBe(400);
    expect(await texts()).toEqual(folded);
    expect(lines).toEqual(['Folded the searched text of 400 expenses: accents do not count now.']);
    const place = await database.db.get<{ done_at: string }>('SELECT done_at FROM refolding');
    expect(new Date(place!.done_at).toISOString()).toBe(NOW);
    await outdate();
    expect(await service().runOnce()).toBe(0);
    expect(await texts()).not.toEqual(folded);
  });

  it('is left alone where it is folded so already, without a word', async () => {
    expect(await service().runOnce()).toBe(0);
    expect([lines, await texts()]).toEqual([[], folded]);
  });

  it('is folded once by two processes at the same time', async () => {
    await outdate();
    const both = await Promise.all([service().runOnce(), service().runOnce()]);
    expect(both[0] + both[1]).toBe(450);
    expect(await texts()).toEqual(folded);
  });

  it('is gone on with where it was stopped', async () => {
    await outdate();
    const first = service();
    first.start();
    await first.stop();
    expect(await texts()).not.toEqual(folded);
    const second = service();
    second.start();
    while (lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await second.stop();
    expect(await texts()).toEqual(folded);
  });

  it('tells who started it what kept it from that', async () => {
    await database.db.run('DROP TABLE refolding');
    const told = await new Promise((resolve) => {
      new RefoldingService(database.db, { now: () => new Date(NOW) }, () => undefined, resolve).start();
    });
    expect(String(told)).toMatch(/refolding/);
  });

  it('are names of categories, of which the later one gets a number where they are one now', async () => {
    const long = 'Ein sehr langer Name, der vierzig hat: öö';
    const names = [
      'Café',
      'CAFE',
      'Cafe 2',
      'cafe',
      'Zoo',
      long.slice(0, 40),
      long.slice(0, 40).toUpperCase(),
    ];
    const ids = await categories(1);
    for (const [at, name] of names.entries())
      await database.db.run('UPDATE categories SET name = $2, name_key = $3 WHERE id = $1', [
        ...[ids[at]!, name, `old ${name}`],
      ]);
    // The new key of one is the old one of another.
    await database.db.run(`UPDATE categories SET name_key = 'zoo' WHERE id = $1`, [ids[0]!]);
    const [other] = await categories(2);
    await database.db.run(`UPDATE categories SET name = 'CAFÉ', name_key = 'old' WHERE id = $1`, [other!]);
    await service().runOnce();
    const named = await database.db.all<{ id: number; name: string; name_key: string }>(
      'SELECT id, name, name_key FROM categories ORDER BY id',
    );
    const of = (id: number) => named.find((each) => each.id === id)!;
    expect(ids.slice(0, names.length).map((id) => [of(id).name, of(id).name_key])).toEqual([
      ...[
        ['Café', 'cafe'],
        ['CAFE 2', 'cafe 2'],
        ['Cafe 2 2', 'cafe 2 2'],
        ['cafe 3', 'cafe 3'],
        ['Zoo', 'zoo'],
      ],
      [long.slice(0, 40), 'ein sehr langer name, der vierzig hat: o'],
      [`${long.toUpperCase().slice(0, 36)} 2`, 'ein sehr langer name, der vierzig ha 2'],
    ]);
    expect(of(other!)).toMatchObject({ name: 'CAFÉ', name_key: 'cafe' });
    expect(lines).toEqual(
      [1, 2, 3, 6].map(
        (at) => `Category ${String(ids[at])} of book 1 has a number now: another has its name.`,
      ),
    );
  });

  const categories = async (bookId: number) =>
    (
      await database.db.all<{ id: number }>('SELECT id FROM categories WHERE book_id = $1 ORDER BY id', [
        bookId,
      ])
    ).map(({ id }) => id);
});
