import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, type ExpenseJson, startTestApi, type TestApi } from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

const LUNCH = { amount: '12.50', description: 'Lunch', spent_on: '2026-03-14' };

describe.each(engines)('the API on $name', (engine) => {
  let api: TestApi;
  let mira: ApiClient;
  beforeAll(async () => {
    api = await startTestApi(engine);
    mira = (await api.register()).api;
  });
  afterAll(() => api.close());

  describe('answers a body that is', () => {
    it.each([
      ['broken JSON', '{"amount": 1', 400],
      ['not JSON', 'amount=1', 400],
      ['two values', '{}{}', 400],
      ['cut inside a character', new Uint8Array([0x22, 0xc3]), 400],
      ['larger than 64 KiB', JSON.stringify({ description: 'x'.repeat(65_536) }), 413],
      ['nested 20 000 deep', '['.repeat(20_000) + ']'.repeat(20_000), 422],
      ['nested deep in a field', `{"amount":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`, 422],
    ])('%s by a problem of its own', async (_name, raw, status) => {
      expect((await mira.send('POST', '/expenses', { raw })).status).toBe(status);
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'multipart/form-data',
      'application/jsonx',
      'x',
    ])('of type %s by 415: C10', async (type) => {
      const reply = await mira.send('POST', '/expenses', {
        raw: JSON.stringify(LUNCH),
        headers: { 'Content-Type': type },
      });
      expect(reply.status).toBe(415);
    });

    it('compressed or in an unknown charset by 415', async () => {
      const raw = JSON.stringify(LUNCH);
      expect(
        (await mira.send('POST', '/expenses', { raw, headers: { 'Content-Encoding': 'gzip' } })).status,
      ).toBe(415);
      const type = { 'Content-Type': 'application/json; charset=klingon' };
      expect((await mira.send('POST', '/expenses', { raw, headers: type })).status).toBe(415);
    });

    it('in UTF-8 with or without saying so, by taking it', async () => {
      const raw = JSON.stringify({ ...LUNCH, description: 'Çay 🫖' });
      const headers = { 'Content-Type': 'Application/JSON; charset=UTF-8' };
      const reply = await mira.send<ExpenseJson>('POST', '/expenses', { raw, headers });
      expect(reply.body.description).toBe('Çay 🫖');
    });

    it('missing, by naming what it needs', async () => {
      expect((await mira.send('POST', '/expenses')).fields).toEqual(['amount', 'description', 'spent_on']);
    });
  });

  it('takes a batch that is larger than other bodies, and not one beyond 1 MiB', async () => {
    const expenses = Array.from({ length: 1000 }, () => ({ ...LUNCH, description: 'ä'.repeat(200) }));
    expect((await mira.post('/expenses/batch', { expenses })).status).toBe(201);
    const raw = JSON.stringify({ expenses, more: 'x'.repeat(1_048_576) });
    expect((await mira.send('POST', '/expenses/batch', { raw })).status).toBe(413);
  });

  it('looks at the token before the body', async () => {
    const reply = await api.stranger.send('POST', '/expenses', {
      raw: '{"broken',
      headers: { 'Content-Type': 'text/plain' },
    });
    expect(reply.status).toBe(401);
  });

  it('asks for a token on every route but those of signing in', async () => {
    for (const { method, path } of mira.contract.operations()) {
      const reply = await api.stranger.send(method.toUpperCase(), path.replace('{id}', '1'));
      const needsToken = !path.startsWith('/auth/') || path === '/auth/proof';
      expect(reply.status === 401, `${method} ${path}`).toBe(needsToken);
    }
  });

  it('names the request by an id that is in the log', async () => {
    const reply = await mira.get('/expenses?limit=0');
    expect(reply.body.request_id).toMatch(/^[\da-f-]{36}$/);
    expect(JSON.stringify(api.app.logLines)).toContain(reply.body.request_id);
  });

  it('never writes tokens, passwords or what was searched into the log', async () => {
    await mira.get('/expenses?q=confidential');
    const lines = JSON.stringify(api.app.logLines);
    expect(lines).not.toContain(mira.token);
    expect(lines).not.toContain('confidential');
  });

  it('takes a malformed escape in a path for a bad request, and odd paths for unknown', async () => {
    expect((await mira.get('/expenses/%zz')).status).toBe(400);
    for (const path of [
      '/expenses/1/2/3',
      '/expenses%2f1',
      '/..%2f..%2fetc',
      '//expenses',
      '/expenses/1/restore/x',
    ]) {
      expect((await mira.get(path)).status, path).toBe(404);
    }
  });

  it('reads no parameter where none is described', async () => {
    expect(await mira.get('/users/me?verbose=1')).toMatchObject({ status: 422, fields: ['verbose'] });
    expect(await mira.get('/categories?page=2')).toMatchObject({ status: 422, fields: ['page'] });
  });

  it('survives headers that come twice', async () => {
    const replies = await Promise.all([
      twice(api.app.url, 'Authorization', [`Bearer ${mira.token!}`, 'Bearer x']),
      twice(api.app.url, 'Idempotency-Key', ['a', 'b'], { Authorization: `Bearer ${mira.token!}` }),
    ]);
    expect(replies.every((status) => status < 500)).toBe(true);
  });
});

/** Sends one header twice, which `fetch` would join. */
function twice(url: string, name: string, values: string[], headers = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/api/v1/expenses`,
      { method: 'GET', headers: { ...headers, [name]: values } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.on('error', reject).end();
  });
}
