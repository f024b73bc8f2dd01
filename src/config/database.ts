import { join, resolve } from 'node:path';
import type { ConfigReader, Places } from './reader.js';

/** Where records are kept. `path` is absolute or ':memory:'; `url` may contain a password: never log it. */
export type DatabaseConfig =
  | { readonly dialect: 'sqlite'; readonly path: string }
  | { readonly dialect: 'postgres'; readonly url: string; readonly readUrl?: string };

/** Reads DATABASE_URL, which is a file in DATA_DIR unless set, and READ_DATABASE_URL. */
export function readDatabase(reader: ConfigReader, { home, dataDir }: Places): DatabaseConfig {
  const text = reader.text('DATABASE_URL');
  const readUrl = reader.text('READ_DATABASE_URL');
  if (readUrl !== undefined && !isPostgresUrl(readUrl)) {
    reader.refuse('READ_DATABASE_URL', 'must be postgres://user@host/database.');
  }
  // Only the form is told, never the value: it may carry a password.
  if (text !== undefined && /^postgres(ql)?:/i.test(text)) {
    if (!isPostgresUrl(text)) reader.refuse('DATABASE_URL', 'must be postgres://user@host/database.');
    return { dialect: 'postgres', url: text, ...(readUrl === undefined ? {} : { readUrl }) };
  }
  if (readUrl !== undefined) reader.refuse('READ_DATABASE_URL', 'needs a PostgreSQL DATABASE_URL, too.');
  const path = text === undefined ? join(dataDir, 'outlay.db') : sqlitePath(text);
  if (path === undefined) reader.refuse('DATABASE_URL', 'must be sqlite:PATH, sqlite::memory: or postgres:…');
  return { dialect: 'sqlite', path: path === ':memory:' ? path : resolve(home, path ?? '') };
}

function sqlitePath(text: string): string | undefined {
  // "sqlite://data/x.db" would be read as /data/x.db by some and as data/x.db by others: refused.
  return /^sqlite:((?!\/\/[^/]).+)$/i.exec(text)?.[1];
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (!/^postgres(ql)?:$/.test(url.protocol)) return false;
  return url.hostname !== '' || url.searchParams.has('host');
}
