import { CATEGORY_COLORS, CATEGORY_ICONS } from '../../domain/category.js';
import { type CategoryLook, type Choice, UNCATEGORISED } from '../../http/page-models.js';
import type { Locale } from '../../locale/locale.js';

/** How a category looks, also where there is none. */
export function lookOf(look: CategoryLook | undefined, locale: Locale): CategoryLook {
  if (look) return { name: look.name, color: look.color, icon: look.icon };
  return { ...UNCATEGORISED, name: locale.text('frame.no_category') };
}

/** Colours by how they look: any category may have any. */
export function colorChoices(locale: Locale): Choice[] {
  return CATEGORY_COLORS.map((value) => ({ value, text: locale.text(`color.${value}`) }));
}

/** Icons by what they show. */
export function iconChoices(locale: Locale): Choice[] {
  return CATEGORY_ICONS.map((value) => ({ value, text: locale.text(`icon.${value}`) }));
}
