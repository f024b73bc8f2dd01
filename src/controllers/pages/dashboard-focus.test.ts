import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../testing/browser.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { fieldState } from '../../testing/form-field.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const TODAY = '2026-03-01';
const LUNCH = { amount: '12.50', description: 'Lunch', spent_on: TODAY };

describe.each(engines)('what the dashboard offers next on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { clock: new TestClock(`${TODAY}T18:00:00.000Z`) });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    mira = await signUp(app);
  });

  /** Where the browser puts the focus first: the id of a field, or where a button leads. */
  const focused = ({ html }: Page) => {
    const [tag = ''] = /<[^>]* autofocus>/.exec(html) ?? [];
    return /(?:id|formaction)="([^"]+)"/.exec(tag)?.[1];
  };

  it('has the focus in Amount where expenses are added, not where they are read', async () => {
    await mira.spend('12.50', 'Lunch');
    expect(focused(await mira.get('/expenses'))).toBe('add-amount');
    expect(focused(await mira.get('/expenses?month=2026-03'))).toBeUndefined();
  });

  it('goes back to Amount after adding under a filter', async () => {
    const place = async (return_to: string) =>
      (await mira.send('/expenses', { ...LUNCH, return_to })).headers.get('location');
    expect(await place('/expenses')).toBe('/expenses');
    expect(await place('/expenses?month=2026-03')).toBe('/expenses?month=2026-03#add-amount');
  });

  it('marks the row that was saved and has the focus on it, where the list shows it', async () => {
    const id = String(await mira.spend('12.50', 'Lunch'));
    const save = async (spent_on: string, return_to: string) => {
      const answer = await mira.send(`/expenses/${id}`, { ...LUNCH, amount: '13', spent_on, return_to });
      const page = await mira.get(answer.headers.get('location')!);
      return {
        marked: [...page.document.querySelectorAll('.entry-marked')].map((row) => row.textContent),
        focus: /<a [^>]*autofocus>/.test(page.html) ? 'row' : focused(page),
      };
    };
    expect(await save(TODAY, '/expenses')).toEqual({
      marked: [expect.stringContaining('$13.00')],
      focus: 'row',
    });
    expect((await mira.get('/expenses')).document.querySelector('.entry-marked')).toBeNull();
    expect(await save('2026-02-01', '/expenses?month=2026-03')).toEqual({ marked: [], focus: undefined });
  });

  it('has the focus on Undo after a deletion, and on the field that a filter has wrong', async () => {
    const id = String(await mira.spend('12.50', 'Lunch'));
    const answer = await mira.send(`/expenses/${id}/delete`);
    expect(focused(await mira.get(answer.headers.get('location')!))).toBe(`/expenses/${id}/restore`);
    expect(focused(await mira.get('/expenses?from=2026-03-05&to=2026-03-01'))).toBe('filter-to');
  });

  it('shows no figures beside a filter with a fault, and From and To alike', async () => {
    await mira.spend('12.50', 'Lunch');
    const page = await mira.get('/expenses?from=2026-03-32&to=2026-03-31');
    expect(page.status).toBe(422);
    expect(page.screen.getByRole('region', { name: 'Summary' }).textContent).not.toMatch(/\d/);
    expect(page.html).toContain('Put the filter right to see your expenses.');
    expect(page.html).not.toContain('Nothing matches');
    for (const name of ['From', 'To'])
      expect(page.screen.getByLabelText(name).getAttribute('type')).toBe('text');
  });

  it('offers the category that is filtered for, else none: that of the last one would be wrong for the next', async () => {
    const categories = await app.services.categories.list(await mira.principal());
    const idOf = (name: string) => String(categories.find((one) => one.name === name)!.id);
    await mira.send('/expenses', { ...LUNCH, category_id: idOf('Bills') });
    const offered = async (query: string) =>
      fieldState(await mira.get(`/expenses${query}`), 'add-category_id').value;
    expect(await offered('')).toBe('');
    expect(await offered(`?category=${idOf('Food')}`)).toBe(idOf('Food'));
    expect(await offered('?category=none')).toBe('');
  });

  it('stays on a day that is not today until it is left, and says so', async () => {
    const dayAt = async (path: string) => {
      const page = await mira.get(path);
      return [
        fieldState(page, 'add-spent_on').value,
        page.screen.queryByRole('link', { name: 'Back to today' })?.getAttribute('href'),
      ];
    };
    expect(await dayAt('/expenses')).toEqual([TODAY, undefined]);
    await mira.send('/expenses', { ...LUNCH, spent_on: '2026-02-11' });
    expect(await dayAt('/expenses')).toEqual(['2026-02-11', '/expenses?day=today']);
    const filtered = '/expenses?month=2026-02';
    expect(await dayAt(filtered)).toEqual(['2026-02-11', `${filtered}&day=today`]);
    expect(await dayAt('/expenses?day=today')).toEqual([TODAY, undefined]);
    expect(await dayAt('/expenses')).toEqual([TODAY, undefined]);
    await mira.send('/expenses', { ...LUNCH, spent_on: '2026-02-11' });
    await mira.send('/expenses', LUNCH);
    expect(await dayAt('/expenses')).toEqual([TODAY, undefined]);
  });

  it('stays on no day of somebody else who was at this browser and has not logged out', async () => {
    const owen = await signUp(app, 'owen');
    const day = async (who: Person) => fieldState(await who.get('/expenses'), 'add-spent_on').value;
    await mira.send('/expenses', { ...LUNCH, spent_on: '2026-02-11' });
    owen.cookies.set('outlay_day', mira.cookies.get('outlay_day')!);
    expect([await day(mira), await day(owen)]).toEqual(['2026-02-11', TODAY]);
  });
});
