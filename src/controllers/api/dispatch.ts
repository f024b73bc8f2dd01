import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { type FieldFaults, invalid } from '../../domain/errors.js';
import { findCurrency } from '../../domain/currency.js';
import type { Result } from '../../domain/result.js';
import { sendDownload } from '../../http/download.js';
import { UPLOAD_LIMIT } from '../../http/multipart.js';
import { HttpFault } from '../../http/problem.js';
import { deviceOf } from '../../http/device.js';
import type { IdempotencyKey } from '../../services/ledger/idempotency.js';
import type { Principal } from '../../services/identity/principal.js';
import { check } from '../forms/fields.js';
import { admit } from './gate.js';
import { BODY_LIMIT, readJson } from './json-body.js';
import { readUpload } from './upload.js';
import { noParameters } from './queries.js';
import { type ApiRoute, type ApiServices, bodySchema, type Reply } from './route.js';
import { english } from '../../messages/said.js';

const USD = findCurrency('USD')!;

/** Answers one line of the table: guard, query, headers, body, and only then the handler. */
export function dispatch(route: ApiRoute, services: ApiServices): RequestHandler {
  return async (req, res) => {
    refuseLarge(route, req);
    const principal = await admit(route.guard, services, req, res);
    const query = accepted(check(route.query ?? noParameters, req.query));
    const idempotencyKey = route.idempotent ? readIdempotencyKey(req) : undefined;
    const { sent, body, file } = await readBody(route, principal, req, res);
    const reply = await route.handle({
      principal,
      query,
      sent,
      body,
      file,
      idempotencyKey,
      pathId: req.params.id,
      pathParts: req.params,
      ifMatch: req.get('if-match'),
      device: deviceOf(req),
    });
    if (reply.file) return sendDownload(req, res, reply.file);
    send(res, route, reply);
  };
}

/**
 * A body that says it is too large is not waited for.
 * @throws HttpFault 413
 */
function refuseLarge({ bodyLimit = BODY_LIMIT }: ApiRoute, req: Request): void {
  const limit = req.is('multipart/form-data') ? UPLOAD_LIMIT : bodyLimit;
  if (Number(req.headers['content-length'] ?? 0) > limit) throw new HttpFault(413);
}

async function readBody(route: ApiRoute, principal: Principal | undefined, req: Request, res: Response) {
  const schema: z.ZodType | undefined = bodySchema(route, principal?.currency ?? USD);
  if (!schema) return { sent: undefined, body: undefined, file: undefined };
  if (route.upload !== undefined) {
    const { fields: sent, file } = await readUpload(req);
    return { sent, body: accepted(check(schema, sent)), file };
  }
  const sent = await readJson(req, res, route.bodyLimit ?? BODY_LIMIT);
  return { sent, body: accepted(check(schema, sent)), file: undefined };
}

function readIdempotencyKey(req: Request): IdempotencyKey | undefined {
  const value = req.get('idempotency-key');
  if (value === undefined) return undefined;
  if (/^[\x21-\x7e]{1,200}$/.test(value)) return { value, whenReused: 'refuse' };
  throw invalid({
    'Idempotency-Key': english(
      'idempotency_key.malformed',
      'Send one key of 1 to 200 visible ASCII characters, such as a UUID.',
    ),
  });
}

function accepted<T>(result: Result<T, FieldFaults>): T {
  if (!result.ok) throw invalid(result.fault);
  return result.value;
}

function send(res: Response, { answer }: ApiRoute, { body, headers = {} }: Reply): void {
  res.status(answer.status).set(headers);
  if (answer.status === 204) return void res.end();
  res.set('Content-Type', 'application/json; charset=utf-8').end(JSON.stringify(body));
}
