import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../../domain/clock.js';
import { openDatabase } from '../../../storage/engine/open-database.js';
import { BackupFolder } from './backup-folder.js';
import type { BackupJob, BackupNews } from './backup-in-worker.js';
import { makeVerifiedBackup } from './make-backup.js';

// Makes and verifies one backup on a thread and a connection of its own, so that no request waits for it.

const PATIENCE_MS = 3_600_000;
const { databaseUrl, dir, program, migrations } = workerData as BackupJob;
const limits = { waitLimitMs: PATIENCE_MS, idleLimitMs: PATIENCE_MS, poolSize: 1 };
const tell = (news: BackupNews) => parentPort?.postMessage(news);

try {
  const db = await openDatabase({ databaseUrl, ...limits });
  try {
    const options = { clock: systemClock, program, migrations };
    const { path, manifest } = await makeVerifiedBackup(db, new BackupFolder(dir), options);
    tell({ path, rows: Object.values(manifest.tables).reduce((sum, { rows }) => sum + rows, 0) });
  } finally {
    await db.close();
  }
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  tell({ failure: message, ...(code !== undefined && { code }) });
}
