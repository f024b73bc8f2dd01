import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../calendar.js';
import { findCurrency } from '../currency.js';
import { guarded, unguarded } from './csv-writer.js';
import type { ExportedExpense, ExportFormat } from './export-format.js';
import { EXPORTS } from './export-writer.js';
import { jsonWriter } from './json-writer.js';

const EUR = findCurrency('EUR')!;
const NAMES = [
  'Food',
  'Food: out',
  'Food; out',
  'Food-out',
  'two  spaces',
  'two spaces',
  '🍕',
  '🍔',
  'طعام',
  '食費',
  'łąka',
  'uncategorised',
  '(brackets)',
  '[square]',
  '"quotes" \\',
  '1st',
  ':',
  '=x',
];
const categories = NAMES.map((name, at) => ({ id: at + 1, name }));
const texts = [
  'Lunch',
  '(a) ; b | c',
  '* star',
  '"q" \\ ',
  '=1+1',
  '!',
  'ünï 🍕',
  'a  b',
  '2026-01-01',
  '#x ^y',
];
const tagLists = [[], ['trip', 'date'], ['two words', 'طعام', 'a:b;c', 'date2'], ['x/y', '[2026-13-45]']];

const expenses: ExportedExpense[] = [null, ...categories].flatMap((category, at) =>
  [125n, -999n].map((amountMinor, nth) => ({
    id: at * 2 + nth + 1,
    spentOn: parseDay(`2026-03-${String(at + 1).padStart(2, '0')}`)!,
    description: texts[at % texts.length]!,
    amountMinor: amountMinor * BigInt(at + 1),
    categoryId: category?.id ?? null,
    categoryName: category?.name ?? null,
    tags: tagLists[at % tagLists.length]!,
  })),
);

function written(format: ExportFormat, list = expenses, currency = EUR): string {
  const writer = EXPORTS[format].writer({ currency, categories, firstDay: list[0]?.spentOn });
  return [writer.head(), ...list.map((expense) => writer.expense(expense)), writer.tail()].join('');
}

const has = (program: string) => spawnSync(program, ['--version']).status === 0;
const run = (program: string, args: string[], input: string) => {
  const { status, stdout, stderr } = spawnSync(program, args, {
    input,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  return { status, output: stdout + stderr, stdout };
};
/** In a file: bean-check cannot read a pipe of Node's. */
function stored(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'outlay-')), 'export.beancount');
  writeFileSync(path, text);
  return path;
}
const sumsByCategory = expenses
  .reduce<bigint[]>((sums, { categoryId, amountMinor }) => {
    const key = categoryId ?? 0;
    sums[key] = (sums[key] ?? 0n) + amountMinor;
    return sums;
  }, [])
  .map((sum) => (Number(sum) / 100).toFixed(2))
  .sort();

