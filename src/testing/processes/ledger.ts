import type { Queryable } from '../../storage/engine/database.js';
import type { Told } from './writer.js';

interface Stored {
  id: number;
  description: string;
  amount: number;
  isRemoved: number;
}

/** What is wrong in the database compared with what writers were told: sentences, none when all is well. */
export async function compareWithLedger(
  db: Queryable,
  ledgers: readonly ReadonlyMap<string, Told>[],
): Promise<string[]> {
  const rows = await db.all<Stored>(
    `SELECT id, description, amount_minor AS amount, CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END AS "isRemoved"
     FROM expenses`,
  );
  const stored = new Map<string, Stored[]>();
  for (const row of rows) stored.set(row.description, [...(stored.get(row.description) ?? []), row]);
  const told = new Map(ledgers.flatMap((ledger) => [...ledger]));
  const wrong = [...told].flatMap(([description, expense]) => {
    const found = stored.get(description) ?? [];
    if (found.length === 0) return [`${description} is lost`];
    if (found.length > 1) return [`${description} is stored ${String(found.length)} times`];
    return isAsTold(found[0]!, expense) ? [] : [`${description} is not as its writer was told`];
  });
  const unknown = [...stored.keys()].filter((description) => !told.has(description));
  return [...wrong, ...unknown.map((description) => `${description} was never acknowledged`)];
}

function isAsTold(row: Stored, { id, amount, removed }: Told): boolean {
  return (
    (id === undefined || row.id === id) &&
    row.amount === Math.round(Number(amount) * 100) &&
    (row.isRemoved === 1) === removed
  );
}

const COUNTED = `SELECT book_id, substr(CAST(spent_on AS TEXT), 1, 7) AS month, COALESCE(category_id, 0) AS category_key,
  CAST(SUM(amount_minor) AS BIGINT) AS total_minor, COUNT(*) AS expense_count
  FROM expenses WHERE deleted_at IS NULL GROUP BY 1, 2, 3`;
const KEPT = 'SELECT book_id, month, category_key, total_minor, expense_count FROM monthly_totals';

/** Each gives a row for whatever does not hold. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'a kept total is not the sum of its expenses': `SELECT book_id FROM (${COUNTED} EXCEPT ${KEPT}) AS missing
     UNION ALL SELECT book_id FROM (${KEPT} EXCEPT ${COUNTED}) AS surplus`,
  'a living session has not exactly one active token, of its own generation': `SELECT sessions.id FROM sessions
     LEFT JOIN refresh_tokens ON refresh_tokens.session_id = sessions.id AND refresh_tokens.status = 'active'
     WHERE sessions.status = 'active'
     GROUP BY sessions.id, sessions.generation
     HAVING COUNT(refresh_tokens.token_hash) <> 1 OR MAX(refresh_tokens.generation) <> sessions.generation`,
  'a session was ended': `SELECT id FROM sessions WHERE status <> 'active'`,
  'somebody was told of a theft': `SELECT id FROM security_events WHERE kind = 'refresh_token_reused'`,
};

/** Sentences about what must hold after any accident: totals, sessions, no false alarm. None when all is well. */
export async function brokenInvariants(db: Queryable): Promise<string[]> {
  const found: string[] = [];
  for (const [sentence, sql] of Object.entries(INVARIANTS)) {
    const rows = await db.all(sql);
    if (rows.length > 0) found.push(`${sentence} (${String(rows.length)} times)`);
  }
  return found;
}
