import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';

/**
 * A file as it is kept: packed beside the event loop, for SQLite takes some hundred milliseconds to store 20 MB, in which
 * nobody else is served.
 */
export async function packFile(bytes: Uint8Array): Promise<Uint8Array> {
  return promisify(gzip)(bytes, { level: constants.Z_BEST_SPEED });
}

/** The file again; what was kept as it came is given back as it is. */
export async function unpackFile(kept: Uint8Array): Promise<Uint8Array> {
  // No file that can be read begins like this: it would be refused as an archive.
  const isPacked = kept[0] === 0x1f && kept[1] === 0x8b;
  return isPacked ? promisify(gunzip)(kept) : kept;
}
