import type { Locator } from '@playwright/test';
import { expect, tooWide, test } from './fixtures.js';
import { fill, ownPages, type PageState, publicPages } from './pages.js';
import type { Person } from './person.js';

const widths = [390, 320];
const PHONE = { width: 390, height: 844 };

test('no public page scrolls sideways on a phone, and what is tapped has room for a finger', async ({
  stranger,
}) => {
  for (const width of widths) {
    await stranger.page.setViewportSize({ width, height: 844 });
    for (const { name, open } of publicPages) {
      await open(stranger);
      expect.soft(await tooWide(stranger.page), `${name} at ${width} px`).toEqual([]);
      if (width === 390) expect.soft(await stranger.page.evaluate(tooSmall), name).toEqual([]);
    }
  }
});

test('the picture on the home page is of a phone on a phone, and not larger than it need be', async ({
  stranger,
}) => {
  const { page } = stranger;
  const picture = page.locator('.hero-picture img');
  for (const [width, name] of [
    [390, 'home-phone-light'],
    [1280, 'home-light'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/');
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.currentSrc)).toContain(name);
  }
});

test('no page of a person with expenses scrolls sideways on a phone, and what is tapped has room for a finger', async ({
  mira,
}) => {
  test.setTimeout(420_000);
  const { page } = mira;
  await fill(mira);
  const pages = [...ownPages, ...(await furnish(mira))];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 });
    for (const { name, open } of pages) {
      await open(mira);
      expect.soft(await tooWide(page), `${name} at ${width} px`).toEqual([]);
      if (width !== 390) continue;
      await page.evaluate(() => {
        for (const folded of document.querySelectorAll('main details')) folded.setAttribute('open', '');
      });
      expect.soft(await page.evaluate(tooSmall), name).toEqual([]);
    }
  }
  await page.setViewportSize(PHONE);
  await page.goto('/expenses');
  await page.locator('.more > summary').click();
  expect(await page.evaluate(tooSmall), 'the menu').toEqual([]);
});

for (const language of ['en', 'de', 'ar'] as const) {
  test(`on a phone the list begins in the upper half, in ${language}`, async ({ mira }) => {
    const { page } = mira;
    await fill(mira);
    await overspend(mira);
    if (language !== 'en') await speak(mira, language);
    await page.setViewportSize(PHONE);
    for (const path of ['/expenses', '/expenses?period=3months&q=e']) {
      await page.goto(path);
      if (path.includes('q=')) await expect(page.locator('.chip')).toHaveCount(2);
      else await expect(page.locator('.headline small')).toBeVisible();
      expect(await topOf(page.locator('.days tbody tr').first()), path).toBeLessThan(PHONE.height / 2);
    }
    // After an expense was added, below its message; on a day that is not today, which the form says, too.
    await page.goto('/expenses');
    await page.locator('#add-amount').fill('4.80');
    await page.locator('#add-description').fill('Lunch with Ana and the others at the harbour, and a cake');
    await page.locator('#add-spent_on').fill('2026-03-14');
    await page.locator('.quick-add .btn-primary').click();
    await expect(page.locator('[data-flash]')).toBeVisible();
    await expect(page.locator('.not-today')).toBeVisible();
    expect(await topOf(page.locator('.days tbody tr').first())).toBeLessThan(PHONE.height / 2);
    const [search, button] = await Promise.all(
      ['#filter-q', '.browse .cell-button'].map((what) => page.locator(what).boundingBox()),
    );
    const room =
      language === 'ar' ? search!.x + search!.width - button!.x - button!.width : button!.x - search!.x;
    expect(room, 'px of the search beside the button').toBeGreaterThan(44);
  });
}

test('on a phone the form shows what every expense has, and the rest once there is an amount', async ({
  mira,
}) => {
  await mira.page.setViewportSize(PHONE);
  const { addForm } = mira;
  for (const name of ['Amount', 'Description', 'Category', 'Date'])
    await expect(addForm.getByLabel(name)).toBeVisible();
  await expect(addForm.getByRole('button', { name: 'Add expense' })).toBeVisible();
  await expect(addForm.getByLabel('Tags')).toBeHidden();
  await addForm.getByLabel('Amount').fill('4.80');
  await addForm.getByLabel('Tags').fill('treats');
  await expect(addForm.getByRole('checkbox', { name: 'Refund' })).toBeVisible();
  await addForm.getByLabel('Description').fill('Tea');
  await mira.sendExpense();
  await expect(mira.row('Tea')).toContainText('treats');
  // One line, where the heading was until it is typed.
  const line = mira.page.getByRole('form', { name: 'Quick add' });
  await line.getByRole('textbox').fill('3.20 cake');
  await line.getByRole('button', { name: 'Quick add' }).click();
  await expect(addForm.getByLabel('Amount')).toHaveValue('3.20');
});

