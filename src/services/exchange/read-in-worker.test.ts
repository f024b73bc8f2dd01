import { expect, it } from 'vitest';
import { openInWorker } from './read-in-worker.js';

const job = (text: string) => ({ bytes: new TextEncoder().encode(text), options: {}, portion: 500 });

it('refuses a file that takes more memory than a thread may have, and the program runs on', async () => {
  const splits = 'SFood\n$-1.00\n'.repeat(1_000_000);
  const greedy = job(`!Type:Bank\nD01/02/2026\nT-1\n${splits}^\n`);
  const small = { maxOldGenerationSizeMb: 60, maxYoungGenerationSizeMb: 4 };
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
