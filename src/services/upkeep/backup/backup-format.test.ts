import { expect, it } from 'vitest';
import { BackupDamaged, parseLine } from './backup-format.js';

const read = (text: string) => parseLine(text, 'Line 7');

it.each([
  ['["a",null,-3]', { kind: 'row', values: ['a', null, -3] }],
  ['[{"base64":"AAH/"}]', { kind: 'row', values: [Buffer.from([0, 1, 255])] }],
  ['[]', { kind: 'row', values: [] }],
  ['{"outlay":"backup","format":1}', { kind: 'header', header: { outlay: 'backup', format: 1 } }],
  ['{"table":"users","columns":["a"]}', { kind: 'table', head: { table: 'users', columns: ['a'] } }],
  ['{"manifest":{"tables":{}}}', { kind: 'manifest', manifest: { tables: {} } }],
])('%s is a line of a backup', (text, line) => {
  expect(read(text)).toEqual(line);
});

it.each([
  ['{"table":"users"}', 'Line 7 is no line of a backup.'],
  ['{"columns":["a"]}', 'Line 7 is no line of a backup.'],
  ['{}', 'Line 7 is no line of a backup.'],
  ['null', 'Line 7 is no line of a backup.'],
  ['"manifest"', 'Line 7 is no line of a backup.'],
  ['{"manifest"', 'Line 7 cannot be read.'],
  ['', 'Line 7 cannot be read.'],
  ...['[1.5]', '[9007199254740993]', '[true]', '["a",{}]', '[["a"]]', '[{"base":"AAH/"}]'].map((text) => [
    ...([text, 'Line 7 has a value that no table holds.'] as const),
  ]),
])('%s is none: %s', (text, why) => {
  expect(() => read(text)).toThrow(new BackupDamaged(why));
});
