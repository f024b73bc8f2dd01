import { z } from 'zod';
import type { Currency } from '../../domain/currency.js';
import { IMPORT_FORMATS, READING_FIELDS } from '../../domain/import/reading.js';
import { isAdded, ROW_STATUSES, type StagedRow } from '../../domain/import/staged-row.js';
import { toDecimal } from '../../domain/money.js';
import { currencyOf, type Import } from '../../services/exchange/import-service.js';
import { amount, day, id, instant, nextCursor } from './answers.js';

const count = z
  .int()
  .nonnegative()
  .meta({ examples: [12] });
const names = z.array(z.string()).meta({ examples: [['Date', 'Description', 'Amount']] });
const values = Object.fromEntries(READING_FIELDS.map((field) => [field, z.string().optional()]));
const reading = z.strictObject(values).meta({ examples: [{ delimiter: ';', date_order: 'dmy' }] });

const question = z.strictObject({
  field: z.string().meta({ examples: ['date_order'] }),
  example: z.string().meta({ description: 'From the file.', examples: ['03/04/2026'] }),
  options: z.array(
    z.strictObject({
      value: z.string().meta({ examples: ['dmy'] }),
      answers: reading.meta({ description: 'The reading fields that say it: send them with PATCH.' }),
      reads: z
        .string()
        .nullable()
        .meta({ description: 'What the example would be.', examples: ['2026-04-03'] }),
    }),
  ),
});

export const importAnswer = z
  .strictObject({
    id,
    status: z
      .enum(['checking', 'importing', 'imported', 'undone'])
      .meta({ description: 'checking: nothing is added yet; importing: that goes on by itself.' }),
    file_name: z.string().meta({ examples: ['bank.csv'] }),
    format: z.enum(IMPORT_FORMATS),
    reading: reading.meta({ description: 'How the file was read: what was said and what was found.' }),
    columns: names.meta({ description: 'The columns of the file, from 1.' }),
    people: names.meta({ description: 'Whose share can be read (`person`).', examples: [[]] }),
    questions: z
      .array(question)
      .meta({ description: 'What the file cannot tell. While there is one nothing can be imported.' }),
    notices: z.array(
      z.strictObject({ code: z.string().meta({ examples: ['cut_off'] }), message: z.string().nullable() }),
    ),
    counts: z.strictObject({
      rows: count,
      ...(Object.fromEntries(ROW_STATUSES.map((status) => [status, count])) as Record<
        (typeof ROW_STATUSES)[number],
        typeof count
      >),
    }),
    adding: count.meta({ description: 'How many expenses will be added, or were.' }),
    total: amount.meta({ description: 'Their sum.' }),
    change_id: id.nullable().meta({ description: 'The change that added them.', examples: [null] }),
    created_at: instant,
    committed_at: instant.nullable(),
    undone_at: instant.nullable().meta({ examples: [null] }),
  })
  .meta({ id: 'Import' });

export const importPage = z
  .strictObject({ data: z.array(importAnswer), next_cursor: nextCursor })
  .meta({ id: 'ImportPage' });

export const rowAnswer = z
  .strictObject({
    line: id.meta({ description: 'The line of the file where it begins.', examples: [2] }),
    status: z.enum(ROW_STATUSES),
    date: day.nullable(),
    amount: amount.nullable().meta({ description: 'As in the file: negative is money out.' }),
    description: z.string().meta({ examples: ['Coffee'] }),
    category: z
      .string()
      .nullable()
      .meta({ description: 'The category that it will have.', examples: ['Food'] }),
    category_id: id.nullable().meta({ description: 'null with a `category`: it will be made.' }),
    tags: z.array(z.string()),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Why it is skipped or unreadable.', examples: ['transfer'] }),
    existing_id: id
      .nullable()
      .meta({ description: 'The expense that it is, or perhaps is.', examples: [null] }),
    include: z.boolean().meta({ description: 'Whether it will be added.' }),
  })
  .meta({ id: 'ImportRow' });

export const rowPage = z
  .strictObject({ data: z.array(rowAnswer), next_cursor: nextCursor })
  .meta({ id: 'ImportRowPage' });

export const committedAnswer = z
  .strictObject({ added: count, total: amount, change_id: id.nullable() })
  .meta({ id: 'ImportCommitted' });

export const removedAnswer = z
  .strictObject({
    removed: count,
    left_alone: z.array(id).meta({
      description: 'Expenses that stay, because they were changed since.',
      examples: [[]],
    }),
  })
  .meta({ id: 'ImportUndone' });

export function presentImport(found: Import, ofBook: Currency): z.output<typeof importAnswer> {
  const { reading: about, totals } = found;
  const currency = currencyOf(found, ofBook);
  return {
    id: found.id,
    status: statusOf(found),
    file_name: found.fileName,
    format: about.format,
    reading: about.values,
    columns: [...about.columns],
    people: [...about.people],
    questions: about.questions.map(({ field, example, options }) => ({
      field,
      example,
      options: options.map(({ value, answers, reads }) => ({ value, answers, reads })),
    })),
    notices: about.notices.map(({ code, params }) => ({ code, message: params['message'] ?? null })),
    counts: { rows: found.rowCount, ...totals.counts },
    adding: totals.adding,
    total: toDecimal(BigInt(totals.addingMinor), currency),
    change_id: found.changeId,
    created_at: found.createdAt,
    committed_at: found.committedAt,
    undone_at: found.undoneAt,
  };
}

function statusOf({ status, isUnderWay, undoneAt }: Import): z.output<typeof importAnswer>['status'] {
  if (isUnderWay) return 'importing';
  if (status === 'open') return 'checking';
  return undoneAt === null ? 'imported' : 'undone';
}

export function presentRow(
  row: StagedRow,
  currency: Currency,
  categoryNames: ReadonlyMap<number, string>,
): z.output<typeof rowAnswer> {
  const { categoryId, minor } = row;
  const known = typeof categoryId === 'number' ? categoryNames.get(categoryId) : undefined;
  return {
    line: row.line,
    status: row.status,
    date: row.day,
    amount: minor === null ? null : toDecimal(-BigInt(minor), currency),
    description: row.renamed ?? row.description,
    category: categoryId === 'file' ? row.category : (known ?? null),
    category_id: known === undefined ? null : (categoryId as number),
    tags: [...row.tags],
    reason: row.reasons[0]?.code ?? null,
    // Rows that were staged before there was one have none.
    existing_id: row.existingId ?? null,
    include: isAdded(row),
  };
}
