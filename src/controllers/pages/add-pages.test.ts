import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser, type Page } from '../../testing/browser.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { fieldState as field } from '../../testing/form-field.js';
import { hiddenField, type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const LINE = '12.50 lunch #food yesterday #trip';

describe.each(engines)('one line on pages on $name', (engine) => {
  const clock = new TestClock('2026-11-27T18:00:00.000Z');
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  const read = (text: string, who: Browser = mira) =>
    who.get(`/add?${new URLSearchParams({ text }).toString()}`, { follow: false });
  const categoryId = async (name: string) => {
    const categories = await app.services.categories.list(await mira.principal());
    return categories.find((each) => each.name === name)!.id;
  };
  const values = (page: Page) =>
    ['amount', 'description', 'category_id', 'spent_on', 'tags'].map(
      (name) => field(page, `add-${name}`).value,
    );
  const understood = ({ document }: Page) =>
    [...document.querySelectorAll('.understood dl > div')].map((part) =>
      [...part.children].map((each) => each.textContent.trim()).join(': '),
    );
  const focus = ({ html }: Page) => /<(\w+)(?=[^>]* autofocus)(?:[^>]*? id="([^"]*)")?/.exec(html)?.slice(1);

  it('fills the form with each part, and shows each as it was understood', async () => {
    const page = await read(LINE);
    expect(page.status).toBe(200);
    expect(page.document.querySelector('h1')?.textContent).toBe('Add expense');
    const food = String(await categoryId('Food'));
    expect(values(page)).toEqual(['12.50', 'lunch', food, '2026-11-26', 'trip']);
    expect(understood(page)).toEqual([
      'Amount: $12.50',
      'Description: lunch',
      'Category: Food',
      'Tags: #trip',
      'Date: Yesterday · Thu, Nov 26',
    ]);
    expect(page.document.querySelector<HTMLInputElement>('form.one-line [name=text]')?.value).toBe(LINE);
    expect(focus(page)?.[0]).toBe('button');
  });

  it('suggests the category that its description had last, unless it names one', async () => {
    const [food, health] = [String(await categoryId('Food')), String(await categoryId('Health'))];
    await mira.spend('9', 'Café  Central', { spent_on: '2026-11-02', category_id: food });
    await mira.spend('8', 'Apple', { spent_on: '2026-11-03' });
    const chosen = async (text: string) => values(await read(text))[2];
    expect(await chosen('5 CAFE central')).toBe(food);
    expect(await chosen('5 cafe central #health')).toBe(health);
    expect(await chosen('5 apple')).toBe('');
    expect(await chosen('5 cafe')).toBe('');
  });

  it('is saved by its button, once', async () => {
    const page = await read(LINE);
    const form = page.document.querySelector<HTMLFormElement>('form.quick-add')!;
    expect([form.method, form.getAttribute('action')]).toEqual(['post', '/expenses']);
    const [amount, description, category_id, spent_on, tags] = values(page);
    const sent = {
      ...{ amount: amount!, description: description!, category_id: category_id! },
      ...{ spent_on: spent_on!, tags: tags! },
      idempotency_key: hiddenField(page, 'idempotency_key'),
    };
    for (let times = 0; times < 2; times += 1) {
      const answer = await mira.send('/expenses', sent);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/expenses']);
    }
    const { items } = await app.services.expenses.browse(
      await mira.principal(),
      { range: {} },
      { limit: 10 },
    );
    expect(items).toMatchObject([
      {
        amountMinor: 1250n,
        description: 'lunch',
        categoryName: 'Food',
        spentOn: '2026-11-26',
        tags: ['trip'],
      },
    ]);
  });

  it('leaves what is missing empty, without a fault, and the focus there', async () => {
    const noAmount = await read('lunch');
    expect(values(noAmount)).toEqual(['', 'lunch', '', '2026-11-27', '']);
    expect(noAmount.document.querySelectorAll('.has-fault, [role=alert]')).toHaveLength(0);
    expect(focus(noAmount)).toEqual(['input', 'add-amount']);
    const noDescription = await read('12.50');
    expect(values(noDescription)).toEqual(['12.50', '', '', '2026-11-27', '']);
    expect(noDescription.document.querySelectorAll('.has-fault, [role=alert]')).toHaveLength(0);
    expect(focus(noDescription)).toEqual(['input', 'add-description']);
  });

  it('is an empty form without a line', async () => {
    for (const path of ['/add', '/add?text=', '/add?text=%20']) {
      const page = await mira.get(path);
      expect([page.status, ...values(page)]).toEqual([200, '', '', '', '2026-11-27', '']);
      expect(understood(page)).toEqual([]);
    }
  });

  it('ticks the box of a refund, and names it one', async () => {
    const page = await read('refund shoes 30');
    expect(values(page).slice(0, 2)).toEqual(['30.00', 'shoes']);
    expect(page.document.querySelector<HTMLInputElement>('#add-refund')?.checked).toBe(true);
    expect(understood(page)[0]).toBe('Refund: -$30.00');
  });

  it('shows an amount that cannot be read with its fault, and a description that is too long', async () => {
    const page = await read('petrol 3.212');
    expect(page.status).toBe(200);
    expect(field(page, 'add-amount')).toEqual({
      value: '3.212',
      fault: expect.stringContaining('3.21') as string,
    });
    const long = await read(`12.50 ${'x'.repeat(600)}`);
    expect(field(long, 'add-description').value).toBe(`12.50 ${'x'.repeat(600)}`);
    expect(field(long, 'add-description').fault).toBeTruthy();
  });

  it.each([
    ['title=5%20%3Cb%3Ebold%3C%2Fb%3E', '5.00', '<b>bold</b>'],
    ['title=Receipt&text=9.50%20cab', '9.50', 'Receipt cab'],
    ['title=Receipt&text=Receipt%209.50', '9.50', 'Receipt'],
    ['title=Shop&text=9.50&url=https%3A%2F%2Fshop.example%2F7', '9.50', 'Shop https://shop.example/7'],
    [
      'text=9.50%20https%3A%2F%2Fshop.example%2F7&url=https%3A%2F%2Fshop.example%2F7',
      '9.50',
      'https://shop.example/7',
    ],
  ])('takes all that another app shares once, and escapes it: %s', async (query, amount, description) => {
    const page = await mira.get(`/add?${query}`);
    expect(values(page).slice(0, 2)).toEqual([amount, description]);
    expect(page.html).not.toContain('<b>bold');
  });

  it('takes no archived category', async () => {
    await mira.send(`/categories/${String(await categoryId('Food'))}/archive`);
    expect(values(await read('5 lunch #food'))).toEqual(['5.00', 'lunch', '', '2026-11-27', 'food']);
  });

  it('keeps the line for whoever has to log in first', async () => {
    const answer = await read(LINE, new Browser(app.url));
    expect(answer.status).toBe(303);
    const to = new URL(answer.headers.get('location')!, app.url);
    expect(to.pathname).toBe('/login');
    const next = new URL(to.searchParams.get('next')!, app.url);
    expect([next.pathname, next.searchParams.get('text')]).toEqual(['/add', LINE]);
  });

  it('leads there from the dashboard, from a form named Quick add', async () => {
    const { document } = await mira.get('/expenses');
    const form = document.querySelector<HTMLFormElement>('form[aria-label="Quick add"]')!;
    expect([form.method, form.getAttribute('action')]).toEqual(['get', '/add']);
    expect([...form.querySelectorAll('[name]')].map((each) => each.getAttribute('name'))).toEqual(['text']);
  });

  it('is read and shown in the language and the region of the person', async () => {
    const { username } = mira;
    await mira.send('/account', {
      ...{ username, time_zone: 'UTC', currency: 'EUR', language: 'de', locale: 'de-DE', theme: 'system' },
    });
    const page = await read('12,50 Mittagessen #food gestern');
    expect(values(page)).toEqual([
      '12,50',
      'Mittagessen',
      String(await categoryId('Food')),
      '2026-11-26',
      '',
    ]);
    expect(understood(page)[0]).toBe('Betrag: 12,50\u00a0€');
    expect(understood(page).at(-1)).toMatch(/^Datum: Gestern · /);
  });
});
