import type { Clock } from '../../../domain/clock.js';
import type { Retention } from '../../../domain/retention.js';
import type { Database } from '../../../storage/engine/database.js';
import { repositories } from '../../../storage/repositories.js';
import type { BackupFolder } from './backup-folder.js';
import type { RunningBackup } from './backup-in-worker.js';

export interface BackupScheduleOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly folder: BackupFolder;
  /** null: none are made. */
  readonly everyMs: number | null;
  readonly keep: Retention;
  /** Starts one. */
  readonly make: () => RunningBackup;
  readonly onDone: (made: { readonly path: string; readonly rows: number; readonly removed: number }) => void;
  readonly onError: (error: unknown) => void;
}

const LOOK_EVERY_MS = 60_000;
/** After one that failed: soon enough for a disk that was made free, seldom enough for a large database. */
const AGAIN_MS = 3_600_000;

/** Makes a backup when the last good one is older than it should be, in one of several processes. */
export class BackupSchedule {
  private timer: NodeJS.Timeout | undefined;
  private running: RunningBackup | undefined;
  private looking: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: BackupScheduleOptions) {}

  start(firstAfterMs = LOOK_EVERY_MS): void {
    if (this.options.everyMs === null) return;
    const look = () => {
      this.looking = this.runIfDue().catch(this.options.onError);
    };
    this.timer = setTimeout(() => {
      look();
      this.timer = setInterval(look, LOOK_EVERY_MS).unref();
    }, firstAfterMs).unref();
  }

  /** Ends the one under way: the next start makes it anew. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.running?.stop();
    await this.looking;
  }

  /** Gives whether one was made. @throws whatever kept it from being made */
  async runIfDue(): Promise<boolean> {
    const { folder, keep, onDone } = this.options;
    if (this.running || !this.isDue() || !(await this.lease())) return false;
    this.running = this.options.make();
    try {
      const made = await this.running.done;
      onDone({ ...made, removed: await folder.thin(keep) });
      return true;
    } finally {
      this.running = undefined;
    }
  }

  private isDue(): boolean {
    const { clock, folder, everyMs } = this.options;
    const { lastVerifiedAt } = folder.state();
    const age = clock.now().getTime() - Date.parse(lastVerifiedAt ?? '1970-01-01');
    return everyMs !== null && age >= everyMs;
  }

  /** Whoever has it makes the next one; it ends before the next is due, and an hour after one that failed. */
  private async lease(): Promise<boolean> {
    const { database, clock, everyMs } = this.options;
    const now = clock.now();
    const heldMs = Math.min(AGAIN_MS, everyMs ?? AGAIN_MS) - 1_000;
    const until = new Date(now.getTime() + heldMs).toISOString();
    return repositories(database).upkeep.lease('backup', now.toISOString(), until);
  }
}
