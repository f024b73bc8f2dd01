import { readFile, stat } from 'node:fs/promises';
import { FILE_LIMIT } from '../domain/import/reading.js';
import { CommandRefused } from './refusals.js';

/** A file that a person names, as large as one that could be sent. @throws CommandRefused */
export async function readUpload(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CommandRefused(`There is no file ${path}.`);
  if (!found.isFile()) throw new CommandRefused(`${path} is no file.`);
  if (found.size > FILE_LIMIT)
    throw new CommandRefused(`${path} is too large: ${String(FILE_LIMIT / 1024 / 1024)} MiB at most.`);
  return new Uint8Array(await readFile(path));
}
