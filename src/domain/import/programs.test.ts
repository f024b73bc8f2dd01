import { expect, test } from 'vitest';
import { readFile } from './read-file.js';

/** How a file of a program is read: `kind | amount | description | category | tags`, row by row; of those left out why. */
function rowsOf(lines: readonly string[]): [format: string, rows: string[]] {
  const found = readFile(new TextEncoder().encode(lines.join('\n')));
  if (!found.ok) throw new Error(found.code);
  expect(found.questions).toEqual([]);
  const rows = found.rows.map(({ kind, reasons, amount, description, category, tags }) =>
    kind === 'skipped'
      ? `${reasons.map(({ code }) => code).join()} | ${description}`
      : [kind, amount, description, category ?? '–', tags.join()].join(' | '),
  );
  return [found.format, rows];
}

const cases: readonly [format: string, lines: readonly string[], rows: readonly string[]][] = [
  [
    'actual',
    [
      'Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared',
      'Giro,2026-03-01,Bakery,rolls,Food,-3.20,0,Not cleared',
      'Giro,2026-03-02,,(SPLIT 1 OF 12) cheese,Food,-30,-12.50,Cleared',
      'Giro,2026-03-02,,(SPLIT 12 OF 12) soap,Home,-17.50,0.00,Cleared',
      'Giro,2026-03-02,Market,(SPLIT INTO 12),,-30.00,0,Cleared',
      'Giro,2026-03-03,Starting Balance,,Starting Balances,100,0,Reconciled',
      'Giro,2026-03-04,Transfer : Savings,,,-50,0,Cleared',
      'Giro,2026-03-05,Bank Transfer fee,,Bank,-1,0,Cleared',
      'Giro,2026-03-06,Savings,,Transfer,-5,0,Cleared',
      'Giro,2026-03-07,Manual Balance Adjustment,,,2,0,Cleared',
      'Giro,2026-03-08,My opening balance sheet,,,-9,0,Cleared',
    ],
    [
      'expense | -3.2 | Bakery | Food | ',
      'expense | -12.5 | cheese | Food | ',
      'expense | -17.5 | soap | Home | ',
      'split_parent | Market',
      'opening_balance | Starting Balance',
      'transfer | Transfer : Savings',
      'expense | -1 | Bank Transfer fee | Bank | ',
      'transfer | Savings',
      'balance_change | Manual Balance Adjustment',
      'expense | -9 | My opening balance sheet | – | ',
    ],
  ],
  [
    'ynab',
    [
      'Account,Flag,Date,Payee,Category Group/Category,Category Group,Category,Memo,Outflow,Inflow,Cleared',
      'Giro,,2026-03-01,Bakery,Daily: Food,Daily,Food,rolls,$3.20,$0.00,Cleared',
      'Giro,,2026-03-02,Transfer : Savings,,,,,$50.00,$0.00,Cleared',
      'Giro,,2026-03-03,Starting Balance,Inflow: Ready to Assign,Inflow,Ready to Assign,,$0.00,$100.00,Cleared',
      'Giro,,2026-03-04,Employer,Inflow: Ready to Assign,Inflow,Ready to Assign,,$0.00,$2000.00,Cleared',
    ],
    [
      'expense | -3.2 | Bakery – rolls | Food | ',
      'transfer | Transfer : Savings',
      'opening_balance | Starting Balance',
      'income | 2000 | Employer | Ready to Assign | ',
    ],
  ],
  [
    'ynab',
    [
      'Account,Flag,Check Number,Date,Payee,Category,Master Category,Sub Category,Memo,Outflow,Inflow,Cleared,Running Balance',
      'Giro,,,2026-03-01,Bakery,Daily: Food,Daily,Food,rolls,3.20,0.00,C,96.80',
      'Giro,,,2026-03-02,Transfer : Savings,,,,,50.00,0.00,C,46.80',
    ],
    ['expense | -3.2 | Bakery – rolls | Food | ', 'transfer | Transfer : Savings'],
  ],
  [
    'mint',
    [
      '"Date","Description","Original Description","Amount","Transaction Type","Category","Account Name","Labels","Notes"',
      '"3/31/2026","Bakery","BAKERY 12","3.20","debit","Food","Giro","trip,  family",""',
      '"3/30/2026","Employer","SALARY","2000.00","credit","Paycheck","Giro","",""',
      '"3/29/2026","Card","CARD","90.00","debit"," Credit Card Payment","Giro","",""',
      '"3/28/2026","Savings","TO SAVINGS","50.00","debit","Transfer ","Giro","",""',
    ],
    [
      'expense | -3.2 | Bakery | Food | trip,family',
      'income | 2000 | Employer | Paycheck | ',
      'card_payment | Card',
      'transfer | Savings',
    ],
  ],
  [
    'firefly',
    [
      'user_id,group_id,journal_id,type,amount,currency_code,description,date,source_name,destination_name,category,tags',
      '1,5,7,Withdrawal,-3.20,EUR,Bakery,2026-03-01T00:00:00+01:00,Giro,Baker,Food,',
      '1,6,8,Deposit,2000.00,EUR,Salary,2026-03-02T00:00:00+01:00,Employer,Giro,,',
      '1,7,9,Transfer,50.00,EUR,Saving,2026-03-03T00:00:00+01:00,Giro,Savings,,',
      '1,8,10,Opening balance,100.00,EUR,Initial balance for Giro,2026-03-04T00:00:00+01:00,X,Giro,,',
      '1,9,11,Reconciliation,1.00,EUR,Reconciliation,2026-03-05T00:00:00+01:00,X,Giro,,',
      '1,9,12,Liability credit,1.00,EUR,Loan,2026-03-05T00:00:00+01:00,X,Giro,,',
    ],
    [
      'expense | -3.2 | Bakery | Food | ',
      'income | 2000 | Salary | – | ',
      'transfer | Saving',
      'opening_balance | Initial balance for Giro',
      'balance_change | Reconciliation',
      'balance_change | Loan',
    ],
  ],
  [
    'ezbookkeeping',
    [
      'Time,Timezone,Type,Category,Sub Category,Account,Account Currency,Amount,Account2,Account2 Currency,Account2 Amount,Geographic Location,Tags,Description',
      '2026-03-01 09:00:00,+01:00,Expense,Food,Bread,Wallet,EUR,3.20,,,,,trip;family ana,Bakery',
      '2026-03-02 09:00:00,+01:00,Expense,Food,Fruit,Wallet,EUR,4.00,,,,,," "',
      '2026-03-03 09:00:00,+01:00,Expense,Food," ",Wallet,EUR,5.00,,,,,,',
      '2026-03-04 09:00:00,+01:00,Income,Job,Salary,Wallet,EUR,2000,,,,,,',
      '2026-03-05 09:00:00,+01:00,Transfer,Move,Saving,Wallet,EUR,50,Savings,EUR,50,,,',
      '2026-03-06 09:00:00,+01:00,Balance Modification,,,Wallet,EUR,1,,,,,,Fix',
    ],
    [
      'expense | -3.2 | Bakery | Bread | trip,family ana',
      'expense | -4 | Fruit | Fruit | ',
      'expense | -5 | Food | Food | ',
      'income | 2000 | Salary | Salary | ',
      'transfer | Saving',
      'balance_change | Fix',
    ],
  ],
  ...(['Date,Account', 'Period,Accounts'] as const).map(
    (names) =>
      [
        'money-manager',
        [
          `${names},Category,Subcategory,Note,Amount,Income/Expense,Description,Currency`,
          '03/31/2026,Cash,Food,Bread,Bakery,3.20,Exp.,rolls,EUR',
          '03/30/2026,Cash,Food,Fruit, ,4.00,Expense,apples,EUR',
          '03/29/2026,Cash,Food,Fruit,,5.00,Exp,,EUR',
          '03/28/2026,Cash,Food,,,6.00,Expense,,EUR',
          '03/27/2026,Cash,Job,,Salary,2000,Income,,EUR',
          '03/26/2026,Cash,Job,,Bonus,10,Inc.,,EUR',
          '03/25/2026,Cash,Bank,,Saving,50,Transfer-Out,,EUR',
          '03/24/2026,Cash,,,Begin,50,Initial balance,,EUR',
          '03/23/2026,Cash,,,Fix,50,Modified Bal.,,EUR',
        ],
        [
          'expense | -3.2 | Bakery | Food | ',
          'expense | -4 | apples | Food | ',
          'expense | -5 | Fruit | Food | ',
          'expense | -6 | Food | Food | ',
          'income | 2000 | Salary | Job | ',
          'income | 10 | Bonus | Job | ',
          'transfer | Saving',
          'opening_balance | Begin',
          'balance_change | Fix',
        ],
      ] as [string, readonly string[], readonly string[]],
  ),
  [
    'expenseowl',
    [
      'ID,Name,Category,Amount,Date',
      'a1,Bakery,Food,-3.20,2026-03-31T00:00:00Z',
      'a2,Gift,Income,20,2026-03-30T00:00:00Z',
    ],
    ['expense | -3.2 | Bakery | Food | ', 'income | 20 | Gift | Income | '],
  ],
  [
    'sure',
    [
      'date,account_name,amount,name,category,tags,notes,currency',
      '2026-03-01,Giro,3.20,Bakery,Food,,rolls,EUR',
      '2026-03-02,Giro,4.00, ,Food,,apples,EUR',
      '2026-03-03,Giro,-2000.00,Salary,Job,,,EUR',
    ],
    [
      'expense | -3.2 | Bakery | Food | ',
      'expense | -4 | apples | Food | ',
      'income | 2000 | Salary | Job | ',
    ],
  ],
];

