import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../testing/browser.js';
import { DAY, TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { fieldState as field } from '../../testing/form-field.js';
import { hiddenField, type Person, signUp, tokenFor } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const TODAY = '2026-03-01';
const GOOD = { amount: '12.50', description: 'Lunch', spent_on: TODAY };

describe.each(engines)('the pages of expenses on $name', (engine) => {
  const clock = new TestClock(`${TODAY}T18:00:00.000Z`);
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  const stored = async (person = mira) => {
    const { items } = await app.services.expenses.browse(
      await person.principal(),
      { range: {} },
      { limit: 100 },
    );
    return items.map(
      ({ description, amountMinor, spentOn }) => `${description} ${String(amountMinor)} ${spentOn}`,
    );
  };
  const spend = (description = 'Lunch', amount = '12.50', more: Record<string, string> = {}) =>
    mira.spend(amount, description, { spent_on: TODAY, ...more });
  const categoryId = async (name: string, person = mira) =>
    String(
      (await app.services.categories.list(await person.principal())).find((one) => one.name === name)!.id,
    );
  const follow = async (answer: Page) => mira.get(answer.headers.get('location')!);
  const said = ({ document }: Page) => document.querySelector('[data-flash] [role=status]')?.textContent;
  const amounts = ['0', '-', 'NaN', 'Infinity', '1e9', '1.234', '0x10', '1.2.3', '5+', '9'.repeat(30)];
  const odd = [
    '',
    '  ',
    '1.005',
    '5/0',
    '1e3',
    '10000000000000',
    '<b>1</b>',
    '1;DROP TABLE expenses',
    '=1+1',
  ];

  describe.each([
    ['add', () => Promise.resolve('/expenses')],
    ['edit', async () => `/expenses/${String(await spend('Before', '1.00'))}`],
  ])('the %s form', (id, pathOf) => {
    it('refuses every amount that is none, keeps what was typed, and stores nothing: I05', async () => {
      const category_id = await categoryId('Food');
      const path = await pathOf();
      const before = await stored();
      for (const amount of [...amounts, ...odd]) {
        const typed = { amount, description: 'Zanzibar "trip" & <b>', category_id, spent_on: '2026-02-27' };
        const page = await mira.send(path, typed);
        expect([amount, page.status]).toEqual([amount, 422]);
        expect(field(page, `${id}-amount`)).toEqual({
          value: amount,
          fault: expect.stringMatching(/^[A-Z].*\.$/) as string,
        });
        expect(field(page, `${id}-description`)).toEqual({ value: typed.description, fault: undefined });
        expect(field(page, `${id}-category_id`).value).toBe(category_id);
        expect(field(page, `${id}-spent_on`).value).toBe('2026-02-27');
        expect(page.html).toMatch(new RegExp(`role="alert">[^$]*<a href="#${id}-amount">`));
        expect(page.html.match(/<[^>]* autofocus>/g)).toEqual([expect.stringContaining(`id="${id}-amount"`)]);
      }
      expect(await stored()).toEqual(before);
    });

    it.each(['2026-02-30', '2026-13-01', '', '2026-02-29', '0000-00-00', '9999-12-31', '1.3.2026'])(
      'refuses the day %j and shows it as it was typed: I07',
      async (spent_on) => {
        const path = await pathOf();
        const before = await stored();
        const page = await mira.send(path, { ...GOOD, spent_on });
        expect(page.status).toBe(422);
        expect(field(page, `${id}-spent_on`)).toEqual({
          value: spent_on,
          fault: expect.stringMatching(/^(Enter a|Days from) /) as string,
        });
        expect(field(page, `${id}-amount`).value).toBe('12.50');
        expect(await stored()).toEqual(before);
      },
    );

    it.each([
      ['', 'Enter a description.'],
      [' \t ', 'Enter a description.'],
      ['x'.repeat(201), 'The description is too long: 200 characters at most.'],
      ['a\u202Eb', 'cannot be seen (U+202E)'],
      ['a\0b', 'cannot be seen (U+0000)'],
    ])('refuses the description %j: I09', async (description, sentence) => {
      const page = await mira.send(await pathOf(), { ...GOOD, description });
      expect(page.status).toBe(422);
      expect(field(page, `${id}-description`).fault).toContain(sentence);
      expect(field(page, `${id}-amount`).value).toBe('12.50');
    });

    it('takes the first of a field that is sent twice: I04', async () => {
      const _csrf = await tokenFor(mira);
      const body = new URLSearchParams([
        ['_csrf', _csrf],
        ...Object.entries(GOOD),
        ['amount', '99'],
        ['description', 'Second'],
      ]);
      const cookie = `outlay_access=${mira.accessToken}`;
      const path = await pathOf();
      const answer = await fetch(app.url + path, {
        method: 'POST',
        body,
        headers: { cookie },
        redirect: 'manual',
      });
      expect(answer.status).toBe(303);
      expect(await stored()).toEqual([`Lunch 1250 ${TODAY}`]);
    });
  });

  describe('adding', () => {
    it.each([
      ['12.5', '$12.50'],
      ['$1,234.50', '$1,234.50'],
      ['USD 7', '$7.00'],
      ['999999999999.99', '$999,999,999,999.99'],
      ['0.01', '$0.01'],
    ])('understands %s', async (amount, shown) => {
      const page = await follow(await mira.send('/expenses', { ...GOOD, amount }));
      expect(said(page)).toBe(`Added “Lunch, ${shown}”.`);
      expect(page.document.querySelector('.days a[href$=edit]')?.textContent).toBe(shown);
    });

    it('adds one when the same form is sent twice, also at the same time: B04', async () => {
      const idempotency_key = hiddenField(await mira.get('/expenses'), 'idempotency_key');
      expect(idempotency_key).not.toBe('');
      const _csrf = await tokenFor(mira);
      const send = () => mira.post('/expenses', { ...GOOD, _csrf, idempotency_key }, { follow: false });
      const answers = await Promise.all([send(), send(), send()]);
      expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
      expect(await stored()).toHaveLength(1);
      expect(hiddenField(await mira.get('/expenses'), 'idempotency_key')).not.toBe(idempotency_key);
    });

    it('says so when somebody goes back and sends a form whose expense they have deleted since', async () => {
      const idempotency_key = hiddenField(await mira.get('/expenses'), 'idempotency_key');
      await mira.send('/expenses', { ...GOOD, idempotency_key });
      const row = await app.db.get<{ id: number }>('SELECT MAX(id) AS id FROM expenses');
      await mira.send(`/expenses/${String(row!.id)}/delete`);
      const page = await follow(await mira.send('/expenses', { ...GOOD, idempotency_key }));
      expect(said(page)).toContain('You added “Lunch” with this form before, and deleted it since.');
      expect(page.screen.getByRole('link', { name: 'Open the trash' })).toBeTruthy();
    });

    it('adds two when somebody goes back and types something else into the form', async () => {
      const idempotency_key = hiddenField(await mira.get('/expenses'), 'idempotency_key');
      await mira.send('/expenses', { ...GOOD, idempotency_key });
      await mira.send('/expenses', { ...GOOD, description: 'Dinner', idempotency_key });
      expect(await stored()).toHaveLength(2);
    });

    it('starts with today where the person is, and with no category also after one was chosen', async () => {
      const principal = await mira.principal();
      await app.services.profiles.change(principal, { timeZone: 'Pacific/Auckland' });
      const category_id = await categoryId('Transport');
      const fresh = await mira.get('/expenses');
      expect([field(fresh, 'add-spent_on').value, field(fresh, 'add-category_id').value]).toEqual([
        '2026-03-02',
        '',
      ]);
      const page = await follow(await mira.send('/expenses', { ...GOOD, category_id }));
      expect(field(page, 'add-category_id').value).toBe('');
      expect(field(page, 'add-amount').value).toBe('');
    });

    it('goes back to the filter it was sent from, and says when it hides what was added', async () => {
      const away = { ...GOOD, return_to: '/expenses?month=2026-01' };
      const answer = await mira.send('/expenses', away);
      expect(answer.headers.get('location')?.split('#')[0]).toBe('/expenses?month=2026-01');
      const page = await follow(answer);
      expect(said(page)).toContain('It is outside of this filter.');
      expect(page.screen.getByRole('link', { name: 'Show it' }).getAttribute('href')).toBe(
        '/expenses?month=2026-03',
      );
      const faulty = await mira.send('/expenses', { ...away, amount: 'x' });
      expect(field(faulty, 'filter-month').value).toBe('2026-01');
    });

    it.each([
      ['min=12.51', true],
      ['min=12.50', false],
      ['max=12.49', true],
      ['max=12.50', false],
      ['q=harbour', false],
      ['q=harbour+12.50', false],
      ['q=harbour+station', true],
      ['tag=harbour', false],
    ])('under %s it says that what was added is hidden: %s', async (filter, isHidden) => {
      await mira.spend('99', 'Ferry', { tags: 'harbour' });
      const sent = { ...GOOD, tags: 'Harbour', return_to: `/expenses?${filter}` };
      const page = await follow(await mira.send('/expenses', sent));
      expect(page.html.includes('It is outside of this filter.')).toBe(isHidden);
    });

    it.each([
      ['min=100', false],
      ['max=100', true],
      ['q=trip', true],
      ['q=trip&tag=trip', true],
      ['q=trip&tag=home', false],
      ['q=dinner', false],
    ])('knows whether %s shows what was added, as the list does', async (filter, isShown) => {
      await mira.send('/expenses', { ...GOOD, description: 'Seen before', tags: 'home' });
      const sent = { ...GOOD, description: 'Sandwich', tags: 'trip', return_to: `/expenses?${filter}` };
      const page = await follow(await mira.send('/expenses', sent));
      const rows = [...page.document.querySelectorAll('.days label')].map(({ textContent }) => textContent);
      expect(rows.includes('Sandwich')).toBe(isShown);
      expect(said(page)?.includes('It is outside of this filter.')).toBe(!isShown);
    });

    it.each([
      'https://evil.test',
      '//evil.test',
      '/\\evil.test',
      '/logout',
      'javascript:alert(1)',
      '/expenses?cursor=x',
    ])('never leads away: return_to=%s', async (return_to) => {
      const answer = await mira.send('/expenses', { ...GOOD, return_to });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toMatch(/^\/expenses(\?cursor=x)?(#[\w-]+)?$/);
      expect((await mira.send('/expenses', { ...GOOD, amount: 'x', return_to })).status).toBe(422);
    });
  });

  describe('editing', () => {
    it('opens with the stored values, and saves what was changed only', async () => {
      const category_id = await categoryId('Food');
      const id = await spend('Lunch', '1234.5', { category_id });
      const page = await mira.get(`/expenses/${String(id)}/edit`);
      expect(
        ['amount', 'description', 'category_id', 'spent_on'].map((name) => field(page, `edit-${name}`).value),
      ).toEqual(['1234.50', 'Lunch', category_id, TODAY]);
      await mira.submit('Edit expense', { amount: '13' });
      expect(said(mira.page!)).toBe('Saved “Lunch, $13.00”.');
      expect(mira.page!.document.querySelector('.days i')?.textContent).toBe('Food');
    });

    it('shows both versions to the second of two who edit, and stores nothing until they choose', async () => {
      const id = await spend();
      const path = `/expenses/${String(id)}`;
      const version = hiddenField(await mira.get(`${path}/edit`), 'version');
      const first = { ...GOOD, amount: '13', category_id: await categoryId('Food'), version };
      expect((await mira.send(path, first)).status).toBe(303);

      const mine = { ...GOOD, amount: '14', description: 'Brunch', version };
      const page = await mira.send(path, mine);
      expect(page.status).toBe(409);
      const alert = page.document.querySelector('[role=alert]')!;
      expect(alert.textContent).toContain('This expense was changed meanwhile');
      const rows = [...alert.querySelectorAll('tbody tr')].map((row) =>
        [...row.children].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim()),
      );
      expect(rows).toEqual([
        ['Amount', '$14.00', '$13.00 (different)'],
        ['Description', 'Brunch', 'Lunch (different)'],
        ['Category', 'No category', 'Food (different)'],
        ['Date', 'Mar 1, 2026', 'Mar 1, 2026'],
      ]);
      expect(field(page, 'edit-description').value).toBe('Brunch');
      expect(await stored()).toEqual([`Lunch 1300 ${TODAY}`]);

      await mira.submit('Edit expense', {});
      expect(await stored()).toEqual([`Brunch 1400 ${TODAY}`]);
    });

    it('of something that another tab has deleted says so, and brings it back only when asked to', async () => {
      const path = `/expenses/${String(await spend())}`;
      const version = hiddenField(await mira.get(`${path}/edit`), 'version');
      await mira.send(`${path}/delete`);
      const page = await mira.send(path, { ...GOOD, amount: '14', version });
      expect(page.status).toBe(409);
      expect([field(page, 'edit-amount').value, field(page, 'edit-description').value]).toEqual([
        '14',
        'Lunch',
      ]);
      expect(await stored()).toEqual([]);
      expect((await mira.get(`${path}/edit`)).status).toBe(404);
      expect((await mira.send(path, { ...GOOD, amount: '14', version, restore: 'yes' })).status).toBe(303);
      expect(await stored()).toEqual([`Lunch 1400 ${TODAY}`]);
    });

    it('with a category of somebody else brings nothing back', async () => {
      const id = await spend();
      await mira.send(`/expenses/${String(id)}/delete`);
      const change = {
        ...GOOD,
        category_id: await categoryId('Food', await signUp(app, 'owen')),
        restore: 'yes',
      };
      expect((await mira.send(`/expenses/${String(id)}`, change)).status).toBe(422);
      expect(await stored()).toEqual([]);
    });

    it('goes back to the list that it was opened from, on this site only', async () => {
      const id = await spend();
      const backFrom = async (referer: string) =>
        hiddenField(await mira.get(`/expenses/${String(id)}/edit`, { headers: { referer } }), 'return_to');
      expect(await backFrom(`${app.url}/expenses?month=2026-03&q=a%26b`)).toBe(
        '/expenses?month=2026-03&q=a%26b',
      );
      for (const referer of [
        'https://evil.test/expenses//x',
        'https://evil.test/',
        'nonsense',
        `${app.url}/logout`,
      ])
        expect(await backFrom(referer)).toBe('/expenses');
    });
  });

  describe('deleting', () => {
    it('can be taken back from the message, and the amount counts again', async () => {
      const id = await spend();
      const list = await mira.get('/expenses?month=2026-03');
      await mira.press(list.screen.getByRole('button', { name: 'Delete' }));
      expect(mira.page?.url).toBe('/expenses?month=2026-03');
      expect(said(mira.page!)).toBe('Deleted “Lunch, $12.50”.');
      expect(await stored()).toEqual([]);
      await mira.press(mira.page!.screen.getByRole('button', { name: 'Undo' }));
      expect(said(mira.page!)).toBe('“Lunch, $12.50” is back.');
      expect(mira.page?.document.querySelector('.total')?.textContent).toBe('$12.50');
      expect(mira.page?.html).toContain(`/expenses/${String(id)}/edit`);
    });

    it('is done once when two tabs do it, and so is taking back', async () => {
      const id = await spend();
      for (const action of ['delete', 'delete', 'restore', 'restore'])
        expect((await mira.send(`/expenses/${String(id)}/${action}`)).status).toBe(303);
      expect(await stored()).toHaveLength(1);
    });

    it('pages through a long trash without losing any', async () => {
      const principal = await mira.principal();
      const lunch = { amountMinor: 100n, categoryId: null, spentOn: TODAY as never };
      const made = await app.services.expenses.recordAll(
        principal,
        Array.from({ length: 120 }, (_, index) => ({ ...lunch, description: `No ${String(index)}` })),
      );
      for (const { id } of made) await app.services.expenses.remove(principal, id);
      const seen = new Set<string>();
      let page = await mira.get('/expenses/trash');
      for (let pages = 1; ; pages += 1) {
        for (const [, name] of page.html.matchAll(/>(No \d+)</g)) seen.add(name!);
        const older = /rel="next" href="([^"]+)"/.exec(page.html)?.[1];
        if (older === undefined) {
          expect(pages).toBe(3);
          break;
        }
        page = await mira.get(older.replaceAll('&amp;', '&'));
      }
      expect(seen.size).toBe(120);
      expect((await mira.get('/expenses/trash?cursor=b2xkZXJ8eA')).status).toBe(422);
    });

    it('leaves the expense in the trash for thirty days', async () => {
      const id = await spend('Old lamp', '20');
      await mira.send(`/expenses/${String(id)}/delete`);
      clock.advance(DAY);
      await mira.send('/refresh');
      const trash = await mira.get('/expenses/trash');
      expect(trash.document.querySelector('.trash tbody tr')?.textContent).toMatch(
        /Old lamp\s+No category, Mar 1, 2026 · Deleted Mar 1, 2026\s+\$20\.00\s+Undo/,
      );
      await mira.press(trash.screen.getByRole('button', { name: 'Undo' }));
      expect(mira.page?.html).toContain('The trash is empty.');
      expect(await stored()).toHaveLength(1);
      await mira.send(`/expenses/${String(id)}/delete`);
      clock.advance(30 * DAY + 1);
      await mira.signIn();
      expect((await mira.get('/expenses/trash')).html).toContain('The trash is empty.');
    });
  });
});
