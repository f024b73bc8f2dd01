import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, startTestApi, type TestApi, type TokensJson } from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';

interface SessionJson {
  readonly id: number;
  readonly current: boolean;
}
interface TokenJson {
  readonly id: number;
  readonly token: string;
  readonly name: string;
  readonly last_used_at: string | null;
}
interface Data<T> {
  readonly data: readonly T[];
}

const OTHER_PASSWORD = 'nine orange hillsides';

describe.each(engines)('the account by API on $name', (engine) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi(engine);
  });
  afterAll(() => api.close());

  it('changes the profile, and only what was sent', async () => {
    const { api: mira } = await api.register();
    const changed = await mira.patch('/users/me', { time_zone: 'Europe/Berlin', currency: 'JPY' });
    expect(changed.body).toMatchObject({ username: 'mira', time_zone: 'Europe/Berlin', currency: 'JPY' });
    expect((await mira.get('/users/me')).body).toEqual(changed.body);
    expect((await mira.patch('/users/me', {})).body).toEqual(changed.body);
  });

  it('refuses nonsense, unknown fields and a currency that the amounts do not fit', async () => {
    const { api: mira } = await api.register();
    await mira.post('/expenses', { amount: '1.50', description: 'Tea', spent_on: '2026-03-01' });
    expect((await mira.patch('/users/me', { currency: 'JPY' })).fields).toEqual(['currency']);
    expect((await mira.patch('/users/me', { time_zone: 'x', currency: 'y' })).fields).toEqual([
      'time_zone',
      'currency',
    ]);
    expect((await mira.patch('/users/me', { id: 1, created_at: 'x' })).fields).toEqual(['id', 'created_at']);
    expect((await mira.patch('/users/me', { username: 5 })).fields).toEqual(['username']);
  });

  it('changes the email only with the password, and only alone', async () => {
    const { api: mira } = await api.register();
    const email = 'moved@example.com';
    expect((await mira.patch('/users/me', { email })).fields).toEqual(['current_password']);
    expect((await mira.patch('/users/me', { email, current_password: 'x' })).fields).toEqual([
      'current_password',
    ]);
    expect(
      (await mira.patch('/users/me', { email, username: 'x', current_password: PASSWORD })).fields,
    ).toEqual(['email']);
    const moved = await mira.patch('/users/me', { email, current_password: PASSWORD });
    expect(moved.body).toMatchObject({ email, username: 'mira' });
    expect((await api.stranger.post('/auth/login', { email, password: PASSWORD })).status).toBe(200);
  });

  it('changes the password only with the old one, ends every session, and hands out a new one', async () => {
    const { api: mira, email, tokens } = await api.register();
    const elsewhere = (await api.stranger.post<TokensJson>('/auth/login', { email, password: PASSWORD }))
      .body;
    const change = { new_password: OTHER_PASSWORD, current_password: PASSWORD };
    expect((await mira.patch('/users/me', { ...change, current_password: 'x' })).fields).toEqual([
      'current_password',
    ]);
    expect((await mira.patch('/users/me', { ...change, new_password: 'short' })).fields).toEqual([
      'new_password',
    ]);
    const changed = await mira.patch<{ tokens: TokensJson }>('/users/me', change);
    expect(changed.status).toBe(200);
    for (const pair of [tokens, elsewhere]) {
      expect((await api.stranger.as(pair.access_token).get('/users/me')).status).toBe(401);
      expect((await api.stranger.post('/auth/refresh', { refresh_token: pair.refresh_token })).status).toBe(
        401,
      );
    }
    expect((await api.stranger.as(changed.body.tokens.access_token).get('/users/me')).status).toBe(200);
    expect((await api.stranger.post('/auth/login', { email, password: PASSWORD })).status).toBe(401);
    expect((await api.stranger.post('/auth/login', { email, password: OTHER_PASSWORD })).status).toBe(200);
  });

  it('deletes the account with the password, and with it every way in', async () => {
    const { api: mira, email, tokens } = await api.register();
    const made = await mira.post<TokenJson>('/tokens', { name: 'x', scope: 'write' });
    expect((await mira.delete('/users/me', { password: 'x' })).fields).toEqual(['password']);
    expect((await mira.delete('/users/me', {})).fields).toEqual(['password']);
    expect((await mira.delete('/users/me', { password: PASSWORD })).status).toBe(204);
    for (const token of [tokens.access_token, made.body.token]) {
      expect((await api.stranger.as(token).get('/users/me')).status).toBe(401);
    }
    expect((await api.stranger.post('/auth/refresh', { refresh_token: tokens.refresh_token })).status).toBe(
      401,
    );
    expect((await api.stranger.post('/auth/login', { email, password: PASSWORD })).status).toBe(401);
  });

  it('lists sessions, ends one, and ends all others', async () => {
    const { api: mira, email } = await api.register();
    const [second, third] = await Promise.all(
      [1, 2].map(
        async () => (await api.stranger.post<TokensJson>('/auth/login', { email, password: PASSWORD })).body,
      ),
    );
    const { data } = (await mira.get<Data<SessionJson>>('/sessions')).body;
    expect(data.map(({ current }) => current).sort()).toEqual([false, false, true]);
    const secondApi = api.stranger.as(second!.access_token);
    const own = (await secondApi.get<Data<SessionJson>>('/sessions')).body.data.find(
      ({ current }) => current,
    )!;
    expect((await mira.get<SessionJson>(`/sessions/${String(own.id)}`)).body).toMatchObject({
      current: false,
    });
    expect((await mira.delete(`/sessions/${String(own.id)}`)).status).toBe(204);
    expect((await secondApi.get('/users/me')).status).toBe(401);
    expect((await mira.delete(`/sessions/${String(own.id)}`)).status).toBe(404);
    expect((await mira.delete('/sessions')).status).toBe(204);
    expect((await api.stranger.as(third!.access_token).get('/users/me')).status).toBe(401);
    expect((await mira.get('/users/me')).status).toBe(200);
  });

  describe('a personal access token', () => {
    it('adds and reads expenses, tells when it was used, and is dead once revoked', async () => {
      const { api: mira } = await api.register();
      const made = await mira.post<TokenJson>('/tokens', {
        name: 'Phone shortcut',
        scope: 'write',
        expires_in_days: 30,
      });
      expect(made.body.token).toMatch(/^outlay_pat_[\w-]{43}$/);
      const phone = api.stranger.as(made.body.token);
      expect(
        (await phone.post('/expenses', { amount: '2', description: 'Tea', spent_on: '2026-03-01' })).status,
      ).toBe(201);
      expect(await mira.all('/expenses')).toHaveLength(1);
      const listed = await mira.get<Data<TokenJson>>('/tokens');
      expect(listed.text).not.toContain(made.body.token);
      expect(listed.body.data[0]!.last_used_at).not.toBeNull();
      expect((await mira.delete(`/tokens/${String(made.body.id)}`)).status).toBe(204);
      expect((await phone.get('/expenses')).status).toBe(401);
      expect((await mira.get(`/tokens/${String(made.body.id)}`)).status).toBe(404);
    });

    it('of scope read reads, and is 403 with a challenge for every write', async () => {
      const { api: mira } = await api.register();
      const { body } = await mira.post<TokenJson>('/tokens', { name: 'x', scope: 'read' });
      const reader = api.stranger.as(body.token);
      expect((await reader.get('/expenses')).status).toBe(200);
      expect((await reader.get('/reports/summary')).status).toBe(200);
      const writes = reader.contract
        .operations()
        .filter(({ method, path }) => method !== 'get' && !path.startsWith('/auth/'));
      for (const { method, path } of writes) {
        const reply = await reader.send(method.toUpperCase(), path.replace('{id}', '1'));
        expect(reply.status, `${method} ${path}`).toBe(403);
      }
      const write = await reader.post('/expenses', {});
      expect(write.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    });

    it('of scope write reaches neither the account nor sessions nor tokens', async () => {
      const { api: mira } = await api.register();
      const { body } = await mira.post<TokenJson>('/tokens', { name: 'x', scope: 'write' });
      const script = api.stranger.as(body.token);
      expect((await script.get('/users/me')).status).toBe(200);
      expect((await script.patch('/users/me', { username: 'y' })).status).toBe(403);
      expect((await script.delete('/users/me', { password: PASSWORD })).status).toBe(403);
      expect((await script.post('/tokens', { name: 'y', scope: 'write' })).status).toBe(403);
      for (const path of ['/tokens', `/tokens/${String(body.id)}`, '/sessions']) {
        expect((await script.get(path)).status).toBe(403);
        expect((await script.delete(path)).status).toBe(path === '/tokens' ? 405 : 403);
      }
    });

    it('needs a name, a scope and a life of 1 to 3650 days or none', async () => {
      const { api: mira } = await api.register();
      expect((await mira.post('/tokens', {})).fields).toEqual(['name', 'scope']);
      const wrong = { name: ' ', scope: 'write' };
      expect((await mira.post('/tokens', wrong)).fields).toEqual(['name']);
      for (const days of [0, -1, 1.5, 3651, '30', 1e21]) {
        expect(
          (await mira.post('/tokens', { name: 'x', scope: 'admin', expires_in_days: days })).fields,
        ).toEqual(['scope', 'expires_in_days']);
      }
      const forever = await mira.post('/tokens', { name: 'x', scope: 'read', expires_in_days: null });
      expect(forever.body).toMatchObject({ expires_at: null });
    });

    it('is made once for one Idempotency-Key, and its text is not in the database', async () => {
      const { api: mira } = await api.register();
      const make = (name: string) =>
        mira.post<TokenJson>('/tokens', { name, scope: 'read' }, { 'Idempotency-Key': 'k' });
      const replies = await Promise.all([make('x'), make('x'), make('x')]);
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
      expect((await mira.get<Data<TokenJson>>('/tokens')).body.data).toHaveLength(1);
      expect((await make('y')).fields).toEqual(['Idempotency-Key']);
      const secret = replies[0].body.token.slice('outlay_pat_'.length);
      const rows = [
        ...(await api.app.db.all('SELECT * FROM idempotency_keys')),
        ...(await api.app.db.all('SELECT * FROM access_tokens')),
      ];
      expect(JSON.stringify(rows)).not.toContain(secret);
    });
  });

  it('refuses a personal access token that has expired', async () => {
    let now = new Date('2026-03-01T12:00:00Z');
    const clocked = await startTestApi(engine, { clock: { now: () => now } });
    try {
      const { api: mira } = await clocked.register();
      const { body } = await mira.post<TokenJson>('/tokens', {
        name: 'x',
        scope: 'read',
        expires_in_days: 1,
      });
      now = new Date('2026-03-02T11:59:59Z');
      expect((await clocked.stranger.as(body.token).get('/expenses')).status).toBe(200);
      now = new Date('2026-03-02T12:00:00Z');
      expect((await clocked.stranger.as(body.token).get('/expenses')).status).toBe(401);
    } finally {
      await clocked.close();
    }
  });
});
