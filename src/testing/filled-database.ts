import type { Day } from '../domain/calendar.js';
import { findCurrency } from '../domain/currency.js';
import { searchTextOf } from '../domain/search.js';
import { parseEmail } from '../domain/user.js';
import { USUAL } from '../locale/region.js';
import { insertAccount } from '../services/identity/new-account.js';
import type { Database, Queryable } from '../storage/engine/database.js';
import { repositories } from '../storage/repositories.js';

const NOW = '2026-03-01T10:00:00.250Z';

/** Two users with records of every kind: expenses (some in the trash, some tagged), changes, sessions, factors. */
export async function fillDatabase(db: Database, { expenses = 300 } = {}): Promise<void> {
  await db.transaction(async (tx) => {
    const within = repositories(tx);
    const accounts = [];
    for (const [address, currency] of [
      ['mira@example.com', 'EUR'],
      ['noor@example.com', 'JPY'],
    ] as const) {
      const email = parseEmail(address);
      if (!email.ok) throw new Error('An address of the tests is none.');
      const common = { passwordHash: 'x'.repeat(60), timeZone: 'Europe/Vienna', preference: USUAL, now: NOW };
      const names = { username: address.slice(0, 4), email: email.value, currency: findCurrency(currency)! };
      accounts.push(await insertAccount(within, { ...common, ...names }));
    }
    const [mira, noor] = accounts as [(typeof accounts)[0], (typeof accounts)[0]];
    await tx.run(
      `INSERT INTO tags (id, book_id, name, name_key, created_at, updated_at) VALUES (5, $1, 'Trip', 'trip', $2, $2)`,
      [mira.book.id, NOW],
    );
    const categories = await within.categories.list(mira.book.id);
    const values = Array.from({ length: expenses }, (_, index) => {
      const description = `Expense ${String(index)} „Łódź“ 🚲`;
      const amountMinor = index % 10 === 0 ? -250n : BigInt(index + 1) * 37n;
      return {
        amountMinor,
        description,
        searchText: searchTextOf({ description, amountMinor, tagIds: index % 7 === 0 ? [5] : [] }),
        categoryId: index % 3 === 0 ? null : categories[index % categories.length]!.id,
        spentOn: `2026-0${String(1 + (index % 3))}-1${String(index % 10)}` as Day,
        ...(index % 7 === 0 && { tagIds: '[5]' }),
        now: NOW,
      };
    });
    const ids = await within.expenses.insertMany(mira.book.id, values.slice(0, -1));
    await within.expenses.insertMany(
      noor.book.id,
      values.slice(-1).map((each) => ({ ...each, categoryId: null, tagIds: '[]' })),
    );
    await tx.run('UPDATE expenses SET version = 2 WHERE book_id = $1 AND id = $2', [mira.book.id, ids[0]!]);
    await tx.run('UPDATE expenses SET deleted_at = $1 WHERE book_id = $2 AND id = $3', [
      NOW,
      mira.book.id,
      ids[4]!,
    ]);
    await tx.run(
      `INSERT INTO changes (id, book_id, user_id, kind, subject, expense_count, created_at)
       VALUES (3, $1, $2, 'edit', '{"a":"ü"}', 1, $3)`,
      [mira.book.id, mira.user.id, NOW],
    );
    await tx.run(
      `INSERT INTO expense_versions (book_id, expense_id, version, change_id, state_after, amount_minor, description, spent_on, tag_ids)
       VALUES ($1, $2, 1, 3, 2, 999999999999999, 'Before', '2026-02-28', '[]')`,
      [mira.book.id, ids[0]!],
    );
    await fillRecurring(tx, mira, ids[1]!);
    await fillBudgets(tx, mira.book.id, categories[0]!.id);
    await tx.run(
      `INSERT INTO rules (id, book_id, position, matching, text, tag_ids, description, created_at, updated_at)
       VALUES (8, $1, 1, 'starts', 'REWE', '[5]', 'Groceries – “Rewe”', $2, $2)`,
      [mira.book.id, NOW],
    );
    await fillIdentity(tx, mira.user.id);
  });
}

/** One that has added an expense, waits for an answer and was skipped once. */
async function fillRecurring(
  tx: Queryable,
  { book, user }: { readonly book: { readonly id: number }; readonly user: { readonly id: number } },
  expenseId: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO recurring (id, book_id, user_id, amount_minor, description, tag_ids, interval_count, every, starts_on,
       mode, next_on, created_at, updated_at)
     VALUES (7, $1, $2, 90000, 'Rent', '[5]', 1, 'month', '2026-01-31', 'remind', '2026-04-30', $3, $3)`,
    [book.id, user.id, NOW],
  );
  await tx.run('UPDATE expenses SET recurring_id = 7 WHERE book_id = $1 AND id = $2', [book.id, expenseId]);
  for (const [day, status, expense] of [
    ['2026-01-31', 'added', expenseId],
    ['2026-02-28', 'skipped', null],
    ['2026-03-31', 'waiting', null],
  ] as const) {
    await tx.run(
      `INSERT INTO recurring_occurrences (book_id, recurring_id, occurs_on, status, expense_id, created_at)
       VALUES ($1, 7, $2, $3, $4, $5)`,
      [book.id, day, status, expense, NOW],
    );
  }
}

/** For everything, and for a category: one that ended, and a step that was removed. */
async function fillBudgets(tx: Queryable, bookId: number, categoryId: number): Promise<void> {
  for (const [category, month, amount, carries, removedAt] of [
    [null, '2026-01', 250000, 1, null],
    [categoryId, '2026-01', 6000, 0, null],
    [categoryId, '2026-03', null, 0, null],
    [categoryId, '2026-04', 999999999999999, 0, NOW],
  ] as const) {
    await tx.run(
      `INSERT INTO budgets (book_id, category_id, from_month, amount_minor, carry_over, created_at, updated_at, removed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6, $7)`,
      [bookId, category, month, amount, carries, NOW, removedAt],
    );
  }
}

async function fillIdentity(
  tx: Parameters<Parameters<Database['transaction']>[0]>[0],
  userId: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO sessions (id, user_id, status, user_agent, ip_prefix, created_at, last_used_at, absolute_expires_at)
     VALUES (9, $1, 'active', 'Firefox', '192.0.2', $2, $2, '2999-01-01T00:00:00.000Z')`,
    [userId, NOW],
  );
  await tx.run(
    `INSERT INTO refresh_tokens (token_hash, session_id, generation, status, key_id, issued_at, expires_at)
     VALUES ($1, 9, 1, 'active', 'k', $2, '2999-01-01T00:00:00.000Z')`,
    ['a'.repeat(64), NOW],
  );
  await tx.run('INSERT INTO recovery_codes (user_id, code_hash, created_at) VALUES ($1, $2, $3)', [
    userId,
    'b'.repeat(64),
    NOW,
  ]);
}
