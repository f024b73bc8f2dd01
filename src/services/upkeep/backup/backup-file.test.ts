import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveDurably, readLines, writeWhole } from './backup-file.js';
import { BackupDamaged } from './backup-format.js';

describe('a compressed file of lines', () => {
  let dir: string;
  let path: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'outlay-file-'));
    path = join(dir, 'deep', 'er', 'lines.gz');
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const write = (...texts: string[]) => writeWhole(path, Readable.from(texts));
  const lines = async (file = path) => {
    const read: string[] = [];
    for await (const line of readLines(file)) read.push(line);
    return read;
  };

  it('is read as it was written, whatever its size', async () => {
    const many = Array.from({ length: 40_000 }, (_, at) => `${String(at)} „Łódź“ 🚲 ${'é'.repeat(at % 50)}`);
    await write('first\n', '\n', ...many.map((line) => `${line}\n`));
    expect(await lines()).toEqual(['first', '', ...many]);
    // Any program of the kind reads it.
    expect(gunzipSync(readFileSync(path)).toString()).toBe(`first\n\n${many.join('\n')}\n`);
  });

  it('is read about as fast when it is one line as when it is many', async () => {
    const timed = async (...texts: string[]) => {
      await write(...texts);
      const startedAt = performance.now();
      await lines();
      return performance.now() - startedAt;
    };
    const mebibyte = 'x'.repeat(1024 * 1024);
    const many = await timed(...Array.from({ length: 12 }, () => `${mebibyte}\n`));
    expect(await timed(`${mebibyte.repeat(12)}\n`)).toBeLessThan(10 * many);
  });

  it('is for its owner, in a folder for its owner, and alone there', async () => {
    await write('a\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir, 'deep')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(dir, 'deep', 'er'))).toEqual(['lines.gz']);
  });

  it('is not there, nor a part of it, when what it is written from fails; what was there stays', async () => {
    const failing = async function* () {
      yield await Promise.resolve('a\n'.repeat(300_000));
      throw new Error('no more');
    };
    await expect(writeWhole(path, failing())).rejects.toThrow('no more');
    expect(readdirSync(join(dir, 'deep', 'er'))).toEqual([]);
    await write('before\n');
    await expect(writeWhole(path, failing())).rejects.toThrow('no more');
    expect(await lines()).toEqual(['before']);
  });

  it('may be of no lines at all', async () => {
    await write('');
    expect(await lines()).toEqual([]);
  });

  it('is damaged where a line has no end, however long one may be', async () => {
    await write('a\nb\n', 'c');
    await expect(lines()).rejects.toThrow(new BackupDamaged('The file is cut off after line 2.'));
    await write(`${'x'.repeat(1024 * 1024)}\n`);
    expect((await lines())[0]).toHaveLength(1024 * 1024);
  });

  it('is none of ours without our head or our seal', async () => {
    const gz = join(dir, 'x.gz');
    writeFileSync(gz, gzipSync('a\n', { level: 9 }));
    await expect(lines(gz)).rejects.toThrow(/^The first bytes .* or was packed by another program\.$/);
    writeFileSync(gz, '');
    const noBackup = new BackupDamaged('The first bytes of the file are not those of a backup.');
    await expect(lines(gz)).rejects.toThrow(noBackup);
    await write('a\n', 'b\n');
    // Without its last member, which holds the seal.
    writeFileSync(gz, readFileSync(path).subarray(0, -58));
    await expect(lines(gz)).rejects.toThrow(
      new BackupDamaged('The file is not byte for byte what was written, after line 2 or before.'),
    );
  });

  it('that is not there is no damaged one', async () => {
    await expect(lines(join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is moved in the place of another', async () => {
    await write('a\n');
    const other = join(dir, 'other.gz');
    writeFileSync(other, '');
    await moveDurably(path, other);
    expect(await lines(other)).toEqual(['a']);
    expect(readdirSync(join(dir, 'deep', 'er'))).toEqual([]);
  });
});
