import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';
import { collectAssets, type Asset, type Encoding } from './asset-sources.js';

/** Where a file of ours is found: the name as written in `public/`, the URL with the hash of its content. */
export interface AssetUrls {
  /** @throws Error when there is no such file. */
  url(name: string): string;
}

export interface Assets extends AssetUrls {
  /** Finds a file by its name with the hash, e.g. `app.3f2a….css`. */
  find(fileName: string): Asset | undefined;
}

/** Where `serveAssets` is mounted. */
export const ASSETS_PATH = '/static';

/** One line of `manifest.json` in the built folder. */
export interface BuiltAsset {
  readonly name: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly encodings: readonly Encoding[];
}

/** Reads what `scripts/build.js` wrote to `dir`, compressed variants included. */
export function openBuiltAssets(dir: string): Assets {
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as BuiltAsset[];
  return indexOf(
    manifest.map(({ encodings, ...asset }) => {
      const read = (as: string) => readFileSync(join(dir, `${asset.fileName}${as}`));
      const encoded = Object.fromEntries(encodings.map((as) => [as, read(`.${as}`)]));
      const { gz } = encoded;
      // 3 MB for which nobody may ever ask: browsers take what is compressed.
      return gz ? packed(asset, encoded, gz) : { ...asset, encoded, body: read('') };
    }),
  );
}

function packed(
  asset: Pick<Asset, 'name' | 'fileName' | 'contentType'>,
  encoded: Asset['encoded'],
  gz: Buffer,
): Asset {
  let body: Buffer | undefined;
  return {
    ...asset,
    encoded,
    get body() {
      return (body ??= gunzipSync(gz));
    },
  };
}

/** Makes the same files in memory, uncompressed: for development and tests. `root` holds public/ and node_modules/. */
export const openSourceAssets = (root: string): Assets => indexOf(collectAssets(root));

function indexOf(assets: readonly Asset[]): Assets {
  const byName = new Map(assets.map((asset) => [asset.name, asset]));
  const byFile = new Map(assets.map((asset) => [asset.fileName, asset]));
  return {
    url(name) {
      const asset = byName.get(name);
      if (!asset) throw new Error(`There is no asset "${name}".`);
      return `${ASSETS_PATH}/${asset.fileName}`;
    },
    find: (fileName) => byFile.get(fileName),
  };
}

/**
 * Answers GET and HEAD under `ASSETS_PATH` from memory: only names that were built exist, so no path can leave the
 * folder. The hash in the name makes each answer true for ever.
 */
export function serveAssets(assets: Assets): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    const asset = assets.find(req.path.slice(1));
    res.vary('Accept-Encoding');
    if (!asset) {
      res.status(404).set('Cache-Control', 'no-store').type('text/plain').send('There is no such file.\n');
      return;
    }
    // Ours first: browsers give all encodings the same weight, and br is the smallest.
    const as = req.acceptsEncodings('br') ? 'br' : req.acceptsEncodings('gzip') ? 'gz' : undefined;
    const encoded = as && asset.encoded[as];
    if (encoded) res.set('Content-Encoding', as === 'gz' ? 'gzip' : 'br');
    res.set('Cache-Control', 'public, max-age=31536000, immutable').set('Content-Type', asset.contentType);
    const body = encoded ?? asset.body;
    res.set('Content-Length', String(body.length));
    res.end(req.method === 'HEAD' ? undefined : body);
  };
}
