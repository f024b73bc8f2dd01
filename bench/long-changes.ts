import { setTimeout as sleep } from 'node:timers/promises';
import type { Day } from '../src/domain/calendar.js';
import { systemClock } from '../src/domain/clock.js';
import { searchTextOf } from '../src/domain/search.js';
import type { Principal } from '../src/services/identity/principal.js';
import type { Dialect, MigratableDatabase } from '../src/storage/engine/database.js';
import { openDatabase } from '../src/storage/engine/open-database.js';
import { storeInBulk } from '../src/storage/ledger/bulk-expenses.js';
import { argument, DEVICE, measured, meet, onNewDatabase } from './alongside.js';

// How long others wait while one person merges a category of many expenses, undoes that, and their account is erased:
// npx tsx bench/long-changes.ts [--engine sqlite|postgres] [--expenses 500000]

const engine = argument('engine', 'sqlite') as Dialect;
const count = Number(argument('expenses', '500000'));
/** How long others are looked at while nobody does long work: what the machine itself makes them wait. */
const QUIET_MS = 15_000;

await onNewDatabase(engine, async ({ services, database, url }) => {
  const [rich, other] = [await meet(services, 'rich'), await meet(services, 'other')];
  const [from, into] = await services.categories.list(rich);
  const patient =
    engine === 'postgres' ? await openDatabase({ databaseUrl: url, waitLimitMs: 600_000 }) : database;
  await fill(patient, rich, from!.id);
  if (patient !== database) await patient.close();
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const { seconds, others } = await measured(services, other, work);
    console.log(`${engine}, ${String(count)} expenses, ${what}: ${seconds.toFixed(1)} s; others: ${others}`);
  };
  await timed('nothing', () => sleep(QUIET_MS));
  await timed('merge', () => services.categories.merge(rich, from!.id, into!.id));
  const { items } = await services.changes.list(rich, { limit: 1 });
  await timed('undo', () => services.changes.undo(rich, items[0]!.id));
  await timed('tag', () => services.bulk.change(rich, { filter: { range: {} } }, { addTags: ['all'] }));
  await services.accounts.deleteAccount(rich, 'quite a long phrase', DEVICE);
  await timed('erase account', () => services.upkeep.runOnce());
});

async function fill(db: MigratableDatabase, { bookId }: Principal, categoryId: number): Promise<void> {
  const now = systemClock.now().toISOString();
  function* expenses() {
    for (let at = 0; at < count; at += 1) {
      const description = `Coffee number ${String(at % 900)}`;
      const amountMinor = BigInt(100 + (at % 5_000));
      const day = new Date(Date.UTC(2006, 0, 1 + (at % 7_300))).toISOString().slice(0, 10) as Day;
      const searchText = searchTextOf({ description, amountMinor, tagIds: [] });
      yield { amountMinor, description, searchText, categoryId, spentOn: day, now };
    }
  }
  await storeInBulk(db, bookId, { count, expenses });
}
