import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, PASSWORD, startTestApi, type TestApi } from '../../testing/api-client.js';
import { codeOf } from '../../testing/authenticator.js';
import { engines } from '../../testing/engines.js';
import { MINUTE, SECOND, TestClock } from '../../testing/clock.js';
import { DEVICE } from '../../testing/person.js';

describe.each(engines)('a second factor in the API on $name', (engine) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi(engine);
  });
  afterAll(() => api.close());

  const later = () => new Date(Date.now() + 30_000);
  const setUp = async () => {
    const { tokens, email } = await api.register();
    const { factors, sessions } = api.app.services;
    const principal = (await sessions.authenticate(tokens.access_token))!;
    await factors.offerAuthenticator(principal);
    const { secret } = (await factors.offeredAuthenticator(principal))!;
    await factors.turnOn(principal, codeOf(secret, new Date()), DEVICE);
    return { email, secret };
  };

  it('makes a right password answer 401 with a challenge, which a code turns into tokens', async () => {
    const { email, secret } = await setUp();
    const first = await api.stranger.post('/auth/login', { email, password: PASSWORD });
    expect(first).toMatchObject({
      status: 401,
      body: { code: 'second_factor_needed', challenge: expect.any(String) as string },
    });
    expect(first.body).not.toHaveProperty('access_token');
    const challenge = first.body.challenge!;
    const wrong = await api.stranger.post('/auth/login/second-factor', { challenge, code: '000 000' });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_code' } });
    const second = await api.stranger.post('/auth/login/second-factor', {
      challenge,
      code: codeOf(secret, later()),
    });
    expect(second).toMatchObject({ status: 200, body: { token_type: 'Bearer' } });
    const again = await api.stranger.post('/auth/login/second-factor', { challenge, code: '123456' });
    expect(again).toMatchObject({ status: 401, body: { code: 'challenge_over' } });
  });

  it('changes nothing about the answer to a wrong password', async () => {
    const { email } = await setUp();
    const plain = await api.register();
    const answers = await Promise.all(
      [email, plain.email].map((each) =>
        api.stranger.post('/auth/login', { email: each, password: 'wrong' }),
      ),
    );
    const [withFactor, without] = answers.map(({ status, body }) => ({
      status,
      body: { ...(body as object), request_id: '' },
    }));
    expect(withFactor).toEqual(without);
    expect(withFactor).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
  });

  it('does not take the challenge for a token', async () => {
    const { email } = await setUp();
    const first = await api.stranger.post('/auth/login', { email, password: PASSWORD });
    const challenge = first.body.challenge!;
    const refreshed = await api.stranger.post('/auth/refresh', { refresh_token: challenge });
    expect(refreshed.status).toBe(401);
    const headers = { authorization: `Bearer ${challenge}` };
    expect((await fetch(`${api.app.url}/api/v1/users/me`, { headers })).status).toBe(401);
  });

  it('says what is missing', async () => {
    const reply = await api.stranger.post('/auth/login/second-factor', {});
    expect(reply).toMatchObject({ status: 422 });
    expect([...reply.fields].sort()).toEqual(['challenge', 'code']);
  });
});

describe.each(engines)('a fresh proof in the API on $name', (engine) => {
  it('is asked for before a personal token is made, when the sign-in is five minutes old', async () => {
    const clock = new TestClock();
    const api = await startTestApi(engine, { clock });
    const { api: mira } = await api.register();
    const make = () => mira.post('/tokens', { name: 'script', scope: 'read' });
    expect((await make()).status).toBe(201);
    clock.advance(5 * MINUTE);
    expect(await make()).toMatchObject({ status: 403, body: { code: 'proof_needed' } });
    expect(await mira.post('/auth/proof', { password: 'wrong' })).toMatchObject({
      status: 422,
      fields: ['password'],
    });
    expect((await make()).status).toBe(403);
    expect((await mira.post('/auth/proof', { password: PASSWORD })).status).toBe(204);
    const { body } = await mira.post<{ token: string }>('/tokens', { name: 'script', scope: 'read' });
    const personal = mira.as(body.token);
    expect((await personal.post('/auth/proof', { password: PASSWORD })).status).toBe(403);
    expect((await personal.post('/tokens', { name: 'x', scope: 'read' })).status).toBe(403);
    await api.close();
  });
});

