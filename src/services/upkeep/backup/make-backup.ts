import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Database } from '../../../storage/engine/database.js';
import type { BackupFolder } from './backup-folder.js';
import { moveDurably } from './backup-file.js';
import { BackupDamaged, type BackupManifest } from './backup-format.js';
import { writeBackup } from './backup.js';
import type { RestoreOptions } from './restore.js';
import { verifyBackup } from './verify.js';

export interface MadeBackup {
  readonly path: string;
  readonly manifest: BackupManifest;
}

/**
 * Makes a backup in the folder and verifies it; only then it gets its name.
 * @throws BackupDamaged when what was written is not what was read: it is set aside as `….bad`
 */
export async function makeVerifiedBackup(
  db: Database,
  folder: BackupFolder,
  options: RestoreOptions,
): Promise<MadeBackup> {
  const now = options.clock.now();
  await mkdir(folder.path, { recursive: true, mode: 0o700 });
  await folder.clear(now);
  const path = folder.fileOf(now.toISOString());
  const unverified = `${path}.unverified`;
  const manifest = await writeBackup(db, unverified, options);
  try {
    await verifyBackup(unverified, dirname(path), options);
  } catch (error) {
    if (error instanceof BackupDamaged) await folder.setAside(unverified, now.toISOString());
    throw error;
  }
  await moveDurably(unverified, path);
  return { path, manifest };
}
