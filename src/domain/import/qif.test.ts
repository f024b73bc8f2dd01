import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.js';
import type { Reading, ReadingOptions } from './reading.js';

function read(text: string, options?: ReadingOptions): Reading {
  const found = readFile(new TextEncoder().encode(text), options);
  if (!found.ok) throw new Error(found.code);
  return found;
}
const bank = (...records: readonly string[]) =>
  `!Type:Bank\n${records.map((record) => `${record}\n^\n`).join('')}`;
const only = (record: string, options?: ReadingOptions) => read(bank(record), options).rows[0]!;

describe('QIF', () => {
  it('is read by its records', () => {
    const { rows, ...about } = read(bank('D31.01.2026\nT-1,250.50\nPLandlord\nMRent\nLHome:Rent/Tax'));
    expect(about).toMatchObject({
      ...{ format: 'qif', values: { encoding: 'utf-8', date_order: 'dmy', decimal: '.' } },
      ...{ questions: [], notices: [], columns: [], hasHeader: false, people: [] },
    });
    expect(rows).toEqual([
      {
        ...{ line: 2, day: '2026-01-31', amount: '-1250.5', currency: null, tags: [], externalId: null },
        ...{ description: 'Landlord – Rent', category: 'Home:Rent', kind: 'expense', reasons: [] },
      },
    ]);
    expect(read('!Type:Bank\n')).toMatchObject({ notices: [{ code: 'no_rows' }], rows: [] });
  });

  it('reads splits as their parts, transfers apart, and years after an apostrophe', () => {
    const { rows } = read(
      bank(
        "D1/31'26\nT-30.00\nPShop\nSFood\nEfor two\n$-10.00\nSHome\n$-15.00\nS[Cash]\n$-5.00",
        'D2/ 1/26\nT5\nL[Cash]',
      ),
    );
    expect(
      rows.map(({ line, day, amount, kind, category, description, reasons: [reason] }) => [
        ...[line, day, amount, kind, category, description, reason?.code],
      ]),
    ).toEqual([
      [2, '2026-01-31', '-30', 'skipped', null, 'Shop', 'split_parent'],
      [5, '2026-01-31', '-10', 'expense', 'Food', 'Shop – for two', undefined],
      [8, '2026-01-31', '-15', 'expense', 'Home', 'Shop', undefined],
      [10, '2026-01-31', '-5', 'skipped', null, 'Shop', 'transfer'],
      [13, '2026-02-01', '5', 'skipped', null, '', 'transfer'],
    ]);
  });

  it('takes one split, or those that do not add up, for the category at most', () => {
    const row = (splits: string) => {
      const { rows } = read(bank(`D1/31/26\nT-30.00\nLOther\n${splits}`));
      return rows.map(({ amount, category }) => [amount, category]);
    };
    expect(row('SFood\n$-30.00')).toEqual([['-30', 'Food']]);
    expect(row('S\n$-30.00')).toEqual([['-30', 'Other']]);
    expect(row('SFood\n$-10.00\nSHome\n$-19.99')).toEqual([['-30', 'Other']]);
    expect(row('SFood [organic]\n$-30.00')).toEqual([['-30', 'Food [organic]']]);
    expect(row('SFood\n$-10.00\nSHome')).toEqual([['-30', 'Other']]);
    expect(row('SFood\n$-10.00\nSHome\n$x')).toEqual([['-30', 'Other']]);
  });

  it('ends the last part of a split with the next line that is none of it', () => {
    const { rows } = read(bank('D1/31/26\nT-30.00\nLOther\nSFood\n$-10.00\nSHome\n$-20.00\nN77\nCX'));
    expect(rows.map(({ amount, category }) => [amount, category])).toEqual([
      ['-30', 'Other'],
      ['-10', 'Food'],
      ['-20', 'Home'],
    ]);
  });

  it('skips opening balances and what is invested, and what holds no money at all', () => {
    expect(only('D1/31/26\nT100\nPOpening Balance')).toMatchObject({
      ...{ kind: 'skipped', reasons: [{ code: 'opening_balance' }] },
    });
    const text = `!Type:Cat\nNFood\nDFood and drink\n^\n!Account\nNGiro\nTBank\n^\n!Type:Invst\nD1/31/26\nU-5\n^
!Option:AutoSwitch\n!Type:CCard\nD1/31/26\nU-7\n^\nPnothing\n^\n!Type:Memorized\nT-9\n`;
    expect(read(text).rows.map(({ line, amount, kind }) => [line, amount, kind])).toEqual([
      [10, '-5', 'skipped'],
      [15, '-7', 'expense'],
    ]);
    expect(read('!Type:Oth L\nD1/31/26\nT-3').rows).toHaveLength(1);
  });

  it('asks what its amounts and days mean where that is open', () => {
    const text = bank('D3/4/26\nT-1.250\nPRent');
    const { questions, rows } = read(text);
    expect(questions.map(({ field }) => field)).toEqual(['date_order', 'decimal']);
    expect(questions[1]).toEqual({
      ...{ field: 'decimal', example: '-1.250' },
      options: [
        { value: '.', answers: { decimal: '.' }, reads: '-1.25' },
        { value: ',', answers: { decimal: ',' }, reads: '-1250' },
      ],
    });
    expect(rows).toMatchObject([
      {
        ...{ day: null, amount: null, kind: 'unreadable' },
        reasons: ['date_order', 'decimal'].map((field) => ({ code: 'unanswered', params: { field } })),
      },
    ]);
    const answered = read(text, { date_order: 'dmy', decimal: ',' });
    expect(answered).toMatchObject({ questions: [], rows: [{ day: '2026-04-03', amount: '-1250' }] });
    const clear = read(bank('D1/31/26\nT-1.250', 'D1/30/26\nT-3,20'));
    expect(clear).toMatchObject({ questions: [], rows: [{ amount: '-1250' }, { amount: '-3.2' }] });
    expect(read(bank('D1/31/26\nT-1.250\nSa\n$-1.20\nSb\n$-.05')).questions).toEqual([]);
  });

  it.each([
    ['D1/31/26\nP', [['no_amount', {}]]],
    ['T-1\nP', [['no_day', {}]]],
    [
      'D2/30/26\nT1.2.3',
      [
        ['bad_day', { text: '2/30/26' }],
        ['bad_amount', { text: '1.2.3' }],
      ],
    ],
    ['D1/31/26\nT-1000000000000', [['amount_too_large', { text: '-1000000000000' }]]],
    ['D1/31/26\nT0.00', [['zero_amount', {}]]],
    [`D1/31/26\nT${'x'.repeat(70)}`, [['bad_amount', { text: 'x'.repeat(60) }]]],
  ])('adds nothing of %j, and says why', (record, reasons) => {
    const row = only(record, { date_order: 'mdy' });
    expect(row.reasons.map(({ code, params }) => [code, params])).toEqual(reasons);
    expect(row.kind).toBe(reasons[0]![0] === 'zero_amount' ? 'skipped' : 'unreadable');
  });
});
