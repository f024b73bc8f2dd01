import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.js';
import type { Reading } from './reading.js';

const tag = (name: string, ...inner: readonly string[]) => `<${name}>${inner.join('')}</${name}>`;
const statement = (...entries: readonly string[]) =>
  `<?xml version="1.0"?>${tag('Document', tag('BkToCstmrStmt', tag('Stmt', ...entries)))}`;

interface Entry {
  readonly amount?: string;
  readonly side?: string;
  readonly day?: string;
  readonly rest?: string;
  readonly details?: readonly string[];
}
const entry = ({
  amount = '12.50',
  side = 'DBIT',
  day = '<BookgDt><Dt>2026-03-31</Dt></BookgDt>',
  rest = '',
  details = [],
}: Entry) =>
  tag(
    'Ntry',
    `<Amt Ccy="EUR">${amount}</Amt>`,
    tag('CdtDbtInd', side),
    day,
    rest,
    details.length > 0 ? tag('NtryDtls', ...details.map((detail) => tag('TxDtls', detail))) : '',
  );

function read(text: string): Reading {
  const found = readFile(new TextEncoder().encode(text));
  if (!found.ok) throw new Error(`${found.code} ${JSON.stringify(found.params)}`);
  return found;
}
const refusal = (text: string) => {
  const found = readFile(new TextEncoder().encode(text));
  return found.ok ? undefined : [found.code, found.params];
};
const rowsOf = (...entries: readonly Entry[]) => read(statement(...entries.map(entry))).rows;
const parties = tag(
  'RltdPties',
  tag('Dbtr', tag('Nm', 'Mira')),
  tag('UltmtDbtr', tag('Nm', 'Mira &amp; Owen')),
  tag('Cdtr', tag('Pty', tag('Nm', 'Landlord'))),
);

