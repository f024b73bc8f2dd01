import { describe, expect, it } from 'vitest';
import { dayOfCell, orderOf } from './day-column.js';

const ORDERS = ['ymd', 'dmy', 'mdy'] as const;
const daysOf = (text: string) => ORDERS.map((order) => dayOfCell(text, order) ?? '-').join(' ');

describe('A cell with one way to read it', () => {
  const fixed: readonly (readonly [text: string, day: string])[] = [
    ['2026-03-31', '2026-03-31'],
    ['2026-03-31T12:34:56Z', '2026-03-31'],
    ['2026-03-31 12:34', '2026-03-31'],
    ['2026/3/1', '2026-03-01'],
    ['2026.03.31.', '2026-03-31'],
    ['2026 - 3 - 31', '2026-03-31'],
    ['2026年3月31日', '2026-03-31'],
    ['2026年 3月 31日', '2026-03-31'],
    ['2026년 3월 31일', '2026-03-31'],
    ['２０２６/０３/３１', '2026-03-31'],
    ['٢٠٢٦/٠٣/٣١', '2026-03-31'],
    ['\u200f2026/03/31\u200e', '2026-03-31'],
    [' 2026/03/31 ', '2026-03-31'],
    ['20260331', '2026-03-31'],
    ['20260331120000', '2026-03-31'],
    ['202603311200', '2026-03-31'],
    ['20260331 12:00', '2026-03-31'],
    ['20260331T12', '2026-03-31'],
    ['20260331120000.000[-5:EST]', '2026-03-31'],
    ['19000331', '1900-03-31'],
    ['21991231', '2199-12-31'],
    ['令和8年3月31日', '2026-03-31'],
    ['令和元年5月1日', '2019-05-01'],
    ['平成31.4.30', '2019-04-30'],
    ['昭和 64/1/7', '1989-01-07'],
    ['R8.3.31', '2026-03-31'],
    ['H31/04/30', '2019-04-30'],
    ['S64-01-07', '1989-01-07'],
    ['31 Mar 2026', '2026-03-31'],
    ['31-Mar-26', '2026-03-31'],
    ['31/MAR/2026', '2026-03-31'],
    ['31. März 2026', '2026-03-31'],
    ['31.Mär.2026', '2026-03-31'],
    ['1er mars 2026', '2026-03-01'],
    ['31 de março de 2026', '2026-03-31'],
    ['31º mar 2026', '2026-03-31'],
    ["31st of March '26", '2026-03-31'],
    ['2nd March, 2026', '2026-03-02'],
    ['Tue, 31 Mar 2026', '2026-03-31'],
    ['Mar 31, 2026', '2026-03-31'],
    ['March 31st 2026', '2026-03-31'],
    ['Mar. 31 26', '2026-03-31'],
    ['Tuesday, March 3, 2026', '2026-03-03'],
    ['2026-Mar-31', '2026-03-31'],
    ['2026 March 3', '2026-03-03'],
    ['٣١ مارس ٢٠٢٦', '2026-03-31'],
    ['31 mar 69', '2069-03-31'],
    ['31 mar 70', '1970-03-31'],
    ['12:34 2026-03-31', '2026-03-31'],
    ['12:34:56, 31 Mar 2026', '2026-03-31'],
    ['Tue 2026-03-31', '2026-03-31'],
    ['Di. 2026-03-31', '2026-03-31'],
  ];
  it.each(fixed)('%s is %s under every order', (text, day) => {
    expect(daysOf(text)).toBe(ORDERS.map(() => day).join(' '));
    expect(dayOfCell(text, undefined)).toBe(day);
  });

  it('leaves every order as it is', () => {
    expect(orderOf(fixed.map(([text]) => text))).toEqual({ order: 'ymd', questions: [] });
  });
});

describe('A cell whose order is open', () => {
  it.each([
    ['03/04/2026', '- 2026-04-03 2026-03-04'],
    ['3/4/2026', '- 2026-04-03 2026-03-04'],
    ['31/03/2026', '- 2026-03-31 -'],
    ['03/31/2026', '- - 2026-03-31'],
    ['03.04.26', '2003-04-26 2026-04-03 2026-03-04'],
    ['03.04.26.', '2003-04-26 2026-04-03 2026-03-04'],
    ['03 - 04 - 26', '2003-04-26 2026-04-03 2026-03-04'],
    ['03 04 26', '2003-04-26 2026-04-03 2026-03-04'],
    ["1/31'26", '- - 2026-01-31'],
    ["3/4/'26", '- 2026-04-03 2026-03-04'],
    ["3/4' 2026", '- 2026-04-03 2026-03-04'],
    ['03/04/69', '- 2069-04-03 2069-03-04'],
    ['03/04/70', '- 1970-04-03 1970-03-04'],
    ['03/04/2026 12:00', '- 2026-04-03 2026-03-04'],
    ['12:00 03/04/2026', '- 2026-04-03 2026-03-04'],
    ['Fri 03/04/2026', '- 2026-04-03 2026-03-04'],
    ['03042026', '- 2026-04-03 2026-03-04'],
    ['31031900', '- 1900-03-31 -'],
    ['31032199', '- 2199-03-31 -'],
  ])('%s', (text, days) => {
    expect(daysOf(text)).toBe(days);
    expect(dayOfCell(text, undefined)).toBeUndefined();
  });
});

