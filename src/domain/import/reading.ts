import type { Day } from '../calendar.js';
import type { BookParts } from './book-parts.js';

/**
 * What a person, an API client or the command line may say about how a file is to be read: the fields of the form
 * "Reading". What is not said is found out. Columns are numbers from 1; `column_description` may name several, joined in
 * their order: `6,5`. `header_row` is the number of the header's record, 0: there is none.
 */
export const READING_FIELDS = [
  'encoding',
  'delimiter',
  'header_row',
  'decimal',
  'date_order',
  'sign',
  'column_date',
  'column_amount',
  'column_out',
  'column_in',
  'column_description',
  'column_category',
  'column_tags',
  'column_id',
  'column_currency',
  'column_flag',
  'flag_out',
  'person',
] as const;
export type ReadingField = (typeof READING_FIELDS)[number];

/** What was said, or what was found. `''` counts as not said. A tab is written as itself or as `tab`. */
export type ReadingOptions = Readonly<Partial<Record<ReadingField, string | number>>>;
export type ReadingValues = Readonly<Partial<Record<ReadingField, string>>>;

export const IMPORT_FORMATS = [
  'csv',
  'ofx',
  'qif',
  'camt',
  'actual',
  'ynab',
  'mint',
  'firefly',
  'splitwise',
  'ezbookkeeping',
  'money-manager',
  'expenseowl',
  'sure',
  'outlay',
  'outlay-json',
] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Our own files come back as they were. */
export const isOwnFormat = (format: ImportFormat | null): boolean =>
  format === 'outlay' || format === 'outlay-json';

/** Why a row is `skipped`: it moves money and spends none. */
export type SkipCode =
  | 'transfer'
  | 'opening_balance'
  | 'balance_change'
  | 'card_payment'
  | 'split_parent'
  | 'total'
  | 'settlement'
  | 'not_yours'
  | 'zero_amount'
  | 'not_booked';

/** Why a row is `unreadable`. `text` in the params is the cell as it stands in the file, `field` an open question. */
export type UnreadableCode =
  | 'no_day'
  | 'bad_day'
  | 'no_amount'
  | 'bad_amount'
  | 'amount_too_large'
  | 'two_amounts'
  | 'unknown_flag'
  | 'unanswered'
  | 'cut_off'
  | 'bad_currency';

export interface Reason {
  readonly code: SkipCode | UnreadableCode;
  readonly params: Readonly<Record<string, string>>;
}

export interface ReadRow {
  /** The line of the file where the row begins, from 1; in JSON the number of the expense. Unique within a reading. */
  readonly line: number;
  readonly day: Day | null;
  /**
   * A plain decimal without useless zeros, as `toMinor` takes it: `-12.5`, `80`. Negative: money out. Only Outlay's own
   * files have a positive `expense`: a refund.
   */
  readonly amount: string | null;
  /** ISO 4217, capitals; null where the file says nothing. Not checked against the list of currencies. */
  readonly currency: string | null;
  /** One line, blanks taken together; may be empty. At most 200 code points, none of them a control. */
  readonly description: string;
  readonly category: string | null;
  readonly tags: readonly string[];
  /** The bank's or program's own id, the same in every file that holds this row. */
  readonly externalId: string | null;
  /** In a file of "Everything of mine": the id there of the recurring expense that it came of. */
  readonly recurring?: string;
  readonly kind: 'expense' | 'income' | 'skipped' | 'unreadable';
  /** Empty for `expense` and `income`; may be several for `unreadable`. */
  readonly reasons: readonly Reason[];
}

/** What the file cannot tell. `columns`: which columns are the day and the amounts. */
export interface Question {
  readonly field: 'date_order' | 'decimal' | 'sign' | 'columns' | 'person';
  /** From the file: `03/04/2026`, `-1.000`, a row of it. */
  readonly example: string;
  readonly options: readonly QuestionOption[];
}

/** One answer: the reading fields that say it, and what the example would then be (a day, an amount), where it has one. */
export interface QuestionOption {
  readonly value: string;
  readonly answers: ReadingValues;
  readonly reads: string | null;
}

/** Something a person should be told about the whole file. */
export interface Notice {
  /** `bank_error`: the bank's own answer, params `code` and `message`. `no_rows`. `cut_off`: the file ends too early. */
  readonly code: 'bank_error' | 'no_rows' | 'cut_off';
  readonly params: Readonly<Record<string, string>>;
}

export interface Reading {
  readonly ok: true;
  readonly format: ImportFormat;
  /** How it was read: what was said and what was found. Given back as options it reads the same. */
  readonly values: ReadingValues;
  /** While there is one, nothing can be imported; rows that hang on it are `unreadable` with `unanswered`. */
  readonly questions: readonly Question[];
  readonly notices: readonly Notice[];
  /** The names of the columns, in order; empty where the format has none. Without a header: an example of each. */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** In a Splitwise file: whose share can be read. */
  readonly people: readonly string[];
  readonly rows: readonly ReadRow[];
  /** What a file of "Everything of mine" holds besides expenses. */
  readonly parts?: BookParts;
  /** Equal for files of one shape (format and header): answers given once hold for the next. 64 hexadecimal digits. */
  readonly fingerprint: string;
}

/** The same, its rows as they are asked for, once. */
export type Flowing = Omit<Reading, 'rows'> & { readonly rows: Iterable<ReadRow> };

/** Why a file cannot be read at all. */
export type RefusalCode =
  | 'empty'
  | 'too_large' // params: limit, in bytes
  | 'too_many_rows' // params: limit
  | 'line_too_long' // params: limit, line
  | 'too_many_columns' // params: limit
  | 'too_deep' // XML or JSON, params: limit
  | 'too_complicated' // reading it takes more memory than a file may
  | 'doctype' // XML with a DTD
  | 'spreadsheet' // XLSX, XLS, ODS, Numbers, XML of a spreadsheet: save it as CSV
  | 'web_page' // HTML, which banks call .xls: open it as a spreadsheet and save it as CSV
  | 'archive'
  | 'picture'
  | 'pdf'
  | 'binary' // NUL bytes and other things that are no text
  | 'wrong_encoding' // the encoding that was said does not fit: params: encoding
  | 'broken_xml' // params: line
  | 'broken_json'
  | 'not_recognised'
  | 'bad_part' // a part of Outlay's own JSON does not fit: params: part, such as `categories.3.color`
  | 'bad_option'; // reading fields have values that cannot be: params: fields, separated by commas

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string>>;
}

/** Thrown inside of the readers only; `readFile` gives it back as a value. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly params: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }
}

export const FILE_LIMIT = 20 * 1024 * 1024;
export const ROW_LIMIT = 200_000;
export const LINE_LIMIT = 100_000;
export const COLUMN_LIMIT = 500;
export const DEPTH_LIMIT = 100;
