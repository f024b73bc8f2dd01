import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../testing/browser.js';
import { MINUTE, TestClock } from '../testing/clock.js';
import { engines } from '../testing/engines.js';
import { DEVICE, PASSWORD, Person, signUp, tokenFor } from '../testing/person.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

const hosting = () => readFileSync(join(import.meta.dirname, '../../docs/hosting.md'), 'utf8');

/** The expression of the recipe in docs/hosting.md, as fail2ban reads it. */
function recipe(): RegExp {
  const line = /^failregex = (.*)$/m.exec(hosting())![1]!;
  const [ip4, ip6] = [String.raw`\d{1,3}(?:\.\d{1,3}){3}`, '[0-9a-fA-F:]+'];
  return new RegExp(line.replace('<SUBNET>', String.raw`\[?(?<ip>${ip4}|${ip6})(?:/(?<cidr>\d+))?\]?`));
}

describe.each(engines)('what the log tells of attacks on $name', (engine) => {
  const clock = new TestClock();
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock, env: { TRUST_PROXY: '1', BCRYPT_COST: '9' } });
  });
  afterAll(() => app.close());
  let seen = 0;
  let hosts = 0;
  beforeEach(async () => {
    mira = await signUp(app);
    seen = app.logLines.length;
  });

  const from = (address: string) => ({ 'x-forwarded-for': address });
  const newAddress = () => `203.0.113.${String((hosts += 1))}`;
  const told = () => app.logLines.slice(seen).filter((line) => 'event' in line);
  const logIn = async (email: string, password: string, address: string) => {
    const browser = new Browser(app.url);
    const _csrf = await tokenFor(browser);
    return browser.post('/login', { _csrf, email, password }, { headers: from(address), follow: false });
  };

  it('is one line for a wrong password, which the recipe for fail2ban finds', async () => {
    const address = newAddress();
    await logIn(mira.email, 'a wrong guess', address);
    const [line] = told();
    expect(line).toMatchObject({
      level: 40,
      event: 'sign_in_failed',
      reason: 'password',
      from: '203.0.113.0/24',
      account: expect.stringMatching(/^[\w-]{16}$/) as string,
    });
    const found = recipe().exec(JSON.stringify(line));
    expect(found?.groups).toEqual({ ip: '203.0.113.0', cidr: '24' });
    for (const secret of [address, mira.email, 'a wrong guess'])
      expect(JSON.stringify(app.logLines)).not.toContain(`"${secret}`);
  });

  it('names an account by the same word each time, and a network of IPv6 by its /48', async () => {
    await logIn(mira.email, 'x', newAddress());
    await logIn(mira.email.toUpperCase(), 'x', '2001:db8:7:8::9');
    await logIn('nobody@example.com', 'x', newAddress());
    const [one, two, nobody] = told();
    expect(two).toMatchObject({ account: one!['account'], from: '2001:db8:7::/48' });
    expect(nobody!['account']).not.toBe(one!['account']);
    expect(recipe().exec(JSON.stringify(two))?.groups).toEqual({ ip: '2001:db8:7::', cidr: '48' });
  });

  it('is a line for what was not looked at', async () => {
    const address = newAddress();
    for (let time = 0; time < 6; time += 1) await logIn(mira.email, 'x', address);
    expect(told().map((line) => [line['event'], line['reason']])).toEqual([
      ...Array<string[]>(5).fill(['sign_in_failed', 'password']),
      ['sign_in_limited', 'password'],
    ]);
    expect(recipe().test(JSON.stringify(told().at(-1)))).toBe(true);
  });

  it('has the time where the recipe reads it', async () => {
    await logIn(mira.email, 'x', newAddress());
    const pattern = /^datepattern = (.*)$/m.exec(hosting())![1]!;
    const parts = { '%%Y': String.raw`\d{4}`, '%%f': String.raw`\d{1,6}`, '%%z': 'Z' };
    const time = Object.entries(parts).reduce((text, [name, part]) => text.replace(name, part), pattern);
    expect(JSON.stringify(told()[0])).toMatch(new RegExp(time.replace(/%%\w/g, String.raw`\d{2}`)));
  });

  it('cannot be written by whoever asks: nobody gets others shut out', async () => {
    const forged = '"event":"sign_in_failed","reason":"password","from":"198.51.100.0/24"';
    const address = newAddress();
    await logIn(`${forged}@example.com`, forged, address);
    const headers = { ...from(address), 'user-agent': forged, referer: `http://x/${forged}`, origin: forged };
    await new Browser(app.url).get(`/expenses?q=${encodeURIComponent(forged)}`, { headers, follow: false });
    await new Browser(app.url).get(`/${encodeURIComponent(forged)}`, { headers });
    const lines = app.logLines.slice(seen).map((line) => JSON.stringify(line));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.flatMap((line) => recipe().exec(line)?.groups?.['ip'] ?? [])).toEqual(['203.0.113.0']);
  });

  it.each([
    ['without its token', 'token', {}, 'x'],
    ['from another site', 'site', { 'sec-fetch-site': 'cross-site' }, ''],
  ])('is a line for a form %s', async (_, reason, headers, token) => {
    const _csrf = token || (await tokenFor(mira));
    await mira.post('/expenses', { _csrf }, { headers: { ...headers, ...from(newAddress()) } });
    expect(told()).toMatchObject([{ event: 'form_refused', reason, from: '203.0.113.0/24' }]);
    expect(recipe().test(JSON.stringify(told()[0]))).toBe(false);
  });

  it('is a line for a token that was used before, with where it came from', async () => {
    const thief = new Person(app, 'mira', mira.email);
    for (const [name, value] of mira.cookies) thief.cookies.set(name, value);
    await mira.send('/refresh');
    clock.advance(MINUTE);
    const _csrf = await tokenFor(thief);
    await thief.post('/refresh', { _csrf }, { headers: from('192.0.2.66'), follow: false });
    expect(told()).toMatchObject([{ event: 'token_reused', from: '192.0.2.0/24' }]);
  });

  it('says "no room" and "too many" on purpose: no error, and no stack', async () => {
    const address = newAddress();
    const guesses = await Promise.all(
      Array.from({ length: 40 }, (_, index) => logIn(`a${String(index)}@example.com`, 'x', address)),
    );
    const statuses = new Set(guesses.map(({ status }) => status));
    expect([...statuses].every((status) => [401, 429, 503].includes(status))).toBe(true);
    expect(statuses).toContain(503);
    const lines = app.logLines.slice(seen);
    expect(lines.filter((line) => Number(line['level']) >= 50)).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain('stack');
  });

  describe('is told to the owner', () => {
    const messageOf = async (person: Person) => {
      await person.get('/login');
      const page = await person.submit('Log in', { email: mira.email, password: PASSWORD });
      return page.screen.queryByRole('alert')?.textContent ?? '';
    };

    it('at the next log-in, once, and on the page of what happened', async () => {
      for (let time = 0; time < 4; time += 1) await logIn(mira.email, 'x', newAddress());
      const person = new Person(app, 'mira', mira.email);
      expect(await messageOf(person)).toContain('4 wrong passwords were tried on your account');
      expect((await person.get('/account/security')).html).toMatch(/Wrong password, with .* \(4 times\)/);
      expect(await messageOf(new Person(app, 'mira', mira.email))).toBe('');
    });

    it('but not for a slip of their own', async () => {
      await logIn(mira.email, 'x', newAddress());
      expect(await messageOf(new Person(app, 'mira', mira.email))).toBe('');
      const events = await app.services.sessions.listEvents(await mira.principal());
      expect(events.map(({ kind, times }) => [kind, times])).toEqual([
        ['signed_in', 1],
        ['wrong_password', 1],
        ['registered', 1],
      ]);
    });

    it('and in the account only that was meant', async () => {
      const owen = await signUp(app, 'owen');
      await logIn(owen.email, 'x', newAddress());
      await app.services.accounts
        .signIn({ email: 'nobody@example.com', password: 'x' }, DEVICE)
        .catch(() => 0);
      const kinds = (await app.services.sessions.listEvents(await mira.principal())).map(({ kind }) => kind);
      expect(kinds).toEqual(['registered']);
    });
  });
});
