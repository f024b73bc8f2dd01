import { FILTER_FIELDS, tagNames } from '../forms/filter-form.js';

export type FilterValues = Readonly<Partial<Record<(typeof FILTER_FIELDS)[number], string>>>;

/** The parts of a filter that speak of time. */
export const TIME_FIELDS = ['month', 'year', 'from', 'to', 'period'] as const;

/** The list under a filter, in one spelling: known fields in their order, empty ones left out. */
export function expensesHref(values: FilterValues, cursor?: string): string {
  return written(values, NOTHING, cursor);
}

/** The same filter with some of its parts put differently; those that are empty are left out. */
export function hrefWith(values: FilterValues, changed: FilterValues): string {
  return written(values, changed);
}

const NOTHING: FilterValues = {};

// To spread a filter, which has two dozen parts, takes longer than to write it.
function written(values: FilterValues, changed: FilterValues, cursor?: string): string {
  let text = '';
  const add = (field: string, value: string) => {
    text += `${text === '' ? '?' : '&'}${field}=${encoded(value)}`;
  };
  for (const field of FILTER_FIELDS) {
    const value = changed[field] ?? values[field];
    if (!value) continue;
    if (field === 'tag') for (const name of tagNames({ tag: value })) add(field, name);
    else add(field, value);
  }
  if (cursor) add('cursor', cursor);
  return `/expenses${text}`;
}

/** As URLSearchParams writes it. A page has dozens of links, and nearly all of them are of days and numbers. */
function encoded(value: string): string {
  return /^[\w.-]*$/.test(value) ? value : new URLSearchParams([['', value]]).toString().slice(1);
}

/** The file of what a filter shows. */
export function exportHref(values: FilterValues, format: string): string {
  const [, query] = expensesHref(values).split('?');
  return `/expenses/export?format=${format}${query === undefined ? '' : `&${query}`}`;
}

/** The page that offers what a filter shows as files. */
export function exportsHref(values: FilterValues): string {
  return expensesHref(values).replace('/expenses', '/export');
}

/** The parameters of a local address, those that are there several times as lists. */
export function queryOf(path: string): Record<string, string | string[]> {
  const { searchParams } = new URL(path, 'http://outlay.invalid');
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? values[0]! : values];
    }),
  );
}

/** Links to the same filter for other times. */
export function hrefsAtOtherTimes(values: FilterValues): (time: FilterValues) => string {
  return (time) => hrefWith(values, { ...ANY_TIME, ...time });
}

const ANY_TIME: FilterValues = Object.fromEntries(TIME_FIELDS.map((field) => [field, '']));
