import { describe, expect, it } from 'vitest';
import { openInWorker } from './read-in-worker.js';

const job = (text: string) => ({ bytes: new TextEncoder().encode(text), options: {}, portion: 500 });

it('refuses a file that takes more memory than a thread may have, and the program runs on', async () => {
  const splits = 'SFood\n$-1.00\n'.repeat(190_000);
  const greedy = job(`!Type:Bank\nD01/02/2026\nT-1\n${splits}^\n`);
  const small = { maxOldGenerationSizeMb: 30, maxYoungGenerationSizeMb: 4 };
  expect(await openInWorker(greedy, small)).toEqual({ ok: false, code: 'too_complicated', params: {} });
});

it('gives rows in portions, in their order, as many as there are', async () => {
  const lines = Array.from({ length: 1_000 }, (_, at) => `2026-01-01,Text ${String(at)},-1.00`);
  const file = await openInWorker(job(['Date,Text,Amount', ...lines].join('\n')));
  if (!('rows' in file)) return expect.unreachable(file.code);
  const read: string[] = [];
  for await (const rows of file.rows()) {
    expect(rows).toHaveLength(500);
    read.push(...rows.map(({ description }) => description));
  }
  await file.close();
  expect(read).toEqual(lines.map((line) => line.split(',')[1]));
});

describe('in the memory of a few rows, whatever the size of the file, is read', () => {
  const many = (count: number, one: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => one(at));
  const day = (at: number) => `2026-0${String(1 + (at % 9))}-13`;
  const files: Record<string, { text: string; rows: number }> = {
    CSV: {
      text: `Date,Text,Amount\r\n${many(60_000, (at) => `${day(at)},"Text ${String(at)}, and more of it",-1.00\r\n`).join('')}`,
      rows: 60_000,
    },
    'QIF of splits': {
      text: `!Type:Bank\n${many(40_000, (at) => `D${day(at)}\nT-3.00\nPShop\nSFood\n$-1.00\nSHome\n$-2.00\n^\n`).join('')}`,
      rows: 120_000,
    },
    'CAMT in one line': {
      text: `<Document><BkToCstmrStmt><Stmt>${many(
        20_000,
        (at) =>
          `<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>${day(at)}</Dt></BookgDt><AcctSvcrRef>${String(at)}</AcctSvcrRef></Ntry>`,
      ).join('')}</Stmt></BkToCstmrStmt></Document>`,
      rows: 20_000,
    },
    OFX: {
      text: `<OFX>${many(60_000, (at) => `<STMTTRN><DTPOSTED>${day(at)}<TRNAMT>-1.00<FITID>${String(at)}<NAME>Shop</STMTTRN>`).join('')}</OFX>`,
      rows: 60_000,
    },
    JSON: {
      text: JSON.stringify({
        format: 'outlay',
        expenses: many(60_000, (at) => day(at)).map((spent_on) => ({
          spent_on,
          amount: '1.00',
          tags: ['a', 'b'],
        })),
      }),
      rows: 60_000,
    },
  };

  it.each(Object.entries(files))('%s', async (_, { text, rows }) => {
    const file = await openInWorker(job(text), { maxOldGenerationSizeMb: 36, maxYoungGenerationSizeMb: 2 });
    if (!('rows' in file)) return expect.unreachable(file.code);
    let count = 0;
    for await (const portion of file.rows()) count += portion.length;
    await file.close();
    expect(count).toBe(rows);
  });
});
