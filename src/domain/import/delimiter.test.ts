import { expect, test } from 'vitest';
import { findDelimiter } from './delimiter.js';

test.each<[what: string, lines: readonly string[], delimiter: string]>([
  ['commas', ['Date,Text,Amount', '2026-03-01,Tea,-3.20'], ','],
  [
    'semicolons beside decimal commas',
    ['Datum;Text;Betrag', '01.03.2026;Tee;-3,20', '02.03.2026;Brot;-9,00'],
    ';',
  ],
  ['tabs', ['Date\tText\tAmount', '2026-03-01\tTea, hot\t-3.20'], '\t'],
  ['bars', ['Date|Text|Amount', '2026-03-01|Tea, green; hot|-3.20'], '|'],
  ['carets', ['Date^Text^Amount', '2026-03-01^Tea^-3.20'], '^'],
  ['tildes', ['Date~Text~Amount', '2026-03-01~Tea~-3.20'], '~'],
  ['colons', ['Date:Text:Amount', '2026-03-01:Tea:-3.20'], ':'],
  ['no colons of times', ['Time;Text', '2026-03-01 12:34:56;Tea', '2026-03-02 08:00:00;Pie'], ';'],
  ['nothing at all: a comma', ['Tea'], ','],
  [
    'commas, whatever stands between quotes',
    ['Date,Text,Amount', '2026-03-01,"Tea;green;hot;sweet",-3.20', '2026-03-02,"Pie;a;b;c",-9.00'],
    ',',
  ],
  [
    'semicolons, where days and amounts are quoted, with blanks beside',
    [' "01.03.2026" ; "Tea, green, hot" ; "-3,20" ', ' "02.03.2026" ; "Pie, a, b" ; "-9,00" '],
    ';',
  ],
  [
    'semicolons, though the lines have more commas: there the cells are days and amounts',
    ['01.03.2026;Tea, green, hot, sweet;-3', '02.03.2026;Pie, a, b, c;-9'],
    ';',
  ],
  ['the most even, where nothing is a day', ['a,b;c', 'a;c', 'a,b,c;d'], ';'],
  ['the widest of those that are as even', ['a,b;c;d', 'e,f;g;h'], ';'],
  ['commas, with blank lines between', ['', 'Date,Text,Amount', '  ', '2026-03-01,Tea,-3.20', ''], ','],
  [
    'semicolons below a line of the bank with a hundred commas',
    [','.repeat(100), '01.03.2026;Tea;-3,20', '02.03.2026;Pie;-9,00'],
    ';',
  ],
])('%s', (_what, lines, delimiter) => {
  expect(findDelimiter(lines.join('\n'))).toBe(delimiter);
});
