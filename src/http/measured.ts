import { performance } from 'node:perf_hooks';
import type { Request, RequestHandler } from 'express';
import type { Metrics } from '../observability/metrics.js';

/** Measures every request that passes, by its route and the status of its answer. */
export function measured(metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    res.once('close', () => {
      const labels = { method: req.method, route: routeOf(req), status: String(res.statusCode) };
      metrics.noteRequest(labels, performance.now() - startedAt);
    });
    next();
  };
}

/** The pattern of the route, never the path: ids would make a series each. */
function routeOf(req: Request): string {
  const route = req.route as { path?: unknown } | undefined;
  if (typeof route?.path === 'string') return `${req.baseUrl}${route.path}`;
  return /^\/(static|healthz|readyz)(?=\/|$)/.exec(req.originalUrl)?.[0] ?? 'none';
}
