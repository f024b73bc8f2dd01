import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, startTestApi, type TestApi } from '../../testing/api-client.js';
import { codeOf } from '../../testing/authenticator.js';
import { engines } from '../../testing/engines.js';
import { MINUTE, TestClock } from '../../testing/clock.js';
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
