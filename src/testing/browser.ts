import { createRequire } from 'node:module';
import type * as TestingLibrary from '@testing-library/dom';
import type * as Jsdom from 'jsdom';

// Loaded when the first page is looked into: many tests read the status and the headers only.
const load = createRequire(import.meta.url);

/** An answer with its page, to be read as a person reads it: by role and name. */
export interface Page {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly html: string;
  /** Queries of Testing Library over the whole page. */
  readonly screen: ReturnType<typeof TestingLibrary.within<typeof TestingLibrary.queries>>;
  readonly document: Document;
}

interface Sending {
  readonly headers?: Record<string, string>;
  /** Follow redirects; true when not given. */
  readonly follow?: boolean;
}

/** A browser without JavaScript: cookies, redirects, forms. */
export class Browser {
  readonly cookies = new Map<string, string>();
  page: Page | undefined;

  constructor(readonly base: string) {}

  async get(path: string, sending: Sending = {}): Promise<Page> {
    return this.request('GET', path, undefined, sending);
  }

  /** Sends fields as they are, without looking at any form. */
  async post(path: string, fields: Record<string, string>, sending: Sending = {}): Promise<Page> {
    return this.request('POST', path, new URLSearchParams(fields), sending);
  }

  /** The CSRF token of the page that is open, or of another one. */
  async token(path?: string): Promise<string> {
    const page = path === undefined ? this.page : await this.get(path);
    return page?.document.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? '';
  }

  /** Fills a form of the open page, found by its accessible name, and sends it with its hidden fields. */
  async submit(formName: string, fields: Record<string, string>, sending: Sending = {}): Promise<Page> {
    if (!this.page) throw new Error('No page is open');
    const form = this.page.screen.getByRole<HTMLFormElement>('form', { name: formName });
    return this.submitForm(form, fields, sending);
  }

  async submitForm(
    form: HTMLFormElement,
    fields: Record<string, string>,
    sending: Sending = {},
  ): Promise<Page> {
    const values = new URLSearchParams();
    for (const control of form.elements as unknown as Iterable<HTMLInputElement>) {
      const skipped =
        !control.name || ((control.type === 'radio' || control.type === 'checkbox') && !control.checked);
      if (!skipped && control.tagName !== 'BUTTON') values.set(control.name, control.value);
    }
    for (const [name, value] of Object.entries(fields)) values.set(name, value);
    const action = form.getAttribute('action') ?? new URL(this.page?.url ?? '/', this.base).pathname;
    if (form.method === 'get') return this.get(`${action}?${values.toString()}`, sending);
    return this.request('POST', action, values, sending);
  }

  /** Presses a button that belongs to a form and may send it elsewhere (`formaction`). */
  async press(button: HTMLElement, sending: Sending = {}): Promise<Page> {
    const pressed = button as HTMLButtonElement;
    if (!pressed.form) throw new Error('The button belongs to no form');
    const action = pressed.getAttribute('formaction') ?? pressed.form.getAttribute('action');
    const clone = pressed.form;
    if (action !== null) clone.setAttribute('action', action);
    return this.submitForm(clone, pressed.name ? { [pressed.name]: pressed.value } : {}, sending);
  }

  async register(
    username = 'mira',
    email = `${username}-${crypto.randomUUID()}@example.com`,
  ): Promise<{ email: string; password: string }> {
    const password = 'correct horse battery staple';
    await this.get('/register');
    await this.submit('Create account', { username, email, password });
    return { email, password };
  }

  private async request(
    method: string,
    path: string,
    body: URLSearchParams | undefined,
    sending: Sending,
  ): Promise<Page> {
    const response = await fetch(new URL(path, this.base), {
      method,
      redirect: 'manual',
      headers: { ...(this.cookies.size > 0 && { cookie: this.cookieHeader() }), ...sending.headers },
      ...(body && { body }),
    });
    this.keepCookies(response);
    const location = response.headers.get('location');
    if (location !== null && sending.follow !== false) return this.request('GET', location, undefined, {});
    this.page = await toPage(response, path);
    return this.page;
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      const gone = /expires=Thu, 01 Jan 1970/i.test(line) || /max-age=0/i.test(line);
      if (gone) this.cookies.delete(name);
      else this.cookies.set(name, value.join('='));
    }
  }
}

async function toPage(response: Response, url: string): Promise<Page> {
  const html = await response.text();
  let dom: Jsdom.JSDOM | undefined;
  const parsed = () => (dom ??= parse(html));
  return {
    status: response.status,
    url,
    headers: response.headers,
    html,
    get document() {
      return parsed().window.document;
    },
    get screen() {
      return testingLibrary().within(parsed().window.document.body);
    },
  };
}

function parse(html: string): Jsdom.JSDOM {
  const { JSDOM } = load('jsdom') as typeof Jsdom;
  return new JSDOM(html);
}

function testingLibrary(): typeof TestingLibrary {
  const library = load('@testing-library/dom') as typeof TestingLibrary;
  // Without a style sheet nothing is hidden, and working that out for every element takes seconds.
  library.configure({ defaultHidden: true });
  return library;
}
