import type { Minor } from '../../domain/money.js';
import { nameKey } from '../../domain/text.js';
import type { Database } from '../../storage/engine/database.js';
import type { UsedDescription } from '../../storage/ledger/description-queries.js';
import { repositories } from '../../storage/repositories.js';
import type { Principal } from '../identity/principal.js';

/** A description that was used before, as it was written last. */
export interface Suggestion {
  readonly description: string;
  /** The one that it had last time; null where it never had one, or where that one is archived. */
  readonly category: { readonly id: number; readonly name: string } | null;
  /** The most frequent one, of equally frequent ones the newest; below zero for a refund. */
  readonly amountMinor: Minor;
}

/** How many descriptions are suggested. */
const SUGGESTIONS_MAX = 200;
/** How many of the newest expenses are looked at: what a page costs does not grow with the book. */
const WALKED = 2_000;

/** What the next expense may be called, after those that are there. */
export class SuggestionService {
  constructor(private readonly database: Database) {}

  /** The newest descriptions, each once whatever its case and accents. */
  async list(principal: Principal): Promise<Suggestion[]> {
    return suggestionsOf(await repositories(this.database).descriptions.newest(principal.bookId, WALKED));
  }
}

interface Uses {
  readonly description: string;
  /** The newest use with a category. */
  filed?: UsedDescription;
  readonly amounts: Map<string, number>;
}

function suggestionsOf(newestFirst: readonly UsedDescription[]): Suggestion[] {
  // Folding is dear, and most are written in the same way each time.
  const keys = new Map<string, string>();
  const found = new Map<string, Uses>();
  for (const use of newestFirst) {
    const { description, amountMinor } = use;
    const key = keys.get(description) ?? nameKey(description);
    keys.set(description, key);
    const uses = found.get(key) ?? { description, amounts: new Map<string, number>() };
    if (use.categoryId !== null) uses.filed ??= use;
    uses.amounts.set(amountMinor, (uses.amounts.get(amountMinor) ?? 0) + 1);
    if (found.size < SUGGESTIONS_MAX) found.set(key, uses);
  }
  return [...found.values()].map(({ description, filed, amounts }) => ({
    description,
    category: categoryOf(filed),
    amountMinor: BigInt(mostFrequent(amounts)),
  }));
}

function categoryOf(filed: UsedDescription | undefined): Suggestion['category'] {
  if (!filed || filed.archivedAt !== null) return null;
  const { categoryId: id, categoryName: name } = filed;
  return id === null || name === null ? null : { id, name };
}

/** The first of those that are counted most often. */
function mostFrequent(counts: ReadonlyMap<string, number>): string {
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)![0];
}
