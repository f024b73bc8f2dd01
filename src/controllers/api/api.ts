import { type RequestHandler, Router } from 'express';
import { notFound } from '../../domain/errors.js';
import { HttpFault, sendProblems } from '../../http/problem.js';
import { noStore } from '../../http/protection.js';
import { dispatch } from './dispatch.js';
import type { ApiRoute, ApiServices } from './route.js';
import { apiRoutes } from './routes.js';

export interface ApiOptions {
  readonly services: ApiServices;
  /** Scheme, host and port, as told to programs outside. */
  readonly baseUrl: string;
}

const API_BASE = '/v1';

/** The JSON API, to be mounted at /api before anything that reads cookies or forms. */
export function createApi({ services, baseUrl }: ApiOptions): Router {
  const routes = apiRoutes(services);
  const router = Router({ caseSensitive: true });
  router.use(noStore);
  let document: Promise<string> | undefined;
  mount(router, '/openapi.json', {
    get: async (_req, res) => {
      const text = await (document ??= describe(routes, baseUrl));
      res.set('Content-Type', 'application/json; charset=utf-8').end(text);
    },
  });
  for (const path of new Set(routes.map((route) => route.path))) {
    const answering = routes.filter((route) => route.path === path);
    const handlers = answering.map((route) => [route.method, dispatch(route, services)] as const);
    mount(router, API_BASE + expressPath(path), Object.fromEntries(handlers));
  }
  router.use(() => {
    throw notFound('address');
  });
  router.use(sendProblems);
  return router;
}

/** Most installations are never asked: neither the document nor what makes it takes memory until then (0020). */
async function describe(routes: readonly ApiRoute[], baseUrl: string): Promise<string> {
  const { describeApi } = await import('./openapi.js');
  return JSON.stringify(describeApi(routes, baseUrl));
}

type Handlers = Partial<Record<ApiRoute['method'], RequestHandler>>;

/** Answers one path: its methods, OPTIONS, and 405 for all others. */
function mount(router: Router, path: string, handlers: Handlers): void {
  const methods = Object.keys(handlers) as (keyof Handlers)[];
  const allowed = [
    ...methods.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])),
    'OPTIONS',
  ];
  for (const method of methods) router[method](path, handlers[method]!);
  router.all(path, (req, res) => {
    res.set('Allow', allowed.join(', '));
    if (req.method !== 'OPTIONS') throw new HttpFault(405);
    res.status(204).end();
  });
}

const expressPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1');
