import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { newCredentials, Person } from './person.js';
import { startServer, type Knobs, type Server } from './server.js';
import { expect, stayWithin, strays } from './within.js';

/** `test.use({ knobs: { ACCESS_TOKEN_TTL: '2s' } })` at the top of a file starts a server of its own for it. */
export interface ServerOptions {
  knobs: Knobs;
}

interface WorkerFixtures extends ServerOptions {
  server: Server;
}

interface Fixtures {
  /** Nobody yet: a page that has never been here. */
  stranger: Person;
  /** Somebody with an account, signed in and on an empty dashboard. */
  mira: Person;
  /** Another person on the same machine, in a browser profile of their own. */
  newPerson: () => Promise<Person>;
  /** Fails the test when a page wrote an error to the console, broke the CSP, threw, or led past the path of the app. */
  quietConsole: undefined;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  knobs: [{}, { option: true, scope: 'worker' }],
  server: [
    async ({ knobs }, use) => {
      const server = await startServer(knobs);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  context: async ({ context }, use) => use(stayWithin(context)),

  quietConsole: [
    async ({ context, server }, use) => {
      const noise: string[] = [];
      listen(context, noise, server.url);
      await use(undefined);
      expect(noise, 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],

  stranger: async ({ page, quietConsole: _ }, use) => use(new Person(page, newCredentials('mira'))),

  mira: async ({ stranger }, use) => {
    await stranger.register();
    await use(stranger);
  },

  newPerson: async ({ browser, baseURL, javaScriptEnabled, viewport }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({
        baseURL: baseURL ?? '',
        javaScriptEnabled: javaScriptEnabled ?? true,
        viewport: viewport ?? null,
      });
      contexts.push(context);
      return new Person(await stayWithin(context).newPage(), newCredentials('ana'));
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

function listen(context: BrowserContext, noise: string[], baseUrl: string): void {
  context.on('request', (request) => {
    if (strays(request, baseUrl)) noise.push(`${request.url()} is not under ${baseUrl}`);
  });
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    // Chromium logs every page that is answered with a status ≥ 400; forms with faults are (422), on purpose.
    const isPageItself = message.location().url === message.page()?.url();
    if (message.text().startsWith('Failed to load resource') && isPageItself) return;
    noise.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => noise.push(String(error.error())));
}

/** The elements that make the page wider than its window; none when it does not scroll sideways. */
export async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth)
      .slice(0, 5)
      .map((element) => `${scrollWidth - clientWidth} px: ${element.outerHTML.slice(0, 120)}`);
  });
}

export { expect };
