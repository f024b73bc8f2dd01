import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../testing/browser.js';
import { engines } from '../testing/engines.js';
import { PASSWORD, type Person, signUp } from '../testing/person.js';
import { type Minting, mintLike, signingKey, strangeKey } from '../testing/tokens.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe.each(engines)('the access cookie on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  let owen: Person;
  beforeAll(async () => {
    app = await startTestApp(engine);
    mira = await signUp(app, 'mira');
    owen = await signUp(app, 'owen');
  });
  afterAll(() => app.close());

  const now = () => Math.floor(Date.now() / 1000);
  /** Where the dashboard leads with this access cookie and no other; undefined when it is shown. */
  const sentTo = async (accessToken: string, refreshToken?: string) => {
    const browser = new Browser(app.url);
    browser.cookies.set('outlay_access', accessToken);
    if (refreshToken !== undefined) browser.cookies.set('outlay_refresh', refreshToken);
    const page = await browser.get('/expenses', { follow: false });
    expect(page.headers.getSetCookie().join()).not.toMatch(/outlay_(access|refresh)=/);
    return page.status === 200 ? undefined : page.headers.get('location')?.split('?')[0];
  };

  it('opens the pages when it is genuine, so that the refusals below have their own reason', async () => {
    expect(await sentTo(mira.accessToken)).toBeUndefined();
    expect(await sentTo(mintLike(mira.accessToken))).toBeUndefined();
  });

  const forgeries: Readonly<Record<string, () => Minting>> = {
    'J01: alg none': () => ({ algorithm: 'none' }),
    'J02: HS384': () => ({ algorithm: 'HS384' }),
    'J02: HS512': () => ({ algorithm: 'HS512' }),
    'J03: another key': () => ({ key: strangeKey() }),
    'J03: an unknown kid': () => ({ header: { kid: '00000000' } }),
    'J05: another issuer': () => ({ claims: { iss: 'https://evil.test' } }),
    'J05: another audience': () => ({ claims: { aud: 'inlay' } }),
    'J05: the type of a refresh token': () => ({ header: { typ: 'rt+jwt' } }),
    'J05: the type of any JWT': () => ({ header: { typ: 'JWT' } }),
    'J06: not valid yet': () => ({ claims: { nbf: now() + 600 } }),
    'J06: issued in the future': () => ({ claims: { iat: now() + 600, exp: now() + 1200 } }),
    'without an expiry': () => ({ without: ['exp'] }),
  };
  it.each(Object.entries(forgeries))('is refused: %s', async (_name, minting) => {
    expect(await sentTo(mintLike(mira.accessToken, minting()))).toBe('/login');
  });

  it('is refused when its header says RS256 over a signature of ours: J02', async () => {
    const [, payload] = mira.accessToken.split('.');
    const header = { alg: 'RS256', typ: 'at+jwt', kid: signingKey().id };
    const text = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload!}`;
    const signature = createHmac('sha256', signingKey().key).update(text).digest('base64url');
    expect(await sentTo(`${text}.${signature}`)).toBe('/login');
  });

  it('leads to the prompt, and not to the pages, once it has run out: J06', async () => {
    const expired = mintLike(mira.accessToken, { claims: { iat: now() - 960, exp: now() - 60 } });
    expect(await sentTo(expired, mira.refreshToken)).toBe('/refresh');
    expect(await sentTo(expired)).toBe('/login');
  });

  it('is no refresh cookie, nor the other way round: J04', async () => {
    expect(await sentTo(mira.refreshToken)).toBe('/login');
    const swapped = new Browser(app.url);
    swapped.cookies.set('outlay_refresh', mira.accessToken);
    expect((await swapped.get('/refresh', { follow: false })).headers.get('location')).toContain('/login');
    // The other one is in its place: the session is known and may be renewed, but nothing is shown.
    expect(await sentTo(mira.refreshToken, mira.refreshToken)).toBe('/refresh');
  });

  it('is refused for a session of somebody else: J07', async () => {
    const { sessionId } = await owen.principal();
    const { userId } = await mira.principal();
    expect(await sentTo(mintLike(mira.accessToken, { claims: { sid: sessionId } }))).toBe('/login');
    expect(await sentTo(mintLike(owen.accessToken, { claims: { sub: String(userId) } }))).toBe('/login');
    expect(await sentTo(mintLike(owen.accessToken, { claims: { sid: 987_654 } }))).toBe('/login');
  });

  it('is refused once its user is deleted: J07', async () => {
    const gone = await signUp(app, 'gone');
    const { accessToken, refreshToken } = gone;
    expect((await gone.send('/account/delete', { password: PASSWORD })).headers.get('location')).toBe('/');
    expect(await sentTo(accessToken)).toBe('/login');
    expect(await sentTo(accessToken, refreshToken)).toBe('/login');
  });

  it('lets nobody into the API: C08', async () => {
    for (const path of ['/api/v1/users/me', '/api/v1/expenses']) {
      const answer = await mira.get(path, { follow: false });
      expect(answer.status).toBe(401);
      expect(answer.html).not.toContain(mira.email);
    }
    const answer = await mira.post('/api/v1/expenses', { amount: '1' }, { follow: false });
    expect([401, 415]).toContain(answer.status);
  });
});
