import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { bitDecoder } from '../domain/import/decode.js';
import { findEncoding } from '../domain/import/encoding.js';
import { FILE_LIMIT, Refused } from '../domain/import/reading.js';
import { CommandRefused } from './refusals.js';

/** A file that a person names, as large as one that could be sent. @throws CommandRefused */
export async function readUpload(path: string): Promise<Uint8Array> {
  if ((await sizeOf(path)) > FILE_LIMIT)
    throw new CommandRefused(`${path} is too large: ${String(FILE_LIMIT / 1024 / 1024)} MiB at most.`);
  return new Uint8Array(await readFile(path));
}

/**
 * The text of a file of any size, bit by bit, in the encoding that is found; reading it throws Refused where it is no text.
 * @throws CommandRefused
 */
export async function openText(path: string): Promise<AsyncIterable<string>> {
  await sizeOf(path);
  return decoded(createReadStream(path));
}

async function* decoded(bits: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let encoding: string | undefined;
  let decode: ReturnType<typeof bitDecoder> | undefined;
  try {
    for await (const bytes of bits) {
      decode ??= bitDecoder((encoding = findEncoding(bytes)));
      yield decode(bytes);
    }
    if (decode) yield decode();
  } catch (error) {
    if (error instanceof TypeError && encoding !== undefined)
      throw new Refused('wrong_encoding', { encoding });
    throw error;
  }
}

/** @throws CommandRefused where nothing can be read at that path */
export async function mustBeFile(path: string): Promise<void> {
  await sizeOf(path);
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CommandRefused(`There is no file ${path}.`);
  if (!found.isFile()) throw new CommandRefused(`${path} is no file.`);
  return found.size;
}
