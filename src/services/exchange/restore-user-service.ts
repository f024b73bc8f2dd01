import { conflict, invalid } from '../../domain/errors.js';
import type { BookParts } from '../../domain/import/book-parts.js';
import { inPieces, type PieceLimits } from '../../domain/import/book-pieces.js';
import { Refused } from '../../domain/import/reading.js';
import { english } from '../../messages/said.js';
import type { Principal } from '../identity/principal.js';
import { refusalOf } from './import-refusals.js';
import type { Import, ImportService } from './import-service.js';

export interface Restored {
  readonly added: number;
  /** Expenses that the book had already. */
  readonly existing: number;
  /** How many stand in the file. */
  readonly categories: number;
  readonly tags: number;
  readonly budgets: number;
  readonly recurring: number;
  readonly rules: number;
}

const NONE = { categories: 0, tags: 0, budgets: 0, recurring: 0, rules: 0 };

export type RestoringStep = 'reading' | 'adding';
type Tell = (step: RestoringStep, expenses: number) => void;

/** Takes a file of "Everything of mine" back, by the way of all imports: it can be undone from there. */
export class RestoreUserService {
  constructor(private readonly imports: ImportService) {}

  /**
   * Adds all that the book does not have, or nothing. A file too large for one import becomes several: all are read and
   * found right before the first is added. Stopped between two of them, the same file adds the rest.
   * @throws AppError invalid (file) when it is no such file, or a row of it does not fit
   */
  async restore(
    principal: Principal,
    file: { name: string; text: AsyncIterable<string> },
    tell: Tell = () => undefined,
    limits?: PieceLimits,
  ): Promise<Restored> {
    const opened: number[] = [];
    try {
      await this.#openAll(principal, file, { opened, tell, limits });
      return await this.#commitAll(principal, opened, tell);
    } finally {
      for (const id of opened) {
        const { status, isUnderWay } = await this.imports.find(principal, id);
        if (status === 'open' && !isUnderWay) await this.imports.discard(principal, id);
      }
    }
  }

  async #openAll(
    principal: Principal,
    { name, text }: { name: string; text: AsyncIterable<string> },
    { opened, tell, limits }: { opened: number[]; tell: Tell; limits: PieceLimits | undefined },
  ): Promise<void> {
    let read = 0;
    try {
      for await (const piece of inPieces(text, limits)) {
        const id = await this.imports.open(principal, { name, bytes: new TextEncoder().encode(piece) });
        opened.push(id);
        const found = await this.imports.find(principal, id);
        this.#mustFit(found, principal);
        read += found.rowCount;
        tell('reading', read);
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code === 'not_recognised') throw noSuchFile();
      throw refusalOf(error);
    }
  }

  async #commitAll(principal: Principal, ids: readonly number[], tell: Tell): Promise<Restored> {
    let restored: Restored = { added: 0, existing: 0, ...NONE };
    for (const id of ids) {
      const { parts } = (await this.imports.find(principal, id)).reading;
      // Perhaps the same is not the same: the file knows each expense apart.
      const { addedCount, rowCount } = await this.imports.commit(principal, id, true);
      restored = {
        added: restored.added + addedCount,
        existing: restored.existing + rowCount - addedCount,
        ...(parts ? countsOf(parts) : NONE),
      };
      tell('adding', restored.added);
    }
    return restored;
  }

  #mustFit({ reading, totals, rowCount }: Import, { currency }: Principal): void {
    if (reading.format !== 'outlay-json') throw noSuchFile();
    const { skipped, unreadable } = totals.counts;
    if (skipped + unreadable === 0) return;
    const text = `${String(skipped + unreadable)} of ${String(rowCount)} expenses do not fit: a broken day or amount, or another currency than ${currency.code}. Nothing was restored.`;
    throw conflict(english('restore.rows', text));
  }
}

// Files that were read before a part existed lack it.
const countsOf = ({ categories, tags, budgets = [], recurring = [], rules = [] }: Partial<BookParts>) => ({
  categories: categories?.length ?? 0,
  tags: tags?.length ?? 0,
  budgets: budgets.length,
  recurring: recurring.length,
  rules: rules.length,
});

const noSuchFile = () =>
  invalid({ file: english('restore.format', 'This is no file of "Everything of mine".') });
