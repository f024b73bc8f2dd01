import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './fixtures.js';
import { fill, ownPages, publicPages } from './pages.js';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('pages for everybody have no accessibility violation', async ({ stranger }) => {
  for (const { name, open } of publicPages) {
    await open(stranger);
    expect.soft(await violations(stranger.page), name).toEqual([]);
  }
});

test('a first-time dashboard has no accessibility violation', async ({ mira }) => {
  expect(await violations(mira.page)).toEqual([]);
});

test('the pages of a person with expenses have no accessibility violation', async ({ mira }) => {
  test.setTimeout(120_000);
  await fill(mira);
  for (const { name, open } of ownPages) {
    await open(mira);
    expect.soft(await violations(mira.page), name).toEqual([]);
  }
});

/** What axe-core finds wrong, as sentences. It is run beside the page's scripts, so the page's CSP stays as it is. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  );
}
