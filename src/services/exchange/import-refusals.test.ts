import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { Refusal } from '../../domain/import/reading.js';
import { refusalOf } from './import-refusals.js';
import { packFile, unpackFile } from './packed-file.js';

const fieldsOf = (code: Refusal['code'], params: Refusal['params'] = {}) => {
  const refusal = refusalOf({ code, params });
  return [refusal.code, refusal.fields];
};

it.each([
  ...['empty', 'too_large', 'too_many_rows', 'line_too_long', 'too_many_columns', 'too_deep'].map((code) => [
    code,
  ]),
  ...['too_complicated', 'doctype', 'spreadsheet', 'web_page', 'archive', 'picture', 'pdf'].map((code) => [
    code,
  ]),
  ...[['binary'], ['not_recognised'], ['broken_xml', 'broken'], ['broken_json', 'broken']],
])('a file that is refused for %s is so beside the file', (code, said = code) => {
  expect(fieldsOf(code as Refusal['code'])).toEqual([
    'invalid',
    { file: expect.objectContaining({ key: `fault.import.${said}` }) as object },
  ]);
});

it('what was said of a file is refused beside its field, a part of a file by its name', () => {
  const option = expect.objectContaining({ key: 'fault.import.option' }) as object;
  const said = { sign: option, header_row: option };
  expect(fieldsOf('bad_option', { fields: 'sign,header_row' })).toEqual(['invalid', said]);
  expect(fieldsOf('bad_option')).toEqual(['invalid', { file: option }]);
  const encoding = expect.objectContaining({ key: 'fault.import.encoding' }) as object;
  expect(fieldsOf('wrong_encoding')).toEqual(['invalid', { encoding }]);
  const named = expect.objectContaining({ key: 'fault.import.part', params: { part: 'tags.0' } }) as object;
  expect(fieldsOf('bad_part', { part: 'tags.0' })).toEqual(['invalid', { file: named }]);
});

it('a file is kept packed, and comes back as it was, also one that is kept as it came', async () => {
  const file = Buffer.from('Date,Description,Amount\n'.repeat(1_000));
  const packed = await packFile(file);
  expect(packed.length).toBeLessThan(file.length / 10);
  expect(Buffer.from(await unpackFile(packed))).toEqual(file);
  expect(Buffer.from(await unpackFile(gzipSync(file)))).toEqual(file);
  for (const kept of [file, Buffer.from([0x1f, 0x8c, 1]), Buffer.from([0x1e, 0x8b, 1]), Buffer.alloc(0)])
    expect(Buffer.from(await unpackFile(kept))).toEqual(kept);
});
