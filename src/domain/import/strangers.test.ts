import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.js';
import type { ReadingOptions } from './reading.js';

// What files of banks and programs that are not in the corpora write, made up and cut to what matters of each.

interface Stranger {
  readonly name: string;
  readonly text: string;
  /** `day amount` of what would be added, in the order of the file. */
  readonly rows: readonly string[];
  /** Texts that the descriptions of those rows hold. */
  readonly texts?: readonly string[];
  /** How many are listed and not added. */
  readonly left?: number;
  readonly asks?: readonly string[];
  readonly answers?: ReadingOptions;
  readonly currency?: string;
}

function check({ text, rows, texts = [], left = 0, asks = [], answers = {}, currency }: Stranger): void {
  const bytes = new TextEncoder().encode(text);
  const first = readFile(bytes);
  if (!first.ok) throw new Error(first.code);
  expect(first.questions.map(({ field }) => field)).toEqual(asks);
  const read = readFile(bytes, answers);
  if (!read.ok) throw new Error(read.code);
  const added = read.rows.filter(({ kind }) => kind === 'expense' || kind === 'income');
  expect(added.map(({ day, amount }) => `${day} ${amount}`)).toEqual(rows);
  texts.forEach((part, at) => expect(added[at]!.description).toContain(part));
  expect(read.rows.length - added.length).toBe(left);
  if (currency) expect(added.map((row) => row.currency)).toEqual(added.map(() => currency));
  expect(readFile(bytes, read.values)).toEqual(read);
}

describe('Where the table begins', () => {
  const strangers: readonly Stranger[] = [
    {
      name: 'a table of sums above, whose names are known words too',
      text: '#Waluta;#Wpływy;#Wydatki;\nPLN;1 500,00;-12,34;\n\n#Data operacji;#Opis operacji;#Kwota;\n2026-03-31;Sklep;-12,34 PLN;\n2026-03-01;Firma;1 500,00 PLN;\n',
      rows: ['2026-03-31 -12.34', '2026-03-01 1500'],
    },
    {
      name: 'a day and a number of the account above',
      text: 'BLZ:;12345678;;Datum:;31.03.2026\n\nBuchungstag;Text;Betrag\n31.03.2026;Brot;-3,20\n',
      rows: ['2026-03-31 -3.2'],
    },
    {
      name: 'no header, and a first line of another width that looks like a row',
      text: 'Compte;****1234;31/03/2026;;1 234,56\n31-03-2026;Courses;-12,34\n15-03-2026;Salaire;2 000,00\n',
      rows: ['2026-03-31 -12.34', '2026-03-15 2000'],
    },
    {
      name: 'a header at last, without a row',
      text: 'Account;12\nDate;Text;Amount\n',
      rows: [],
    },
    {
      name: 'times in every row, whose colons cut nothing',
      text: 'Time from: [2026-03-01 00:00:00] to: [2026-03-31 23:59:59]\n\nTime,Text,Amount,\n2026-03-31 12:34:56,Tea,-3.20,\n2026-03-30 08:00:00,Pie,-2.10,\n',
      rows: ['2026-03-31 -3.2', '2026-03-30 -2.1'],
    },
    {
      name: 'digits of another script',
      text: 'التاريخ,الوصف,المبلغ\n٣١/٠٣/٢٠٢٦,بقالة,-١٢٫٥٠\n١٥/٠٣/٢٠٢٦,راتب,٩٬٠٠٠٫٠٠\n',
      rows: ['2026-03-31 -12.5', '2026-03-15 9000'],
    },
  ];
  it.each(strangers)('$name', check);
});
