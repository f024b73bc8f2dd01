import type { OpenApiDocument } from './openapi.js';

/** What the groups of operations are about. */
export const TAGS: Readonly<Record<string, string>> = {
  'Signing in': 'Accounts, sign-ins, their tokens and their end.',
  Account: 'The person, the currency of the book, language, region and time zone.',
  Sessions: 'Where you are signed in, and signing out from afar.',
  'Personal access tokens': 'For scripts and shortcuts: they reach expenses, never the account.',
  Categories: 'Each expense has one or none.',
  Tags: 'Words on expenses, as many as you like.',
  Changes: 'What happened to expenses, and its undoing.',
  Expenses: 'What was spent, and what came back.',
  Imports: 'Files of banks and other programs, checked before anything is added.',
  Recurring: 'Expenses that are added again and again by the calendar.',
  Budgets: 'How much a month may cost.',
  Rules: 'What files imported expenses.',
  Reports: 'Sums of what the filter matches.',
};

/** What a field means wherever it stands; a schema that says it better is left alone. */
const MEANINGS: Readonly<Record<string, string>> = {
  add_tags: 'Tags that the expenses get besides those they have.',
  added: 'How many expenses were added.',
  answers: 'The reading fields that this choice sets.',
  carry_over: 'Whether what is left of a month is added to the next.',
  category: 'The name of the category; null: without one.',
  category_id: 'The id of the category; null: without one.',
  challenge: 'From the answer to the password.',
  change_id: 'For `/changes/{id}/undo`.',
  code: 'Of the authenticator app, or a recovery code; of a notice: its name, which never changes.',
  color: 'A name in the palette.',
  column_amount: 'The column of the amount, by its number from 1.',
  column_category: 'The column of the category, by its number from 1.',
  column_currency: 'The column of the currency, by its number from 1.',
  column_date: 'The column of the day, by its number from 1.',
  column_description: 'The column of the description, by its number from 1.',
  column_flag: 'The column that tells money in from money out, by its number from 1.',
  column_id: 'The column of the bank’s own id, by its number from 1.',
  column_in: 'The column of money that came in, by its number from 1.',
  column_out: 'The column of money that went out, by its number from 1.',
  column_tags: 'The column of tags, by its number from 1.',
  committed_at: 'When its rows were added; null: not yet.',
  counts: 'How many rows there are of each kind.',
  created_at: 'When it was made.',
  data: 'One entry for each, in the order that the operation names.',
  date: 'The day.',
  date_order: 'Whether day, month or year comes first.',
  decimal: 'The sign before the decimals.',
  delete: 'Puts them into the trash.',
  deleted: 'Whether it was in the trash.',
  deleted_at: 'When it went into the trash.',
  delimiter: 'What stands between two columns.',
  description: 'What it was for.',
  detail: 'What went wrong, in a sentence.',
  email: 'The address that signs in.',
  encoding: 'How letters are written in the file.',
  every: 'The unit of `interval`.',
  existing: 'Rows that are there already.',
  expenses: 'In the order in which they are to be added.',
  field: 'Where the fault is, or which reading field is asked for.',
  file_name: 'As it was sent.',
  flag_out: 'The values of that column that mean money out, separated by commas.',
  format: 'Of which kind the file is.',
  from: 'The first day, or the first month, that counts.',
  header_row: 'The line of the headings; 0: there is none.',
  icon: 'A name in Bootstrap Icons.',
  id: 'Its number; it never changes.',
  include: 'Whether the row will be added.',
  income: 'Rows of money that came in.',
  into: 'The id of the category that stays.',
  kind: 'What was done.',
  language: 'Of pages, mail and the words of one line.',
  match: 'How `text` is compared with the description.',
  message: 'In a sentence, for people.',
  mode: '`add`: the expense is added on its day. `remind`: the day waits for an answer.',
  month: 'As year and month.',
  name: 'What it is called.',
  new: 'Rows that are not there yet.',
  notices: 'What is worth knowing about the file.',
  options: 'What may be answered.',
  password: 'Of the account.',
  paused: 'Whether it rests.',
  person: 'Whose share counts, in a file of Splitwise.',
  recurring_id: 'The id of the recurring expense.',
  refresh_token: 'The newest one of the session.',
  remove_tags: 'Tags that are taken off them.',
  removed: 'How many expenses were taken back.',
  rows: 'All rows of the file.',
  scope: 'What it may do: `write` may read, too.',
  set: 'What they become.',
  sign: 'Which sign means money out.',
  similar: 'Rows that are perhaps there: the same amount a few days apart.',
  skipped: 'Rows that move money and spend none.',
  spent_on: 'The day on which it was spent.',
  starts_on: 'The first day; the others are counted from it.',
  status: 'The state that it is in; of a problem, the HTTP status.',
  tag: 'The name of the tag.',
  tag_id: 'The id of the tag.',
  tags: 'Names of tags.',
  text: 'What is looked for.',
  theme: 'Light, dark, or as the device has it.',
  time_zone: 'Of the IANA list; it decides which day today is.',
  title: 'The status in words.',
  token_type: 'How the access token is sent.',
  undone_at: 'When it was taken back; null: it holds.',
  unreadable: 'Rows that cannot be read.',
  updated_at: 'When it was changed last.',
  username: 'What you are called on pages.',
  value: 'What to send back.',
  version: 'Counts its changes, from 1.',
};

/** Gives every field of every schema a description, in place. */
export function withMeanings(document: OpenApiDocument): OpenApiDocument {
  describeFields(document);
  return document;
}

function describeFields(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, part] of Object.entries(node as Record<string, unknown>)) {
    if (key === 'example' || key === 'examples') continue;
    if (key === 'properties') describeEach(part as Record<string, Record<string, unknown>>);
    describeFields(part);
  }
}

function describeEach(fields: Record<string, Record<string, unknown>>): void {
  for (const [name, schema] of Object.entries(fields)) {
    const meaning = MEANINGS[name];
    if (meaning !== undefined && !('$ref' in schema)) schema.description ??= meaning;
  }
}
