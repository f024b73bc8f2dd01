import { expect, tooWide, test } from './fixtures.js';
import { fill, ownPages, publicPages } from './pages.js';

const widths = [390, 320];

test('no public page scrolls sideways on a phone', async ({ stranger }) => {
  for (const width of widths) {
    await stranger.page.setViewportSize({ width, height: 844 });
    for (const { name, open } of publicPages) {
      await open(stranger);
      expect.soft(await tooWide(stranger.page), `${name} at ${width} px`).toEqual([]);
    }
  }
});

test('no page of a person with expenses scrolls sideways on a phone', async ({ mira }) => {
  test.setTimeout(420_000);
  await fill(mira);
  for (const width of widths) {
    await mira.page.setViewportSize({ width, height: 844 });
    for (const { name, open } of ownPages) {
      await open(mira);
      expect.soft(await tooWide(mira.page), `${name} at ${width} px`).toEqual([]);
    }
  }
});
