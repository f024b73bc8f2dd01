import { violations } from './axe.js';
import { expect, test } from './fixtures.js';
import { fill, ownPages, publicPages } from './pages.js';

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
  test.setTimeout(420_000);
  await fill(mira);
  for (const { name, open } of ownPages) {
    await open(mira);
    expect.soft(await violations(mira.page), name).toEqual([]);
  }
});
