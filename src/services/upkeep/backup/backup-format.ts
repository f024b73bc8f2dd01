import type { Dialect, SqlValue } from '../../../storage/engine/database.js';
import type { TableCount } from '../../../storage/upkeep/table-reader.js';

// A backup is gzip of JSON lines: the header, for each table its head and its rows (an array each), and the manifest.
//   {"outlay":"backup","format":1,"program":"1.2.0","schema":"0012-factors","made_at":"…","engine":"sqlite","note":"…"}
//   {"table":"users","columns":["created_at","email",…]}
//   ["2026-03-01T10:00:00.000Z","mira@example.com",…]
//   …
//   {"manifest":{"tables":{"users":{"rows":2,"sha256":"…"}},"derived":{…},"sums":{"EUR":"123456"},"sequences":{…}}}

export const FORMAT = 1;
export const NOTE =
  'Holds password hashes, second factors sealed with APP_SECRET, and all records; not APP_SECRET itself: keep that, too.';

export interface BackupHeader {
  readonly outlay: 'backup';
  readonly format: number;
  /** The version of the program, and the last step of its schema. */
  readonly program: string;
  readonly schema: string;
  readonly made_at: string;
  readonly engine: Dialect;
  readonly note: string;
}

export interface BackupManifest {
  readonly tables: Readonly<Record<string, TableCount>>;
  /** Of what triggers keep: compared once the tables are filled. */
  readonly derived: Readonly<Record<string, TableCount>>;
  /** Minor units by currency. */
  readonly sums: Readonly<Record<string, string>>;
  readonly sequences: Readonly<Record<string, number>>;
}

export interface TableHead {
  readonly table: string;
  readonly columns: readonly string[];
}

export type BackupLine =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'table'; readonly head: TableHead }
  | { readonly kind: 'row'; readonly values: readonly SqlValue[] }
  | { readonly kind: 'manifest'; readonly manifest: BackupManifest };

/** A backup that cannot be believed; `message` says where it is wrong. */
export class BackupDamaged extends Error {
  override readonly name = 'BackupDamaged';
}

/** A backup that is sound, but not for this program or this database; `message` says why. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

/** @throws BackupDamaged for what is no line of a backup */
export function parseLine(text: string, where: string): BackupLine {
  const value = parse(text, where);
  if (Array.isArray(value)) return { kind: 'row', values: value.map((each) => toSqlValue(each, where)) };
  if (typeof value === 'object' && value !== null) {
    if ('outlay' in value) return { kind: 'header', header: value as BackupHeader };
    if ('table' in value && 'columns' in value) return { kind: 'table', head: value as TableHead };
    if ('manifest' in value) return { kind: 'manifest', manifest: value.manifest as BackupManifest };
  }
  throw new BackupDamaged(`${where} is no line of a backup.`);
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BackupDamaged(`${where} cannot be read.`);
  }
}

function toSqlValue(value: unknown, where: string): SqlValue {
  if (value === null || typeof value === 'string' || Number.isSafeInteger(value)) return value as SqlValue;
  if (typeof value === 'object' && 'base64' in value) return Buffer.from(String(value.base64), 'base64');
  throw new BackupDamaged(`${where} has a value that no table holds.`);
}
