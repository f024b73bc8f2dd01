import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day, Month } from '../../domain/calendar.js';
import { RULE_MATCHES } from '../../domain/rule.js';
import { Locale } from '../../locale/locale.js';
import { Texts } from '../../locale/texts.js';
import { CATALOGS } from '../../messages/catalog.js';
import { Browser, type Page } from '../../testing/browser.js';
import { engines } from '../../testing/engines.js';
import { type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

/** A language in which every text stands in brackets: what is outside of them was not put through the messages. */
class Pseudo extends Locale {
  constructor(region: string) {
    const bracketed = Object.fromEntries(
      Object.entries(CATALOGS.en).map(([key, text]) => [key, `⟦${text}⟧`]),
    );
    super('en', region, new Texts('en', region, bracketed as typeof CATALOGS.en));
  }
  override money: Locale['money'] = (...given) => `⟦${super.money(...given)}⟧`;
  override moneyChange: Locale['moneyChange'] = (...given) => `⟦${super.moneyChange(...given)}⟧`;
  override day: Locale['day'] = (...given) => `⟦${super.day(...given)}⟧`;
  override dayRange: Locale['dayRange'] = (...given) => `⟦${super.dayRange(...given)}⟧`;
  override month: Locale['month'] = (...given) => `⟦${super.month(...given)}⟧`;
  override time: Locale['time'] = (...given) => `⟦${super.time(...given)}⟧`;
}

/** What people typed, names of our own, and what is the same in every language. */
const OURS =
  /Outlay|USD|JSON|mira|mira-[\w-]+@example\.com|Zanzibar|Fujiyama|192\.0\.2\.\d+\/24|curl|node|\/api\/openapi|Firefox|Linux/gi;
/** Lists whose words come from the browser's own standard (CLDR), and code. */
const STANDARD =
  'select[name=currency], select[name=time_zone], select[name=locale], select[name=language], select[name=week_starts_on], code, .code, script, style';
const ATTRIBUTES = ['title', 'aria-label', 'alt', 'placeholder', 'aria-description', 'content'];

function strayWords({ document, url }: Page): string[] {
  const page = document.cloneNode(true) as Document;
  for (const element of page.querySelectorAll(STANDARD)) element.remove();
  const texts = [...page.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes].filter(({ nodeType }) => nodeType === 3).map((node) => sentenceOf(node)),
    ...ATTRIBUTES.filter((name) => name !== 'content' || element.getAttribute('name') === 'description').map(
      (name) => element.getAttribute(name),
    ),
  ]);
  return texts.flatMap((text) => {
    const rest = outside(joined(text ?? '')).replace(OURS, '');
    return /\p{L}{2}/u.test(rest) ? [`${url}: ${joined(text!)}`] : [];
  });
}

/** The text of a node; what stands in a tag of a sentence, a link or bold, as the whole sentence. */
function sentenceOf(node: ChildNode): string | null {
  let element = node.parentElement!;
  if (joined(node.textContent ?? '') === '') return null;
  while (['A', 'B', 'KBD'].includes(element.tagName) && !node.textContent?.includes('⟦'))
    element = element.parentElement!;
  return element === node.parentElement && element.children.length === 0
    ? node.textContent
    : element.textContent;
}

const joined = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What is outside of all brackets. */
function outside(text: string): string {
  let rest = text;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '');
  }
  return rest;
}

