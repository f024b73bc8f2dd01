import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.js';
import { signUp } from '../testing/person.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

describe.each(engines.slice(0, 1))('the service worker', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(engine, { env: { BASE_URL: 'http://home.example/money' } });
  });
  afterAll(() => app.close());

  it('comes from the root of the installation, is asked for anew, and is named after what it keeps', async () => {
    for (const path of ['/sw.js?language=de', '/money/sw.js']) {
      const answer = await fetch(`${app.url}${path}`);
      expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(await answer.text()).toMatch(/^const KEPT = '[0-9a-f]{12}';\n/);
    }
    const policy = (await fetch(`${app.url}/login`)).headers.get('content-security-policy');
    expect(policy).toContain("worker-src 'self'");
  });

  it('is registered in the language of the page, below the path of the installation', async () => {
    const mira = await signUp(app);
    const { document } = await mira.get('/expenses');
    expect(document.body.dataset.worker).toBe('/money/sw.js?language=en');
    const german = await fetch(`${app.url}/login`, { headers: { 'Accept-Language': 'de' } });
    expect(await german.text()).toContain('data-worker="/money/sw.js?language=de"');
  });

  it('keeps a page about nobody, which leads nowhere and speaks as it is asked', async () => {
    const mira = await signUp(app);
    const page = await mira.get('/offline');
    expect(page.html).not.toContain(mira.username);
    expect(page.html).not.toContain('_csrf');
    expect(page.document.body.dataset.worker).toBeUndefined();
    expect([...page.document.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(['']);
    const japanese = await fetch(`${app.url}/offline`, { headers: { 'Accept-Language': 'ja' } });
    expect(await japanese.text()).toContain('<h1>オフラインです</h1>');
  });
});
