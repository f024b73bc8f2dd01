import type { Database } from '../../storage/engine/database.js';
import { INVARIANTS, type Invariant } from '../../storage/upkeep/invariants.js';
import { findPendingMigrations } from '../../storage/engine/migrate.js';

export interface Finding {
  /** What should be true, as a sentence. */
  readonly invariant: string;
  /** What breaks it, a sentence each; empty when it holds. */
  readonly breaches: readonly string[];
}

const SCHEMA = 'The tables are those of this program';

/** Checks that everything holds that should always hold. It reads and changes nothing. */
export class DoctorService {
  constructor(
    private readonly database: Database,
    private readonly invariants: readonly Invariant[] = INVARIANTS,
  ) {}

  /** One finding after the other, as they are made; only the first one when the schema is not this program's. */
  async *examine(): AsyncGenerator<Finding> {
    const pending = await findPendingMigrations(this.database);
    yield { invariant: SCHEMA, breaches: pending };
    if (pending.length > 0) return;
    // Sorting a million rows must not take their memory.
    if (this.database.dialect === 'sqlite') await this.database.run('PRAGMA temp_store = FILE');
    for (const { name, dialect, breaches } of this.invariants) {
      if (dialect !== undefined && dialect !== this.database.dialect) continue;
      const found: string[] = [];
      for await (const breach of breaches(this.database)) found.push(breach);
      yield { invariant: name, breaches: found };
    }
  }
}
