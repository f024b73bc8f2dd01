import { checkWholeNumber } from './sql-values.js';

/** PostgreSQL's numbers of its types: pg_type.oid. */
const BOOL = 16;
const BYTEA = 17;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const OID = 26;
const FLOAT4 = 700;
const FLOAT8 = 701;
const TIMESTAMPTZ = 1184;

const IN_UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.(\d+))?\+00$/;

/**
 * `2026-03-01 10:00:00.5+00` → `2026-03-01T10:00:00.500Z`, whatever the session's time zone is. A page has a hundred of
 * them: in UTC, as servers mostly are, they are not read as dates.
 */
function toInstant(text: string): string {
  const match = IN_UTC.exec(text);
  if (!match) return new Date(text.replace(/([+-]\d\d)$/, '$1:00')).toISOString();
  const milliseconds = (match[1] ?? '').slice(0, 3).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${milliseconds}Z`;
}

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [INT2]: Number,
  [INT4]: Number,
  [OID]: Number,
  [FLOAT4]: Number,
  [FLOAT8]: Number,
  [INT8]: (text) => checkWholeNumber(Number(text)),
  [TIMESTAMPTZ]: toInstant,
  [BOOL]: (text) => (text === 't' ? 1 : 0),
  [BYTEA]: (text) => Buffer.from(text.slice(2), 'hex'),
};

/** What comes out is what SQLite would give; a day, a NUMERIC and everything else stay the text that they are. */
export const postgresTypes = {
  getTypeParser: (oid: number) => parsers[oid] ?? String,
};
