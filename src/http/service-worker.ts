import { createHash } from 'node:crypto';
import { Router } from 'express';
import type { Assets } from './assets.js';

/** What the offline page is drawn with. */
const DRAWN_WITH = ['app.css', 'app.rtl.css', 'app.js', 'sw.js'];

/** GET /sw.js: from the root, for a worker serves what lies beside and below it. */
export function serviceWorker(assets: Assets): Router {
  const addresses = DRAWN_WITH.map((name) => assets.url(name));
  const kept = createHash('sha256').update(addresses.join(' ')).digest('hex').slice(0, 12);
  const script = assets.find(addresses.at(-1)!.split('/').at(-1)!)!;
  const body = `const KEPT = '${kept}';\n${script.body.toString('utf8')}`;
  const router = Router();
  router.get('/sw.js', (_req, res) => {
    res.set('Cache-Control', 'no-cache').set('Content-Type', script.contentType).send(body);
  });
  return router;
}
