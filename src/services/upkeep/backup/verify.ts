import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../../storage/engine/open-database.js';
import { type BackupHeader, type BackupManifest } from './backup-format.js';
import { restoreBackup, type RestoreOptions } from './restore.js';

const PATIENCE_MS = 3_600_000;

/**
 * Restores a backup into a scratch database, which is gone afterwards, and compares all of it.
 * @param scratch a folder with room for it
 * @throws BackupDamaged, which says where it is wrong; BackupRefused (of a newer program)
 */
export async function verifyBackup(
  path: string,
  scratch: string,
  options: RestoreOptions,
): Promise<{ readonly header: BackupHeader; readonly manifest: BackupManifest }> {
  const folder = await mkdtemp(join(scratch, 'verify-'));
  try {
    const databaseUrl = `sqlite:${join(folder, 'scratch.db')}`;
    const limits = { waitLimitMs: PATIENCE_MS, idleLimitMs: PATIENCE_MS };
    const db = await openDatabase({ databaseUrl, ...limits });
    try {
      return await restoreBackup(path, db, { ...options, asItWas: true });
    } finally {
      await db.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
