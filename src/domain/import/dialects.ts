import { foldHeader } from './cells.js';
import type { DialectRules, Layout } from './layout.js';
import type { ImportFormat, SkipCode } from './reading.js';

export interface Dialect {
  readonly format: ImportFormat;
  readonly layout: Partial<Layout>;
  readonly rules: DialectRules;
}

type Find = (name: string, nth?: number) => number;
type Cell = (cells: readonly string[], name: string, nth?: number) => string;
interface Program {
  readonly format: ImportFormat;
  /** The columns that its export always has, folded. */
  readonly has: readonly string[];
  readonly build: (find: Find, cell: Cell) => Omit<Dialect, 'format'>;
}

const isTransfer = (text: string): boolean => /^transfer(?:\s*:|$)/i.test(text.trim());
const isOpening = (text: string): boolean => /^(?:starting|opening|initial) balance$/i.test(text.trim());
const isAdjustment = (text: string): boolean => /(?:reconciliation|manual) balance adjustment/i.test(text);

const PROGRAMS: readonly Program[] = [
  {
    format: 'outlay',
    has: ['date', 'description', 'amount', 'currency', 'category', 'tags', 'id'],
    build: (find) => ({
      layout: columnsOf(find, { description: ['description'] }),
      rules: { sign: 'positive', decimal: '.' },
    }),
  },
  {
    format: 'actual',
    has: ['account', 'date', 'payee', 'notes', 'category', 'amount', 'split amount', 'cleared'],
    build: (find, cell) => ({
      layout: columnsOf(find, { description: ['payee', 'notes'] }),
      rules: {
        describe: (cells) => cell(cells, 'payee') || withoutSplit(cell(cells, 'notes')),
        amountCell: (cells) =>
          /\(split \d+ of \d+\)/i.test(cell(cells, 'notes')) &&
          !/^0?(?:[.,]0+)?$/.test(cell(cells, 'split amount').trim())
            ? cell(cells, 'split amount')
            : cell(cells, 'amount'),
        skip: (cells) => {
          if (/\(split into \d+\)/i.test(cell(cells, 'notes'))) return 'split_parent';
          return (
            skipByPayee(cell(cells, 'payee')) ??
            (isTransfer(cell(cells, 'category')) ? 'transfer' : undefined)
          );
        },
      },
    }),
  },
  {
    format: 'ynab',
    has: ['account', 'date', 'payee', 'category group category', 'memo', 'outflow', 'inflow', 'cleared'],
    build: (find, cell) => ({
      layout: columnsOf(find, { out: 'outflow', in: 'inflow', description: ['payee', 'memo'] }),
      rules: { skip: (cells) => skipByPayee(cell(cells, 'payee')) },
    }),
  },
  {
    format: 'ynab',
    has: [
      'account',
      'date',
      'payee',
      'category',
      'master category',
      'sub category',
      'memo',
      'outflow',
      'inflow',
    ],
    build: (find, cell) => ({
      layout: columnsOf(find, {
        out: 'outflow',
        in: 'inflow',
        category: 'sub category',
        description: ['payee', 'memo'],
      }),
      rules: { skip: (cells) => skipByPayee(cell(cells, 'payee')) },
    }),
  },
  {
    format: 'mint',
    has: [
      'date',
      'description',
      'original description',
      'amount',
      'transaction type',
      'category',
      'account name',
      'labels',
      'notes',
    ],
    build: (find, cell) => ({
      layout: columnsOf(find, { flag: 'transaction type', tags: 'labels', description: ['description'] }),
      rules: {
        flagOut: ['debit'],
        flagIn: ['credit'],
        tagSeparator: /[,;\s]+/,
        skip: (cells) => {
          const category = cell(cells, 'category').trim().toLowerCase();
          return category === 'credit card payment'
            ? 'card_payment'
            : category === 'transfer'
              ? 'transfer'
              : undefined;
        },
      },
    }),
  },
  {
    format: 'firefly',
    has: [
      'journal id',
      'type',
      'currency code',
      'amount',
      'description',
      'date',
      'source name',
      'destination name',
      'category',
    ],
    build: (find, cell) => ({
      layout: columnsOf(find, {
        id: 'journal id',
        currency: 'currency code',
        flag: 'type',
        description: ['description'],
      }),
      rules: {
        flagOut: ['withdrawal'],
        flagIn: ['deposit'],
        skip: (cells) => skipByType(cell(cells, 'type')),
      },
    }),
  },
  {
    format: 'ezbookkeeping',
    has: [
      'time',
      'timezone',
      'type',
      'category',
      'sub category',
      'account',
      'account currency',
      'amount',
      'tags',
      'description',
    ],
    build: (find, cell) => ({
      layout: columnsOf(find, {
        date: 'time',
        flag: 'type',
        currency: 'account currency',
        category: 'sub category',
        description: ['description', 'sub category'],
      }),
      rules: {
        flagOut: ['expense'],
        flagIn: ['income'],
        tagSeparator: /;/,
        describe: (cells) =>
          cell(cells, 'description').trim() || cell(cells, 'sub category').trim() || cell(cells, 'category'),
        category: (cells) => cell(cells, 'sub category').trim() || cell(cells, 'category'),
        skip: (cells) => skipByType(cell(cells, 'type')),
      },
    }),
  },
  moneyManager('date', 'account'),
  moneyManager('period', 'accounts'),
  {
    format: 'expenseowl',
    has: ['id', 'name', 'category', 'amount', 'date'],
    build: (find) => ({ layout: columnsOf(find, { description: ['name'] }), rules: {} }),
  },
  {
    format: 'sure',
    has: ['date', 'account name', 'amount', 'name', 'category', 'tags', 'notes', 'currency'],
    build: (find, cell) => ({
      layout: columnsOf(find, { description: ['name', 'notes'] }),
      rules: { sign: 'positive', describe: (cells) => cell(cells, 'name').trim() || cell(cells, 'notes') },
    }),
  },
];
/** Money Manager called its columns otherwise in older versions. */
function moneyManager(date: string, account: string): Program {
  return {
    format: 'money-manager',
    has: [date, account, 'category', 'subcategory', 'income expense', 'amount', 'currency'],
    build: (find, cell) => ({
      layout: columnsOf(find, { date, flag: 'income expense', description: ['note', 'description'] }),
      rules: {
        flagOut: ['expense', 'exp.', 'exp'],
        flagIn: ['income', 'inc.', 'inc'],
        describe: (cells) =>
          [cell(cells, 'note'), cell(cells, 'note', 1), cell(cells, 'description')]
            .map((text) => text.trim())
            .find((text) => text !== '') ??
          (cell(cells, 'subcategory').trim() || cell(cells, 'category')),
        skip: (cells) => skipByType(cell(cells, 'income expense')),
      },
    }),
  };
}

