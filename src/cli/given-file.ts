import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { FILE_LIMIT } from '../domain/import/reading.js';
import { CommandRefused } from './refusals.js';

/** A file that a person names, as large as one that could be sent. @throws CommandRefused */
export async function readUpload(path: string): Promise<Uint8Array> {
  if ((await sizeOf(path)) > FILE_LIMIT)
    throw new CommandRefused(`${path} is too large: ${String(FILE_LIMIT / 1024 / 1024)} MiB at most.`);
  return new Uint8Array(await readFile(path));
}

/** A file of any size, bit by bit. @throws CommandRefused */
export async function openText(path: string): Promise<AsyncIterable<string>> {
  await sizeOf(path);
  return createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>;
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CommandRefused(`There is no file ${path}.`);
  if (!found.isFile()) throw new CommandRefused(`${path} is no file.`);
  return found.size;
}
