import type { Request } from 'express';

/** The id under which a request stands in the log; made by the request log as a UUID. */
export function requestIdOf(req: Request): string {
  return typeof req.id === 'string' ? req.id : '';
}