describe.each(engines)('what a stolen session may not do through the API on $name', (engine) => {
  const clock = new TestClock();
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi(engine, { clock });
  });
  afterAll(() => api.close());

  const NEW_PASSWORD = 'a much better battery';
  /** Signed in by password alone, then with a second factor set up. */
  const withFactor = async () => {
    const { api: mira, tokens } = await api.register();
    const { factors, sessions } = api.app.services;
    const principal = (await sessions.authenticate(tokens.access_token))!;
    await factors.offerAuthenticator(principal);
    const { secret } = (await factors.offeredAuthenticator(principal))!;
    const recovery = await factors.turnOn(principal, codeOf(secret, clock.now()), DEVICE);
    clock.advance(30 * SECOND);
    return { mira, recovery, code: () => codeOf(secret, clock.now()) };
  };
  let count = 0;
  const newEmail = () => `new${String((count += 1))}@example.com`;
  const changes = {
    email: ['PATCH', '/users/me', () => ({ email: newEmail(), current_password: PASSWORD }), 200],
    password: ['PATCH', '/users/me', () => ({ new_password: NEW_PASSWORD, current_password: PASSWORD }), 200],
    deletion: ['DELETE', '/users/me', () => ({ password: PASSWORD }), 204],
    token: ['POST', '/tokens', () => ({ name: 'script', scope: 'read' }), 201],
  } as const;

  describe.each(Object.entries(changes))('%s', (_, [method, path, fields, done]) => {
    const change = (by: ApiClient, code?: string) =>
      by.send(method, path, { json: { ...fields(), ...(code !== undefined && { code }) } });

    it('wants a second factor set up to be proved in the last five minutes, or a code along', async () => {
      const { mira, code } = await withFactor();
      clock.advance(5 * MINUTE);
      expect(await change(mira)).toMatchObject({ status: 403, body: { code: 'proof_needed' } });
      expect(await change(mira, '')).toMatchObject({ status: 403, body: { code: 'proof_needed' } });
      const wrong = await change(mira, '000000');
      expect(wrong).toMatchObject({ status: 422, fields: ['code'] });
      expect((await change(mira, code())).status).toBe(done);
    });

    it('takes a recovery code, once', async () => {
      const { mira, recovery } = await withFactor();
      clock.advance(5 * MINUTE);
      // Not the change itself, so that there is still somebody to try the code again.
      expect((await mira.post('/auth/proof', { code: recovery[0]! })).status).toBe(204);
      clock.advance(5 * MINUTE);
      expect(await change(mira, recovery[0])).toMatchObject({ status: 422, fields: ['code'] });
      expect((await change(mira, recovery[1])).status).toBe(done);
    });

    it('passes with the proof of the last minutes, and uses no code up then', async () => {
      const { mira, code } = await withFactor();
      clock.advance(5 * MINUTE);
      const now = code();
      expect((await mira.post('/auth/proof', { code: now })).status).toBe(204);
      expect((await change(mira, '000000')).status).toBe(done);
    });

    it('is never open to a personal access token, with the password and a code', async () => {
      const { mira, code } = await withFactor();
      const { body } = await mira.post<{ token: string }>('/tokens', { name: 'x', scope: 'write' });
      expect((await change(mira.as(body.token), code())).status).toBe(403);
    });
  });

  it('counts wrong codes like those of a sign-in', async () => {
    const { mira, code } = await withFactor();
    clock.advance(5 * MINUTE);
    const attempt = (guess: string) =>
      mira.patch('/users/me', { email: newEmail(), current_password: PASSWORD, code: guess });
    const statuses: number[] = [];
    while (!statuses.includes(429) && statuses.length < 30) statuses.push((await attempt('000000')).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.length).toBeLessThanOrEqual(11);
    expect((await attempt(code())).status).toBe(429);
  });

  it('takes a code beside a wrong password for no more than a proof', async () => {
    const { mira, code } = await withFactor();
    clock.advance(5 * MINUTE);
    const sent = { email: newEmail(), current_password: 'wrong', code: code() };
    expect(await mira.patch('/users/me', sent)).toMatchObject({ status: 422, fields: ['current_password'] });
  });

  it('asks nothing more of profiles, nor of whoever has no second factor', async () => {
    const { mira } = await withFactor();
    const { api: owen } = await api.register('owen');
    clock.advance(5 * MINUTE);
    expect((await mira.patch('/users/me', { theme: 'dark' })).status).toBe(200);
    const email = { email: newEmail(), current_password: PASSWORD };
    expect((await owen.patch('/users/me', email)).status).toBe(200);
    expect((await owen.delete('/users/me', { password: PASSWORD })).status).toBe(204);
  });
});
