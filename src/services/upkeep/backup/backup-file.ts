import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupDamaged } from './backup-format.js';

/** RFC 1952: no name, no time, and a system that is not told, so that every byte of the head can be checked. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const SYSTEM_AT = 9;
/**
 * A second, empty member of the gzip file, whose extra field holds the SHA-256 of all bytes before it: what is packed has
 * a checksum of its own, but a few bits around it have none.
 */
const SEAL_HEAD = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 36, 0, 0x4f, 0x4c, 32, 0]);
const SEAL_END = Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const SEAL_BYTES = SEAL_HEAD.length + 32 + SEAL_END.length;
const sealOf = (sha256: Buffer) => Buffer.concat([SEAL_HEAD, sha256, SEAL_END]);
/** Longer than any row: a form that waits, sealed, has some 140 kB, a page of an import fifty rows. */
const LINE_MAX = 16 * 1024 * 1024;

/**
 * Writes texts, compressed, under another name, and renames it once every byte is on the disk: whoever sees the file
 * sees a whole one. Only its owner may read it.
 */
export async function writeWhole(path: string, texts: AsyncIterable<string>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.${String(process.pid)}.part`;
  const file = await open(part, 'w', 0o600);
  try {
    await pipeline(
      Readable.from(texts, { objectMode: false, highWaterMark: 1 << 18 }),
      createGzip({ level: 6 }),
      (chunks: AsyncIterable<Buffer>) => writeSealed(file, chunks),
    );
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
  await file.close();
  await moveDurably(part, path);
}

async function writeSealed(file: FileHandle, chunks: AsyncIterable<Buffer>): Promise<void> {
  const hash = createHash('sha256');
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst) chunk[SYSTEM_AT] = GZIP_HEAD[SYSTEM_AT]!;
    isFirst = false;
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  await file.writeFile(sealOf(hash.digest()));
}

/** Renames, and has the folder remember it also after a loss of power. */
export async function moveDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  if (process.platform === 'win32') return;
  const folder = await open(dirname(to), 'r');
  await folder.sync().finally(() => folder.close());
}

/** The lines of a compressed file, without their ends. @throws BackupDamaged that says after which line it breaks */
export async function* readLines(path: string): AsyncGenerator<string> {
  await checkHead(path);
  const sealed = new SealedBytes();
  const gunzip = createGunzip();
  const source = Readable.from(sealed.passing(createReadStream(path)));
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let [rest, lines] = ['', 0];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of gunzip) {
      // Only what is new is looked through: a long line would be looked through once for each of its chunks.
      const parts = decoder.decode(chunk as Buffer, { stream: true }).split('\n');
      parts[0] = rest + parts[0]!;
      rest = parts.pop()!;
      if (rest.length > LINE_MAX) throw new BackupDamaged(`Line ${String(lines + 1)} has no end.`);
      for (const line of parts) {
        lines += 1;
        yield line;
      }
    }
  } catch (error) {
    if (error instanceof BackupDamaged || !isOfContent(error)) throw error;
    const why = /unexpected end/.test(String(error)) ? 'is cut off' : 'is damaged';
    throw new BackupDamaged(`The file ${why} after line ${String(lines)}: ${(error as Error).message}.`);
  } finally {
    source.destroy();
  }
  if (rest !== '') throw new BackupDamaged(`The file is cut off after line ${String(lines)}.`);
  if (!sealed.isWhole)
    throw new BackupDamaged(
      `The file is not byte for byte what was written, after line ${String(lines)} or before.`,
    );
}

/** Looks at the bytes of a file as they pass, and tells in the end whether they are those that were sealed. */
class SealedBytes {
  private readonly hash = createHash('sha256');
  private tail = Buffer.alloc(0);

  async *passing(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      const seen = Buffer.concat([this.tail, chunk]);
      this.hash.update(seen.subarray(0, -SEAL_BYTES));
      this.tail = seen.subarray(-SEAL_BYTES);
      yield chunk;
    }
  }

  get isWhole(): boolean {
    return this.tail.equals(sealOf(this.hash.digest()));
  }
}

async function checkHead(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(GZIP_HEAD.length);
    await file.read(head, 0, head.length, 0);
    if (!head.equals(GZIP_HEAD))
      throw new BackupDamaged(
        head.subarray(0, 2).equals(GZIP_HEAD.subarray(0, 2))
          ? 'The first bytes of the file are not those of a backup: it is damaged, or was packed by another program.'
          : 'The first bytes of the file are not those of a backup.',
      );
  } finally {
    await file.close();
  }
}

/** The file can be read, but what is in it is not what was written. */
function isOfContent(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return code.startsWith('Z_') || error instanceof TypeError;
}
