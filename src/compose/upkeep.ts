import { dirname } from 'node:path';
import { readVersion } from '../config.js';
import { type Ground, migrationsOf, urlOf } from '../ground.js';
import { BackupFolder } from '../services/upkeep/backup/backup-folder.js';
import { backupInWorker } from '../services/upkeep/backup/backup-in-worker.js';
import { BackupSchedule } from '../services/upkeep/backup/backup-schedule.js';
import { ReadinessService } from '../services/upkeep/readiness.js';
import { UpkeepService } from '../services/upkeep/upkeep-service.js';

/**
 * What keeps the installation going, and tells how it is.
 * @param chores what other services want done hourly
 */
export function upkeepServices(
  { config, database, clock, log }: Omit<Ground, 'assets'>,
  chores: readonly (() => Promise<number>)[],
) {
  const backups = new BackupFolder(config.backup.dir);
  const { everyMs, keep } = config.backup;
  const job = {
    databaseUrl: urlOf(config.database),
    dir: config.backup.dir,
    program: readVersion(config.packageRoot),
    migrations: migrationsOf(config),
  };
  // A database in memory is nobody's records, and no other connection sees it.
  const backupEveryMs = job.databaseUrl === 'sqlite::memory:' ? null : everyMs;
  const dataDir = config.database.dialect === 'sqlite' ? folderOf(config.database.path) : undefined;
  return {
    backups,
    upkeep: new UpkeepService(
      database,
      clock,
      (error) => log.error({ err: error }, 'upkeep failed'),
      chores,
      (line) => log.info(line),
    ),
    readiness: new ReadinessService({ database, clock, backups, backupEveryMs, dataDir }),
    backupSchedule: new BackupSchedule({
      ...{ database, clock, folder: backups, everyMs: backupEveryMs, keep },
      make: () => backupInWorker(job),
      onDone: ({ path, rows, removed }) =>
        log.info(
          `Made and verified a backup of ${String(rows)} rows: ${path}; removed ${String(removed)} older ones`,
        ),
      onError: (error) => log.error({ err: error }, 'The backup failed'),
    }),
  };
}

const folderOf = (path: string) => (path === ':memory:' ? undefined : dirname(path));
