import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CATEGORY_COLORS } from '../domain/category.js';
import { readOwnStyles } from './own-files.js';

const css = readOwnStyles(fileURLToPath(new URL('../..', import.meta.url)));

/** The values of a custom property in the order of the file: light first, dark second. */
const valuesOf = (selector: string, property: string) =>
  [...css.matchAll(new RegExp(`${selector} \\{[^}]*?--${property}: (#[0-9a-f]{6});`, 'g'))].map(
    (found) => found[1] ?? '',
  );

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const [lightCard = '', darkCard = ''] = valuesOf(':root', 'card');

it.each([...CATEGORY_COLORS, 'none'])(
  'the colour of %s stands out from the card in light and dark',
  (name) => {
    const [light = '', dark = ''] = valuesOf(`\\.cat-${name}`, 'cat');
    expect(contrast(light, lightCard)).toBeGreaterThanOrEqual(3);
    expect(contrast(dark, darkCard)).toBeGreaterThanOrEqual(3);
  },
);

it.each(['ink', 'quiet', 'accent', 'more'])('text in %s can be read on paper and on cards', (name) => {
  const papers = valuesOf(':root', 'paper');
  const cards = [lightCard, darkCard];
  for (const [at, color] of valuesOf(':root', name).entries()) {
    expect(contrast(color, cards[at] ?? '')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color, papers[at] ?? '')).toBeGreaterThanOrEqual(4.5);
  }
});
