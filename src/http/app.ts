import cookieParser from 'cookie-parser';
import express, { type Express, type RequestHandler, type Router } from 'express';
import type { Config } from '../config.js';
import type { Clock } from '../domain/clock.js';
import { type Logger, requestLog } from '../observability/log.js';
import type { NamedKey } from '../services/identity/keys.js';
import type { SessionService } from '../services/identity/session-service.js';
import type { SignInLimits } from '../services/identity/sign-in-limits.js';
import type { Watch } from '../services/identity/watch.js';
import { ASSETS_PATH, type Assets, serveAssets } from './assets.js';
import { basePathOf, underBasePath } from './base-path.js';
import type { Cookies } from './cookies.js';
import { csrfProtection, refuseOtherSites } from './csrf.js';
import { refuseLargeBodies } from './large-bodies.js';
import { multipartForms, UPLOAD_LIMIT } from './multipart.js';
import { errorPages, pageNotFound } from './error-pages.js';
import type { Metrics } from '../observability/metrics.js';
import { measured } from './measured.js';
import type { Pages } from './page-context.js';
import { noStore, permissionsPolicy, securityHeaders } from './protection.js';
import { serviceWorker } from './service-worker.js';
import { resolveVisitor } from './visitor.js';
import { wellKnown } from './well-known.js';

export interface AppParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly assets: Assets;
  readonly cookies: Cookies;
  readonly sessions: SessionService;
  readonly limits: SignInLimits;
  readonly watch: Watch;
  readonly csrfKey: NamedKey;
  readonly pages: Pages;
  readonly health: Router;
  readonly api: Router;
  readonly pageRouter: Router;
  readonly metrics?: Metrics | undefined;
}

const FORM_BYTES = 64 * 1024;
const FIELDS_MAX = 50;
/** Of a page of rows to import. */
const ROW_FIELDS_MAX = 200;

/** The program as a chain of middleware, in the order in which a request meets it. */
export function createApp(parts: AppParts): Express {
  const { config } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustProxy === 0 ? false : config.trustProxy);

  for (const handler of underBasePath(basePathOf(config.baseUrl))) app.use(handler);
  if (parts.metrics) app.use(measured(parts.metrics));
  app.use(securityHeaders({ https: config.baseUrl.startsWith('https:') }));
  app.use(parts.health);
  app.use(permissionsPolicy);
  app.use(ASSETS_PATH, serveAssets(parts.assets));
  app.use(serviceWorker(parts.assets));
  app.use(requestLog(parts.log));
  app.use(warnOfUnknownProxy(config, parts.log));
  app.use('/api', parts.api);
  app.use(noStore);
  app.use(wellKnown({ ...config, clock: parts.clock }));
  app.use(refuseLargeBodies(limitOfPage));
  app.use(cookieParser());
  app.use(
    '/imports',
    express.urlencoded({ extended: false, limit: FORM_BYTES, parameterLimit: ROW_FIELDS_MAX }),
  );
  app.use(express.urlencoded({ extended: false, limit: FORM_BYTES, parameterLimit: FIELDS_MAX }));
  app.use(refuseOtherSites(config.baseUrl));
  app.use(resolveVisitor(parts));
  app.use('/import', multipartForms);
  app.use(csrfProtection(parts.csrfKey, parts.cookies));
  app.use(parts.pageRouter);
  app.use(pageNotFound);
  app.use(errorPages(parts.pages, parts.watch));
  return app;
}

/** Files are taken on one page only. */
const limitOfPage = (path: string, isMultipart: boolean) =>
  isMultipart && path === '/import' ? UPLOAD_LIMIT : FORM_BYTES;

/** Behind a proxy that is not configured, all people share one address and one rate limit: say so once. */
function warnOfUnknownProxy(config: Config, log: Logger): RequestHandler {
  let warned = config.trustProxy !== 0;
  return (req, _res, next) => {
    if (!warned && req.headers['x-forwarded-for'] !== undefined) {
      warned = true;
      log.warn(
        'A proxy forwards requests, but TRUST_PROXY is 0: all its clients count as one. Set TRUST_PROXY=1.',
      );
    }
    next();
  };
}
