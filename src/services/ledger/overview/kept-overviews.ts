import { LRUCache } from 'lru-cache';
import type { Day } from '../../../domain/calendar.js';
import type { Expense } from '../../../domain/expense.js';
import type { Principal } from '../../identity/principal.js';
import { type Overview, withAdded } from './overview.js';

interface Kept {
  readonly currencyCode: string;
  /** The version of the book of which the overview is true, to the last figure. */
  readonly version: number;
  readonly overview: Overview;
  /** What this process added since, without tags; each raised the version by one. */
  readonly added: Expense[];
  /** When the last of them was known to be stored, as `performance.now()`. */
  addedAt: number;
}

/** Each takes some 50 kB with what is drawn from it. */
const MOST = 50;
/** More that nobody looked at are read again. */
const ADDED_MOST = 50;

/**
 * Overviews in memory, carried over the expenses that this process adds: whoever adds one looks at the next. Right with
 * any number of processes without a word between them, for an overview is carried on only when every step of the
 * book's version since is known. Each expense that is kept here raised it by one, above `version` (whoever added it had
 * read that version or a later one before) and not above what the asking request read (it asked after the last was
 * stored). So where the difference is their number, nothing else happened.
 */
export class KeptOverviews {
  readonly #kept = new LRUCache<number, Kept>({ max: MOST });

  /** The overview of exactly the version that the principal's request has read. */
  find(principal: Principal, today: Day): Overview | undefined {
    const kept = this.#kept.get(principal.bookId);
    if (kept?.overview.today !== today || kept.currencyCode !== principal.currency.code) return undefined;
    if (kept.version === principal.bookVersion) return kept.overview;
    const isWhole = principal.bookVersion === kept.version + kept.added.length;
    if (!isWhole || principal.readAt <= kept.addedAt) return undefined;
    let overview: Overview | undefined = kept.overview;
    for (const expense of kept.added) overview = overview && withAdded(overview, expense);
    if (overview) this.keep(principal, overview);
    return overview;
  }

  /** @param overview what is true of the version that the principal's request has read, and of no other */
  keep(principal: Principal, overview: Overview): void {
    const { bookVersion: version, currency } = principal;
    this.#kept.set(principal.bookId, {
      currencyCode: currency.code,
      version,
      overview,
      added: [],
      addedAt: -Infinity,
    });
  }

  /** Says that an expense was stored by one statement, and nothing else, by the request that read the principal. */
  noteAdded(principal: Principal, expense: Expense): void {
    const kept = this.#kept.get(principal.bookId);
    if (!kept) return;
    if (principal.bookVersion < kept.version || kept.added.length >= ADDED_MOST) {
      this.#kept.delete(principal.bookId);
      return;
    }
    kept.added.push(expense);
    kept.addedAt = performance.now();
  }
}
