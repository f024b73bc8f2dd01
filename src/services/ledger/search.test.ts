import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day, DayRange } from '../../domain/calendar.js';
import type { ExpenseFilter } from '../../domain/expense-filter.js';
import { parseAmount } from '../../domain/amount.js';
import { foldText } from '../../domain/folded-text.js';
import { searchTextOf, searchWords } from '../../domain/search.js';
import { INVARIANTS } from '../../storage/upkeep/invariants.js';
import { repositories } from '../../storage/repositories.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { type Person, signUp } from '../../testing/person.js';
import { logQueries } from '../../testing/query-log.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { ListPlace } from './expense-service.js';
import type { Principal } from '../identity/principal.js';
import { sum } from './sums.js';

describe.each(engines)('searching descriptions on $name', (engine) => {
  const clock = new TestClock('2026-03-15T12:00:00.000Z');
  const now = clock.now().toISOString();
  let app: TestApp;
  let mira: Principal;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await (await signUp(app, 'mira')).principal();
  });

  const filterOf = (text: string, range: DayRange = {}): ExpenseFilter => ({
    range,
    ...(text !== '' && { words: searchWords(text, (word) => amountOf(word)) }),
  });
  const amountOf = (word: string) => {
    const read = parseAmount(word, { currency: mira.currency, region: mira.region });
    return read.ok ? read.value : undefined;
  };
  const add = async (descriptions: readonly string[], who = mira, spentOn = '2026-03-01') => {
    const { expenses } = repositories(app.db);
    const values = descriptions.map((description, at) => ({
      description,
      searchText: searchTextOf({ description, amountMinor: BigInt(at + 1), tagIds: [] }),
      amountMinor: BigInt(at + 1),
      categoryId: null,
      spentOn: spentOn as Day,
      now,
    }));
    const ids: number[] = [];
    for (let start = 0; start < values.length; start += 1_000)
      ids.push(...(await expenses.insertMany(who.bookId, values.slice(start, start + 1_000))));
    return ids;
  };
  const after = ({ spentOn, id }: Pick<ListPlace, 'spentOn' | 'id'>): ListPlace => ({
    ...{ towards: 'older', spentOn, id },
  });
  const found = async (text: string, who = mira) => {
    const page = await app.services.expenses.browse(who, filterOf(text), { limit: 200 });
    return page.items.map(({ description }) => description).sort();
  };
  const breachesOfTheIndex = async () => {
    const breaches: string[] = [];
    for (const invariant of INVARIANTS.filter(
      ({ name, dialect }) => /search/.test(name) && (!dialect || dialect === engine.name),
    ))
      for await (const breach of invariant.breaches(app.db)) breaches.push(breach);
    return breaches;
  };

  it('finds text anywhere, in any case, with accents or without', async () => {
    await add(['Coffee with Ana', 'Café Müller', 'İstanbul', 'Ｆｕｌｌ width', 'kahve ☕ 日本語', 'a']);
    expect(await found('FFEE W')).toEqual(['Coffee with Ana']);
    expect(await found('café')).toEqual(['Café Müller']);
    expect(await found('cafe')).toEqual(['Café Müller']);
    expect(await found('MÜLLER')).toEqual(['Café Müller']);
    expect(await found('istanbul')).toEqual(['İstanbul']);
    expect(await found('İSTAN')).toEqual(['İstanbul']);
    expect(await found('full')).toEqual(['Ｆｕｌｌ width']);
    expect(await found('日本')).toEqual(['kahve ☕ 日本語']);
    expect(await found('☕')).toEqual(['kahve ☕ 日本語']);
    expect(await found('語')).toEqual(['kahve ☕ 日本語']);
  });

  it('finds all words in any order, and what is in quotes as it stands', async () => {
    await add(['Lunch with Ana', 'Ana paid lunch', 'Lunch alone', 'Ana Lunch with']);
    expect(await found('ana lunch')).toEqual(['Ana Lunch with', 'Ana paid lunch', 'Lunch with Ana']);
    expect(await found('LUN paid')).toEqual(['Ana paid lunch']);
    expect(await found('"lunch with"')).toEqual(['Ana Lunch with', 'Lunch with Ana']);
    expect(await found('"lunch with" ana')).toEqual(['Ana Lunch with', 'Lunch with Ana']);
    expect(await found('“lunch with ana”')).toEqual(['Lunch with Ana']);
    expect(await found('"lunch')).toEqual([]);
  });

  it('finds an amount as well as the same figures in a text', async () => {
    await add(['one', 'two', 'three', 'Bus 0.02', 'five']);
    expect(await found('0.02')).toEqual(['Bus 0.02', 'two']);
    expect(await found('0,03')).toEqual(['three']);
    expect(await found('$0.01 on')).toEqual(['one']);
    expect(await found('"0.05"')).toEqual([]);
  });

  it('finds tags by their names, also once they have another one', async () => {
    const input = { description: 'Hut', amountMinor: 500n, categoryId: null, spentOn: '2026-03-01' as Day };
    await app.services.expenses.record(mira, { ...input, tags: ['Féria 2026'] });
    await app.services.expenses.record(mira, { ...input, description: 'Other' });
    const asked = async (text: string) => {
      const filter = await app.services.expenses.understand(mira, filterOf(text));
      return (await app.services.expenses.browse(mira, filter, { limit: 9 })).items.map((e) => e.description);
    };
    expect(await asked('feria')).toEqual(['Hut']);
    expect(await asked('hut feria')).toEqual(['Hut']);
    expect(await asked('other feria')).toEqual([]);
    await app.db.run("UPDATE tags SET name = 'Alps', name_key = 'alps' WHERE book_id = $1", [mira.bookId]);
    expect([await asked('feria'), await asked('alps')]).toEqual([[], ['Hut']]);
  });

  it('folds what an earlier program stored, in portions, and goes on where it was', async () => {
    const ids = await add(Array.from({ length: 450 }, (_each, at) => `Café ${String(at)}`));
    await app.db.run('UPDATE expenses SET search_text = description WHERE book_id = $1', [mira.bookId]);
    await app.db.run("UPDATE refolding SET done_at = NULL, book_id = 0, last_id = 0 WHERE name = 'search-2'");
    expect(await found('cafe')).toEqual([]);
    expect(await app.services.refolding.runOnce()).toBe(ids.length);
    expect(await found('cafe')).toHaveLength(200);
    expect(await breachesOfTheIndex()).toEqual([]);
    expect(await app.services.refolding.runOnce()).toBe(0);
  });

  it('keeps both of two categories whose names are one now: the later gets a number', async () => {
    const { categories } = app.services;
    const first = await categories.add(mira, { name: 'Straße' });
    const second = await categories.add(mira, { name: 'Weg' });
    await app.db.run("UPDATE categories SET name_key = 'straße' WHERE id = $1", [first.id]);
    await app.db.run("UPDATE categories SET name = 'STRASSE', name_key = 'strasse' WHERE id = $1", [
      second.id,
    ]);
    await app.db.run("UPDATE refolding SET done_at = NULL, book_id = 0, last_id = 0 WHERE name = 'search-2'");
    await app.services.refolding.runOnce();
    const names = (await categories.list(mira)).filter(({ id }) => [first.id, second.id].includes(id));
    expect(names.map(({ name }) => name).sort()).toEqual(['STRASSE 2', 'Straße']);
    expect(app.logLines.some((line) => /has a number now/.test(String(line['msg'])))).toBe(true);
  });

  it('takes wildcards and the marks of query languages literally', async () => {
    const odd = [
      '100% wool',
      'a_b',
      'back\\slash',
      'say "hi"',
      "it's",
      'x AND y',
      'a:b & c | !d',
      'star*',
      '(x)',
    ];
    await add([...odd, 'axb', '1000 wool', 'nothing']);
    for (const text of [
      '%',
      '_',
      '\\',
      '"',
      "'",
      ' AND ',
      ':b &',
      '| !',
      '*',
      '(',
      '0%',
      'k\\s',
      '"hi"',
      'r*',
    ]) {
      const words = text.split(/[\s]+/).filter(Boolean);
      const wanted = [...odd, 'axb', '1000 wool', 'nothing'].filter((one) =>
        (text === '"hi"' ? ['hi'] : words).every((word) => one.toLowerCase().includes(word.toLowerCase())),
      );
      expect(await found(text), text).toEqual(wanted.sort());
    }
  });

  it('finds what a plain comparison finds, whatever is asked', async () => {
    const words = [
      'ana',
      'banana',
      'an',
      'nab',
      'aaa',
      'aaaa',
      'bus 7',
      'ab',
      'b',
      'ßtraße',
      '🎈 party',
      'ñandú',
    ];
    const all = words.flatMap((one, at) =>
      words.filter((_w, to) => (at * to) % 5 === 1).map((two) => `${one} ${two}`),
    );
    await add([...all, ...words]);
    const stored = await found('');
    const parts = new Set(
      stored.flatMap((text) =>
        [...text].flatMap((_c, at) => [1, 2, 3, 4, 6].map((size) => [...text].slice(at, at + size).join(''))),
      ),
    );
    for (const part of parts) {
      const keys = part.split(' ').map(foldText).filter(Boolean);
      if (keys.length === 0) continue;
      const wanted = stored.filter((text) => keys.every((key) => foldText(text).includes(key)));
      expect(await found(part), part).toEqual(wanted);
    }
  });

  it('never reaches into another book, also one whose number begins alike', async () => {
    const others = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => (await signUp(app, `other${String(at)}`)).principal()),
    );
    for (const [at, other] of others.entries()) await add([`secret ${String(at)}`], other);
    expect(await found('secret')).toEqual([]);
    expect(await found('s')).toEqual([]);
    expect(await found('secret', others[3])).toEqual(['secret 3']);
    expect((await app.services.reports.summarise(mira, filterOf('secret'))).count).toBe(0);
  });

  it('keeps up with every change: corrected, deleted, taken back, merged, erased', async () => {
    const { expenses, categories } = app.services;
    const input = { amountMinor: 100n, categoryId: null, spentOn: '2026-03-01' as Day };
    const first = await expenses.record(mira, { ...input, description: 'Espresso' });
    expect(await found('press')).toEqual(['Espresso']);
    await expenses.correct(mira, first.id, first.version, { ...input, description: 'Cappuccino' });
    expect(await found('press')).toEqual([]);
    expect(await found('pucci')).toEqual(['Cappuccino']);
    await expenses.remove(mira, first.id);
    expect(await found('pucci')).toEqual([]);
    await expenses.restore(mira, first.id);
    expect(await found('pu')).toEqual(['Cappuccino']);
    const [from, to] = await categories.list(mira);
    await expenses.record(mira, { ...input, description: 'Filed', categoryId: from!.id });
    await categories.merge(mira, from!.id, to!.id);
    expect(await found('filed')).toEqual(['Filed']);
    expect(await breachesOfTheIndex()).toEqual([]);
    await expenses.remove(mira, first.id);
    await app.db.run('DELETE FROM expenses WHERE book_id = $1 AND deleted_at IS NOT NULL', [mira.bookId]);
    await app.db.run('DELETE FROM expenses WHERE book_id = $1', [mira.bookId]);
    expect(await found('filed')).toEqual([]);
    expect(await breachesOfTheIndex()).toEqual([]);
  });

  it.runIf(engine.name === 'sqlite')(
    'is watched by the doctor: nothing missing, nothing left over',
    async () => {
      const [id] = await add(['Something to be lost']);
      const unsaid = `INSERT INTO expense_search (expense_search, rowid, tokens)
      SELECT 'delete', id, tokens FROM expense_search_tokens WHERE id = $1`;
      await app.db.run(unsaid, [id!]);
      expect(await breachesOfTheIndex()).toEqual([expect.stringMatching(/^book \d+: a\d+x\w+ is missing/)]);
      const invented =
        'INSERT INTO expense_search (rowid, tokens) SELECT id, tokens FROM expense_search_tokens WHERE id = $1';
      await app.db.run(invented, [id!]);
      expect(await breachesOfTheIndex()).toEqual([]);
      await app.db.run(
        `INSERT INTO expense_search (rowid, tokens) VALUES (987654, 'a${String(mira.bookId)}x616263')`,
      );
      expect(await breachesOfTheIndex()).toEqual([
        expect.stringMatching(/is held for 1 expenses, 0 have it/),
      ]);
      await app.db.run(
        `INSERT INTO expense_search (expense_search, rowid, tokens) VALUES ('delete', 987654, 'a${String(mira.bookId)}x616263')`,
      );
    },
  );

  it.runIf(engine.name === 'sqlite')(
    'walks no part that most of the book has where another is rare, and finds the same',
    async () => {
      // Ids that the sparsest level of the index holds, so that seventy expenses look like 36 000.
      const sparse = Array.from({ length: 60_000 }, (_, at) => 7_000_000 + at)
        .filter((id) => ((id + 611_953) % 1_048_573) ** 2 % 1_048_573 < 2_047)
        .slice(0, 70);
      const ids = await add(['Saving sav', 'Saw, avid, ping', ...Array<string>(70).fill('Paying')]);
      for (const [at, id] of sparse.entries())
        await app.db.run('UPDATE expenses SET id = $2 WHERE id = $1', [ids[at + 2]!, id]);
      const log = logQueries(app.db);
      expect([await found('saving'), await found('ving sa'), await found('avi "sav"')]).toEqual(
        Array<string[]>(3).fill(['Saving sav']),
      );
      const asked = log.filter(({ sql }) => sql.includes('AS found')).map(({ params }) => params.join(' '));
      expect(asked).toHaveLength(3);
      const [sav, ing] = ['sav', 'ing'].map((part) => Buffer.from(part).toString('hex'));
      expect(asked[0]).toContain(sav);
      expect(asked.join(' ')).not.toContain(ing);
      expect((await found('paying')).length).toBe(70);
    },
  );

  it('sums what it finds: total, months, categories and comparison', async () => {
    await add(['Tea', 'Tea green', 'Bread'], mira, '2026-02-10');
    await add(['Tea', 'Milk'], mira, '2026-03-02');
    const march = { from: '2026-03-01' as Day, until: '2026-04-01' as Day };
    const summary = await app.services.reports.summarise(mira, filterOf('tea', march));
    expect(summary).toMatchObject({ totalMinor: 1n, count: 1, estimated: undefined });
    expect(summary.comparison?.changeMinor).toBe(-2n);
    expect(summary.months.filter(({ count }) => count > 0).map(({ month, count }) => [month, count])).toEqual(
      [
        ['2026-02', 2],
        ['2026-03', 1],
      ],
    );
    expect(
      (await app.services.reports.dayTotals(mira, filterOf('tea'), ['2026-02-10' as Day])).get(
        '2026-02-10' as Day,
      ),
    ).toBe(3n);
  });

  it('says what of it lies in days to come, and what it is held against', async () => {
    await add(['Tea'], mira, '2026-02-10');
    await add(['Milk', 'Tea'], mira, '2026-03-20');
    const march = { from: '2026-03-01' as Day, until: '2026-04-01' as Day };
    const { reports } = app.services;
    const ofMarch = { totalMinor: 2n, comingMinor: 2n, comparison: { changeMinor: -1n } };
    expect(await reports.summarise(mira, filterOf('tea', march))).toMatchObject(ofMarch);
    expect(await reports.summarise(mira, filterOf('tea'))).toMatchObject({
      ...{ totalMinor: 3n, comingMinor: 2n, thisMonth: ofMarch },
    });
    const milk = await reports.summarise(mira, filterOf('milk', march));
    expect(milk).toMatchObject({ totalMinor: 1n, comingMinor: 1n });
    const bread = await reports.summarise(mira, filterOf('bread', march));
    expect(bread).toMatchObject({ totalMinor: 0n, comingMinor: undefined });
  });

  describe('with more matches than are read one by one', () => {
    const total = 9_000;
    let person: Person;
    let rich: Principal;
    beforeAll(async () => {
      person = await signUp(app, 'rich');
      rich = await person.principal();
      for (let day = 1; day <= 18; day += 1) {
        const descriptions = Array.from({ length: total / 18 }, (_, at) =>
          at % 10 === 0 ? 'Bus ticket' : `Coffee ${String(at)}`,
        );
        await add(descriptions, rich, `2026-0${String(1 + (day % 2))}-${String(day + 9)}`);
      }
      await add(['Coffee last year'], rich, '2025-03-01');
    });

    it('lists all of them, page by page, newest first, in both directions', async () => {
      const seen: number[] = [];
      let place: ListPlace | undefined;
      for (;;) {
        const page = await app.services.expenses.browse(rich, filterOf('coffee'), { place, limit: 200 });
        seen.push(...page.items.map(({ id }) => id));
        const last = page.items.at(-1)!;
        place = after(last);
        if (!page.hasOlder) break;
      }
      expect(new Set(seen).size).toBe(8_101);
      expect(seen).toHaveLength(8_101);
      const back = await app.services.expenses.browse(rich, filterOf('coffee'), {
        place: { ...place, towards: 'newer' },
        limit: 5,
      });
      expect(back.items.map(({ id }) => id)).toEqual(seen.slice(-6, -1));
    });

    it('sums them exactly where nobody said that an estimate would do', async () => {
      const summary = await app.services.reports.summarise(rich, filterOf('coffee'));
      expect(summary).toMatchObject({ count: 8_101, estimated: undefined });
      expect(sum(await app.services.reports.cells(rich, filterOf('coffee'))).totalMinor).toBe(
        summary.totalMinor,
      );
    });

    it('estimates the sums where that is enough, says so, and is not far off', async () => {
      const search = await app.services.expenses.search(rich, filterOf('coffee'));
      const estimate = await app.services.reports.summarise(rich, filterOf('coffee'), {
        found: search,
        mayEstimate: true,
      });
      const exact = await app.services.reports.summarise(rich, filterOf('coffee'));
      expect(search?.share).toBeGreaterThan(1);
      expect(estimate.estimated).toBe('all');
      expect(Math.abs(estimate.count / exact.count - 1)).toBeLessThan(0.1);
      expect(Math.abs(Number(estimate.totalMinor) / Number(exact.totalMinor) - 1)).toBeLessThan(0.1);
    });

    it('says on the page that figures are estimated, and never estimates in the API', async () => {
      const summary = (await person.get('/expenses?q=coffee')).screen.getByRole('region', {
        name: 'Summary',
      });
      expect(summary.textContent).toMatch(/About: so many expenses match/);
      expect(summary.textContent).toMatch(/≈ \$\d/);
      expect(summary.textContent).toMatch(/≈ [78],\d\d0 expenses/);
      const headers = { authorization: `Bearer ${person.accessToken}` };
      const report = await fetch(`${app.url}/api/v1/reports/summary?q=coffee`, { headers });
      expect(await report.json()).toMatchObject({ count: 8_101 });
    });

    it('tries a rule on all of them, and shows the newest', async () => {
      const rule = { match: 'starts', text: 'COFFEE', description: 'Coffee 499' } as const;
      const { count, changing, shown } = await app.services.rules.try(rich, rule, 2);
      expect({ count, changing }).toEqual({ count: 8_101, changing: 8_083 });
      expect(shown.map(({ description, wouldChange }) => [description, wouldChange])).toEqual([
        ['Coffee 498', true],
        ['Coffee 497', true],
      ]);
      expect((await app.services.rules.try(rich, { ...rule, match: 'equals' })).count).toBe(0);
    });

    it('is exact within a range that is short enough to be read', async () => {
      const range = { from: '2026-02-10' as Day, until: '2026-02-12' as Day };
      const search = await app.services.expenses.search(rich, filterOf('coffee', range));
      const summary = await app.services.reports.summarise(rich, filterOf('coffee', range), {
        found: search,
        mayEstimate: true,
      });
      expect(summary).toMatchObject({ count: 450 });
      expect(summary.estimated).not.toBe('all');
    });

    it('finds what lies behind more than are looked at one by one, in both directions', async () => {
      const others = `INSERT INTO expenses (book_id, amount_minor, description, search_text, spent_on, created_at, updated_at)
        SELECT book_id, amount_minor, description, search_text, $2, created_at, updated_at
        FROM expenses WHERE book_id = $1 AND description = 'Bus ticket' AND spent_on < '2026-04-01'`;
      // 23 times 900, in the middle of those that are looked for.
      const days = Array.from({ length: 23 }, (_, at) => `2026-05-${String(at + 1).padStart(2, '0')}`);
      for (const day of days) await app.db.run(others, [rich.bookId, day]);
      await add(['Coffee a', 'Coffee b'], rich, '2026-06-01');
      const page = async (place?: ListPlace) =>
        (await app.services.expenses.browse(rich, filterOf('coffee'), { place, limit: 3 })).items;
      const newest = await page();
      expect(newest.map(({ description }) => description)).toEqual(['Coffee b', 'Coffee a', 'Coffee 499']);
      const [third, ...older] = [newest[2]!, ...(await page(after(newest[2]!)))];
      expect(older.map(({ description }) => description)).toEqual(['Coffee 498', 'Coffee 497', 'Coffee 496']);
      const newer = await page({ ...after(older[0]!), towards: 'newer' });
      expect(newer).toEqual([newest[0], newest[1], third]);
    });
  });
});
