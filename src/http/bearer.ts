import type { Request } from 'express';

/** Longer ones are no tokens of ours. */
const TOKEN_MAX = 4096;

export type BearerReading =
  | { readonly state: 'present'; readonly token: string }
  /** No Authorization header, or one of another scheme. */
  | { readonly state: 'missing' }
  | { readonly state: 'malformed' };

/** Reads `Authorization: Bearer …` (RFC 6750 §2.1). Cookies and queries are never looked at. */
export function readBearer(req: Request): BearerReading {
  const header = req.get('authorization') ?? '';
  if (!/^bearer(?![\w-])/i.test(header)) return { state: 'missing' };
  if (header.length > TOKEN_MAX) return { state: 'malformed' };
  const token = /^bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1];
  return token === undefined ? { state: 'malformed' } : { state: 'present', token };
}

/** A value for WWW-Authenticate (RFC 6750 §3); without an error, nothing was wrong but that no token came. */
export function challenge(error?: {
  code: 'invalid_token' | 'insufficient_scope';
  description: string;
  scope?: string;
}): string {
  const parts = ['realm="Outlay"'];
  if (error) parts.push(`error="${error.code}"`, `error_description="${error.description}"`);
  if (error?.scope) parts.push(`scope="${error.scope}"`);
  return `Bearer ${parts.join(', ')}`;
}
