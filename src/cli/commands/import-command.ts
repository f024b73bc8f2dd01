import { basename } from 'node:path';
import { readingFields } from '../../controllers/forms/reading-form.js';
import { AppError } from '../../domain/errors.js';
import { type QuestionOption, READING_FIELDS } from '../../domain/import/reading.js';
import { ROW_STATUSES } from '../../domain/import/staged-row.js';
import { toDecimal } from '../../domain/money.js';
import type { Import, ImportService } from '../../services/exchange/import-service.js';
import type { Principal } from '../../services/identity/principal.js';
import type { Command, Invocation, Outcome } from '../command.js';
import type { Given } from '../given.js';
import { readUpload } from '../given-file.js';
import { withServices } from '../installation.js';
import { CommandRefused, optionOf, wrongOptions } from '../refusals.js';

const UNREADABLE_SHOWN = 20;
const LOOK_MS = 500;

/** A file is read, what came of it told, and added once somebody agreed. */
export const importFile: Command['run'] = (invocation) => {
  const { given, terminal, config } = invocation;
  const { user } = given.all('user');
  const path = given.required('file');
  const isAsking = !given.flag('dry-run') && !given.flag('yes');
  if (isAsking && !terminal.isInteractive)
    throw new CommandRefused('Nobody can be asked here: add --yes to import, or --dry-run only to look.');
  return withServices(config(), terminal, async ({ host, imports }) => {
    const principal = await host.principal(user);
    terminal.progress('Reading');
    const file = { name: basename(path), bytes: await readUpload(path) };
    const id = await imports.open(principal, file, saidOf(given)).catch((error: unknown) => {
      const isOfFile = !(error instanceof AppError) || error.code !== 'invalid' || 'file' in error.fields;
      throw isOfFile ? error : wrongOptions(error.fields);
    });
    terminal.progress('');
    try {
      return await checked(invocation, imports, { principal, id });
    } finally {
      // What was not imported does not wait.
      if ((await imports.find(principal, id)).status === 'open') await imports.discard(principal, id);
    }
  });
};

async function checked(
  { given, terminal }: Invocation,
  imports: ImportService,
  { principal, id }: { principal: Principal; id: number },
): Promise<Outcome> {
  const found = await imports.find(principal, id);
  if (found.reading.questions.length > 0) return asked(found, terminal);
  if (!given.flag('json')) terminal.note(summaryOf(found, principal));
  await nameUnreadable(imports, principal, { found, terminal });
  const { adding } = found.totals;
  if (given.flag('dry-run')) return told(found, principal, 'Would import');
  if (!given.flag('yes') && adding > 0) {
    const answer = await terminal.ask(`Import ${counted(adding, 'expense')}? (y/N) `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandRefused('Nothing was imported.');
  }
  return told(await committed(imports, principal, { id, terminal }), principal, 'Imported');
}

async function committed(
  imports: ImportService,
  principal: Principal,
  { id, terminal }: { id: number; terminal: Invocation['terminal'] },
): Promise<Import> {
  for (;;) {
    const { isUnderWay, ...found } = await imports.commit(principal, id, false, { waitMs: LOOK_MS });
    if (!isUnderWay) {
      terminal.progress('');
      return { ...found, isUnderWay };
    }
    terminal.progress(`Added ${String(found.addedSoFar)} of ${counted(found.totals.adding, 'expense')}`);
  }
}

function saidOf(given: Given) {
  return readingFields(
    Object.fromEntries(READING_FIELDS.map((field) => [field, given.text(optionOf(field).slice(2))])),
  );
}

/** What the file cannot tell, each with the options that would answer it. */
function asked({ reading }: Import, terminal: Invocation['terminal']): Outcome {
  for (const { field, example, options } of reading.questions) {
    terminal.note(`The file does not tell its ${field.replaceAll('_', ' ')}: ${example}`);
    for (const option of options) terminal.note(`  ${answerOf(option)}`);
  }
  const text = 'Nothing was imported: answer with one of the options, and run it again.';
  terminal.note(text);
  return { json: { status: 'questions', questions: reading.questions }, isWrong: true };
}

function answerOf({ answers, reads }: QuestionOption): string {
  const options = Object.entries(answers).map(([field, value]) => `${optionOf(field)} ${quoted(value)}`);
  return `${options.join(' ')}${reads === null ? '' : `   reads it as ${reads}`}`;
}

const quoted = (value: string) => (/^[\w.-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`);

function summaryOf({ fileName, reading, totals, rowCount }: Import, { currency }: Principal): string {
  const kinds = ROW_STATUSES.filter((status) => totals.counts[status] > 0).map(
    (status) => `${String(totals.counts[status])} ${status}`,
  );
  const sum = `${toDecimal(BigInt(totals.addingMinor), currency)} ${currency.code}`;
  return `${fileName}: ${reading.format}, ${counted(rowCount, 'row')}: ${kinds.join(', ') || 'none'}. To add: ${counted(totals.adding, 'expense')}, ${sum}.`;
}

async function nameUnreadable(
  imports: ImportService,
  principal: Principal,
  { found, terminal }: { found: Import; terminal: Invocation['terminal'] },
): Promise<void> {
  const count = found.totals.counts.unreadable;
  if (count === 0) return;
  const { rows } = await imports.rowsOf(principal, found.id, { status: 'unreadable', from: 0 });
  for (const { line, reasons, description } of rows.slice(0, UNREADABLE_SHOWN)) {
    const why = reasons.map(({ code, params }) =>
      [code.replaceAll('_', ' '), ...Object.values(params)].join(' '),
    );
    terminal.note(`  line ${String(line)} cannot be read (${why.join('; ')}): ${description}`);
  }
  if (count > UNREADABLE_SHOWN) terminal.note(`  and ${String(count - UNREADABLE_SHOWN)} more`);
}

function told(found: Import, { currency }: Principal, verb: string): Outcome {
  const { totals, rowCount, reading, addedCount, status, id, fileName } = found;
  const added = status === 'open' ? totals.adding : addedCount;
  const total = toDecimal(BigInt(totals.addingMinor), currency);
  return {
    text: `${verb} ${counted(added, 'expense')}, ${total} ${currency.code}.`,
    json: {
      import_id: status === 'open' ? null : id,
      file: fileName,
      format: reading.format,
      reading: reading.values,
      counts: { rows: rowCount, ...totals.counts },
      [status === 'open' ? 'adding' : 'added']: added,
      total,
    },
  };
}

const counted = (count: number, noun: string) => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