// Programs whose columns others have too: nothing but these may stand there.
const ONLY: Readonly<Partial<Record<ImportFormat, readonly string[]>>> = {
  expenseowl: ['id', 'name', 'category', 'amount', 'date', 'tags', 'currency', 'recurring id'],
  outlay: ['date', 'description', 'amount', 'currency', 'category', 'tags', 'id'],
};

/** The program whose export has these columns, and how it is read. */
export function findDialect(header: readonly string[]): Dialect | undefined {
  const folded = header.map(foldHeader);
  const program = PROGRAMS.find(
    ({ format, has }) =>
      has.every((name) => folded.includes(name)) &&
      (ONLY[format] === undefined || folded.every((name) => ONLY[format]!.includes(name))),
  );
  if (!program) return undefined;
  const find: Find = (name, nth = 0) => {
    let at = -1;
    for (let left = nth; left >= 0; left--)
      at = folded.indexOf(name, at + 1) < 0 ? -2 : folded.indexOf(name, at + 1);
    return Math.max(at, -1);
  };
  const cell: Cell = (cells, name, nth) => cells[find(name, nth)] ?? '';
  return { format: program.format, ...program.build(find, cell) };
}

interface Names {
  readonly date?: string;
  readonly out?: string;
  readonly in?: string;
  readonly category?: string;
  readonly tags?: string;
  readonly id?: string;
  readonly currency?: string;
  readonly flag?: string;
  readonly description: readonly string[];
}

function columnsOf(find: Find, names: Names): Partial<Layout> {
  const hasTwo = names.out !== undefined;
  return {
    date: find(names.date ?? 'date'),
    amount: hasTwo ? -1 : find('amount'),
    out: hasTwo ? find(names.out) : -1,
    in: hasTwo ? find(names.in ?? '') : -1,
    category: find(names.category ?? 'category'),
    tags: find(names.tags ?? 'tags'),
    id: find(names.id ?? 'id'),
    currency: find(names.currency ?? 'currency'),
    flag: names.flag === undefined ? -1 : find(names.flag),
    description: names.description.map((name) => find(name)).filter((at) => at >= 0),
    spare: [],
    unclear: [],
  };
}

function skipByPayee(payee: string): SkipCode | undefined {
  if (isTransfer(payee)) return 'transfer';
  if (isOpening(payee)) return 'opening_balance';
  return isAdjustment(payee) ? 'balance_change' : undefined;
}

function skipByType(type: string): SkipCode | undefined {
  const word = foldHeader(type);
  if (word.startsWith('transfer')) return 'transfer';
  if (word === 'opening balance' || word === 'initial balance') return 'opening_balance';
  return /^(?:balance modification|modify balance|reconciliation|liability credit|modified bal)/.test(word)
    ? 'balance_change'
    : undefined;
}

function withoutSplit(notes: string): string {
  return notes.replace(/^\(SPLIT (?:INTO \d+|\d+ OF \d+)\)\s*/i, '');
}
