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

/** What every new book starts with; the user's own from then on. */
export const STARTING_CATEGORIES: readonly CategoryLook[] = [
  { name: 'Bills', color: 'bills', icon: 'receipt' },
  { name: 'Clothing', color: 'clothing', icon: 'handbag' },
  { name: 'Electronics', color: 'electronics', icon: 'laptop' },
  { name: 'Food', color: 'food', icon: 'cup-hot' },
  { name: 'Groceries', color: 'groceries', icon: 'basket' },
  { name: 'Health', color: 'health', icon: 'heart-pulse' },
  { name: 'Leisure', color: 'leisure', icon: 'controller' },
  { name: 'Savings', color: 'savings', icon: 'piggy-bank' },
  { name: 'Transport', color: 'transport', icon: 'bus-front' },
  { name: 'Utilities', color: 'utilities', icon: 'lightning-charge' },
  { name: 'Others', color: 'others', icon: 'three-dots' },
];

/** Reads the name of a category: 1 to 40 characters on one line. */
export function parseCategoryName(text: string): Result<string> {
  return cleanLine(text, { max: 40, name: 'category name' });
}

export function isCategoryColor(text: string): text is CategoryColor {
  return (CATEGORY_COLORS as readonly string[]).includes(text);
}

export function isCategoryIcon(text: string): text is CategoryIcon {
  return (CATEGORY_ICONS as readonly string[]).includes(text);
}
