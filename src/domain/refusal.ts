/** Why a database or a file refuses, in the words of whoever looks after the machine; by the codes of the drivers. */
const REASONS: readonly [code: RegExp, reason: string][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|53100)$/, 'the disk is full'],
  [/^(SQLITE_READONLY|EROFS|25006)/, 'the database takes no changes: it is read-only'],
  [/^(SQLITE_IOERR|EIO|58030)/, 'the disk reports errors'],
  [/^(SQLITE_CANTOPEN|EACCES|EPERM)/, 'the database file may not be opened'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED|55P03)/, 'another process holds the database'],
  [/^57014$/, 'a statement took too long'],
  [/^(53300|53\w{3})$/, 'the database server is out of resources'],
];

/** @param cause what the driver said, or a sentence of ours */
export function reasonOf(cause: unknown): string {
  if (typeof cause === 'string') return cause;
  const code = codeOf(cause);
  const known = REASONS.find(([pattern]) => pattern.test(code))?.[1];
  return known ?? 'the database does not answer';
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}
