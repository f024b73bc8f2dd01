import { CATEGORY_ICONS } from '../domain/category.js';

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
  'tags',
  'hash',
  'three-dots',
  'download',
  'trash3',
  'upload',
  'x-lg',
] as const;

/**
 * One SVG with a symbol for each icon that we use, drawn by `<use href="…#name">`.
 * @param read gives the SVG file of one icon
 */
export function createSprite(read: (icon: string) => string): string {
  const icons = [...new Set<string>([...PAGE_ICONS, ...CATEGORY_ICONS])].sort();
  const symbols = icons.map(
    (icon) => `<symbol id="${icon}" viewBox="0 0 16 16">${shapesOf(read(icon))}</symbol>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor">${symbols.join('')}</svg>`;
}

const shapesOf = (svg: string) =>
  svg
    .replace(/^[^]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/\s*\n\s*/g, '');