describe('A statement in CAMT', () => {
  it('is read by its entries: what was paid is negative, what came is positive', () => {
    const rent = { rest: '<AcctSvcrRef>R1</AcctSvcrRef>', details: [parties + tag('AddtlTxInf', 'Rent')] };
    const both = [entry(rent), '\n<Ntry><Amt Ccy="CHF">3</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>'];
    const { format, values, questions, notices, columns, hasHeader, people, rows } = read(statement(...both));
    expect({ format, values, questions, notices, columns, hasHeader, people }).toEqual({
      ...{ format: 'camt', values: { encoding: 'utf-8' }, questions: [], notices: [] },
      ...{ columns: [], hasHeader: false, people: [] },
    });
    expect(rows).toMatchObject([
      {
        ...{ line: 1, day: '2026-03-31', amount: '-12.5', currency: 'EUR', kind: 'expense' },
        ...{ description: 'Landlord – Rent', externalId: 'R1', reasons: [] },
      },
      {
        ...{ line: 2, day: null, amount: '3', currency: 'CHF', kind: 'unreadable', description: '' },
        reasons: [{ code: 'no_day' }],
      },
    ]);
  });

  it('names the other side: whom it went to, or whom it came from', () => {
    const told = (side: string, detail: string, rest = '') =>
      rowsOf({ side, rest, details: [detail] })[0]!.description;
    const [dbtr, ultimate] = [tag('Dbtr', tag('Nm', 'Owen')), tag('UltmtDbtr', tag('Nm', 'Ana'))];
    expect(told('DBIT', parties)).toBe('Landlord');
    expect(told('CRDT', parties)).toBe('Mira');
    expect(told('CRDT', tag('RltdPties', ultimate))).toBe('Ana');
    expect(told('CRDT', tag('RltdPties', ultimate, dbtr))).toBe('Owen');
    const purpose = tag('RmtInf', tag('Ustrd', 'Invoice'), tag('Ustrd', '12'));
    const more = tag('AddtlNtryInf', 'Card payment');
    expect(told('DBIT', tag('AddtlTxInf', 'Info') + purpose, more)).toBe('Invoice 12');
    expect(told('DBIT', '', more)).toBe('Card payment');
    // As banks order it: behind the details, of which none says anything.
    const behind = entry({ details: [tag('Refs', '')] }).replace('</Ntry>', `${more}</Ntry>`);
    expect(read(statement(behind)).rows[0]!.description).toBe('Card payment');
    const reference = tag('RmtInf', tag('Strd', tag('CdtrRefInf', tag('Ref', 'RF18'))));
    expect(told('DBIT', reference)).toBe('RF18');
    expect(told('DBIT', tag('RmtInf', '<Ustrd><![CDATA[ A < B ]]></Ustrd>'))).toBe('A < B');
  });

  it('takes the day of booking, or else the one of value, with a time or without', () => {
    const dayOf = (day: string) => rowsOf({ day })[0]!.day;
    const value = tag('ValDt', tag('Dt', '2026-03-01'));
    expect(dayOf(value)).toBe('2026-03-01');
    expect(dayOf(value + tag('BookgDt', tag('DtTm', '2026-03-31T10:00:00+02:00')))).toBe('2026-03-31');
    expect(dayOf(tag('ValDt', tag('DtTm', '2026-03-02T00:00:00')))).toBe('2026-03-02');
  });

  it('leaves out what is not booked', () => {
    const kindOf = (rest: string) => rowsOf({ rest })[0]!;
    expect(kindOf('<Sts>BOOK</Sts>').kind).toBe('expense');
    expect(kindOf('<Sts><Cd>BOOK</Cd></Sts>').kind).toBe('expense');
    for (const rest of ['<Sts>PDNG</Sts>', '<Sts><Cd>PDNG</Cd></Sts>', '<Sts>INFO</Sts>'])
      expect(kindOf(rest)).toMatchObject({ kind: 'skipped', reasons: [{ code: 'not_booked' }] });
  });

  it.each([
    [{ amount: '1.234,50' }, 'bad_amount'],
    [{ amount: 'x12.50' }, 'bad_amount'],
    [{ amount: '12.50 EUR' }, 'bad_amount'],
    [{ side: 'OUT' }, 'bad_amount'],
    [{ amount: '' }, 'no_amount'],
    [{ amount: '0.00' }, 'zero_amount'],
  ])('adds nothing of %j', (wrong, code) => {
    expect(rowsOf(wrong)[0]!.reasons).toMatchObject([{ code }]);
  });

  it('gives the payments of a batch, whose amounts add up to it', () => {
    const payment = (amount: string, more = '') => `<Amt Ccy="EUR">${amount}</Amt>${more}`;
    const nested = tag('AmtDtls', tag('TxAmt', '<Amt Ccy="EUR">2.50</Amt>'));
    const own = tag('Refs', tag('AcctSvcrRef', 'own'));
    const rest = tag('AcctSvcrRef', 'B');
    const batch = { rest, details: [payment('10', parties), nested + own] };
    expect(
      rowsOf(batch).map(({ amount, description, externalId }) => [amount, description, externalId]),
    ).toEqual([
      ['-10', 'Landlord', 'B/1'],
      ['-2.5', '', 'own'],
    ]);
    const others = [
      [payment('10'), payment('2.51')],
      [payment('10'), ''],
      [payment('10'), '<Amt Ccy="USD">2.50</Amt>'],
      [payment('10')],
    ];
    for (const details of others) {
      expect(rowsOf({ rest, details }).map(({ amount, externalId }) => [amount, externalId])).toEqual([
        ['-12.5', 'B'],
      ]);
    }
  });

  it('holds only what belongs to an entry, wherever its names begin with a prefix', () => {
    const balance = '<Bal><Amt Ccy="EUR">99</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>';
    const prefixed = statement(balance, entry({}), balance).replaceAll(/<(\/?)(?=[A-Z])/g, '<$1ns2:');
    expect(read(prefixed).rows.map(({ amount }) => amount)).toEqual(['-12.5']);
    expect(read(`\uFEFF\n${statement()}`)).toMatchObject({ rows: [], notices: [{ code: 'no_rows' }] });
  });

  it('is refused where it is another XML, broken, or too much', () => {
    expect(refusal('<Invoice><Ntry><Amt>1</Amt></Ntry></Invoice>')).toEqual(['not_recognised', {}]);
    expect(refusal('<Invoice><Amt></Invoice>')).toEqual(['not_recognised', { line: '1' }]);
    expect(refusal(statement('\n<Ntry></Amt>'))).toEqual(['broken_xml', { line: '2' }]);
    const deep = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels);
    expect(refusal(statement(deep(200)))?.[0]).toBe('too_deep');
    const many = (count: number) =>
      `<a ${Array.from({ length: count }, (_, at) => `x${String(at)}="1"`).join(' ')}/>`;
    expect(refusal(statement(many(101)))).toEqual(['too_complicated', {}]);
    expect(refusal(statement(many(100).repeat(2), entry({})))).toBeUndefined();
  });
});
