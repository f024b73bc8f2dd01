import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from './fixtures.js';
import { fill } from './pages.js';
import type { Person } from './person.js';

const hasReader = spawnSync('pdftotext', ['-v']).status === 0;
test.skip(!hasReader, 'pdftotext (poppler-utils) is not installed');

/** The text of the page as it is printed on A4, page by page. */
async function printed({ page }: Person, { landscape }: { landscape: boolean }): Promise<string[]> {
  const pdf = await page.pdf({ format: 'A4', landscape, preferCSSPageSize: false });
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return text.split('\f').filter((each) => each.trim() !== '');
}

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));

for (const landscape of [false, true])
  test(`the twelve months of a report fit A4, ${landscape ? 'landscape' : 'portrait'}`, async ({ mira }) => {
    for (const month of MONTHS.slice(0, 6))
      await mira.add({
        amount: `1${month}5.50`,
        description: 'Rent',
        category: 'Bills',
        spentOn: `2026-${month}-01`,
      });
    await mira.page.goto('/reports?year=2026');
    const pages = await printed(mira, { landscape });
    const text = pages.join('\n');
    const heads = text.split('\n').find((line) => /Category\s+Jan\s+Feb/.test(line)) ?? '';
    expect(heads.trim().split(/\s+/)).toEqual(
      'Category Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Year'.split(' '),
    );
    const bills = text.split('\n').find((line) => /Bills\s+\$/.test(line)) ?? '';
    expect(bills.match(/\$1,0\d5\.50/g)).toHaveLength(6);
    expect(bills).toContain('$6,243.00');
    for (const word of ['Log out', 'Show', 'Skip', 'scrolls sideways']) expect(text).not.toContain(word);
  });

test('the printed list has every row and no buttons', async ({ mira }) => {
  await fill(mira);
  await mira.page.goto('/expenses');
  const text = (await printed(mira, { landscape: false })).join('\n');
  for (const words of ['Lunch with Ana', '$12.50', 'Rent', '$1,250.00', 'Parking', '$6.00'])
    expect(text).toContain(words);
  for (const word of ['Add expense', 'Filter', 'Delete', 'Repeat', 'Log out', 'Trash'])
    expect(text).not.toContain(word);
});