describe('the CSV of expenses', () => {
  it('begins with a byte order mark and the header, and ends every line with CR LF', () => {
    const text = written('csv', expenses.slice(0, 1));
    expect(text).toBe(
      '\uFEFFdate,description,amount,currency,category,tags,id\r\n2026-03-01,Lunch,1.25,EUR,,,1\r\n',
    );
  });

  it.each(['=1+1', '@SUM(A1)', '-2+3|cmd', '+1', '\tx', '\rx'])(
    'keeps %j from running, but no number: E01',
    (text) => {
      const line = written('csv', [{ ...expenses[1]!, description: text }])
        .split('\r\n')
        .slice(1)
        .join('\r\n');
      expect(line).toMatch(/^2026-03-01,"?'/);
      expect(line).toContain(',-9.99,EUR,');
    },
  );

  it('quotes what holds a comma, a quote, a line or blanks at an end, and nothing else', () => {
    const texts = ['Tea "for, two"', 'two words', ' x', 'x ', 'a\nb', "Ana's", 'a "b"'];
    const cells = texts.map((description) => {
      const expense = { ...expenses[0]!, description, categoryName: 'Food, out', tags: ['a', 'b'] };
      const line = written('csv', [expense]).split('\r\n')[1]!;
      return /^2026-03-01,(.*),1\.25,EUR,"Food, out","a,b",1$/s.exec(line)?.[1];
    });
    expect(cells).toEqual([
      ...['"Tea ""for, two"""', 'two words', '" x"', '"x "', '"a\nb"', "Ana's", '"a ""b"""'],
    ]);
  });

  it('gives back the very text, whatever it is', () => {
    const text = fc
      .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', '"', ','))
      .map((parts) => parts.join(''));
    fc.assert(fc.property(text, (value) => unguarded(guarded(value)) === value));
    expect(guarded("Ana's")).toBe("Ana's");
  });
});

describe('the JSON of expenses', () => {
  it('is one object whose expenses come last, also without any', () => {
    expect(JSON.parse(written('json', []))).toMatchObject({
      format: 'outlay',
      version: 1,
      currency: 'EUR',
      expenses: [],
    });
    const { expenses: read } = JSON.parse(written('json')) as {
      expenses: { amount: string; tags: string[] }[];
    };
    expect(read).toHaveLength(expenses.length);
    expect(read[1]).toEqual({
      id: 2,
      spent_on: '2026-03-01',
      description: 'Lunch',
      amount: '-9.99',
      category: null,
      tags: [],
    });
  });
});

describe('the JSON of everything', () => {
  const [first, second] = expenses;
  const list = [
    { ...first!, recurringId: 4 },
    { ...second!, recurringId: null },
  ];
  const file = (about?: object) => {
    const book = { currency: EUR, categories: categories.slice(0, 2), firstDay: undefined };
    const writer = jsonWriter(book, about);
    return [writer.head(), ...list.map((expense) => writer.expense(expense)), writer.tail()].join('');
  };

  it('names the recurring expense that one came of, beside the recurring expenses alone', () => {
    const of = (text: string) => JSON.parse(text) as { expenses: { recurring?: number }[] };
    const everything = of(file({ recurring: [] }));
    expect(everything).toMatchObject({ format: 'outlay', recurring: [], expenses: [{ recurring: 4 }, {}] });
    expect(everything).not.toHaveProperty('categories');
    expect(everything.expenses[1]).not.toHaveProperty('recurring');
    const some = of(file());
    expect(some).toMatchObject({ categories: [{ name: 'Food' }, { name: 'Food: out' }] });
    expect(some.expenses.map((expense) => 'recurring' in expense)).toEqual([false, false]);
  });

  it('has a line for each expense', () => {
    const ends = file()
      .split('\n')
      .map((line) => line.slice(-1));
    expect(ends).toEqual(['[', ',', '}', '}', '']);
  });
});

describe('the ledgers, word for word', () => {
  const at = (categoryId: number | null): ExportedExpense => ({
    ...{ id: 7, spentOn: parseDay('2026-03-01')!, amountMinor: 125n, categoryName: null },
    ...{ categoryId, description: ' "Bar"; \\ \n two  |spaces ', tags: [] },
  });
  const of = (format: ExportFormat, list: readonly ExportedExpense[], names: readonly string[] = []) => {
    const book = { currency: EUR, categories: names.map((name, nth) => ({ id: nth + 1, name })) };
    const writer = EXPORTS[format].writer({ ...book, firstDay: list[0]?.spentOn });
    return [writer.head(), ...list.map((expense) => writer.expense(expense)), writer.tail()].join('');
  };
  const back = { ...at(1), id: 8, amountMinor: -999n, tags: ['trip', 'two words', 'date', 'date22', '[a;b'] };

  it('have each expense with its account, and the other side of it, in hledger', () => {
    expect(of('hledger', [at(null), back, at(99)], ['Food:  out; in'])).toBe(`; Exported from Outlay
decimal-mark .
commodity 1000.00 EUR
account assets:outlay
account expenses:uncategorised
account expenses:Food- out, in

2026-03-01 * (7) "Bar", \\ two /spaces
    expenses:uncategorised  1.25 EUR
    assets:outlay  -1.25 EUR

2026-03-01 * (8) "Bar", \\ two /spaces
    ; trip:, two-words:, date-:, date22:, -a-b:
    expenses:Food- out, in  -9.99 EUR
    assets:outlay  9.99 EUR

2026-03-01 * (7) "Bar", \\ two /spaces
    expenses:uncategorised  1.25 EUR
    assets:outlay  -1.25 EUR
`);
  });

  it('have each expense with its account, and the other side of it, in Beancount', () => {
    const plain = { ...at(2), tags: ['x/y', 'a_1'] };
    expect(of('beancount', [at(null), back, plain], ['eating  out!', '1st'])).toBe(`; Exported from Outlay
option "operating_currency" "EUR"
2026-03-01 open Assets:Outlay EUR
2026-03-01 open Expenses:Uncategorised EUR
2026-03-01 open Expenses:Eating-out EUR
2026-03-01 open Expenses:1st EUR

2026-03-01 * " \\"Bar\\"; \\\\ two |spaces "
  outlay: "7"
  Expenses:Uncategorised  1.25 EUR
  Assets:Outlay  -1.25 EUR

2026-03-01 * " \\"Bar\\"; \\\\ two |spaces " #trip #date #date22
  outlay: "8"
  tags: "trip, two words, date, date22, [a;b"
  Expenses:Eating-out  -9.99 EUR
  Assets:Outlay  9.99 EUR

2026-03-01 * " \\"Bar\\"; \\\\ two |spaces " #x/y #a_1
  outlay: "7"
  Expenses:1st  1.25 EUR
  Assets:Outlay  -1.25 EUR
`);
    expect(of('beancount', [])).toContain('1900-01-01 open Assets:Outlay EUR');
  });

  it.each<[ExportFormat, readonly string[], readonly string[]]>([
    ['beancount', ['Food out', 'food-out', 'FOOD: out'], ['Food-out', 'Food-out-2', 'FOOD-out-3']],
    ['beancount', ['🍕', 'X-1', '食費', 'ａb'], ['X-1', 'X-1-2', 'X-食費', 'Ａb']],
    ['beancount', ['X-2', '🍕', 'Uncategorised'], ['X-2', 'X-2-2', 'Uncategorised-2']],
    ['hledger', ['Uncategorised', 'a:b', 'a-b'], ['Uncategorised-2', 'a-b', 'a-b-2']],
  ])('of %s give categories that would be one account several: %j', (format, names, accounts) => {
    const written = [...of(format, [], names).matchAll(/[Ee]xpenses:(.+?)(?: EUR)?$/gm)].map(
      ([, name]) => name,
    );
    expect(written.slice(1)).toEqual(accounts);
  });
});

describe.skipIf(!has('hledger'))('the journal of hledger', () => {
  it.each(['EUR', 'JPY', 'KWD'])('passes its strict checks with odd names, texts and tags, in %s', (code) => {
    const { status, output } = run(
      'hledger',
      ['-f', '-', 'check', '--strict'],
      written('hledger', expenses, findCurrency(code)),
    );
    expect(output).toBe('');
    expect(status).toBe(0);
  });

  it('has the sum of each category in an account of its own', () => {
    const { stdout } = run(
      'hledger',
      ['-f', '-', 'bal', 'expenses', '-N', '-E', '--flat', '--format', '%(total)'],
      written('hledger'),
    );
    const totals = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().replace(' EUR', ''));
    expect(totals.sort()).toEqual(sumsByCategory);
  });

  it('writes tags that hledger finds', () => {
    const { stdout } = run('hledger', ['-f', '-', 'tags'], written('hledger'));
    expect(stdout.trim().split('\n')).toEqual(expect.arrayContaining(['trip', 'two-words', 'طعام', 'date-']));
  });
});

describe.skipIf(!has('bean-check'))('the ledger of Beancount', () => {
  it.each(['EUR', 'JPY', 'KWD'])('is accepted with odd names, texts and tags, in %s', (code) => {
    const { status, output } = run(
      'bean-check',
      [stored(written('beancount', expenses, findCurrency(code)))],
      '',
    );
    expect(output).toBe('');
    expect(status).toBe(0);
  });

  it('opens an account for each category', () => {
    const opened = written('beancount').match(/open Expenses:\S+/g)!;
    expect(new Set(opened).size).toBe(categories.length + 1);
  });
});
