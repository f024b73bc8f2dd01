import { afterAll, beforeAll, expect, it } from 'vitest';
import { engines } from '../testing/engines.js';
import { type Person, signUp, tokenFor } from '../testing/person.js';
import { holdLock } from '../testing/sqlite-lock-holder.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import type { TestDatabase } from '../testing/engines.js';

let database: TestDatabase;
let app: TestApp;
let mira: Person;
beforeAll(async () => {
  database = await engines[0]!.create({ file: true, waitLimitMs: 100 });
  app = await startTestApp(engines[0]!, { database });
  mira = await signUp(app);
});
afterAll(async () => {
  await app.close();
  await database.close();
});

it('a database that somebody else has locked costs a 503 and no session: B02', async () => {
  const cookies = new Map(mira.cookies);
  const fields = { amount: '12.50', description: 'Lunch', category_id: '', spent_on: '2026-03-01' };
  const _csrf = await tokenFor(mira);
  const other = await holdLock(database.url.slice('sqlite:'.length));
  for (const [path, sent] of [
    ['/expenses', { _csrf, ...fields }],
    ['/refresh', { _csrf }],
  ] as const) {
    const answer = await mira.post(path, sent, { follow: false });
    expect([path, answer.status]).toEqual([path, 503]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(mira.cookies).toEqual(cookies);
  expect((await mira.get('/expenses', { follow: false })).status).toBe(200);
  await other.release();
  expect((await mira.post('/refresh', { _csrf }, { follow: false })).status).toBe(303);
  expect((await mira.post('/expenses', { _csrf, ...fields }, { follow: false })).status).toBe(303);
  expect((await mira.get('/expenses')).html).toContain('Lunch');
});
