import type { Clock } from '../../../domain/clock.js';
import type { Revision } from '../../../domain/change.js';
import { conflict, invalid, notFound } from '../../../domain/errors.js';
import type { RuleValues } from '../../../domain/rule.js';
import { fromTagIds } from '../../../domain/tag-ids.js';
import { nameKey } from '../../../domain/text.js';
import { message } from '../../../messages/message.js';
import type { Database } from '../../../storage/engine/database.js';
import type { StoredRule } from '../../../storage/ledger/rule-repository.js';
import { type Repositories, repositories } from '../../../storage/repositories.js';
import type { Principal } from '../../identity/principal.js';
import type { ChangeOutcome, ChangeService } from '../changes/change-service.js';
import { refusingForeignCategory } from '../foreign-category.js';
import type { Idempotency, IdempotencyKey } from '../idempotency.js';
import { idsOfTags, tagIdsOf } from '../tag-names.js';
import { type Tried, tryRule } from './trying-rules.js';

export interface Rule extends RuleValues {
  readonly id: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a rule would find, and do to it. */
export type RuleTrial = Omit<Tried, 'selection'>;

/** What it looks for, and what is to become of it, as far as that is known. */
export type TriedRule = Pick<RuleValues, 'match' | 'text'> & Partial<RuleValues>;

export interface RuleRun extends Omit<ChangeOutcome, 'changeId'> {
  /** null: nothing had to change. */
  readonly changeId: number | null;
  /** How many expenses fitted, also those that were so already. */
  readonly matches: number;
}

/** So many a book holds: they are read whole, for every row of an import. */
export const RULES_MAX = 200;
const TOO_MANY = message('fault.rule.too_many', { max: RULES_MAX });
/** So often a rule is tried anew where something else changed the book meanwhile. */
const TRIES = 4;

/** Rules that file, tag and rename what is imported, and on demand what is there. */
export class RuleService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly idempotency: Idempotency,
    private readonly changes: ChangeService,
  ) {}

  /** All of them, in their order. */
  async list({ bookId }: Principal): Promise<Rule[]> {
    return rulesOf(repositories(this.database), bookId);
  }

  /** @throws AppError not_found */
  async find(principal: Principal, id: number): Promise<Rule> {
    const rule = (await this.list(principal)).find((one) => one.id === id);
    if (!rule) throw notFound('rule');
    return rule;
  }

  /** Also one that was deleted. @throws AppError not_found */
  async findAlsoDeleted({ bookId }: Principal, id: number): Promise<Pick<Rule, 'text'>> {
    const all = await repositories(this.database).rules.listWithDeleted(bookId);
    const rule = all.find((one) => one.id === id);
    if (!rule) throw notFound('rule');
    return rule;
  }

  /** Adds one behind the others. @throws AppError invalid (text, category_id, tags) */
  async add(principal: Principal, values: RuleValues, key?: IdempotencyKey): Promise<Rule> {
    refuseIdle(values);
    const { bookId } = principal;
    const request = { key, operation: 'rule.add', input: values };
    const made = await refusingForeignCategory(() =>
      this.idempotency.once<Rule | number>(principal, request, async (within) => {
        await within.books.lock(bookId);
        const stored = await within.rules.list(bookId);
        if (stored.length >= RULES_MAX) throw invalid({ text: TOO_MANY });
        const position = (stored.at(-1)?.position ?? 0) + 1;
        const id = await within.rules.insert(bookId, await this.#row(within, bookId, { values, position }));
        return (await rulesOf(within, bookId)).find((one) => one.id === id)!;
      }),
    );
    // Answers from before are the id alone.
    return typeof made === 'number' ? this.find(principal, made) : made;
  }

  /**
   * Changes what is given and keeps the rest.
   * @param place puts it at a place of the order, from 1; behind the last there is none
   * @throws AppError not_found, invalid
   */
  async change(principal: Principal, id: number, change: Partial<RuleValues>, place?: number): Promise<Rule> {
    const { bookId } = principal;
    await refusingForeignCategory(() =>
      this.database.transaction(async (tx) => {
        const within = repositories(tx);
        await within.books.lock(bookId);
        const stored = (await within.rules.list(bookId)).find((one) => one.id === id);
        const before = (await rulesOf(within, bookId)).find((one) => one.id === id);
        if (!stored || !before) throw notFound('rule');
        if (Object.keys(change).length > 0) {
          const values = { ...before, ...change };
          refuseIdle(values);
          const row = await this.#row(within, bookId, { values, position: stored.position });
          await within.rules.update(bookId, id, row);
        }
        if (place !== undefined) await putInPlace(within, bookId, id, place);
      }),
    );
    return this.find(principal, id);
  }

  /** Puts one at a place of the order, from 1; behind the last there is none. @throws AppError not_found */
  async move({ bookId }: Principal, id: number, place: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      await putInPlace(within, bookId, id, place);
    });
  }

  /** @throws AppError not_found */
  async remove(principal: Principal, id: number): Promise<Rule> {
    const rule = await this.find(principal, id);
    if (!(await repositories(this.database).rules.updateDeleted(principal.bookId, id, this.#now())))
      throw notFound('rule');
    return rule;
  }

  /** Takes a removed one back. @throws AppError not_found, conflict (there are as many as a book may hold) */
  async restore(principal: Principal, id: number): Promise<Rule> {
    const { bookId } = principal;
    await this.findAlsoDeleted(principal, id);
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      await within.books.lock(bookId);
      const isBack = await within.rules.updateDeleted(bookId, id, null);
      if (isBack && (await within.rules.list(bookId)).length > RULES_MAX) throw conflict(TOO_MANY);
    });
    return this.find(principal, id);
  }

  /** What a rule would find of what is there, and do to it; it need not be saved. */
  async try({ bookId }: Principal, rule: TriedRule, limit = 50): Promise<RuleTrial> {
    const within = repositories(this.database);
    const revision = revisionOf(rule, await knownTags(within, bookId, rule.tags ?? []));
    const { count, changing, shown } = await tryRule(within, bookId, rule, {
      now: this.#now(),
      limit,
      ...(!isIdle(rule) && { revision }),
    });
    return { count, changing, shown };
  }

  /**
   * Carries a rule out on what is there, as one change that can be undone; none where all that fits is so already, also
   * by another run of it at the same time.
   * @throws AppError not_found, conflict while another change of many expenses is under way
   */
  async apply(principal: Principal, id: number, wait: { readonly waitMs?: number } = {}): Promise<RuleRun> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#apply(principal, id, { wait, mayBeOvertaken: tries < TRIES });
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
      }
    }
  }

  async #apply(
    principal: Principal,
    id: number,
    {
      wait,
      mayBeOvertaken,
    }: { readonly wait: { readonly waitMs?: number }; readonly mayBeOvertaken: boolean },
  ): Promise<RuleRun> {
    const { bookId } = principal;
    const rule = await this.find(principal, id);
    const reading = repositories(this.database);
    const seen = await newestChange(reading, bookId);
    const revision = revisionOf(rule, await knownTags(reading, bookId, rule.tags));
    const found = await tryRule(reading, bookId, rule, { now: this.#now(), limit: 0, revision });
    if (found.changing === 0) return { changeId: null, changed: 0, isUnderWay: false, matches: found.count };
    const outcome = await this.changes.many(
      principal,
      async (within) => {
        if (mayBeOvertaken && (await newestChange(within, bookId)) !== seen) throw new Overtaken();
        return {
          kind: 'rule',
          subject: { name: rule.text, ruleId: id },
          selection: found.selection,
          revision: revisionOf(rule, await idsOfTags(within, bookId, rule.tags, this.#now())),
        };
      },
      wait,
    );
    return { ...outcome, matches: found.count };
  }

  async #row(
    within: Repositories,
    bookId: number,
    { values, position }: { values: RuleValues; position: number },
  ) {
    const { match, text, categoryId, tags, description } = values;
    const now = this.#now();
    const tagIds = await tagIdsOf(within, bookId, tags, now);
    return { position, match, text, categoryId, tagIds, description, now };
  }

  #now(): string {
    return this.clock.now().toISOString();
  }
}

/** What was tried may be different by now. */
class Overtaken extends Error {}

const newestChange = async (within: Repositories, bookId: number) =>
  (await within.changes.list(bookId, { limit: 1 }))[0]?.id;

/** The rules of a book, in their order, with the names of their tags. */
export async function rulesOf(within: Repositories, bookId: number): Promise<Rule[]> {
  const stored = await within.rules.list(bookId);
  if (stored.length === 0) return [];
  const names = new Map((await within.tags.list(bookId)).map(({ id, name }) => [id, name]));
  return stored.map((rule) => named(rule, names));
}

function named(
  { tagIds, position: _position, ...rule }: StoredRule,
  names: ReadonlyMap<number, string>,
): Rule {
  return { ...rule, tags: fromTagIds(tagIds).flatMap((id) => names.get(id) ?? []) };
}

/** No tag has this id: it stands for those that are not there yet. */
const NEW_TAG = 0;

async function knownTags(within: Repositories, bookId: number, names: readonly string[]): Promise<number[]> {
  if (names.length === 0) return [];
  const ids = new Map((await within.tags.list(bookId)).map((tag) => [tag.nameKey, tag.id]));
  return names.map((name) => ids.get(nameKey(name)) ?? NEW_TAG);
}

/** What a rule makes of an expense that fits. */
function revisionOf(
  { categoryId = null, description = null }: Partial<RuleValues>,
  addTagIds: readonly number[],
): Revision {
  return {
    ...(categoryId !== null && { categoryId }),
    ...(description !== null && { description }),
    addTagIds,
  };
}

async function putInPlace(within: Repositories, bookId: number, id: number, place: number): Promise<void> {
  const stored = await within.rules.list(bookId);
  const moved = stored.find((one) => one.id === id);
  if (!moved) throw notFound('rule');
  const others = stored.filter((one) => one.id !== id);
  const order = others.toSpliced(Math.max(0, place - 1), 0, moved);
  for (const [at, { id: ruleId, position }] of order.entries())
    if (position !== at + 1) await within.rules.updatePosition(bookId, ruleId, at + 1);
}

const isIdle = ({ categoryId = null, tags = [], description = null }: Partial<RuleValues>): boolean =>
  categoryId === null && tags.length === 0 && description === null;

function refuseIdle(rule: RuleValues): void {
  if (isIdle(rule)) throw invalid({ category_id: message('fault.rule.idle') });
}
