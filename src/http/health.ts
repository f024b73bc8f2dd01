import { type Request, type Response, Router } from 'express';

/** What `GET /readyz` tells; `reason` is why nothing can be stored. */
interface Readiness {
  readonly reason: string | undefined;
  readonly warnings: readonly string[];
  readonly lastVerifiedBackupAt: string | null;
}

/** `GET /healthz`: the process lives. `GET /readyz`: it can serve, that is, its database answers and takes changes. */
export function healthRoutes(look: () => Promise<Readiness>): Router {
  const router = Router();
  router.get('/healthz', (_req: Request, res: Response) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_req: Request, res: Response) => {
    res.set('Cache-Control', 'no-store');
    const { reason, warnings, lastVerifiedBackupAt } = await look();
    const more = { last_verified_backup_at: lastVerifiedBackupAt, ...(warnings.length > 0 && { warnings }) };
    if (reason === undefined) res.json({ status: 'ready', ...more });
    else
      res
        .status(503)
        .set('Retry-After', '5')
        .json({ status: 'database unavailable', reason, ...more });
  });
  return router;
}
