import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getByLabelText, getByRole, getAllByRole, queryByRole } from '@testing-library/dom';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { openSourceAssets } from './assets.js';
import { drawnOnce } from './drawn-once.js';
import type { DashboardModel, ExpenseFormModel, ExpenseRow } from './expense-models.js';
import type { LayoutModel } from './layout-models.js';
import { createRenderer } from './render.js';
import { ENGLISH } from '../locale/locale.js';
import { message } from '../messages/message.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const viewsDir = `${root}/views`;
const renderer = createRenderer({ assets: openSourceAssets(root), viewsDir });

const food = { name: 'Food', look: 'cat-food' };
const addForm: ExpenseFormModel = {
  values: { amount: '', refund: '', description: '', category_id: '4', spent_on: '2026-11-21', tags: '' },
  tags: [],
  descriptions: ['Flat white'],
  faults: {},
  categories: [{ value: '4', text: 'Food' }],
  currency: 'USD',
  amountExample: '0.00',
  welcomeExample: '4.80',
  returnTo: '/expenses?month=2026-11',
};
const dashboard: DashboardModel = {
  addForm,
  exportHref: '/expenses/export?format=csv',
  exportsHref: '/export',
  filter: {
    form: {
      values: {
        category: '4',
        month: '2026-11',
        year: '',
        from: '',
        to: '',
        q: 'white',
        period: '',
        tag: '',
        min: '',
        max: '',
      },
      faults: {},
      categories: [{ value: '4', text: 'Food' }],
    },
    tags: [],
    periods: [{ text: 'All', href: '/expenses', current: true }],
  },
  chips: [{ name: 'Category', text: 'Food', removeHref: '/expenses?month=2026-11' }],
  days: [
    {
      label: 'Today',
      total: '$4.80',
      rows: [
        {
          id: 7,
          description: 'Flat white',
          category: food,
          amount: '$4.80',
          isRefund: false,
          tags: [],
        },
      ],
    },
  ],
  bulk: { fields: { categories: [] }, all: 'All 1 that the filter shows', filter: '/expenses' },
  olderHref: '/expenses?after=x',
  summary: {
    title: 'November 2026',
    total: '$4.80',
    count: '1 expense',
    change: { text: '−$1.00', direction: 'less', against: 'October' },
    months: [
      {
        label: 'N',
        longLabel: 'November 2026',
        amount: '$4.80',
        height: 100,
        zero: 0,
        isBelow: false,
        isEmpty: false,
        href: '/expenses?month=2026-11',
        current: true,
      },
    ],
    categories: [
      { ...food, amount: '$4.80', percentText: '100 %', percent: 100, href: '/expenses?category=4' },
    ],
  },
  firstTime: false,
  hasFilter: true,
  nothingFound: false,
  contradicts: false,
};
const layout: LayoutModel = {
  lang: 'en',
  dir: 'ltr',
  theme: 'system',
  languages: [],
  title: 'My expenses',
  user: { username: 'mira' },
  csrfToken: 'token-of-mira',
  idempotencyKey: 'key-1',
  notices: [],
  path: '/expenses?month=2026-11',
  requestId: 'r1',
};

const open = (html: Buffer) => new JSDOM(html.toString()).window.document.documentElement;
const showDashboard = (model: Partial<DashboardModel> = {}, around: Partial<LayoutModel> = {}) =>
  open(renderer.render('expenses/index', { ...dashboard, ...model }, { ...layout, ...around }, ENGLISH));

