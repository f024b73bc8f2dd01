import { compareNames } from '../../domain/by-name.js';
import { invalid, notFound } from '../../domain/errors.js';
import type { Clock } from '../../domain/clock.js';
import { parseTagName } from '../../domain/tag.js';
import { nameKey } from '../../domain/text.js';
import type { Database } from '../../storage/engine/database.js';
import type { Tag, TagUse } from '../../storage/ledger/tag-repository.js';
import { type Repositories, repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';
import type { ChangeOutcome, ChangeService } from './changes/change-service.js';
import { recurringOfTag } from './changes/recurring-nouns.js';
import { rulesOfTag } from './changes/rule-nouns.js';

export type { Tag, TagUse };

export type Renaming =
  | { readonly outcome: 'renamed'; readonly tag: Tag }
  /** Another tag had that name: the expenses carry it now, and the first tag is gone. */
  | { readonly outcome: 'merged'; readonly tag: Tag; readonly change: ChangeOutcome };

interface Waiting {
  readonly waitMs?: number;
}

/** The tags of a book. They are made by being used. */
export class TagService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: ChangeService,
  ) {}

  /** All of them, by name. */
  async list(principal: Principal): Promise<Tag[]> {
    const tags = await repositories(this.database).tags.list(principal.bookId);
    return tags.map(({ id, name }) => ({ id, name })).sort((a, b) => compareNames(a.name, b.name));
  }

  /** All of them, by name, with how many expenses carry each. */
  async listWithUse(principal: Principal): Promise<TagUse[]> {
    const tags = await repositories(this.database).tags.listWithUse(principal.bookId);
    return tags.sort((a, b) => compareNames(a.name, b.name));
  }

  /** @throws AppError not_found */
  async find(principal: Principal, id: number): Promise<TagUse> {
    const tag = (await this.listWithUse(principal)).find((candidate) => candidate.id === id);
    if (!tag) throw notFound('tag');
    return tag;
  }

  /**
   * Gives a tag another name; where another tag has it, the two become one, which can be undone.
   * @throws AppError not_found, invalid (name), conflict
   */
  async rename(principal: Principal, id: number, text: string, wait: Waiting = {}): Promise<Renaming> {
    const { bookId } = principal;
    const name = parseTagName(text);
    if (!name.ok) throw invalid({ name: name.fault });
    const values = { name: name.value, nameKey: nameKey(name.value), now: this.clock.now().toISOString() };
    const other = await this.database.transaction(async (tx) => {
      const { books, tags } = repositories(tx);
      await books.lock(bookId);
      const stored = await tags.list(bookId);
      if (!stored.some((tag) => tag.id === id)) throw notFound('tag');
      const same = stored.find((tag) => tag.nameKey === values.nameKey && tag.id !== id);
      if (!same) await tags.update(bookId, id, values);
      return same;
    });
    if (!other) return { outcome: 'renamed', tag: { id, name: name.value } };
    return { outcome: 'merged', tag: other, change: await this.merge(principal, id, other.id, wait) };
  }

  /**
   * Lets the expenses of one tag carry another one, and removes the first.
   * @throws AppError not_found, conflict
   */
  async merge(principal: Principal, id: number, intoId: number, wait: Waiting = {}): Promise<ChangeOutcome> {
    return this.changes.many(
      principal,
      async (within) => {
        const removed = await tagOf(within, principal, id);
        const into = await tagOf(within, principal, intoId);
        const recurring = await recurringOfTag(within, principal.bookId, id);
        const rules = await rulesOfTag(within, principal.bookId, id);
        return {
          kind: 'tag_merge',
          subject: { name: removed.name, into: into.name, removedTag: removed, ...recurring, ...rules },
          selection: { tagId: id },
          revision: { removeTagIds: [id], addTagIds: [intoId] },
          finish: { removeTagId: id },
        };
      },
      wait,
    );
  }

  /**
   * Takes a tag off all expenses and removes it.
   * @throws AppError not_found, conflict
   */
  async remove(principal: Principal, id: number, wait: Waiting = {}): Promise<ChangeOutcome> {
    return this.changes.many(
      principal,
      async (within) => {
        const removed = await tagOf(within, principal, id);
        const recurring = await recurringOfTag(within, principal.bookId, id);
        const rules = await rulesOfTag(within, principal.bookId, id);
        return {
          kind: 'tag_delete',
          subject: { name: removed.name, removedTag: removed, ...recurring, ...rules },
          selection: { tagId: id },
          revision: { removeTagIds: [id] },
          finish: { removeTagId: id },
        };
      },
      wait,
    );
  }
}

async function tagOf(within: Repositories, { bookId }: Principal, id: number) {
  const tag = await within.tags.find(bookId, id);
  if (!tag) throw notFound('tag');
  return tag;
}
