import { firstDayOf, monthOf } from '../src/domain/calendar.js';
import { type Principal, principalOfHost } from '../src/services/identity/principal.js';
import type { MigratableDatabase } from '../src/storage/engine/database.js';
import { openDatabase } from '../src/storage/engine/open-database.js';
import { repositories } from '../src/storage/repositories.js';
import type { Services } from '../src/compose.js';
import { servicesOver } from './alongside.js';

/** Of the tag that every other expense carries. */
export const TAG = 'half';
/** In as many changes, whatever the size, so that the page of changes has the same to show. */
const CHANGES = 100;
const MONTHLY = ['Groceries', 'Food', 'Transport', 'Bills', 'Leisure', 'Clothing'];

/** Gives a seeded book what a household has besides expenses: a tag, changes, budgets and something that comes back. */
export async function furnish(databaseUrl: string, email: string): Promise<void> {
  const database = await openDatabase({ databaseUrl, waitLimitMs: 600_000 });
  try {
    const readAt = performance.now();
    const owner = await repositories(database).users.findOwner(email);
    const principal = principalOfHost(owner!, readAt);
    const services = await servicesOver(database);
    await tagHalf(services, database, principal);
    await plan(services, principal);
    await settle(database);
  } finally {
    await database.close();
  }
}

/** What a program does with an empty database when it first starts: else it would do so with all of it, while measured. */
export async function begin(databaseUrl: string): Promise<void> {
  const database = await openDatabase({ databaseUrl });
  try {
    await (await servicesOver(database)).refolding.runOnce();
  } finally {
    await database.close();
  }
}

async function tagHalf({ bulk }: Services, db: MigratableDatabase, principal: Principal): Promise<void> {
  const rows = await db.all<{ id: number }>(
    'SELECT id FROM expenses WHERE book_id = $1 AND id % 2 = 0 ORDER BY id',
    [principal.bookId],
  );
  const portion = Math.ceil(rows.length / CHANGES);
  for (let at = 0; at < rows.length; at += portion) {
    const ids = rows.slice(at, at + portion).map(({ id }) => id);
    await bulk.change(principal, { ids }, { addTags: [TAG] });
  }
}

async function plan({ budgets, categories, recurring }: Services, principal: Principal): Promise<void> {
  const today = budgets.today(principal);
  const fromMonth = monthOf(today);
  await budgets.set(principal, 'all', { amountMinor: 300_000n, fromMonth, carryOver: false });
  for (const { id, name } of await categories.list(principal)) {
    if (!MONTHLY.includes(name)) continue;
    await budgets.set(principal, id, { amountMinor: 40_000n, fromMonth, carryOver: name === 'Leisure' });
  }
  await recurring.add(principal, {
    ...{ amountMinor: 1_200n, description: 'Newspaper', categoryId: null, tags: [], mode: 'remind' },
    ...{ interval: 1, every: 'month', startsOn: firstDayOf(fromMonth), endsOn: null },
  });
}

/** As after the seeding itself: the planner should know at once how much there is. */
async function settle(db: MigratableDatabase): Promise<void> {
  if (db.dialect === 'sqlite') return;
  for (const table of ['expenses', 'expense_tags', 'expense_versions', 'monthly_tag_totals', 'changes'])
    await db.run(`VACUUM (ANALYZE) ${table}`);
}