describe('the dashboard', () => {
  it('has the names that people and scripts rely on', () => {
    const page = showDashboard();
    const add = getByRole(page, 'form', { name: 'Add expense' });
    for (const name of ['Amount', 'Description', 'Category', 'Date'])
      getByLabelText(add, name, { exact: true });
    getByRole(add, 'button', { name: 'Add expense' });
    const filter = getByRole(page, 'form', { name: 'Filter expenses' });
    for (const name of ['Category', 'Month', 'Year', 'From', 'To', 'Search', 'Period'])
      getByLabelText(filter, name);
    getByRole(filter, 'button', { name: 'Filter' });
    getByRole(page, 'region', { name: 'Summary' });
    const table = getByRole(page, 'table', { name: 'Expenses' });
    expect(getByRole(table, 'link', { name: '$4.80' }).getAttribute('href')).toBe('/expenses/7/edit');
    const row = getByRole(table, 'row', { name: /Flat white/ });
    getByRole(row, 'button', { name: 'Delete' });
    getByRole(row, 'button', { name: 'Repeat' });
    getByRole(row, 'checkbox', { name: 'Flat white' });
    getByRole(page, 'link', { name: 'Older' });
    getByRole(page, 'button', { name: 'Log out' });
    getByRole(page, 'heading', { name: 'My expenses', level: 1 });
    expect(page.ownerDocument.title).toBe('My expenses · Outlay');
    expect(page.querySelector('meta[name=description]')?.getAttribute('content')).toMatch(/\S/);
  });

  it('keeps what was filtered in the controls', () => {
    const filter = getByRole<HTMLFormElement>(showDashboard(), 'form', { name: 'Filter expenses' });
    const sent = new filter.ownerDocument.defaultView!.FormData(filter);
    expect(Object.fromEntries(sent)).toMatchObject({
      category: '4',
      month: '2026-11',
      q: 'white',
      period: '',
    });
  });

  it('deletes by one shared form that holds the token and the way back', () => {
    const button = getByRole<HTMLButtonElement>(showDashboard(), 'button', { name: 'Delete' });
    expect(button.getAttribute('formaction')).toBe('/expenses/7/delete');
    const form = button.form!;
    expect(form.method).toBe('post');
    expect(form.querySelector<HTMLInputElement>('[name=_csrf]')?.value).toBe('token-of-mira');
    expect(form.querySelector<HTMLInputElement>('[name=return_to]')?.value).toBe('/expenses?month=2026-11');
  });

  it('says each fault once, beside its field, with a line above that leads there, and everything typed still there', () => {
    const faults = {
      amount: message('fault.amount.exponent'),
      spent_on: message('fault.day.malformed'),
    };
    const values = { ...addForm.values, amount: '1.2.3', spent_on: '2026-02-30' };
    const page = showDashboard({ addForm: { ...addForm, values, faults } });
    const amount = getByLabelText<HTMLInputElement>(page, 'Amount');
    expect(amount.value).toBe('1.2.3');
    expect(amount.getAttribute('aria-invalid')).toBe('true');
    expect(amount.getAttribute('aria-describedby')?.split(' ')).toContain('add-amount-fault');
    expect(page.querySelector('#add-amount-fault')?.textContent).toContain('without an exponent');
    expect(getByLabelText<HTMLInputElement>(page, 'Date').value).toBe('2026-02-30');
    const line = getByRole(page, 'alert');
    expect(getByRole(line, 'link', { name: 'Date' }).getAttribute('href')).toBe('#add-spent_on');
    expect(page.textContent?.match(/without an exponent|Enter a day/g)).toHaveLength(2);
  });

  it('says what to do instead of showing empty boxes to a first-time user', () => {
    const page = showDashboard({
      days: [],
      bulk: undefined,
      firstTime: true,
      summary: { ...dashboard.summary, months: [], categories: [] },
    });
    getByRole(page, 'heading', { name: 'Start with the last thing you paid for' });
    expect(queryByRole(page, 'table')).toBeNull();
  });

  it('offers to undo in the message that follows', () => {
    const flash = {
      kind: 'status',
      text: 'Deleted “Parking”.',
      undo: { href: '/expenses/3/restore', label: 'Parking' },
    } as const;
    const page = showDashboard({}, { flash });
    expect(getByRole(page, 'status').textContent).toBe('Deleted “Parking”.');
    expect(getByRole(page, 'button', { name: 'Undo' }).getAttribute('formaction')).toBe(
      '/expenses/3/restore',
    );
  });
});

