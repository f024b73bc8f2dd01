import type { FieldFaults } from '../../domain/errors.js';
import { READING_FIELDS, type ReadingField, type ReadingValues } from '../../domain/import/reading.js';
import { isAddable, isAdded, ROW_STATUSES, type StagedRow } from '../../domain/import/staged-row.js';
import type {
  CheckImportModel,
  ImportRowModel,
  PastImport,
  ReadingFieldModel,
} from '../../http/import-models.js';
import type { Choice } from '../../http/part-models.js';
import type { Locale } from '../../locale/locale.js';
import { currencyOf, type Import } from '../../services/exchange/import-service.js';
import { ROWS_A_PAGE } from '../../services/exchange/staging.js';
import type { Principal } from '../../services/identity/principal.js';
import type { Category } from '../../services/ledger/category-service.js';
import { dayIn } from '../../domain/calendar.js';
import { categoryChoices } from './expense-form-model.js';
import {
  FIELD_WORDS,
  FORMAT_NAMES,
  NOTICE_WORDS,
  QUESTION_WORDS,
  REASON_WORDS,
  STATUS_WORDS,
  VALUE_WORDS,
} from './import-words.js';

export interface CheckParts {
  readonly found: Import;
  readonly rows: readonly StagedRow[];
  readonly page: number;
  readonly faults: FieldFaults;
  /** Of the form "Reading", where it came with faults. */
  readonly typed: ReadingValues;
  readonly categories: readonly Category[];
  readonly principal: Principal;
  readonly locale: Locale;
}

export function pastImport(found: Import, { timeZone }: Principal, locale: Locale): PastImport {
  return {
    name: found.fileName,
    href: `/imports/${String(found.id)}`,
    when: locale.day(dayIn(timeZone, new Date(found.createdAt)), 'medium'),
    outcome: outcomeOf(found, locale),
  };
}

export function checkModel(parts: CheckParts): CheckImportModel {
  const { found, page, locale } = parts;
  const last = Math.ceil(found.rowCount / ROWS_A_PAGE);
  const isOpen = found.status === 'open' && !found.isUnderWay;
  const { adding } = found.totals;
  return {
    id: found.id,
    name: found.fileName,
    isOpen,
    canUndo: found.changeId !== null && !found.isUnderWay && found.undoneAt === null,
    outcome: outcomeOf(found, locale),
    progress: found.isUnderWay ? progressModel(found, locale) : undefined,
    format: FORMAT_NAMES[found.reading.format],
    reading: readingModel(parts),
    questions: found.reading.questions.map(({ field, example, options }) => ({
      text: locale.say({ key: QUESTION_WORDS[field], params: { example } }),
      answers: options.map(({ value, answers, reads }) => ({
        text: answerText(value, reads, locale),
        fields: Object.entries({ ...found.said, ...answers }).map(([name, said]) => ({ name, value: said })),
      })),
    })),
    notices: found.reading.notices.map(({ code, params }) =>
      locale.say({ key: NOTICE_WORDS[code], params: { text: params['message'] ?? '' } }),
    ),
    rows: parts.rows.map((row) => rowModel(row, parts)),
    page: page + 1,
    previous: page > 0 ? page : undefined,
    next: page + 1 < last ? page + 2 : undefined,
    summary: summaryModel(parts),
    button:
      isOpen && adding > 0 && found.reading.questions.length === 0
        ? locale.text('imports.commit', { count: adding })
        : undefined,
  };
}

function outcomeOf({ status, addedCount, isUnderWay, undoneAt }: Import, locale: Locale): string {
  if (isUnderWay) return locale.text('imports.under_way');
  if (undoneAt !== null) return locale.text('imports.taken_back');
  return status === 'open'
    ? locale.text('imports.open')
    : locale.text('imports.added', { count: addedCount });
}

function progressModel({ addedSoFar: done, totals }: Import, locale: Locale) {
  const all = Math.max(totals.adding, done);
  const params = { done: locale.number(done), all: locale.number(all) };
  return { done, all, text: locale.text('imports.progress', params) };
}

