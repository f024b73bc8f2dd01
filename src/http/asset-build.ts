import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { collectAssets, type Asset, type Encoding } from './asset-sources.js';
import type { BuiltAsset } from './assets.js';

export interface AssetBuild {
  /** The folder that holds `public/` and `node_modules/`. */
  readonly root: string;
  /** Emptied first. */
  readonly target: string;
  /** Leaves out assets by their name. */
  readonly only?: (name: string) => boolean;
}

/** Writes every file under a name with its hash, `.br` and `.gz` beside it, and `manifest.json`. */
export async function writeAssets({ root, target, only = () => true }: AssetBuild): Promise<void> {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const chosen = collectAssets(root).filter(({ name }) => only(name));
  const manifest = await Promise.all(chosen.map((asset) => write(asset, target)));
  writeFileSync(join(target, 'manifest.json'), JSON.stringify(manifest, null, 2));
}

async function write({ name, fileName, contentType, body }: Asset, target: string): Promise<BuiltAsset> {
  writeFileSync(join(target, fileName), body);
  const variants = /\.(png|webp)$/.test(name) ? [] : await compress(body);
  for (const [encoding, bytes] of variants) writeFileSync(join(target, `${fileName}.${encoding}`), bytes);
  return { name, fileName, contentType, encodings: variants.map(([encoding]) => encoding) };
}

async function compress(body: Buffer): Promise<[Encoding, Buffer][]> {
  // Quality 11 takes seconds for Swagger UI and saves little over 9.
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