describe('the renderer', () => {
  it('puts the token into every form that posts and the key into the form that adds', () => {
    const page = open(renderer.render('expenses/index', dashboard, layout, ENGLISH));
    const posting = [...page.querySelectorAll('form[method=post]')];
    const tokens = posting.map((form) => form.querySelector<HTMLInputElement>('[name=_csrf]')?.value);
    expect(tokens.length).toBeGreaterThan(1);
    expect(new Set(tokens)).toEqual(new Set(['token-of-mira']));
    const key = page.querySelector<HTMLInputElement>('form[action="/expenses"] [name=idempotency_key]');
    expect(key?.value).toBe('key-1');
  });

  it('shows what people typed as text, never as markup', () => {
    const description = '<script>alert(1)</script><%- csrf %>"\'&';
    const row = { ...dashboard.days[0]!.rows[0]!, description };
    const page = showDashboard({ days: [{ label: 'Today', total: '$4.80', rows: [row] }] });
    expect(page.querySelector('.days label')?.textContent).toBe(description);
    expect(getAllByRole(page, 'table')[0]!.querySelector('script, [name=_csrf]')).toBeNull();
  });

  it('has no inline script, no inline style and no foreign address on any page drawn here', () => {
    const bytes = renderer.render('expenses/index', dashboard, layout, ENGLISH);
    const page = open(bytes);
    expect(page.querySelectorAll('script:not([src]), style, [style]')).toHaveLength(0);
    expect(
      [...page.querySelectorAll('*')]
        .flatMap((element) => element.getAttributeNames())
        .filter((name) => name.startsWith('on')),
    ).toEqual([]);
    expect(bytes.toString()).not.toMatch(/(href|src)="(https?:)?\/\//);
  });

  it('shows rows that were drawn before where they stand, and what people wrote as they wrote it', () => {
    const row = (id: number, description: string) =>
      drawnOnce({ ...dashboard.days[0]!.rows[0]!, id, description });
    const rows = [row(1, 'Tea\x000\x00'), row(2, `${'é'.repeat(400)} ☕`), row(3, 'Bread')];
    const shown = (some: readonly ExpenseRow[], q = '') => {
      const { form } = dashboard.filter;
      const filter = { ...dashboard.filter, form: { ...form, values: { ...form.values, q } } };
      const page = showDashboard({ days: [{ label: 'Today', total: '$14.40', rows: some }], filter });
      expect(page.querySelector<HTMLInputElement>('[name=q]')!.value).toBe(q.replaceAll('\x00', '\uFFFD'));
      return getAllByRole(page, 'checkbox').map((box) => box.closest('label')?.textContent);
    };
    const [tea, long, bread] = ['Tea\uFFFD0\uFFFD', `${'é'.repeat(400)} ☕`, 'Bread'];
    expect(shown(rows)).toEqual(expect.arrayContaining([tea, long, bread]));
    const again = shown([rows[2]!, rows[0]!, rows[1]!, row(4, 'New')], '\x000\x00');
    expect(again.filter((text) => [tea, long, bread, 'New'].includes(text!))).toEqual([
      bread,
      tea,
      long,
      'New',
    ]);
  });

  it('refuses a page that has no template', () => {
    expect(() =>
      renderer.render('nowhere' as 'home', { signedIn: false, registrationOpen: true }, layout, ENGLISH),
    ).toThrow('nowhere');
  });
});

describe('the templates', () => {
  const files = readdirSync(viewsDir, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ejs'),
  );

  // Whether it is needed is read off the text of the page, where they are marks.
  it('that are drawn once need no form of the page around them', () => {
    for (const name of ['expenses/row', 'expenses/filter', 'partials/month', 'partials/share'])
      expect(readFileSync(`${viewsDir}/${name}.ejs`, 'utf8')).not.toContain('row-action');
  });

  it('post only forms that carry the token', () => {
    for (const file of files) {
      const forms = readFileSync(`${viewsDir}/${file}`, 'utf8').match(/<form[^]*?<\/form>/g) ?? [];
      for (const form of forms.filter((text) => text.includes('method="post"')))
        expect(form).toContain('<%- csrf %>');
    }
  });
});