test('what is seen first comes first by Tab, on a phone and in Edit', async ({ mira }) => {
  await fill(mira);
  const { page } = mira;
  const edit = (await mira.row('Rent').getByRole('link').getAttribute('href'))!;
  for (const width of [390, 768, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    for (const path of ['/expenses?day=2026-03-01', '/expenses?q=e&category=none', edit]) {
      // At a desk the list and its summary stand side by side.
      if (width > 1000 && path !== edit) continue;
      await page.goto(path);
      if (path !== edit) await page.locator('#add-amount').fill('1');
      expect.soft(await page.evaluate(outOfOrder), `${path} at ${width} px`).toEqual([]);
    }
  }
});

test('a period is not cut, in long words either', async ({ mira }) => {
  await fill(mira);
  const { page } = mira;
  for (const language of ['de', 'ja', 'ar']) {
    await speak(mira, language);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      for (const period of ['week', 'month', '3months']) {
        await page.goto(`/expenses?period=${period}`);
        const cut = await page.locator('#filter-period').evaluate(cutBy);
        expect.soft(cut, `${period} in ${language} at ${width} px`).toBeLessThanOrEqual(0);
      }
      const button = (await page.locator('.filter .cell-button .btn').first().boundingBox())!;
      expect.soft(button.height, `the button in ${language} at ${width} px`).toBeLessThan(50);
    }
  }
});

