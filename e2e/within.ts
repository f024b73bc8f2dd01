import { expect as base, type BrowserContext, type Page, type Request } from '@playwright/test';

// Addresses in the tests begin at `/` and are those within the app. Where it is served under a path, that is put before
// them here, and nowhere else.

/** Whoever tries PostgreSQL tries a path too: each journey then passes with and without one, in no more time. */
export const BASE_PATH = process.env.OUTLAY_TEST_ENGINE === 'postgres' ? '/outlay' : '';

/** The address on the server of an address within the app; any other is left as it is. */
export function within<T>(address: T): T | string {
  if (typeof address !== 'string' || !/^\/(?!\/)/.test(address)) return address;
  return address.startsWith(`${BASE_PATH}/`) ? address : `${BASE_PATH}${address}`;
}

/** The address within the app that the server named; one that is not under its path is left as it is. */
export function fromApp(address: string): string {
  return within(address) === address ? address.slice(BASE_PATH.length) : address;
}

/** Lets the pages and requests of a context go to addresses within the app. */
export function stayWithin(context: BrowserContext): BrowserContext {
  const { request } = context;
  const [newPage, fetch] = [context.newPage.bind(context), request.fetch.bind(request)];
  request.fetch = (address, options) => fetch(within(address), options);
  context.newPage = async () => {
    const page = await newPage();
    const [goto, waitForURL] = [page.goto.bind(page), page.waitForURL.bind(page)];
    page.goto = (address, options) => goto(within(address), options);
    page.waitForURL = (address, options) => waitForURL(within(address), options);
    return page;
  };
  return context;
}

/** Whether a request goes to this server past its path: behind a proxy it would meet another program. */
export function strays(request: Request, baseUrl: string): boolean {
  const { origin, pathname } = new URL(request.url());
  return origin === new URL(baseUrl).origin && !`${pathname}/`.startsWith(`${BASE_PATH}/`);
}

/** Playwright's, with addresses within the app. */
export const expect = base.extend({
  async toHaveURL(page: Page, address: string | RegExp, options?: { timeout?: number }) {
    const name = 'toHaveURL';
    try {
      const asked = base(page);
      await (this.isNot ? asked.not : asked).toHaveURL(within(address), options);
      return { pass: !this.isNot, name, message: () => '' };
    } catch (error) {
      return { pass: this.isNot, name, message: () => (error as Error).message };
    }
  },
});
