import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { request, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAssets } from './asset-build.js';
import { ASSETS_PATH, openBuiltAssets, openSourceAssets, serveAssets, type Assets } from './assets.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const small = (name: string) => !name.startsWith('swagger');

let folder: string;
let assets: Assets;
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-assets-'));
  await writeAssets({ root, target: folder, only: small });
  assets = openBuiltAssets(folder);
  server = express().use(ASSETS_PATH, serveAssets(assets)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

// node:http sends a path as it stands; fetch would tidy "../" away.
const ask = (path: string, encodings = 'identity', method = 'GET') =>
  new Promise<Answer>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const sent = request({ port, path, method, headers: { 'accept-encoding': encodings } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) });
      });
    });
    sent.on('error', reject).end();
  });

describe('static files', () => {
  it('are cached for ever under a name that holds their hash', async () => {
    expect(assets.url('app.css')).toMatch(/^\/static\/app\.[0-9a-f]{12}\.css$/);
    const { status, headers } = await ask(assets.url('app.css'));
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toBe('text/css; charset=utf-8');
    expect(headers.vary).toContain('Accept-Encoding');
  });

  it('come compressed as the browser likes, with the same content', async () => {
    const plain = await ask(assets.url('app.js'));
    const br = await ask(assets.url('app.js'), 'gzip, deflate, br');
    const gzip = await ask(assets.url('app.js'), 'gzip');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(br.headers['content-encoding']).toBe('br');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(brotliDecompressSync(br.body)).toEqual(plain.body);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    expect(br.headers['content-length']).toBe(String(br.body.length));
  });

  it('answer HEAD without a body', async () => {
    const { status, headers, body } = await ask(assets.url('app.css'), 'identity', 'HEAD');
    expect(status).toBe(200);
    expect(Number(headers['content-length'])).toBeGreaterThan(1000);
    expect(body).toHaveLength(0);
  });

  it.each([
    '/static/app.css',
    '/static/',
    '/static/manifest.json',
    '/static/../package.json',
    '/static/%2e%2e/package.json',
    '/static/..%5cpackage.json',
    '/static/%00',
  ])('are nothing but what was built: %s is a 404 that nobody keeps', async (path) => {
    const { status, headers } = await ask(path);
    expect(status).toBe(404);
    expect(headers['cache-control'] ?? 'no-store').toBe('no-store');
  });

  it('are the same files in development, where nothing is built', () => {
    const source = openSourceAssets(root);
    for (const name of ['app.css', 'app.js', 'icons.svg', 'outlay.en.webmanifest'])
      expect(source.url(name)).toBe(assets.url(name));
    expect(source.url('swagger-ui.js')).toMatch(/^\/static\/swagger-ui\.[0-9a-f]{12}\.js$/);
  });

  it('ask nobody else for anything', async () => {
    const css = (await ask(assets.url('app.css'))).body.toString();
    expect(css).not.toMatch(/url\("?(https?:)?\/\//);
    expect(css).not.toContain('sourceMappingURL');
    expect(css).not.toContain('@import');
  });

  it('name only files that exist in the web app manifest', async () => {
    const manifest = JSON.parse((await ask(assets.url('outlay.en.webmanifest'))).body.toString()) as {
      icons: { src: string }[];
    };
    for (const { src } of manifest.icons) expect((await ask(`/static/${src}`)).status).toBe(200);
  });

  it('let the web app be installed, share to it, and lead to its add form', async () => {
    const name = assets.url('outlay.de.webmanifest');
    const manifest = JSON.parse((await ask(name)).body.toString()) as {
      icons: { src: string; sizes: string; type: string; purpose?: string }[];
      shortcuts: { name: string; url: string; icons: { src: string }[] }[];
      share_target: { action: string; method: string; params: Record<string, string> };
    };
    const pathOf = (url: string) => new URL(url, `http://home.example${name}`).pathname;
    const pictures = manifest.icons.filter(({ type }) => type === 'image/png');
    expect(pictures.map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    for (const { src, sizes } of pictures) {
      const { body } = await ask(pathOf(src));
      // Width and height stand at the same place of every PNG (ISO/IEC 15948, 11.2.2).
      expect(`${String(body.readUInt32BE(16))}x${String(body.readUInt32BE(20))}`).toBe(sizes);
      expect(body.length).toBeLessThan(20_000);
    }
    expect(manifest.shortcuts.map((shortcut) => [shortcut.name, pathOf(shortcut.url)])).toEqual([
      ['Ausgabe hinzufügen', '/add'],
      ['Berichte', '/reports'],
    ]);
    for (const { icons } of manifest.shortcuts) expect((await ask(pathOf(icons[0]!.src))).status).toBe(200);
    const { action, method, params } = manifest.share_target;
    expect([pathOf(action), method, Object.values(params)]).toEqual([
      '/add',
      'GET',
      ['title', 'text', 'url'],
    ]);
  });

  it('do not hide a name that is missing', () => {
    expect(() => assets.url('no-such.css')).toThrow('no-such.css');
  });
});
