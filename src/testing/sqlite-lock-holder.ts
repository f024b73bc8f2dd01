import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** What the other process does: it takes the lock that a writer needs, says so, and keeps it. */
const HOLD = `
  const Sqlite = require('better-sqlite3');
  const file = new Sqlite(process.argv[1]);
  file.exec('BEGIN IMMEDIATE');
  process.stdout.write('locked');
  process.stdin.once('data', () => { file.exec('COMMIT'); process.exit(); });
`;

export interface LockHolder {
  /** Lets go, and resolves when the other process has ended. */
  release(): Promise<void>;
  /** Ends the other process as a crash would. */
  kill(): Promise<void>;
}

/** Another process that holds the write lock of a SQLite file, as a backup or a shell would. */
export const holdLock = async (path: string): Promise<LockHolder> => {
  const child: ChildProcess = spawn(process.execPath, ['-e', HOLD, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  if (child.stdout) await once(child.stdout, 'data');
  return {
    release: async () => {
      child.stdin?.write('go');
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
