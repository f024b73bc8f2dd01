import { statfs } from 'node:fs/promises';
import { AppError } from '../../domain/errors.js';
import type { Clock } from '../../domain/clock.js';
import { reasonOf } from '../../domain/refusal.js';
import type { Database } from '../../storage/engine/database.js';
import { repositories } from '../../storage/repositories.js';
import type { BackupFolder } from './backup/backup-folder.js';

export interface Readiness {
  /** Why nothing can be stored; undefined when it can. */
  readonly reason: string | undefined;
  /** What somebody should look at, though it goes on. */
  readonly warnings: readonly string[];
  readonly lastVerifiedBackupAt: string | null;
}

export interface ReadinessOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly backups: BackupFolder;
  /** null: none are made, and none are missed. */
  readonly backupEveryMs: number | null;
  /** The folder of the database file; undefined where there is none. */
  readonly dataDir: string | undefined;
}

const ROOM_BYTES = 1_048_576;
/** A probe a second must not mean a write a second. */
const TRUSTED_MS = 5_000;

/** Whether this installation can serve: its database answers and takes changes, and its disk has room for them. */
export class ReadinessService {
  private last: { readonly at: number; readonly answer: Promise<Readiness> } | undefined;

  constructor(private readonly options: ReadinessOptions) {}

  /** Tried at most every five seconds. */
  async look(): Promise<Readiness> {
    const now = this.options.clock.now().getTime();
    if (!this.last || now - this.last.at >= TRUSTED_MS || now < this.last.at)
      this.last = { at: now, answer: this.tryOut() };
    return this.last.answer;
  }

  private async tryOut(): Promise<Readiness> {
    const { lastVerifiedAt } = this.options.backups.state();
    return {
      reason: await this.refusal(),
      warnings: backupWarnings(this.options),
      lastVerifiedBackupAt: lastVerifiedAt,
    };
  }

  private async refusal(): Promise<string | undefined> {
    const { database, clock, dataDir } = this.options;
    try {
      const now = clock.now().toISOString();
      await repositories(database).upkeep.lease('readiness', now, now);
      return dataDir !== undefined && (await isFull(dataDir)) ? 'the disk is full' : undefined;
    } catch (error) {
      return reasonOf(error instanceof AppError ? error.cause : error);
    }
  }
}

/** SQLite may find room in a file that it has already; the next one would not. */
async function isFull(folder: string): Promise<boolean> {
  const room = await statfs(folder).catch(() => undefined);
  return room !== undefined && room.bavail * room.bsize < ROOM_BYTES;
}

/** What is wrong with the backups, a sentence each. */
export function backupWarnings({
  backups,
  backupEveryMs,
  clock,
}: Pick<ReadinessOptions, 'backups' | 'backupEveryMs' | 'clock'>): string[] {
  const { lastVerifiedAt, failedAt } = backups.state();
  const warnings: string[] = [];
  if (failedAt !== null)
    warnings.push(`The backup of ${failedAt} failed its verification, and none has been good since.`);
  const age = clock.now().getTime() - Date.parse(lastVerifiedAt ?? '');
  if (backupEveryMs !== null && age > 2 * backupEveryMs)
    warnings.push(`The last verified backup is of ${String(lastVerifiedAt)}: one is overdue.`);
  return warnings;
}
