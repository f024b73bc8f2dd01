import type { Request, Response } from 'express';
import { forbidden, unauthenticated } from '../../domain/errors.js';
import { challenge, readBearer } from '../../http/bearer.js';
import type { Principal } from '../../services/identity/principal.js';
import type { ApiServices, Guard } from './route.js';
import { english } from '../../messages/said.js';

const WRONG = 'The access token is wrong, has expired or was revoked';

type Sessions = Pick<ApiServices, 'sessions' | 'accessTokens'>;

/**
 * Lets a request through to its route, with who asks.
 * @throws AppError unauthenticated, forbidden; says why in WWW-Authenticate
 */
export async function admit(
  guard: Guard,
  services: Sessions,
  req: Request,
  res: Response,
): Promise<Principal | undefined> {
  if (guard === 'open') return undefined;
  const principal = await authenticate(services, req, res);
  if (guard === 'write' && principal.scope !== 'write') {
    const description = 'This access token may only read';
    res.set('WWW-Authenticate', challenge({ code: 'insufficient_scope', description, scope: 'write' }));
    throw forbidden(english('token.read_only', `${description}.`));
  }
  if (guard === 'session' && principal.sessionId === null) {
    throw forbidden(
      english('token.personal', 'A personal access token may not do this. Log in with the password.'),
    );
  }
  return principal;
}

async function authenticate(services: Sessions, req: Request, res: Response): Promise<Principal> {
  const bearer = readBearer(req);
  if (bearer.state === 'missing')
    throw unauthenticated(english('token.missing', 'Send an access token: Authorization: Bearer …'));
  const principal = bearer.state === 'present' ? await principalOf(services, bearer.token) : undefined;
  if (principal) return principal;
  res.set('WWW-Authenticate', challenge({ code: 'invalid_token', description: WRONG }));
  throw unauthenticated(english('token.invalid', `${WRONG}.`));
}

function principalOf({ sessions, accessTokens }: Sessions, token: string): Promise<Principal | undefined> {
  return accessTokens.recognises(token) ? accessTokens.authenticate(token) : sessions.authenticate(token);
}
