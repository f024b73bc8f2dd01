import type { Request } from 'express';
import { type Multipart, readMultipart } from '../../http/multipart.js';
import { HttpFault } from '../../http/problem.js';

/**
 * The form of a request with its file, which stands in memory only.
 * @throws HttpFault 413, 415, AppError invalid (file) when it did not come through
 */
export async function readUpload(req: Request): Promise<Multipart> {
  if (!req.is('multipart/form-data')) throw new HttpFault(415);
  const form = await readMultipart(req);
  if (form.isTooLarge) throw new HttpFault(413);
  return form;
}
