import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { collectAssets, type Asset, type Encoding } from '../src/http/asset-sources.js';
import type { BuiltAsset } from '../src/http/assets.js';

// Writes dist/public: every file under a name with its hash, .br and .gz beside it, and manifest.json.
const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist/public');

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const built = await Promise.all(collectAssets(root).map(write));
writeFileSync(join(target, 'manifest.json'), JSON.stringify(built, null, 2));

async function write({ name, fileName, contentType, body }: Asset): Promise<BuiltAsset> {
  writeFileSync(join(target, fileName), body);
  const variants = /\.(png|webp)$/.test(name) ? [] : await compress(body);
  for (const [encoding, bytes] of variants) writeFileSync(join(target, `${fileName}.${encoding}`), bytes);
  return { name, fileName, contentType, encodings: variants.map(([encoding]) => encoding) };
}

async function compress(body: Buffer): Promise<[Encoding, Buffer][]> {
  // Quality 11 takes seconds for Swagger UI and saves little over 10.
  const quality = body.length > 500_000 ? 9 : 11;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
    promisify(gzip)(body, { level: 9 }),
  ]);
  return [
    ['br', br],
    ['gz', gz],
  ];
}
