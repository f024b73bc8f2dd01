import type { z } from 'zod';
import type { Change } from '../../domain/change.js';
import { invalid } from '../../domain/errors.js';
import { toDecimal } from '../../domain/money.js';
import { english } from '../../messages/said.js';
import type { Chosen } from '../../services/ledger/bulk-service.js';
import type { Principal } from '../../services/identity/principal.js';
import { parseId } from '../forms/id.js';
import { textOf } from '../forms/fields.js';
import type { BulkBody } from './change-routes.js';
import { type pageQuery, readFilter, readLimit } from './queries.js';
import type { ApiServices, Call, Reply } from './route.js';

type Reading<Query = unknown> = Call<'read', unknown, Query>;
type Writing<Body = unknown> = Call<'write', Body, unknown>;

/** Changes of expenses as JSON. */
export class ChangeApi {
  constructor(private readonly services: ApiServices) {}

  async bulk({ principal, body }: Writing<BulkBody>): Promise<Reply> {
    const { set, delete: isDeleted } = body;
    if ((set === undefined) === (isDeleted === undefined)) {
      throw invalid({ set: english('bulk.what', 'Send either `set` or `delete`.') });
    }
    const { changed, changeId } = await this.services.bulk.change(
      principal,
      await this.chosen(principal, body),
      { categoryId: set?.category_id, addTags: set?.add_tags, removeTags: set?.remove_tags, isDeleted },
    );
    return { body: { changed, change_id: changeId } };
  }

  async list({ principal, query }: Reading<z.output<typeof pageQuery>>): Promise<Reply> {
    const limit = readLimit(query);
    const before = parseChangeCursor(query);
    const { items, hasOlder } = await this.services.changes.list(principal, { before, limit });
    const last = hasOlder ? items.at(-1) : undefined;
    return { body: { data: items.map(present), next_cursor: last ? encodeChangeCursor(last.id) : null } };
  }

  async read({ principal, pathId }: Reading): Promise<Reply> {
    return { body: present(await this.services.changes.find(principal, parseId(pathId, 'change'))) };
  }

  async undo({ principal, pathId }: Writing): Promise<Reply> {
    const { changed, leftAlone, changeId, recurring } = await this.services.changes.undo(
      principal,
      parseId(pathId, 'change'),
    );
    const left_alone = leftAlone.map(({ expenseId }) => expenseId);
    const idWhere = (is: 'begun' | 'ended') => (recurring?.is === is ? recurring.id : null);
    return {
      body: {
        ...{ undone: changed, left_alone, change_id: changeId },
        ...{ recurring_deleted: idWhere('ended'), recurring_restored: idWhere('begun') },
      },
    };
  }

  async history({ principal, pathId }: Reading): Promise<Reply> {
    const entries = await this.services.history.of(principal, parseId(pathId, 'expense'));
    return {
      body: {
        data: entries.map(({ version, at, change, values, tags }) => ({
          version,
          at,
          kind: change?.kind ?? 'add',
          change_id: change?.id ?? null,
          description: values.description,
          amount: toDecimal(values.amountMinor, principal.currency),
          category_id: values.categoryId,
          tags,
          spent_on: values.spentOn,
          deleted: values.deletedAt !== null,
        })),
      },
    };
  }

  private async chosen(principal: Principal, { ids, filter }: BulkBody): Promise<Chosen> {
    if ((ids === undefined) === (filter === undefined)) {
      throw invalid({ ids: english('bulk.which', 'Send either `ids` or `filter`.') });
    }
    return ids ? { ids } : { filter: await readFilter(this.services, principal, filter!) };
  }
}

/** A place in the list of changes as an opaque word. */
function encodeChangeCursor(id: number): string {
  return Buffer.from(`change|${String(id)}`).toString('base64url');
}

/** @throws AppError invalid (cursor) */
function parseChangeCursor(query: unknown): number | undefined {
  const text = textOf(query, 'cursor');
  if (text === '') return undefined;
  const id = Number(/^change\|([1-9]\d{0,14})$/.exec(Buffer.from(text, 'base64url').toString('latin1'))?.[1]);
  if (Number.isSafeInteger(id)) return id;
  throw invalid({ cursor: english('cursor.unknown', 'There is no such page. Start from the newest.') });
}

function present(change: Change) {
  return {
    id: change.id,
    kind: change.kind,
    name: change.subject.name ?? null,
    into: change.subject.into ?? null,
    count: change.expenseCount,
    status: change.isUnderWay ? 'running' : 'done',
    undoes: change.undoesId,
    created_at: change.createdAt,
    undone_at: change.undoneAt,
  };
}
