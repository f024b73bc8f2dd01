import type { Principal } from '../services/identity/principal.js';
import { Browser, type Page } from './browser.js';
import type { TestApp } from './test-app.js';

export const PASSWORD = 'correct horse battery staple';

/** The device of tests that ask a service and not a page. */
export const DEVICE = { userAgent: 'Firefox/130 (X11; Linux)', ip: '192.0.2.7', ipPrefix: '192.0.2.0/24' };

/** Somebody with an account, and a browser that is signed in. */
export class Person extends Browser {
  constructor(
    private readonly app: TestApp,
    readonly username: string,
    readonly email: string,
    readonly password = PASSWORD,
  ) {
    super(app.url);
  }

  /** The same person at another device, signed in there. */
  async elsewhere(): Promise<Person> {
    const other = new Person(this.app, this.username, this.email, this.password);
    await other.signIn();
    return other;
  }

  /** Signs in past the form. */
  async signIn(): Promise<void> {
    const { email, password } = this;
    const tokens = await this.app.services.accounts.signIn({ email, password }, DEVICE);
    this.cookies.set('outlay_access', tokens.accessToken);
    this.cookies.set('outlay_refresh', tokens.refreshToken);
  }

  get accessToken(): string {
    return this.cookies.get('outlay_access') ?? '';
  }

  get refreshToken(): string {
    return this.cookies.get('outlay_refresh') ?? '';
  }

  /** For asking services directly. */
  async principal(): Promise<Principal> {
    const principal = await this.app.services.sessions.authenticate(this.accessToken);
    if (!principal) throw new Error(`${this.username} is not signed in`);
    return principal;
  }

  /** Sends a form as the page would, with a token of this browser; redirects are shown, not followed. */
  async send(path: string, fields: Record<string, string> = {}): Promise<Page> {
    const _csrf = await tokenFor(this);
    return this.post(path, { _csrf, ...fields }, { follow: false });
  }

  /** Adds an expense and gives its id. */
  async spend(amount = '12.50', description = 'Lunch', more: Record<string, string> = {}): Promise<number> {
    const spent_on = new Date().toISOString().slice(0, 10);
    const answer = await this.send('/expenses', { amount, description, spent_on, ...more });
    if (answer.status !== 303) throw new Error(`Not added: ${String(answer.status)}`);
    this.cookies.delete('outlay_flash');
    const row = await this.app.db.get<{ id: number }>('SELECT MAX(id) AS id FROM expenses');
    return row!.id;
  }
}

/** Makes an account past the form, and signs in. */
export async function signUp(app: TestApp, username = 'mira', invite?: string): Promise<Person> {
  const person = new Person(
    app,
    username,
    `${username.replace(/\W/g, '')}-${crypto.randomUUID()}@example.com`,
  );
  const { email, password } = person;
  const tokens = await app.services.accounts.register({ username, email, password, invite }, DEVICE);
  person.cookies.set('outlay_access', tokens.accessToken);
  person.cookies.set('outlay_refresh', tokens.refreshToken);
  return person;
}

/** A CSRF token of this browser, as any page with a form holds one. */
export async function tokenFor(browser: Browser): Promise<string> {
  const page = await browser.get('/login?form=none', { follow: false });
  return hiddenField(page, '_csrf');
}

/** The value of a hidden field; read from the text, because building a document takes a hundred times as long. */
export function hiddenField(page: Page, name: string): string {
  const field = new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(page.html);
  return (field?.[1] ?? '').replaceAll('&amp;', '&');
}
