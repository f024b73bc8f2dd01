import { type Request, type Response, Router } from 'express';

/** `GET /healthz`: the process lives. `GET /readyz`: it can serve, that is, its database answers. */
export function healthRoutes(ping: () => Promise<void>): Router {
  const router = Router();
  router.get('/healthz', (_req: Request, res: Response) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_req: Request, res: Response) => {
    res.set('Cache-Control', 'no-store');
    try {
      await ping();
      res.json({ status: 'ready' });
    } catch {
      res.status(503).set('Retry-After', '5').json({ status: 'database unavailable' });
    }
  });
  return router;
}