const answerText = (value: string, reads: string | null, locale: Locale) => {
  const key = VALUE_WORDS[value];
  const text = key === undefined ? value : locale.say({ key });
  return reads === null ? text : locale.text('imports.answer', { text, reads });
};

function readingModel({ found, faults, typed, locale }: CheckParts): ReadingFieldModel[] {
  const { values, columns, people } = found.reading;
  const shown = READING_FIELDS.filter((field) => {
    if (field === 'person') return people.length > 0;
    if (field === 'flag_out') return values.column_flag !== undefined;
    return columns.length > 0 || values[field] !== undefined || field === 'encoding';
  });
  return shown.map((name) => {
    const value = values[name] ?? '';
    const entered = typed[name] ?? value;
    const choices = choicesOf(name, entered, found, locale);
    const label = locale.say({ key: FIELD_WORDS[name] });
    return { name, label, value, typed: entered, choices, fault: faults[name] };
  });
}

const CHOICES: Readonly<Partial<Record<ReadingField, readonly string[]>>> = {
  encoding: [
    'utf-8',
    'utf-16le',
    'utf-16be',
    'windows-1252',
    'windows-1250',
    'windows-1251',
    'iso-8859-1',
    'gb18030',
    'shift_jis',
    'euc-kr',
  ],
  delimiter: [',', ';', 'tab', '|'],
  decimal: ['.', ','],
  date_order: ['ymd', 'dmy', 'mdy'],
  sign: ['negative', 'positive'],
};

function choicesOf(
  name: ReadingField,
  value: string,
  { reading }: Import,
  locale: Locale,
): Choice[] | undefined {
  const own = name.startsWith('column_')
    ? reading.columns.map((text, at) => ({ value: String(at + 1), text: `${String(at + 1)}: ${text}` }))
    : name === 'person'
      ? reading.people.map((text) => ({ value: text, text }))
      : CHOICES[name]?.map((one) => {
          const key = VALUE_WORDS[one];
          return { value: one, text: key === undefined ? one : locale.say({ key }) };
        });
  if (!own) return undefined;
  const known = value === '' || own.some((choice) => choice.value === value) ? [] : [{ value, text: value }];
  return [{ value: '', text: '–' }, ...known, ...own];
}

function summaryModel({ found, principal, locale }: CheckParts): { name: string; value: string }[] {
  const { counts, adding, addingMinor } = found.totals;
  const currency = currencyOf(found, principal.currency);
  return [
    { name: locale.text('imports.adding'), value: locale.number(adding) },
    { name: locale.text('imports.sum'), value: locale.money(BigInt(addingMinor), currency) },
    ...ROW_STATUSES.map((status) => ({
      name: locale.say({ key: STATUS_WORDS[status] }),
      value: locale.number(counts[status]),
    })),
  ];
}

function rowModel(row: StagedRow, { found, categories, principal, locale }: CheckParts): ImportRowModel {
  const chosen = row.categoryId === 'file' ? 'file' : String(row.categoryId ?? 'none');
  const own =
    row.categoryId === 'file'
      ? [{ value: 'file', text: locale.text('imports.new_category', { name: row.category ?? '' }) }]
      : [];
  return {
    line: row.line,
    day: row.day === null ? '' : locale.day(row.day, 'medium'),
    description: row.renamed ?? row.description,
    amount: row.minor === null ? '' : locale.money(BigInt(row.minor), currencyOf(found, principal.currency)),
    status: locale.say({ key: STATUS_WORDS[row.status] }),
    why: whyOf(row, locale),
    canAdd: isAddable(row),
    isAdded: isAdded(row),
    category: chosen,
    categories: [
      ...own,
      { value: 'none', text: locale.text('frame.no_category') },
      ...categoryChoices(categories, chosen),
    ],
  };
}

function whyOf({ reasons, beside }: StagedRow, locale: Locale): string {
  if (beside)
    return locale.text('imports.beside', {
      description: beside.description,
      day: locale.day(beside.day, 'medium'),
    });
  return reasons
    .map(({ code, params }) =>
      locale.say({
        key: REASON_WORDS[code],
        params: { text: params['text'] ?? params['currency'] ?? '' },
      }),
    )
    .join(' ');
}
