import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { DoctorService } from '../../services/upkeep/doctor-service.js';
import { Member } from './member.js';
import { startProgram } from './program.js';
import { newTarget } from './target.js';

const BATCHES = 5;
const BATCH = 1_000;

interface Listed {
  readonly data: readonly { readonly kind: string; readonly status: string; readonly count: number }[];
}

it(
  'a merge of thousands that is killed in the middle is done to its end after the next start',
  { timeout: 120_000 },
  async () => {
    const target = await newTarget('sqlite');
    let program = await startProgram(target.settings);
    const member = await Member.register(() => program.url);
    const { body } = await member.send('GET', '/categories');
    const [from, into] = (body['data'] as { id: number }[]).map(({ id }) => id);
    const expense = { amount: '1.00', description: 'Coffee', category_id: from, spent_on: '2026-03-01' };
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const sent = { expenses: Array.from({ length: BATCH }, () => expense) };
      expect((await member.send('POST', '/expenses/batch', { body: sent })).status).toBe(201);
    }
    const newest = async () =>
      ((await member.send('GET', '/changes?limit=1')).body as unknown as Listed).data[0];

    const merging = member.send('POST', `/categories/${String(from)}/merge`, { body: { into } });
    merging.catch(() => undefined);
    while ((await newest())?.status !== 'running') await sleep(1);
    await program.end('SIGKILL');
    await expect(merging).rejects.toThrow();

    program = await startProgram(target.settings);
    while ((await newest())?.status !== 'done') await sleep(20);
    expect(await newest()).toMatchObject({ kind: 'category_merge', count: BATCHES * BATCH });
    expect((await member.send('GET', `/categories/${String(from)}`)).status).toBe(404);
    const summary = await member.send('GET', `/reports/summary?category=${String(into)}`);
    expect(summary.body).toMatchObject({ count: BATCHES * BATCH, total: `${String(BATCHES * BATCH)}.00` });
    await program.end('SIGTERM');
    await target.read(async (db) => {
      for await (const { invariant, breaches } of new DoctorService(db).examine())
        expect(breaches, invariant).toEqual([]);
    });
    await target.remove();
  },
);
