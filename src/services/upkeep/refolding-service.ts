import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../domain/clock.js';
import { searchTextOf } from '../../domain/search.js';
import { fromTagIds } from '../../domain/tag-ids.js';
import { nameKey } from '../../domain/text.js';
import type { Database } from '../../storage/engine/database.js';
import { repositories } from '../../storage/repositories.js';
import type { NamedRow } from '../../storage/upkeep/refolding-repository.js';

const NAME = 'search-2';
const PORTION = 200;

/**
 * Folds what an earlier program stored: names of categories at once, they are few, then the searched text of every
 * expense, a portion a transaction, so that others get their turn in between. Whoever is stopped goes on where it was.
 */
export class RefoldingService {
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly say: (line: string) => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.running = this.runOnce().then(
      () => undefined,
      (error: unknown) => this.onError(error),
    );
  }

  /** Waits for the portion under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Gives how many expenses were folded anew. */
  async runOnce(): Promise<number> {
    if (!(await repositories(this.database).refolding.place(NAME))) return 0;
    await this.foldCategories();
    let folded = 0;
    for (let portion = 0; !this.stopped; portion += 1) {
      const changed = await this.foldPortion();
      if (changed === 'done') break;
      folded += changed;
      if (portion % 500 === 499) this.say(`Folded the searched text of ${String(folded)} expenses so far.`);
      await nextTurn();
    }
    if (folded > 0)
      this.say(`Folded the searched text of ${String(folded)} expenses: accents do not count now.`);
    return folded;
  }

  private foldPortion(): Promise<number | 'done'> {
    return this.database.transaction(async (tx) => {
      const { refolding } = repositories(tx);
      const place = await refolding.place(NAME);
      if (!place) return 'done';
      const { dialect } = this.database;
      const rows = await refolding.expensesAfter(place, { dialect, limit: PORTION });
      const last = rows.at(-1);
      if (!last) {
        await refolding.finish(NAME, this.clock.now().toISOString());
        return 'done';
      }
      const next = { bookId: last.bookId, lastId: last.id };
      if (!(await refolding.advance(NAME, place, next))) return 0;
      const outdated = rows
        .map((row) => ({ row, text: searchTextOf({ ...row, tagIds: fromTagIds(row.tagIds) }) }))
        .filter(({ row, text }) => text !== row.searchText);
      for (const { row, text } of outdated) await refolding.setSearchText(row, text);
      return outdated.length;
    });
  }

  /** Of two names that are one now, the later one gets a number. */
  private async foldCategories(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { refolding } = repositories(tx);
      const taken = new Map<number, Set<string>>();
      const renamed: { row: NamedRow; name: string; key: string }[] = [];
      for (const row of await refolding.categories()) {
        const keys = taken.get(row.bookId) ?? new Set<string>();
        taken.set(row.bookId, keys);
        const name = freeName(row.name, keys);
        keys.add(nameKey(name));
        if (nameKey(name) !== row.nameKey) renamed.push({ row, name, key: nameKey(name) });
        if (name !== row.name)
          this.say(
            `Category ${String(row.id)} of book ${String(row.bookId)} has a number now: another has its name.`,
          );
      }
      // First to keys that nobody has, for a new one may be an old one of another row.
      for (const { row, name } of renamed)
        await refolding.renameCategory(row, name, `\u0001${String(row.id)}`);
      for (const { row, name, key } of renamed) await refolding.renameCategory(row, name, key);
    });
  }
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(nameKey(name))) return name;
  let count = 2;
  const numbered = () => `${[...name].slice(0, 36).join('')} ${String(count)}`;
  while (taken.has(nameKey(numbered()))) count += 1;
  return numbered();
}
