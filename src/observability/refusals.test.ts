import { expect, test } from 'vitest';
import { reasonOf } from '../domain/refusal.js';
import { createLog } from './log.js';
import { Refusals } from './refusals.js';

const full = () => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

test('each reason is told once a minute, with how often it was since', () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push((JSON.parse(line) as { msg: string }).msg);
  let now = Date.parse('2026-03-01T10:00:00Z');
  const refusals = new Refusals(createLog('info', { write }), { now: () => new Date(now) });
  for (let i = 0; i < 4; i += 1) refusals.note({ cause: full() });
  refusals.note({ cause: Object.assign(new Error('x'), { code: '25006' }) });
  now += 59_999;
  refusals.note({ cause: full() });
  now += 1;
  refusals.note({ cause: full() });
  expect(lines).toEqual([
    'Refused by the database: the disk is full',
    'Refused by the database: the database takes no changes: it is read-only',
    'Refused by the database: the disk is full (and 4 times since this was last told)',
  ]);
});

test.each([
  ['ENOSPC', 'the disk is full'],
  ['53100', 'the disk is full'],
  ['SQLITE_READONLY_DBMOVED', 'the database takes no changes: it is read-only'],
  ['SQLITE_IOERR_WRITE', 'the disk reports errors'],
  ['EROFS', 'the database takes no changes: it is read-only'],
  ['SQLITE_CANTOPEN_ISDIR', 'the database file may not be opened'],
  ['EACCES', 'the database file may not be opened'],
  ['SQLITE_BUSY_SNAPSHOT', 'another process holds the database'],
  ['57014', 'a statement took too long'],
  ['53300', 'the database server is out of resources'],
  ['ECONNREFUSED', 'the database does not answer'],
  [28, 'the database does not answer'],
])('%s means that %s', (code, reason) => {
  expect(reasonOf(Object.assign(new Error(), { code }))).toBe(reason);
});

test('a sentence of ours stands for itself', () => {
  expect(reasonOf('waited too long')).toBe('waited too long');
});
