import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { pino, type DestinationStream, type Logger } from 'pino';
import { pinoHttp } from 'pino-http';

export type { Logger } from 'pino';

/** The structured log: one JSON line an event, secrets left out. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` };
  // Written at once: handed to another thread, as pino would, a line cost more than all the rest of its writing.
  return pino(options, destination ?? pino.destination({ dest: 1, sync: true }));
}

/** What we answer when there is no room, or no database: that is told by itself, once a minute. */
const BUSY = 503;

/** Gives every request an id, logs it once when it is answered, and leaves out cookies, tokens and query values. */
export function requestLog(logger: Logger) {
  return pinoHttp({
    logger,
    genReqId: () => randomUUID(),
    customLogLevel: (_req, res, error) =>
      res.statusCode === BUSY ? 'warn' : error || res.statusCode >= 500 ? 'error' : 'info',
    // We said so on purpose: there is no fault, and no stack, to look for.
    customErrorObject: (_req, res, _error, line: object) =>
      res.statusCode === BUSY ? { ...line, err: undefined } : line,
    customSuccessMessage: (req, res) => `${req.method ?? ''} ${pathOf(req)} ${String(res.statusCode)}`,
    customErrorMessage: (req, res) => `${req.method ?? ''} ${pathOf(req)} ${String(res.statusCode)}`,
    // Ours are given what is logged: first copying all headers of each answer took 5 µs.
    wrapSerializers: false,
    serializers: {
      req: (req: { id: string; method: string; url: string }) => ({ id: req.id, method: req.method }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  });
}

/** Addresses that are secrets themselves. */
const SECRET_PATH = /(\/reset|\/account\/email)\/.*/;

/** The path as asked for, without the query, which may hold what a person searched for. */
function pathOf(req: IncomingMessage): string {
  const url = (req as { originalUrl?: string }).originalUrl ?? req.url ?? '';
  return (url.split('?', 1)[0] ?? '').replace(SECRET_PATH, '$1/…');
}