describe('What is no day', () => {
  it.each([
    '',
    'Total',
    '1.5',
    '12345',
    '2026-13-01',
    '2026-02-30',
    '2026-00-10',
    '1234567',
    '31032200',
    '31031899',
    '22001231',
    '18991231',
    '310320261',
    '31032026120000',
    '20263103120',
    '2026/03/311',
    '2026/03/31,5',
    '01/02/2026.5',
    '1/2/202',
    '12.345.678',
    'Invoice 03/04/2026',
    'Sale 2026/03/31',
    '31 Foo 2026',
    'Foo 31 2026',
    '2026 Foo 31',
    '31 Mar 202',
    `31 Mar 2026${' '.repeat(60)}`,
    'R 8 3',
    'X8.3.31',
    '12:34 Total',
  ])('%j', (text) => {
    expect(daysOf(text)).toBe('- - -');
  });
});

describe('The order of a file', () => {
  const asked = (texts: readonly string[]) => {
    const { order, questions } = orderOf(texts);
    const [question] = questions;
    if (!question) return order;
    expect(order).toBeUndefined();
    return [question.example, ...question.options.map(({ value, reads }) => `${value} ${reads}`)];
  };

  it.each<[string, string[], ReturnType<typeof asked>]>([
    ['nothing', [], 'ymd'],
    ['what are no days', ['Total', '', '5'], 'ymd'],
    ['one day past the twelfth', ['03/04/2026', '13/04/2026', 'Total'], 'dmy'],
    ['one month past the twelfth', ['03/04/2026', '04/13/2026'], 'mdy'],
    ['years in front', ['99/12/31', '99/12/30'], 'ymd'],
    ['more days of one order than of the other', ['13/04/2026', '14/04/2026', '04/13/2026'], 'dmy'],
    ['as many of both', ['13/04/2026', '04/13/2026'], ['13/04/2026', 'dmy 2026-04-13', 'mdy null']],
    ['the same either way', ['03/03/2026', '04/04/2026'], 'dmy'],
    [
      'nothing that tells',
      ['03/03/2026', '03/04/2026', '05/06/2026'],
      ['03/04/2026', 'dmy 2026-04-03', 'mdy 2026-03-04'],
    ],
    ['dots', ['03.04.2026', '05.06.2026'], 'dmy'],
    ['dots and a slash', ['03.04.2026', '05/06/2026'], ['03.04.2026', 'dmy 2026-04-03', 'mdy 2026-03-04']],
    ['dots that leave no day first', ['04.13.2026', '05.06.2026'], 'mdy'],
    [
      'years of two digits in one year, whatever comes first',
      ['03/04/26', '05/06/26'],
      ['03/04/26', 'dmy 2026-04-03', 'mdy 2026-03-04'],
    ],
    [
      'two digits that are fewer years when they are in front',
      ['26/03/01', '26/03/09'],
      ['26/03/01', 'dmy 2001-03-26', 'ymd 2026-03-01'],
    ],
    ['two digits that are as many years in front', ['26/03/25', '25/03/26'], 'dmy'],
    ['two digits that are more years in front', ['20/03/01', '25/03/03', '20/03/02'], 'dmy'],
    [
      'a day that no year in front fits, behind others that tell nothing',
      ['01/01/02', '02/02/03', '03/04/99'],
      ['03/04/99', 'dmy 1999-04-03', 'mdy 1999-03-04'],
    ],
    [
      'all three orders',
      ['01/01/02', '01/02/03'],
      ['01/01/02', 'dmy 2002-01-01', 'mdy 2002-01-01', 'ymd 2001-01-02'],
    ],
    ['days that are clear beside one that is not', ['2026-03-31', '03/04/2026', '13/04/2026'], 'dmy'],
    ['years behind an apostrophe', ["1/31'26", "2/1'26"], 'mdy'],
  ])('%s', (_, texts, found) => {
    expect(asked(texts)).toEqual(found);
  });

  it('is answered by the option that was taken', () => {
    const [question] = orderOf(['03/04/2026']).questions;
    expect(question).toMatchObject({ field: 'date_order' });
    expect(question!.options.map(({ answers }) => answers)).toEqual([
      { date_order: 'dmy' },
      { date_order: 'mdy' },
    ]);
  });
});