test.each(cases)('a file of %s is read as that program means it (%#)', (format, lines, rows) => {
  expect(rowsOf(lines)).toEqual([format, rows]);
});

test('columns of ExpenseOwl with others beside them are a sheet like any other', () => {
  const lines = ['ID,Name,Category,Amount,Date,Shop', 'a1,Bread,Food,-3.20,2026-03-31,Bakery'];
  expect(rowsOf(lines)[0]).toBe('csv');
});

const shares = (header: string, rows: readonly string[], person: string): string[] => {
  const found = readFile(new TextEncoder().encode([header, ...rows].join('\n')), { person });
  if (!found.ok) throw new Error(found.code);
  return found.rows.map(({ amount, kind, reasons: [reason] }) =>
    kind === 'expense' ? String(amount) : (reason?.code ?? kind),
  );
};

test.each([
  ['Date,Description,Category,Cost,Currency,Ana,Owen', 'Payment'],
  ['Datum,Beschreibung,Kategorie,Kosten,Währung,Ana,Owen', 'Zahlung'],
  ['Fecha,Descripción,Categoría,Coste,Moneda,Ana,Owen', 'pago'],
])('of a Splitwise file everybody has their share: %s', (header, payment) => {
  const rows = [
    '2026-03-01,Dinner,Food,30.00,EUR,20.00,-20.00',
    '2026-03-02,Taxi,Trips,12.00,EUR,-4.00,4.00',
    '2026-03-03,Gift,Other,20.00,EUR,0.00,0.00',
    '2026-03-04,Gift,Other,20.00,EUR,,',
    `2026-03-05,Ana paid Owen,${payment},15.00,EUR,15.00,-15.00`,
    '2026-03-06,Odd,Food,x,EUR,1.00,-1.00',
    '2026-03-07,Odd,Food,5.00,EUR,y,-1.00',
    '',
    '2026-03-31,Total balance,, ,EUR,31.00,-31.00',
  ];
  const rest = ['not_yours', 'not_yours', 'settlement', 'bad_amount'];
  expect(shares(header, rows, 'Ana')).toEqual(['-10', '-4', ...rest, 'bad_amount', 'total']);
  expect(shares(header, rows, 'Owen')).toEqual(['-20', '-8', ...rest, '-1', 'total']);
});

test.each([
  ['one person', 'Date,Description,Category,Cost,Currency,Ana'],
  ['a person without a name', 'Date,Description,Category,Cost,Currency,Ana, '],
  ['known columns behind, and an amount', 'Date,Description,Category,Amount,Currency,Ana,Balance'],
  ['another order', 'Description,Date,Category,Cost,Currency,Ana,Owen'],
])('a sheet with %s is none of Splitwise', (_what, header) => {
  const row = header.startsWith('Date') ? '2026-03-01,Dinner' : 'Dinner,2026-03-01';
  const found = readFile(new TextEncoder().encode(`${header}\n${row},Food,-30.00,EUR,15.00,x\n`));
  expect(found.ok && found.format).toBe('csv');
});
