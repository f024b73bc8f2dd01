import type { Clock } from '../../domain/clock.js';
import type { Database } from '../../storage/engine/database.js';
import { repositories } from '../../storage/repositories.js';
import { SPENT, type SpentTable } from '../../storage/upkeep/upkeep-repository.js';
import { inPortions } from '../portions.js';
import { TRASH_DAYS } from '../ledger/trash-service.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const BATCH = 500;

/** How long each kind is kept after it has served. */
const KEPT_MS = {
  sessions: 7 * DAY_MS,
  trash: TRASH_DAYS * DAY_MS,
  idempotencyKeys: 2 * DAY_MS,
  parkedForms: 2 * DAY_MS,
  securityEvents: 365 * DAY_MS,
} as const;

/** Challenges of passkeys live a quarter of an hour, letters are tried for a day; the rest has run out already. */
const SPENT_KEPT_MS = 7 * DAY_MS;

/** Throws away what is past its time: hourly, in small batches, in one of several processes. */
export class UpkeepService {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  /** Rows that went since the day's line, by kind. */
  private readonly tally = new Map<string, number>();
  private toldOn: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
    /** What others want done in each round; each gives how many rows it dealt with. */
    private readonly chores: readonly (() => Promise<number>)[] = [],
    /** Told once a day what went. */
    private readonly onLine: (line: string) => void = () => undefined,
  ) {}

  /** Starts the hourly round; the first one comes soon. */
  start(firstAfterMs = 60_000): void {
    this.timer = setTimeout(() => {
      this.running = this.runOnce()
        .catch(this.onError)
        .then(() => {
          if (!this.stopped) this.start(HOUR_MS);
        });
    }, firstAfterMs);
    this.timer.unref();
  }

  /** Waits for the round under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** One round, if no other process has done it within the hour. Gives how many rows went. */
  async runOnce(): Promise<number> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + HOUR_MS - 60_000).toISOString();
    if (!(await repositories(this.database).upkeep.lease('upkeep', now.toISOString(), until))) return 0;
    let gone = 0;
    for (const [kind, work] of this.jobs(now)) {
      if (this.stopped) break;
      const rows = await this.tried(work);
      this.tally.set(kind, (this.tally.get(kind) ?? 0) + rows);
      gone += rows;
    }
    this.tellOfDay(now);
    return gone;
  }

  /** What a round does, by the words in which it is told. */
  private jobs(now: Date): readonly (readonly [kind: string, work: () => Promise<number>])[] {
    const { upkeep } = repositories(this.database);
    const before = (keptMs: number) => new Date(now.getTime() - keptMs).toISOString();
    const purge = (kind: string, work: (limit: number) => Promise<number>) =>
      [kind, () => this.inBatches(work)] as const;
    return [
      purge('sessions', (limit) => upkeep.purgeSessions(before(KEPT_MS.sessions), limit)),
      purge('expenses in the trash', (limit) => upkeep.purgeTrash(before(KEPT_MS.trash), limit)),
      purge('keys of requests', (limit) =>
        upkeep.purgeIdempotencyKeys(before(KEPT_MS.idempotencyKeys), limit),
      ),
      purge('forms that waited', (limit) => upkeep.purgeParkedForms(before(KEPT_MS.parkedForms), limit)),
      purge('security events', (limit) => upkeep.purgeSecurityEvents(before(KEPT_MS.securityEvents), limit)),
      ...(Object.keys(SPENT) as SpentTable[]).map((table) =>
        purge(table.replaceAll('_', ' '), (limit) => upkeep.purgeSpent(table, before(SPENT_KEPT_MS), limit)),
      ),
      ...this.chores.map((chore) => ['chores', chore] as const),
      ['rows of deleted users', () => this.eraseDeletedUsers()],
    ];
  }

  /** Once a day: what went since it was last told. */
  private tellOfDay(now: Date): void {
    const day = now.toISOString().slice(0, 10);
    const isFirst = this.toldOn === undefined;
    if (this.toldOn === day) return;
    this.toldOn = day;
    if (isFirst) return;
    const parts = [...this.tally]
      .filter(([, rows]) => rows > 0)
      .map(([kind, rows]) => `${String(rows)} ${kind}`);
    this.tally.clear();
    this.onLine(`Upkeep threw away: ${parts.length > 0 ? parts.join(', ') : 'nothing'}`);
  }

  private async eraseDeletedUsers(): Promise<number> {
    let gone = 0;
    for (const userId of await repositories(this.database).users.findDeleted(BATCH)) {
      if (this.stopped) break;
      gone += await this.tried(() => this.eraseUser(userId));
    }
    return gone;
  }

  private async eraseUser(userId: number): Promise<number> {
    const { books } = repositories(this.database);
    const book = await books.findOwnedBy(userId);
    const expenses = book ? await this.inBatches((limit) => books.eraseExpenses(book.id, limit)) : 0;
    if (this.stopped) return expenses;
    await this.database.transaction(async (tx) => {
      const within = repositories(tx);
      if (book) await within.books.erase(book.id);
      await within.users.erase(userId);
    });
    return expenses + 1;
  }

  /** What cannot be done is told, and must not keep the rest from being done. */
  private async tried(work: () => Promise<number>): Promise<number> {
    try {
      return await work();
    } catch (error) {
      this.onError(error);
      return 0;
    }
  }

  /** Repeats until a portion is not full; other requests get their turn in between. */
  private async inBatches(purge: (limit: number) => Promise<number>): Promise<number> {
    return inPortions(purge, () => this.stopped);
  }
}
