import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** What others than the owner may do. */
const OF_OTHERS = 0o077;

/**
 * Creates the file where it is missing, for its owner only, as a new folder is. SQLite gives its -wal and -shm files the
 * same mode.
 * @throws Error as of node:fs
 */
export function createPrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}

/** Takes from others what an earlier version gave them; files of somebody else are left as they are. */
export function makePrivate(path: string): void {
  for (const each of [path, `${path}-wal`, `${path}-shm`]) {
    if (!isOpenToOthers(each)) continue;
    try {
      chmodSync(each, 0o600);
    } catch {
      // Not ours to change: whoever owns it decides.
    }
  }
}

/** Whether others on this machine may look into a file or folder. Windows keeps no such mode. */
export function isOpenToOthers(path: string): boolean {
  if (process.platform === 'win32') return false;
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & OF_OTHERS) !== 0;
}
