import { CATEGORY_ICONS, STARTING_CATEGORIES } from '../domain/category.js';
import { UNCATEGORISED } from './part-models.js';

/** Icons of Bootstrap that the templates use, beside those that categories can have. */
const PAGE_ICONS = [
  'arrow-counterclockwise',
  'arrow-repeat',
  'bar-chart',
  'box-arrow-right',
  'bullseye',
  'check-circle',
  'chevron-left',
  'chevron-right',
  'clock-history',
  'copy',
  'exclamation-circle',
  'eye',
  'eye-slash',
  'key',
  'laptop',
  'list-ul',
  'magic',
  'lock',
  'pencil',
  'person',
  'phone',
  'plus-lg',
  'question-circle',
  'search',
  'shield-check',
  'sliders',
  'tags',
  'hash',
  'three-dots',
  'download',
  'trash3',
  'upload',
  'x-lg',
] as const;

const ICONS = [...new Set<string>([...PAGE_ICONS, ...CATEGORY_ICONS])].sort();
/** From one icon to the next, in their own units: room enough that none shows at the edge of another. */
const STEP = 20;
const INSET = (STEP - 16) / 2;

/**
 * One SVG for all icons that we use: each a symbol, drawn by `<use href="…#name">`, and each in its place of a column,
 * for the masks of `iconStyles`.
 * @param read gives the SVG file of one icon
 */
export function createSprite(read: (icon: string) => string): string {
  const symbols = ICONS.map(
    (icon) => `<symbol id="${icon}" viewBox="0 0 16 16">${shapesOf(read(icon))}</symbol>`,
  );
  const column = ICONS.map(
    (icon, at) => `<use href="#${icon}" y="${String(at * STEP + INSET)}" width="16" height="16"/>`,
  );
  const box = `viewBox="0 0 16 ${String(ICONS.length * STEP)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor" ${box}>${symbols.join('')}${column.join('')}</svg>`;
}

/**
 * The classes that put an icon before a text without a drawing of its own (`i-basket`); a colour of a category brings the
 * icon that it starts with.
 * @param sprite the address of the sprite
 */
export function iconStyles(sprite: string): string {
  const at = (icon: string) => `{--i:${placeOf(icon)}}`;
  const colors = STARTING_CATEGORIES.map(({ color, icon }) => `.cat-${color}${at(icon)}`);
  return [
    `:root{--icons:url(${sprite});--icon-step:${String(STEP / 16)}em;--icon-inset:${String(INSET / 16)}em}`,
    ...colors,
    `.cat-none${at(UNCATEGORISED.icon)}`,
    ...ICONS.map((icon) => `.i-${icon}${at(icon)}`),
  ].join('\n');
}

/**
 * Replaces `icon(trash3)` in a style sheet by the place of that icon.
 * @throws Error when the sprite has no such icon.
 */
export const withIcons = (css: string): string =>
  css.replace(/\bicon\(([\w-]+)\)/g, (_, icon: string) => placeOf(icon));

function placeOf(icon: string): string {
  const place = ICONS.indexOf(icon);
  if (place < 0) throw new Error(`The style sheet names the icon "${icon}", which is not in the sprite.`);
  return String(place);
}

const shapesOf = (svg: string) =>
  svg
    .replace(/^[^]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/\s*\n\s*/g, '');
