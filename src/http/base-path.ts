import type { RequestHandler, Response } from 'express';

// Inside the program every address begins at `/`. Where BASE_URL has a path (https://home.example/outlay) it is taken off
// requests and put before what leaves: here, and nowhere else.

/** `/outlay` of `https://home.example/outlay`; empty where there is none. */
export function basePathOf(baseUrl: string): string {
  return new URL(baseUrl).pathname.replace(/\/$/, '');
}

/** Attributes that browsers and our scripts follow. What people wrote cannot look like one: its quotes are escaped. */
const ADDRESSES =
  /(\s(?:href|src|srcset|action|formaction|data-openapi|data-suggest|data-worker)=")\/(?!\/)/g;

/** Puts the path before every local address of a page. */
export function linked(html: string, basePath: string): string {
  return basePath === '' ? html : html.replace(ADDRESSES, `$1${basePath}/`);
}

/**
 * Takes the path off requests, for a proxy may pass it on or leave it out, and puts it before the addresses of redirects
 * and of new records.
 */
export function underBasePath(basePath: string): RequestHandler[] {
  if (basePath === '') return [];
  const within = (path: string) =>
    path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined;
  const handler: RequestHandler = (req, res, next) => {
    const [path = '', query] = req.url.split(/(?=\?)/, 2);
    if (path === basePath) return res.redirect(308, `${basePath}/${query ?? ''}`);
    req.url = within(req.url) ?? req.url;
    req.originalUrl = req.url;
    // Pages lead back to where somebody came from.
    const referer = req.headers.referer;
    if (referer !== undefined && URL.canParse(referer)) {
      const url = new URL(referer);
      url.pathname = within(url.pathname) ?? url.pathname;
      req.headers.referer = url.href;
    }
    prefixLocation(res, basePath);
    next();
  };
  return [handler];
}

function prefixLocation(res: Response, basePath: string): void {
  const setHeader = res.setHeader.bind(res);
  res.setHeader = (name, value) => {
    const isOurs = name.toLowerCase() === 'location' && typeof value === 'string' && /^\/(?!\/)/.test(value);
    return setHeader(name, isOurs ? `${basePath}${value}` : value);
  };
}
