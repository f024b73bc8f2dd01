import { READING_FIELDS, type ReadingValues } from '../../domain/import/reading.js';
import { textsOf } from './fields.js';

/** What was said about a file: the fields that are not empty. */
export function readingFields(body: unknown): ReadingValues {
  const typed = textsOf(body, READING_FIELDS);
  return Object.fromEntries(
    READING_FIELDS.flatMap((field) => (typed[field] === '' ? [] : [[field, typed[field]]])),
  );
}

/** Of a form that shows what was found: what a person said before or changed now. */
export function saidOf(sent: ReadingValues, found: ReadingValues, before: ReadingValues): ReadingValues {
  return Object.fromEntries(
    READING_FIELDS.flatMap((field) => {
      const value = sent[field];
      if (value === undefined || (value === found[field] && before[field] === undefined)) return [];
      return [[field, value]];
    }),
  );
}
