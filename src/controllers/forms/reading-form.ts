import { z } from 'zod';
import { READING_FIELDS, type ReadingField, type ReadingValues } from '../../domain/import/reading.js';
import { textsOf } from './fields.js';

/** What each field means, for programs and for the command line. */
export const READING_ABOUT: Readonly<Record<ReadingField, string>> = {
  encoding: 'such as utf-8 or windows-1252',
  delimiter: 'what stands between columns; `tab` for a tab',
  header_row: 'the number of the row with the names of the columns; 0: there is none',
  decimal: 'the decimal sign: `.` or `,`',
  date_order: '`ymd`, `dmy` or `mdy`',
  sign: 'which sign is an expense: `negative` or `positive`',
  column_date: 'the column of the day, from 1',
  column_amount: 'the column of the amount',
  column_out: 'the column of money out',
  column_in: 'the column of money in',
  column_description: 'the column of the description; several, separated by commas, are joined',
  column_category: 'the column of the category',
  column_tags: 'the column of tags',
  column_id: "the column of the bank's own id",
  column_currency: 'the column of the currency',
  column_flag: 'the column that says whether money goes out or comes in',
  flag_out: 'its values that mean money out, separated by commas',
  person: 'whose share is read in a file of Splitwise',
};

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

const said = z
  .union([z.string().max(200, 'This is too long.'), z.int()], { error: 'Send a text or a whole number.' })
  .nullable()
  .optional();
const shape = Object.fromEntries(
  READING_FIELDS.map((field) => [field, said.meta({ description: READING_ABOUT[field] })]),
) as Record<ReadingField, typeof said>;

/** The same fields from a program: texts, numbers of columns, or null for what shall be found out. */
export const readingSchema = z.strictObject(shape);
export type ReadingBody = z.output<typeof readingSchema>;

/** What was said before and is said now; null or empty takes back. */
export function mergedReading(before: ReadingValues, sent: ReadingBody): ReadingValues {
  return Object.fromEntries(
    READING_FIELDS.flatMap((field) => {
      const value = String((sent[field] === undefined ? before[field] : sent[field]) ?? '');
      return value === '' ? [] : [[field, value]];
    }),
  );
}
