import express, { type Request, type RequestHandler, type Response } from 'express';
import { invalid } from '../../domain/errors.js';
import { HttpFault } from '../../http/problem.js';
import { english } from '../../messages/said.js';

export const BODY_LIMIT = 64 * 1024;

/** Nothing that we take is nested deeper. */
const DEPTH_MAX = 8;

const parsers = new Map<number, RequestHandler>();

/**
 * The body of a request as JSON; `{}` where none was sent.
 * @throws HttpFault 415, AppError invalid (body), and what the parser raises: 400, 413, 415
 */
export async function readJson(req: Request, res: Response, limit: number): Promise<unknown> {
  const sent =
    req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (sent && !req.is('application/json')) throw new HttpFault(415);
  await new Promise<void>((resolve, reject) => {
    void parserFor(limit)(req, res, (error?: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('The body could not be read'));
      else resolve();
    });
  });
  const body: unknown = req.body === undefined ? {} : req.body;
  if (depthExceeds(body, DEPTH_MAX))
    throw invalid({ body: english('body.too_deep', 'This is nested too deeply.') });
  return body;
}

/** Compressed bodies are refused (415): a small one could hold a large one. */
function parserFor(limit: number): RequestHandler {
  const parser =
    parsers.get(limit) ?? express.json({ limit, strict: false, inflate: false, type: 'application/json' });
  parsers.set(limit, parser);
  return parser;
}

/** Level by level, not by recursion, which a hostile body could exhaust. */
function depthExceeds(value: unknown, max: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > max) return true;
    level = level.flatMap(partsOf);
  }
  return false;
}

const partsOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];