describe.each(engines)('every word on $name', (engine) => {
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    app = await startTestApp(engine, { words: ({ region }) => new Pseudo(region) });
    mira = await signUp(app);
    const principal = await mira.principal();
    const categories = await app.services.categories.list(principal);
    for (const [at, category] of categories.entries())
      await app.services.categories.change(principal, category.id, { name: `Fujiyama ${String(at)}` });
    for (let day = 1; day < 70; day += 1)
      await app.services.expenses.record(principal, {
        amountMinor: BigInt(day * 100),
        description: 'Zanzibar',
        categoryId: day % 2 === 0 ? categories[0]!.id : null,
        spentOn: `2026-${day > 30 ? '02' : '03'}-${String((day % 28) + 1).padStart(2, '0')}` as Day,
      });
    for (const mode of ['add', 'remind'] as const)
      await app.services.recurring.add(principal, {
        ...{ amountMinor: -500n, description: 'Zanzibar', categoryId: null, tags: [], mode },
        ...{ interval: 2, every: 'week', startsOn: '2026-03-02' as Day, endsOn: '2099-12-31' as Day },
      });
    for (const [target, amountMinor] of [
      ['all', 100n],
      [categories[0]!.id, 999_900n],
    ] as const)
      await app.services.budgets.set(principal, target, {
        ...{ amountMinor, fromMonth: '2026-01' as Month, carryOver: true },
      });
    for (const match of RULE_MATCHES)
      await app.services.rules.add(principal, {
        ...{
          match,
          text: 'Zanzibar',
          categoryId: categories[0]!.id,
          tags: ['Zanzibar'],
          description: 'Zanzibar',
        },
      });
    const id = await mira.spend('5', 'Zanzibar');
    await mira.send(`/expenses/${String(id)}/delete`);
  }, 60_000);
  afterAll(() => app.close());

  async function crawl(browser: Browser, starts: readonly string[]): Promise<Page[]> {
    const pages: Page[] = [];
    const seen = new Set<string>();
    const waiting = [...starts];
    const kinds = new Map<string, number>();
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      // Of pages that differ by a number or a filter only, two are enough.
      const kind = path.replace(/\d+/g, 'N').replace(/=[^&#]*/g, '');
      if (seen.has(path) || (kinds.get(kind) ?? 0) >= 2) continue;
      seen.add(path);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const page = await browser.get(path, { follow: false });
      if (!page.headers.get('content-type')?.startsWith('text/html')) continue;
      pages.push(page);
      for (const link of page.document.querySelectorAll('a[href^="/"]'))
        waiting.push(link.getAttribute('href')!);
    }
    return pages;
  }

  /** Sends every form of these pages with nothing in it, and gives the pages that come back. */
  async function sendEmpty(browser: Browser, pages: readonly Page[]): Promise<Page[]> {
    const actions = new Set(
      pages.flatMap(({ document }) =>
        [...document.querySelectorAll('form[method=post][action]')].map((form) =>
          form.getAttribute('action')!,
        ),
      ),
    );
    const answers: Page[] = [];
    for (const action of actions) {
      if (/logout|language|\/delete$|discard|empty/.test(action)) continue;
      const _csrf = await browser.token('/login?form=none');
      answers.push(await browser.post(action, { _csrf }, { follow: false }));
    }
    return answers.filter(({ headers }) => headers.get('content-type')?.startsWith('text/html'));
  }

  it('of a stranger’s pages and faults goes through the messages', async () => {
    const browser = new Browser(app.url);
    const pages = await crawl(browser, [
      '/',
      '/login',
      '/register',
      '/nowhere',
      '/login?reason=reuse&next=/',
    ]);
    expect(pages.length).toBeGreaterThan(4);
    const answers = await sendEmpty(browser, pages);
    expect(answers.length).toBeGreaterThan(1);
    expect([...pages, ...answers].flatMap(strayWords)).toEqual([]);
  });

  it('of a person’s pages and faults goes through the messages', async () => {
    const starts = [
      '/expenses',
      '/expenses?q=zan&category=none&from=2026-01-01&to=2026-12-31&period=3months&year=2026',
    ];
    const pages = await crawl(mira, [
      ...starts,
      '/expenses?month=x',
      '/reports?year=x',
      '/reports?from=2026-02-01&to=2026-03-31',
      '/nowhere',
    ]);
    expect(pages.length).toBeGreaterThan(20);
    const answers = await sendEmpty(mira, pages);
    expect(answers.length).toBeGreaterThan(5);
    expect([...pages, ...answers].flatMap(strayWords)).toEqual([]);
  });
});
