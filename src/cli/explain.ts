import { ConfigError } from '../config.js';
import { AppError } from '../domain/errors.js';
import { ENGLISH } from '../locale/locale.js';
import { SecretRefused } from '../services/identity/app-secret.js';
import { BackupDamaged, BackupRefused } from '../services/upkeep/backup/backup-format.js';
import { DatabaseRefused } from '../storage/engine/storage-errors.js';
import { CommandRefused, UsageError } from './refusals.js';

const EXPECTED = [
  ...[UsageError, CommandRefused, ConfigError, SecretRefused],
  ...[DatabaseRefused, BackupDamaged, BackupRefused],
];

/** One clear line for what somebody has to change; a stack only for what is our fault. */
export function explain(error: unknown): string {
  if (error instanceof AppError) return explainRefusal(error);
  if (!(error instanceof Error)) return String(error);
  if (EXPECTED.some((kind) => error instanceof kind)) return error.message;
  const { code = '', syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    return LISTEN_FAULTS[code] ?? `Cannot listen at HOST and PORT: ${error.message}.`;
  }
  if (code === 'ENOSPC') return `The disk is full: ${error.message}.`;
  if (code === 'ENOENT' && path !== undefined) return `There is no file ${path}.`;
  if (code !== '' && path !== undefined) return `${error.message}. Look at DATA_DIR and who may write there.`;
  return error.stack ?? error.message;
}

/** What people read beside the fields of a form, on one line. */
function explainRefusal(error: AppError): string {
  const faults = Object.values(error.fields);
  const reason = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  const said = faults.length > 0 ? faults : [error.said];
  return said.map((each) => ENGLISH.say(each)).join(' ') + reason;
}

const LISTEN_FAULTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken by another program. Choose another one with PORT.',
  EACCES: 'This user may not listen at that port. Choose one above 1023 with PORT.',
  EADDRNOTAVAIL: 'HOST is no address of this machine.',
  ENOTFOUND: 'HOST is no address of this machine.',
};