/** One of each of what the other pages list. */
async function furnish(mira: Person): Promise<PageState[]> {
  const { page } = mira;
  await page.goto('/add?text=4.80%20tea%20%23treats');
  await mira.sendExpense();
  const edit = (await mira.row('tea').getByRole('link').getAttribute('href'))!;
  await page.goto('/recurring');
  const form = page.getByRole('form', { name: 'A new one' });
  await form.getByLabel('Amount').fill('900');
  await form.getByLabel('Description').fill('Rent of the flat');
  await form.getByRole('button', { name: 'Add recurring expense' }).click();
  await page.goto('/import');
  const text = 'Date;Text;Amount\n2026-03-02;Coffee;-3.20\n2026-13-40;Lost;x\n';
  const file = { name: 'bank.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'Read file' }).click();
  await expect(page.getByRole('table', { name: 'Rows' })).toBeVisible();
  const { pathname } = new URL(page.url());
  const paths = ['/tags', '/import', pathname, '/export', '/changes', '/account/security'];
  return [...paths, edit.replace('/edit', '/history')].map((path) => ({
    name: path,
    open: () => page.goto(path),
  }));
}

/** Spends more this month than the budget for everything. */
async function overspend(mira: Person): Promise<void> {
  const { page } = mira;
  await page.goto('/budgets');
  const form = page.getByRole('form', { name: 'Set a budget' });
  await form.getByLabel('Category').selectOption('all');
  await form.getByLabel('Amount').fill('1');
  await form.getByRole('button', { name: 'Set budget' }).click();
  await expect(page.getByRole('status')).toBeVisible();
  await page.goto('/expenses');
  const spentOn = new Date().toISOString().slice(0, 10);
  await mira.add({ amount: '2', description: 'Coffee', spentOn });
}

async function speak(mira: Person, language: string): Promise<void> {
  const { page } = mira;
  await page.goto('/account');
  await page.locator('select[name=language]').selectOption(language);
  await page.locator('form:has(select[name=language]) button').first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

async function topOf(element: Locator): Promise<number> {
  return element.evaluate((node) => node.getBoundingClientRect().top + scrollY);
}

/** Runs in the page: what can have the focus and stands above, or in its line before, what comes before it by Tab. */
function outOfOrder(): string[] {
  const all = [...document.querySelectorAll('main :is(a, button, input, select, summary)')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => !element.matches('[type=hidden], .visually-hidden-focusable'))
    .map((element) => ({ element, box: element.getBoundingClientRect() }));
  return all.flatMap(({ element, box }, at) => {
    const last = all[at - 1];
    if (last === undefined) return [];
    const isBelow = box.top >= last.box.bottom - 12;
    // A row is one line however tall it is; in a line that scrolls the button stays in sight.
    const isSame = (around: string) =>
      element.closest(around) !== null && element.closest(around) === last.element.closest(around);
    const isLevel = isSame('tr') || box.bottom > last.box.top;
    const isAfter = (box.left >= last.box.left && isLevel) || isSame('.filter-strip');
    return isBelow || isAfter ? [] : [element.outerHTML.slice(0, 120)];
  });
}

/** Runs in the page: by how many pixels what a select shows is wider than its room; nothing lies upon its text. */
function cutBy(select: SVGElement | HTMLElement): number {
  if (!(select instanceof HTMLSelectElement)) return Infinity;
  const style = getComputedStyle(select);
  const brush = document.createElement('canvas').getContext('2d')!;
  brush.font = style.font;
  const words = brush.measureText(select.selectedOptions[0]!.text).width;
  const [start, end] = [parseFloat(style.paddingInlineStart), parseFloat(style.paddingInlineEnd)];
  const box = select.getBoundingClientRect();
  const button = document.querySelector('.filter .cell-button')!.getBoundingClientRect();
  const isRight = style.direction === 'rtl';
  const under = isRight ? button.right - (box.right - start - words) : box.left + start + words - button.left;
  const isBefore = isRight ? button.left < box.left : button.right > box.right;
  return Math.max(words - (box.width - start - end), isBefore ? under : 0);
}

/**
 * Runs in the page: what can be tapped, is smaller than 44 by 44 pixels, and has another such thing within that square
 * around its middle. Links within a text are as large as its lines.
 */
function tooSmall(): string[] {
  const FINGER = 44;
  interface Box {
    left: number;
    right: number;
    top: number;
    bottom: number;
  }
  const boxOf = (element: Element): Box => {
    const isTick = element instanceof HTMLInputElement && /checkbox|radio/.test(element.type);
    const all = [element, ...(isTick ? (element.labels ?? []) : [])].map((one) =>
      one.getBoundingClientRect(),
    );
    return {
      left: Math.min(...all.map(({ left }) => left)),
      right: Math.max(...all.map(({ right }) => right)),
      top: Math.min(...all.map(({ top }) => top)),
      bottom: Math.max(...all.map(({ bottom }) => bottom)),
    };
  };
  const isInText = (element: HTMLElement) => {
    const isInline = (one: Element) => getComputedStyle(one).display === 'inline';
    if (!isInline(element)) return false;
    let around = element.parentElement!;
    while (isInline(around)) around = around.parentElement!;
    return around.innerText.trim().length > element.innerText.trim().length;
  };
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    getComputedStyle(element).clipPath === 'none' &&
    !element.closest('.visually-hidden') &&
    getComputedStyle(element).pointerEvents !== 'none' &&
    element.getBoundingClientRect().width > 1;
  const sizes = ({ left, right, top, bottom }: Box) => [right - left, bottom - top] as const;
  const isSmall = ({ box }: { box: Box }) => Math.min(...sizes(box)) < FINGER - 0.5;
  const roomOf = (box: Box): Box => {
    const [width, height] = sizes(box);
    const [x, y] = [Math.max(0, FINGER - width) / 2, Math.max(0, FINGER - height) / 2];
    return { left: box.left - x, right: box.right + x, top: box.top - y, bottom: box.bottom + y };
  };
  const meet = (one: Box, other: Box) =>
    one.left < other.right - 0.5 &&
    other.left < one.right - 0.5 &&
    one.top < other.bottom - 0.5 &&
    other.top < one.bottom - 0.5;
  const tapped = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const targets = [...document.querySelectorAll<HTMLElement>(tapped)]
    .filter(isShown)
    .map((element) => ({ element, box: boxOf(element) }));
  // The bar at the foot lies upon what scrolls beneath it.
  const isApart = (one: HTMLElement, other: HTMLElement) =>
    (one.closest('.tabs') === null) !== (other.closest('.tabs') === null);
  return targets
    .filter((target) => isSmall(target) && !isInText(target.element))
    .filter(({ element, box }) =>
      targets.some(
        (other) =>
          other.element !== element &&
          !isApart(element, other.element) &&
          meet(roomOf(box), roomOf(other.box)),
      ),
    )
    .map(
      ({ element, box }) => `${sizes(box).map(Math.round).join(' × ')} ${element.outerHTML.slice(0, 120)}`,
    );
}
