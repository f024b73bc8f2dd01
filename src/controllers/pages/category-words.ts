import { CATEGORY_COLORS, CATEGORY_ICONS, STARTING_CATEGORIES } from '../../domain/category.js';
import { type CategoryLook, type Choice, type NamedLook, UNCATEGORISED } from '../../http/part-models.js';
import type { Locale } from '../../locale/locale.js';

const OWN_ICONS = new Map<string, string>(
  [...STARTING_CATEGORIES, UNCATEGORISED].map(({ color, icon }) => [color, icon]),
);

/** How a category looks, also where there is none. A colour brings an icon of its own. */
export function lookOf(category: CategoryLook | undefined, locale: Locale): NamedLook {
  const { name, color, icon } = category ?? { ...UNCATEGORISED, name: locale.text('frame.no_category') };
  return { name, look: OWN_ICONS.get(color) === icon ? `cat-${color}` : `cat-${color} i-${icon}` };
}

/** Colours by how they look: any category may have any. */
export function colorChoices(locale: Locale): Choice[] {
  return CATEGORY_COLORS.map((value) => ({ value, text: locale.text(`color.${value}`) }));
}

/** Icons by what they show. */
export function iconChoices(locale: Locale): Choice[] {
  return CATEGORY_ICONS.map((value) => ({ value, text: locale.text(`icon.${value}`) }));
}
