import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, TestClock } from '../testing/clock.js';
import { engines } from '../testing/engines.js';
import { PASSWORD, Person, signUp, tokenFor } from '../testing/person.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe.each(engines)('at the door on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock, env: { SECURITY_CONTACT: 'security@example.com' } });
  });
  afterAll(() => app.close());

  /** Sends the head of a request and a few bytes of its body, and no more; gives the status of the answer. */
  const begin = (path: string, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const sending = request(`${app.url}${path}`, { method: 'POST', headers });
      sending.on('response', (answer) => {
        resolve(answer.statusCode ?? 0);
        sending.destroy();
      });
      sending.on('error', reject);
      sending.write('a=b');
    });
  const GIGABYTE = { 'content-length': String(2 ** 30) };

  it.each([
    ['/expenses', 'application/x-www-form-urlencoded'],
    ['/login', 'application/x-www-form-urlencoded'],
    ['/expenses', 'multipart/form-data; boundary=x'],
    ['/import', 'multipart/form-data; boundary=x'],
    ['/nowhere', 'text/plain'],
    ['/api/v1/auth/login', 'application/json'],
    ['/api/v1/auth/register', 'application/json'],
  ])('a gigabyte for %s (%s) is refused before it has come', async (path, type) => {
    expect(await begin(path, { ...GIGABYTE, 'content-type': type })).toBe(413);
  });

  describe('a form on plain http', () => {
    const statusAt = async (host: string, origin = `http://${host}`) => {
      const visitor = new Person(app, 'x', 'x@example.com');
      const _csrf = await tokenFor(visitor);
      const body = new URLSearchParams({ _csrf, email: 'x@example.com', password: PASSWORD }).toString();
      const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      return new Promise<number>((resolve, reject) => {
        const headers = { host, origin, cookie, 'content-type': 'application/x-www-form-urlencoded' };
        const sending = request(`${app.url}/login`, { method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        sending.on('error', reject);
        sending.end(body);
      });
    };

    it('is taken at an address in figures, and at a name of the home network', async () => {
      expect(await statusAt('192.168.1.7:3000')).toBe(401);
      expect(await statusAt('nas.local:3000')).toBe(401);
    });

    it('is refused under a name that somebody else can point here', async () => {
      expect(await statusAt('rebound.evil.example')).toBe(403);
      expect(await statusAt('192.168.1.7:3000', 'http://192.168.1.8:3000')).toBe(403);
    });
  });

  it('says where a password is changed, and whom to tell of a hole', async () => {
    const get = (path: string) => fetch(`${app.url}${path}`, { redirect: 'manual' });
    const change = await get('/.well-known/change-password');
    expect([change.status, change.headers.get('location')]).toEqual([303, '/account']);
    const told = await get('/.well-known/security.txt');
    expect([told.status, told.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const lines: unknown = Object.fromEntries(
      (await told.text())
        .trim()
        .split('\n')
        .map((line) => line.split(/: (.*)/)),
    );
    expect(lines).toEqual({
      Contact: 'mailto:security@example.com',
      Expires: new Date(clock.now().getTime() + 180 * DAY).toISOString(),
      Canonical: `${app.url}/.well-known/security.txt`,
    });
  });

  it('has no security.txt where nobody is named', async () => {
    const other = await startTestApp(engine, { clock });
    expect((await fetch(`${other.url}/.well-known/security.txt`)).status).toBe(404);
    await other.close();
  });

  it('tells the text of a token once more to a form that is sent again, but not after it was revoked', async () => {
    const mira = await signUp(app);
    const fields = { name: 'Cron', scope: 'read', expires: '30', idempotency_key: 'k1' };
    const first = await mira.send('/account/tokens', fields);
    const token = /outlay_pat_[\w-]+/.exec(first.html)![0];
    expect((await mira.send('/account/tokens', fields)).html).toContain(token);
    const list = await mira.get('/account/tokens');
    await mira.press(list.screen.getByRole('button', { name: 'Revoke' }), { follow: false });
    const again = await mira.send('/account/tokens', fields);
    expect([again.status, again.html.includes(token)]).toEqual([422, false]);
    expect(again.html).toContain('This token was made before and is gone.');
  });
});
