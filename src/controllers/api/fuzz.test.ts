import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, type ExpenseJson, startTestApi, type TestApi } from '../../testing/api-client.js';
import { requestsOf } from '../../testing/api-requests.js';
import { engines } from '../../testing/engines.js';

/** FUZZ_RUNS=20000 is what a release is held to; every `npm test` takes a sample. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 750);
const CANARY = 'canary-5c1f-of-mira';

type Ids = Readonly<Record<'expenses' | 'categories' | 'sessions' | 'tokens', number>>;

describe.each(engines)('generated requests over all routes on $name', (engine) => {
  let api: TestApi;
  let tom: ApiClient;
  let reader: ApiClient;
  let hers: Ids;
  let tokenOfMira: string;

  beforeAll(async () => {
    api = await startTestApi(engine);
    ({ ids: hers, token: tokenOfMira } = await plant(api));
    await signIn();
  });
  afterAll(() => api.close());

  it(
    `${String(RUNS)} of them: no fault of ours, no answer outside the document, no trace of the other user`,
    async () => {
      const before = await snapshot();
      const statuses = new Map<number, number>();
      await fc.assert(
        fc.asyncProperty(
          requestsOf(tom.contract, hers),
          async ({ method, path, json, raw, headers, bearer }) => {
            const client = { tom, reader, stranger: api.stranger }[bearer];
            // The client throws when the answer is not as the document says.
            const reply = await client.send(method, path, {
              headers,
              ...(raw === undefined ? { json } : { raw }),
            });
            expect(reply.status).toBeLessThan(500);
            expect(reply.text).not.toContain(CANARY);
            expect(reply.text).not.toMatch(/node_modules|SQLITE|at .*\.ts:\d|syntax error|postgres/);
            statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
            if (bearer !== 'stranger' && reply.status === 401 && !path.startsWith('/auth/')) await signIn();
          },
        ),
        {
          numRuns: RUNS,
          endOnFailure: true,
          ...(process.env['FUZZ_SEED'] && { seed: Number(process.env['FUZZ_SEED']) }),
        },
      );
      expect(await snapshot()).toEqual(before);
      expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 401, 403, 404, 405, 422]));
      if (process.env['FUZZ_RUNS'])
        process.stdout.write(`${engine.name} ${JSON.stringify([...statuses].sort())}\n`);
    },
    60_000 + RUNS * 60,
  );

  /** A new Tom: a generated request may end his session, or revoke his token. */
  async function signIn(): Promise<void> {
    tom = (await api.register('tom')).api;
    const made = await tom.post<{ token: string }>('/tokens', { name: 'r', scope: 'read' });
    reader = api.stranger.as(made.body.token);
  }

  /** Everything of Mira's: nobody else's requests may change it. */
  async function snapshot(): Promise<string[]> {
    const mira = api.stranger.as(tokenOfMira);
    const paths = ['/users/me', '/expenses', '/expenses/trash', '/categories', '/reports/monthly-categories'];
    return Promise.all(paths.map(async (path) => (await mira.get(path)).text));
  }
});

/** A user whose every text is a canary. */
async function plant(api: TestApi): Promise<{ ids: Ids; token: string }> {
  const { api: mira } = await api.register('mira');
  await mira.patch('/users/me', { username: CANARY });
  const category = (await mira.post<{ id: number }>('/categories', { name: CANARY })).body.id;
  const expense = { amount: '4321.09', description: CANARY, spent_on: '2026-03-14', category_id: category };
  const stored = (await mira.post<ExpenseJson>('/expenses', expense)).body.id;
  const token = (await mira.post<{ id: number; token: string }>('/tokens', { name: CANARY, scope: 'read' }))
    .body;
  const session = (await mira.get<{ data: { id: number }[] }>('/sessions')).body.data[0]!.id;
  return {
    ids: { expenses: stored, categories: category, sessions: session, tokens: token.id },
    token: token.token,
  };
}
