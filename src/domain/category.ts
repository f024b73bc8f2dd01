import type { MessageKey } from '../messages/message.js';
import type { Result } from './result.js';
import { cleanLine } from './text.js';

/** The colours a category can have; the style sheet knows their values in light and dark. */
export const CATEGORY_COLORS = [
  'bills',
  'clothing',
  'electronics',
  'food',
  'groceries',
  'health',
  'leisure',
  'savings',
  'transport',
  'utilities',
  'others',
] as const;
export type CategoryColor = (typeof CATEGORY_COLORS)[number];

/** The icons a category can have, by their names in Bootstrap Icons. */
export const CATEGORY_ICONS = [
  'receipt',
  'handbag',
  'laptop',
  'cup-hot',
  'basket',
  'heart-pulse',
  'controller',
  'piggy-bank',
  'bus-front',
  'lightning-charge',
  'three-dots',
  'airplane',
  'bank',
  'bicycle',
  'book',
  'box-seam',
  'briefcase',
  'camera',
  'car-front',
  'cart',
  'credit-card',
  'droplet',
  'egg-fried',
  'film',
  'flower1',
  'fork-knife',
  'fuel-pump',
  'gift',
  'house-door',
  'mortarboard',
  'music-note-beamed',
  'people',
  'phone',
  'scissors',
  'shield-check',
  'tag',
  'tools',
  'train-front',
  'tv',
  'wifi',
] as const;
export type CategoryIcon = (typeof CATEGORY_ICONS)[number];

export interface CategoryLook {
  readonly name: string;
  readonly color: CategoryColor;
  readonly icon: CategoryIcon;
}

/** A category of one book. Its name is unique there by `nameKey`. */
export interface Category extends CategoryLook {
  readonly id: number;
  readonly bookId: number;
}

/** A category that has no name yet, for its name depends on the language of whoever registers. */
export type StartingCategory = Omit<CategoryLook, 'name'> & { readonly nameOf: MessageKey };

/** What every new book starts with; the user's own from then on. */
export const STARTING_CATEGORIES: readonly StartingCategory[] = [
  { nameOf: 'category.starting.bills', color: 'bills', icon: 'receipt' },
  { nameOf: 'category.starting.clothing', color: 'clothing', icon: 'handbag' },
  { nameOf: 'category.starting.electronics', color: 'electronics', icon: 'laptop' },
  { nameOf: 'category.starting.food', color: 'food', icon: 'cup-hot' },
  { nameOf: 'category.starting.groceries', color: 'groceries', icon: 'basket' },
  { nameOf: 'category.starting.health', color: 'health', icon: 'heart-pulse' },
  { nameOf: 'category.starting.leisure', color: 'leisure', icon: 'controller' },
  { nameOf: 'category.starting.savings', color: 'savings', icon: 'piggy-bank' },
  { nameOf: 'category.starting.transport', color: 'transport', icon: 'bus-front' },
  { nameOf: 'category.starting.utilities', color: 'utilities', icon: 'lightning-charge' },
  { nameOf: 'category.starting.others', color: 'others', icon: 'three-dots' },
];

/** Reads the name of a category: 1 to 40 characters on one line. */
export function parseCategoryName(text: string): Result<string> {
  return cleanLine(text, { max: 40, noun: 'category_name' });
}

export function isCategoryColor(text: string): text is CategoryColor {
  return (CATEGORY_COLORS as readonly string[]).includes(text);
}

export function isCategoryIcon(text: string): text is CategoryIcon {
  return (CATEGORY_ICONS as readonly string[]).includes(text);
}
