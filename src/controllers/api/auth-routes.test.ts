import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, startTestApi, type TestApi, type TokensJson } from '../../testing/api-client.js';
import { engines } from '../../testing/engines.js';
import { mintLike, type Minting, strangeKey } from '../../testing/tokens.js';

describe.each(engines)('signing in by API on $name', (engine) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi(engine);
  });
  afterAll(() => api.close());

  it('registers, and the tokens work at once', async () => {
    const { api: mira, tokens, email } = await api.register();
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    expect((await mira.get('/users/me')).body).toMatchObject({
      email,
      username: 'mira',
      currency: 'USD',
      time_zone: 'UTC',
    });
  });

  it('names what is wrong with a registration, field by field', async () => {
    const reply = await api.stranger.post('/auth/register', {
      email: 'nobody',
      password: 'short',
      role: 'admin',
    });
    expect(reply.status).toBe(422);
    expect([...reply.fields].sort()).toEqual(['role', 'username']);
    const later = await api.stranger.post('/auth/register', {
      username: 'x',
      email: 'nobody',
      password: 'short',
    });
    expect([...later.fields].sort()).toEqual(['email', 'password']);
    const zone = { username: 'x', email: 'x@example.com', password: PASSWORD, time_zone: 'Mars/Olympus' };
    expect((await api.stranger.post('/auth/register', zone)).fields).toEqual(['time_zone']);
  });

  it('refuses an email that is taken, in other case too', async () => {
    const { email } = await api.register();
    const again = await api.stranger.post('/auth/register', {
      username: 'x',
      email: ` ${email.toUpperCase()} `,
      password: PASSWORD,
    });
    expect(again).toMatchObject({ status: 422, fields: ['email'] });
  });

  it('answers a wrong password and an unknown email alike', async () => {
    const { email } = await api.register();
    const wrong = await api.stranger.post('/auth/login', { email, password: 'not the right one' });
    const unknown = await api.stranger.post('/auth/login', {
      email: 'nobody@example.com',
      password: PASSWORD,
    });
    expect(wrong.status).toBe(401);
    expect({ ...wrong.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' });
    expect(wrong.headers.get('www-authenticate')).toBe(unknown.headers.get('www-authenticate'));
  });

  it('asks a guesser to wait', async () => {
    const { email } = await api.register();
    const replies = await Promise.all(
      Array.from({ length: 9 }, () =>
        api.stranger.post('/auth/login', { email, password: 'not the right one' }),
      ),
    );
    const waiting = replies.filter(({ status }) => status === 429);
    expect(waiting.length).toBeGreaterThan(0);
    expect(Number(waiting[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('rotates refresh tokens: the pair is new, no cookie is set, and an earlier token ends the session: R21', async () => {
    const { api: mira, tokens } = await api.register();
    const second = (
      await api.stranger.post<TokensJson>('/auth/refresh', { refresh_token: tokens.refresh_token })
    ).body;
    const third = (
      await api.stranger.post<TokensJson>('/auth/refresh', { refresh_token: second.refresh_token })
    ).body;
    expect(new Set([tokens, second, third].map((pair) => pair.refresh_token)).size).toBe(3);
    expect((await api.stranger.as(third.access_token).get('/users/me')).status).toBe(200);
    expect((await api.stranger.post('/auth/refresh', { refresh_token: tokens.refresh_token })).status).toBe(
      401,
    );
    expect((await api.stranger.as(third.access_token).get('/users/me')).status).toBe(401);
    expect((await mira.get('/users/me')).status).toBe(401);
    expect((await api.stranger.post('/auth/refresh', { refresh_token: third.refresh_token })).status).toBe(
      401,
    );
  });

  it('gives callers that refresh at the same time the same successor', async () => {
    const { tokens } = await api.register();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () =>
        api.stranger.post<TokensJson>('/auth/refresh', { refresh_token: tokens.refresh_token }),
      ),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ body }) => body.refresh_token)).size).toBe(1);
  });

  it('ends a session at once when it logs out, and takes a second logout calmly', async () => {
    const { api: mira, tokens } = await api.register();
    expect((await api.stranger.post('/auth/logout', { refresh_token: tokens.refresh_token })).status).toBe(
      204,
    );
    expect((await mira.get('/users/me')).status).toBe(401);
    expect((await api.stranger.post('/auth/refresh', { refresh_token: tokens.refresh_token })).status).toBe(
      401,
    );
    expect((await api.stranger.post('/auth/logout', { refresh_token: tokens.refresh_token })).status).toBe(
      204,
    );
    expect((await api.stranger.post('/auth/logout', { refresh_token: 'nonsense' })).status).toBe(204);
    expect((await api.stranger.post('/auth/logout', {})).fields).toEqual(['refresh_token']);
  });

  it.each(['', 'x', 'x'.repeat(10_000), '\0', '\ud800', 'outlay_pat_x'])(
    'takes %j for no refresh token',
    async (token) => {
      expect((await api.stranger.post('/auth/refresh', { refresh_token: token })).status).toBe(401);
    },
  );

  it('refuses a refresh token as an access token, and the other way round', async () => {
    const { tokens } = await api.register();
    expect((await api.stranger.as(tokens.refresh_token).get('/users/me')).status).toBe(401);
    expect((await api.stranger.post('/auth/refresh', { refresh_token: tokens.access_token })).status).toBe(
      401,
    );
    expect((await api.stranger.as(tokens.access_token).get('/users/me')).status).toBe(200);
  });

  describe('an Authorization header: J10', () => {
    it.each([
      ['none', undefined],
      ['another scheme', 'Basic bWlyYTpzZWNyZXQ='],
      ['Bearer alone', 'Bearer'],
      ['Bearer and a space', 'Bearer '],
      ['two tokens', 'Bearer a b'],
      ['lower case and nonsense', 'bearer x'],
      ['10 KB', `Bearer ${'x'.repeat(10_000)}`],
      ['a scheme that only begins like it', 'Bearerx y'],
      ['a personal access token that does not exist', `Bearer outlay_pat_${'x'.repeat(43)}`],
    ])('with %s is 401 with a challenge', async (_name, authorization) => {
      const reply = await api.stranger.get(
        '/users/me',
        authorization === undefined ? {} : { Authorization: authorization },
      );
      expect(reply.status).toBe(401);
      const challenge = reply.headers.get('www-authenticate')!;
      const bearer =
        authorization?.toLowerCase().startsWith('bearer') === true && !authorization.startsWith('Bearerx');
      expect(challenge).toMatch(
        bearer ? /^Bearer realm="Outlay", error="invalid_token"/ : /^Bearer realm="Outlay"$/,
      );
    });

    it('takes the scheme in any case', async () => {
      const { tokens } = await api.register();
      expect(
        (await api.stranger.get('/users/me', { Authorization: `bEARER ${tokens.access_token}` })).status,
      ).toBe(200);
    });
  });

  it('never reads cookies, and needs no CSRF token beside a bearer: C09', async () => {
    const { tokens } = await api.register();
    const cookie = `outlay_access=${tokens.access_token}; outlay_refresh=${tokens.refresh_token}`;
    expect((await api.stranger.get('/users/me', { Cookie: cookie })).status).toBe(401);
    expect((await api.stranger.post('/auth/refresh', {}, { Cookie: cookie })).fields).toEqual([
      'refresh_token',
    ]);
    const other = await api.register('tom');
    const both = await other.api.get<{ email: string }>('/users/me', {
      Cookie: cookie,
      Origin: 'https://evil.example',
    });
    expect(both.body.email).toBe(other.email);
    const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    const made = await other.api.post('/categories', { name: 'Pets' }, foreign);
    expect(made.status).toBe(201);
    for (const { headers } of [both, made])
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it.each(forgeries())('refuses %s', async (_name, forge) => {
    const { tokens } = await api.register();
    expect((await api.stranger.as(forge(tokens.access_token)).get('/users/me')).status).toBe(401);
  });
});

/** Tokens made of a genuine one: unsigned, of another key, or signed by us and odd all the same. */
function forgeries(): [string, (genuine: string) => string][] {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const spliced = (token: string, at: number, text: string) => token.split('.').with(at, text).join('.');
  const unsigned = (token: string) => spliced(token, 0, part({ alg: 'none', typ: 'at+jwt' }));
  const past = Math.floor(Date.now() / 1000) - 60;
  const mint = (minting: Minting) => (token: string) => mintLike(token, minting);
  return [
    ['an unsigned token', (token) => spliced(unsigned(token), 2, '')],
    ['an unsigned token with a signature', unsigned],
    ['a token signed with another key', mint({ key: strangeKey() })],
    ['a token with an unknown key id', mint({ header: { kid: 'deadbeef' } })],
    ['a token of another algorithm', mint({ algorithm: 'HS512' })],
    ['a changed payload', (token) => spliced(token, 1, part({ ...(jwt.decode(token) as object), sub: '1' }))],
    ['a cut token', (token) => token.slice(0, -1)],
    ['a token in quotes', (token) => `"${token}"`],
    ['a token for another audience', mint({ claims: { aud: 'another app' } })],
    ['a token of another issuer', mint({ claims: { iss: 'https://evil.example' } })],
    ['a token of another type', mint({ header: { typ: 'JWT' } })],
    ['an expired token', mint({ claims: { iat: past - 900, exp: past } })],
    ['a token that is not valid yet', mint({ claims: { nbf: past + 3600 } })],
    ['a token from the future', mint({ claims: { iat: past + 3600, exp: past + 7200 } })],
    ['a token without an end', mint({ without: ['exp'] })],
    ['a token without a session', mint({ without: ['sid'] })],
    ['a token of nobody', mint({ claims: { sub: '999999' } })],
    ["a token for somebody else's session", mint({ claims: { sid: 1 } })],
    ['a token whose subject is a number', mint({ claims: { sub: 1 } })],
  ];
}
