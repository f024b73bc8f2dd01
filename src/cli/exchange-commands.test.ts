import { FILE_LIMIT } from '../domain/import/reading.js';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outlay as run, type Surroundings } from '../testing/command-line.js';
import { engines } from '../testing/engines.js';
import { newTarget, type Target } from '../testing/processes/target.js';

const BANK = `Date,Description,Amount,Category
2026-03-02,Coffee,-3.20,Food
2026-03-02,Coffee,-3.20,Food
2026-03-05,"Rent, March",-800.00,Housing
2026-03-06,Salary,2500.00,
2026-03-07,Broken,x,
`;
const UNCLEAR = 'Date,Description,Amount\n03/04/2026,Lunch,-12.50\n05/06/2026,Tea,-2.00\n';
const MIRA = ['--user', 'mira@example.com'];
const OTTO = ['--user', 'otto@example.com'];

describe.each(engines)('files by command on $name', ({ name }) => {
  let target: Target;
  const outlay = (argv: readonly string[], more: Partial<Surroundings> = {}) =>
    run(argv, { settings: target.settings, ...more });
  const fileOf = (text: string | Uint8Array, called = 'bank.csv') => {
    const path = join(target.settings['DATA_DIR']!, called);
    writeFileSync(path, text);
    return path;
  };
  const left = () =>
    target.read((db) => db.all<{ status: string }>('SELECT status FROM imports ORDER BY id'));
  beforeAll(async () => {
    target = await newTarget(name);
    await outlay(['migrate']);
    for (const user of ['mira', 'otto'])
      await outlay(`user add ${user}@example.com --password plum-violin-harbour --currency EUR`.split(' '));
  });
  afterAll(() => target.remove());

  it('import says what it would do, asks where somebody is, and adds once', async () => {
    const file = fileOf(BANK);
    const unasked = await outlay(['import', file, ...MIRA]);
    expect({ code: unasked.code, out: unasked.out }).toEqual({ code: 1, out: '' });
    expect(unasked.notes).toMatch(/add --yes/);
    const dry = await outlay(['import', file, ...MIRA, '--dry-run']);
    expect({ code: dry.code, last: dry.last }).toEqual({
      code: 0,
      last: 'Would import 3 expenses, 806.40 EUR.',
    });
    expect(dry.notes).toMatch(/bank\.csv: csv, 5 rows: 3 new, 1 income, 1 unreadable\./);
    expect(dry.notes).toMatch(/line 6 cannot be read \(bad amount x\): Broken/);
    const no = await outlay(['import', file, ...MIRA], { answers: ['no'] });
    expect(no).toMatchObject({ code: 1, out: '' });
    expect(await left()).toEqual([]);
    const yes = await outlay(['import', file, ...MIRA], { answers: ['y'] });
    expect(yes).toMatchObject({ code: 0, last: 'Imported 3 expenses, 806.40 EUR.' });
    const again = await outlay(['import', file, ...MIRA, '--yes', '--json']);
    expect(JSON.parse(again.out)).toMatchObject({
      added: 0,
      total: '0.00',
      counts: { rows: 5, existing: 3 },
    });
  });

  it('import names what the file cannot tell, with the options that answer it, and knows them the next time', async () => {
    const file = fileOf(UNCLEAR);
    const asked = await outlay(['import', file, ...MIRA, '--yes']);
    expect({ code: asked.code, out: asked.out }).toEqual({ code: 1, out: '' });
    expect(asked.notes).toMatch(/date order: 03\/04\/2026\n.*--date-order dmy .*2026-04-03/);
    const json = await outlay(['import', file, ...MIRA, '--dry-run', '--json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ status: 'questions', questions: [{ field: 'date_order' }] });
    const answered = await outlay(['import', file, ...MIRA, '--date-order', 'dmy', '--yes']);
    expect(answered.last).toBe('Imported 2 expenses, 14.50 EUR.');
    const next = await outlay(['import', fileOf(UNCLEAR.replace('-2.00', '-9.00')), ...MIRA, '--dry-run']);
    expect(next.last).toBe('Would import 1 expense, 9.00 EUR.');
    const wrong = await outlay(['import', file, ...MIRA, '--date-order', 'dym', '--yes']);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.notes).toMatch(/^--date-order: The file cannot be read like this\.$/m);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['an empty file', '', /empty/],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), /picture/],
    ['21 MB', new Uint8Array(21 * 1024 * 1024), /too large/],
  ])('import refuses %s', async (_what, bytes, why) => {
    const { code, out, notes } = await outlay(['import', fileOf(bytes), ...MIRA, '--yes']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(notes).toMatch(why);
  });

  it.each([
    [['import', '/nowhere.csv', ...MIRA, '--yes'], 1, /There is no file \/nowhere\.csv/],
    [['import', '/tmp', ...MIRA, '--yes'], 1, /is no file/],
    [['import', '/nowhere.csv', '--user', 'x@example.com', '--yes'], 1, /no account/],
    [['import', ...MIRA], 2, /missing required argument 'file'/],
    [['export', ...MIRA], 2, /--format/],
    [['export', ...MIRA, '--format', 'pdf'], 2, /one of csv, json, hledger, beancount, all/],
    [['export', ...MIRA, '--format', 'all', '--from', '2026-01-01'], 2, /everything/],
    [['export', ...MIRA, '--format', 'csv', '--from', 'May'], 2, /^--from: .*2026/],
    [['export', ...MIRA, '--format', 'csv', '--tag', 'nothing'], 1, /no such tag/],
    [['export', ...MIRA, '--format', 'csv', '--category', 'Nothing'], 1, /no category Nothing/],
  ])('outlay %j is refused', async (argv, code, why) => {
    const ran = await outlay(argv);
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: '' });
    expect(ran.notes).toMatch(why);
  });

  it('export prints the file of a filter and nothing else', async () => {
    const csv = await outlay([
      'export',
      ...MIRA,
      '--format',
      'csv',
      '--category',
      'food',
      '--to',
      '2026-03-31',
    ]);
    expect(csv.code).toBe(0);
    expect(csv.out).toMatch(
      /^\uFEFFdate,description,amount,currency,category,tags,id\r\n2026-03-02,Coffee,3\.20,EUR,Food,,\d+\r\n2026-03-02,Coffee,3\.20,EUR,Food,,\d+\r\n$/,
    );
    expect((await outlay(['export', ...MIRA, '--format', 'hledger', '--q', 'rent'])).out).toMatch(
      /expenses:Housing/,
    );
  });

  it('restore-user takes everything back, once', async () => {
    const everything = async (user: readonly string[]) => {
      const parsed = JSON.parse((await outlay(['export', ...user, '--format', 'all'])).out) as {
        categories: { name: string }[];
        expenses: object[];
      };
      return {
        categories: parsed.categories,
        expenses: parsed.expenses.map((expense) => ({ ...expense, id: 0 })),
      };
    };
    await target.read((db) =>
      db.run(`UPDATE categories SET color = 'health', icon = 'airplane' WHERE name = 'Housing'`),
    );
    await target.read((db) =>
      db.run(`INSERT INTO rules (book_id, position, matching, text, category_id, tag_ids, created_at, updated_at)
        SELECT book_id, 1, 'contains', 'rent', id, '[]', created_at, created_at FROM categories WHERE name = 'Housing'`),
    );
    for (const month of ['2026-01', '2026-03'])
      await target.read((db) =>
        db.run(
          `INSERT INTO budgets (book_id, category_id, from_month, amount_minor, carry_over, created_at, updated_at)
           SELECT book_id, id, $1, 90000, 0, created_at, created_at FROM categories WHERE name = 'Housing'`,
          [month],
        ),
      );
    const file = fileOf((await outlay(['export', ...MIRA, '--format', 'all'])).out, 'everything.json');
    const restored = await outlay(['restore-user', file, ...OTTO]);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.last).toMatch(
      /^Restored 5 expenses; 0 were there already\. The file has 12 categories, 0 tags, 2 budgets, 0 recurring expenses and 1 rule\.$/,
    );
    expect(await everything(OTTO)).toEqual(await everything(MIRA));
    const again = await outlay(['restore-user', file, ...OTTO, '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ added: 0, existing: 5 });
  });

  it.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 the other way', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', (text: string) => Buffer.from(text, 'utf16le')],
  ])('restore-user takes a file back that a program saved as %s', async (_name, encode) => {
    const whole = (await outlay(['export', ...MIRA, '--format', 'all'])).out;
    const ran = await outlay(['restore-user', fileOf(encode(whole), 'saved.json'), ...OTTO, '--json']);
    expect(JSON.parse(ran.out)).toMatchObject({ added: 0, existing: 5, categories: 12, rules: 1 });
  });

  it('restore-user refuses a file that is not what its beginning seems', async () => {
    const whole = (await outlay(['export', ...MIRA, '--format', 'all'])).out;
    const [large, end] = [
      Buffer.from(whole.replace('"expenses":[', `"expenses":[${' '.repeat(200_000)}`)),
      0xff,
    ];
    large[large.length - 10] = end;
    const ran = await outlay(['restore-user', fileOf(large, 'cut.json'), ...OTTO]);
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 1, out: '' });
    expect(ran.notes).toMatch(/not in this encoding/);
  });

  it('restore-user takes a file back that is too large for /import', async () => {
    // By its size, not by its expenses: blanks are JSON, too.
    const whole = (await outlay(['export', ...MIRA, '--format', 'all'])).out;
    const large = whole.replace('"expenses":[', `"expenses":[${' '.repeat(FILE_LIMIT)}`);
    const ran = await outlay(['restore-user', fileOf(large, 'large.json'), ...OTTO, '--json']);
    expect(JSON.parse(ran.out)).toMatchObject({ added: 0, existing: 5 });
  });

  it('restore-user restores nothing of a file that does not fit in a part', async () => {
    const before = (await outlay(['export', ...OTTO, '--format', 'csv'])).out;
    const base = JSON.parse((await outlay(['export', ...MIRA, '--format', 'all'])).out) as {
      categories: object[];
      expenses: object[];
    };
    const bad: [object, RegExp][] = [
      [
        { ...base, expenses: [{ ...base.expenses[0], spent_on: '2026-02-30' }] },
        /1 of 1 expenses do not fit/,
      ],
      [{ ...base, currency: 'JPY' }, /do not fit/],
      [{ ...base, categories: [{ name: 'New', color: 'plaid' }] }, /categories\.0\.color/],
      [{ ...base, tags: ['trip'] }, /tags\.0/],
      [{ format: 'other' }, /no file of "Everything of mine"/],
    ];
    for (const [file, why] of bad) {
      const ran = await outlay(['restore-user', fileOf(JSON.stringify(file), 'bad.json'), ...OTTO]);
      expect({ code: ran.code, out: ran.out }).toEqual({ code: 1, out: '' });
      expect(ran.notes).toMatch(why);
    }
    expect((await outlay(['restore-user', fileOf(BANK), ...OTTO])).notes).toMatch(
      /no file of "Everything of mine"/,
    );
    expect((await outlay(['export', ...OTTO, '--format', 'csv'])).out).toBe(before);
    expect(await left()).not.toContainEqual({ status: 'open' });
  });
});
