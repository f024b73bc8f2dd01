import type { RequestHandler } from 'express';

/**
 * Refuses a body whose declared length is over the limit before any of it has come: the parsers would wait for all of it.
 * What still comes is read past, so that a browser shows the answer and not a broken connection.
 * @param limitOf in bytes, of this request
 */
export function refuseLargeBodies(limitOf: (path: string, isMultipart: boolean) => number): RequestHandler {
  return (req, _res, next) => {
    const declared = Number(req.headers['content-length'] ?? 0);
    if (declared <= limitOf(req.path, Boolean(req.is('multipart/form-data')))) return next();
    next(Object.assign(new Error('The body is too large'), { status: 413 }));
  };
}
