import { type Missing, notFound } from '../../domain/errors.js';

/**
 * The id in a path. What is no id names nothing.
 * @param what it would be the id of
 * @throws AppError not_found
 */
export function parseId(text: unknown, what: Missing): number {
  const id = typeof text === 'string' && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(id)) throw notFound(what);
  return id;
}
