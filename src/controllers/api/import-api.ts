import type { z } from 'zod';
import { invalid, notFound } from '../../domain/errors.js';
import { isAddable, ROW_STATUSES, type StagedRow } from '../../domain/import/staged-row.js';
import { toDecimal } from '../../domain/money.js';
import { message } from '../../messages/message.js';
import { english } from '../../messages/said.js';
import type { Principal } from '../../services/identity/principal.js';
import { parseId } from '../forms/id.js';
import { mergedReading, type ReadingBody } from '../forms/reading-form.js';
import { textOf } from '../forms/fields.js';
import { currencyOf, type Import } from '../../services/exchange/import-service.js';
import { presentImport, presentRow } from './import-answers.js';
import { type pageQuery, readLimit, type rowQuery } from './queries.js';
import type { ApiServices, Call, Reply } from './route.js';

type Reading<Query = unknown> = Call<'read', unknown, Query>;
type Writing<Body = unknown> = Call<'write', Body, unknown>;

/** Imports as JSON. */
export class ImportApi {
  constructor(private readonly services: Pick<ApiServices, 'imports' | 'categories'>) {}

  async list({ principal, query }: Reading<z.output<typeof pageQuery>>): Promise<Reply> {
    const limit = readLimit(query);
    const before = parsePlace('import', query);
    const found = await this.services.imports.list(principal, { before, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const next = found.length > limit ? encodePlace('import', shown.at(-1)!.id) : null;
    return {
      body: { data: shown.map((one) => presentImport(one, principal.currency)), next_cursor: next },
    };
  }

  async open({ principal, body, file }: Writing<ReadingBody>): Promise<Reply> {
    if (!file) throw invalid({ file: message('fault.import.no_file') });
    const id = await this.services.imports.open(principal, file, mergedReading({}, body));
    return this.#answer(principal, id, { Location: `/api/v1/imports/${String(id)}` });
  }

  async read({ principal, pathId }: Reading): Promise<Reply> {
    return this.#answer(principal, idOf(pathId));
  }

  async readAgain({ principal, pathId, body }: Writing<ReadingBody>): Promise<Reply> {
    const id = idOf(pathId);
    const { said } = await this.services.imports.find(principal, id);
    await this.services.imports.readAgain(principal, id, mergedReading(said, body));
    return this.#answer(principal, id);
  }

  async remove({ principal, pathId }: Writing): Promise<Reply> {
    await this.services.imports.discard(principal, idOf(pathId));
    return {};
  }

  async rows({ principal, pathId, query }: Reading<z.output<typeof rowQuery>>): Promise<Reply> {
    const found = await this.services.imports.find(principal, idOf(pathId));
    const status = ROW_STATUSES.find((one) => one === query.status);
    if (query.status !== undefined && !status)
      throw invalid({ status: english('status.unknown', `One of ${ROW_STATUSES.join(', ')}.`) });
    const from = parsePlace('page', query) ?? 0;
    const { rows, next } = await this.services.imports.rowsOf(principal, found.id, { status, from });
    const present = await this.#presenter(principal, found);
    const cursor = next === undefined ? null : encodePlace('page', next);
    return { body: { data: rows.map(present), next_cursor: cursor } };
  }

  async choose({ principal, pathParts, body }: Writing<RowBody>): Promise<Reply> {
    const id = idOf(pathParts['id']);
    const line = parseId(pathParts['line'], 'import_row');
    const { include, category_id: categoryId } = body;
    const place = await this.services.imports.placeOf(principal, id, line);
    if (include === true && !isAddable(place.row))
      throw invalid({ include: english('import.not_addable', 'This row cannot be added: see `reason`.') });
    await this.services.imports.choose(principal, id, place.page, [
      { line, ...(include !== undefined && { include }), ...(categoryId !== undefined && { categoryId }) },
    ]);
    const rows = await this.services.imports.rows(principal, id, place.page);
    const row = rows?.find((one) => one.line === line);
    if (!row) throw notFound('import_row');
    const found = await this.services.imports.find(principal, id);
    return { body: (await this.#presenter(principal, found))(row) };
  }

  async commit({ principal, pathId }: Writing): Promise<Reply> {
    const { addedCount, totals, changeId } = await this.services.imports.commit(principal, idOf(pathId));
    const total = toDecimal(BigInt(totals.addingMinor), principal.currency);
    return { body: { added: addedCount, total, change_id: changeId } };
  }

  async undo({ principal, pathId }: Writing): Promise<Reply> {
    const { changed, leftAlone } = await this.services.imports.undo(principal, idOf(pathId));
    return { body: { removed: changed, left_alone: leftAlone.map(({ expenseId }) => expenseId) } };
  }

  async #answer(principal: Principal, id: number, headers: Record<string, string> = {}): Promise<Reply> {
    const found = await this.services.imports.find(principal, id);
    return { body: presentImport(found, principal.currency), headers };
  }

  async #presenter(principal: Principal, found: Import): Promise<(row: StagedRow) => object> {
    const categories = await this.services.categories.list(principal);
    const names = new Map(categories.map(({ id, name }) => [id, name]));
    const currency = currencyOf(found, principal.currency);
    return (row) => presentRow(row, currency, names);
  }
}

export interface RowBody {
  readonly include?: boolean | undefined;
  readonly category_id?: number | null | undefined;
}

const idOf = (pathId: unknown) => parseId(pathId, 'import');

type Place = 'import' | 'page';

/** A place in a list as an opaque word. */
const encodePlace = (kind: Place, number: number) =>
  Buffer.from(`${kind}|${String(number)}`).toString('base64url');

/** @throws AppError invalid (cursor) */
function parsePlace(kind: Place, query: unknown): number | undefined {
  const text = textOf(query, 'cursor');
  if (text === '') return undefined;
  const [, found, digits] =
    /^(import|page)\|([1-9]\d{0,14})$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (found === kind) return Number(digits);
  throw invalid({ cursor: message('fault.cursor.unknown') });
}
