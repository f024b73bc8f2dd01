import type {
  ImportFormat,
  Notice,
  Question,
  ReadingField,
  SkipCode,
  UnreadableCode,
} from '../../domain/import/reading.js';
import type { RowStatus } from '../../domain/import/staged-row.js';
import type { MessageKey } from '../../messages/message.js';

export const STATUS_WORDS = {
  new: 'imports.status.new',
  existing: 'imports.status.existing',
  similar: 'imports.status.similar',
  income: 'imports.status.income',
  skipped: 'imports.status.skipped',
  unreadable: 'imports.status.unreadable',
} as const satisfies Record<RowStatus, MessageKey>;

export const FIELD_WORDS = {
  encoding: 'imports.field.encoding',
  delimiter: 'imports.field.delimiter',
  header_row: 'imports.field.header_row',
  decimal: 'imports.field.decimal',
  date_order: 'imports.field.date_order',
  sign: 'imports.field.sign',
  column_date: 'imports.field.column_date',
  column_amount: 'imports.field.column_amount',
  column_out: 'imports.field.column_out',
  column_in: 'imports.field.column_in',
  column_description: 'imports.field.column_description',
  column_category: 'imports.field.column_category',
  column_tags: 'imports.field.column_tags',
  column_id: 'imports.field.column_id',
  column_currency: 'imports.field.column_currency',
  column_flag: 'imports.field.column_flag',
  flag_out: 'imports.field.flag_out',
  person: 'imports.field.person',
} as const satisfies Record<ReadingField, MessageKey>;

export const QUESTION_WORDS = {
  date_order: 'imports.question.date_order',
  decimal: 'imports.question.decimal',
  sign: 'imports.question.sign',
  columns: 'imports.question.columns',
  person: 'imports.question.person',
} as const satisfies Record<Question['field'], MessageKey>;

export const NOTICE_WORDS = {
  bank_error: 'imports.notice.bank_error',
  no_rows: 'imports.notice.no_rows',
  cut_off: 'imports.notice.cut_off',
} as const satisfies Record<Notice['code'], MessageKey>;

/** As their makers write them, in every language. */
export const FORMAT_NAMES = {
  csv: 'CSV',
  ofx: 'OFX',
  qif: 'QIF',
  camt: 'CAMT',
  actual: 'Actual',
  ynab: 'YNAB',
  mint: 'Mint',
  firefly: 'Firefly III',
  splitwise: 'Splitwise',
  ezbookkeeping: 'ezBookkeeping',
  'money-manager': 'Money Manager',
  expenseowl: 'ExpenseOwl',
  sure: 'Sure',
  outlay: 'Outlay (CSV)',
  'outlay-json': 'Outlay (JSON)',
} as const satisfies Record<ImportFormat, string>;

/** Words for what programs write. */
export const VALUE_WORDS: Readonly<
  Record<
    string,
    | 'imports.value.dmy'
    | 'imports.value.mdy'
    | 'imports.value.ymd'
    | 'imports.value.negative'
    | 'imports.value.positive'
    | 'imports.value.point'
    | 'imports.value.comma'
    | 'imports.value.tab'
  >
> = {
  dmy: 'imports.value.dmy',
  mdy: 'imports.value.mdy',
  ymd: 'imports.value.ymd',
  negative: 'imports.value.negative',
  positive: 'imports.value.positive',
  '.': 'imports.value.point',
  ',': 'imports.value.comma',
  tab: 'imports.value.tab',
};

export const REASON_WORDS = {
  transfer: 'imports.reason.transfer',
  opening_balance: 'imports.reason.opening_balance',
  balance_change: 'imports.reason.balance_change',
  card_payment: 'imports.reason.card_payment',
  split_parent: 'imports.reason.split_parent',
  total: 'imports.reason.total',
  settlement: 'imports.reason.settlement',
  not_yours: 'imports.reason.not_yours',
  zero_amount: 'imports.reason.zero_amount',
  not_booked: 'imports.reason.not_booked',
  no_day: 'imports.reason.no_day',
  bad_day: 'imports.reason.bad_day',
  no_amount: 'imports.reason.no_amount',
  bad_amount: 'imports.reason.bad_amount',
  amount_too_large: 'imports.reason.amount_too_large',
  two_amounts: 'imports.reason.two_amounts',
  unknown_flag: 'imports.reason.unknown_flag',
  unanswered: 'imports.reason.unanswered',
  cut_off: 'imports.reason.cut_off',
  bad_currency: 'imports.reason.bad_currency',
  other_currency: 'imports.reason.other_currency',
} as const satisfies Record<SkipCode | UnreadableCode | 'other_currency', MessageKey>;
