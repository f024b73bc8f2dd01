import { textsOf } from '../forms/fields.js';
import { FILTER_FIELDS, tagNames } from '../forms/filter-form.js';

/** The filters that the page has, as they were meant: what it does not show, it must not apply. */
export function filterValues(query: unknown): Record<(typeof FILTER_FIELDS)[number], string> {
  const typed = { ...textsOf(query, FILTER_FIELDS), tag: tagNames(query).join(',') };
  for (const field of FILTER_FIELDS) typed[field] = typed[field].trim();
  return typed;
}
