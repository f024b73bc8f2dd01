import { Router } from 'express';
import type { Clock } from '../domain/clock.js';

/** How long a program may believe what security.txt says; RFC 9116 wants less than a year. */
const BELIEVED_MS = 180 * 86_400_000;

/** Addresses that password managers and those who found a hole look for. */
export function wellKnown({
  baseUrl,
  securityContact,
  clock,
}: {
  baseUrl: string;
  /** `mailto:` or `https:`; undefined: nobody is named. */
  securityContact: string | undefined;
  clock: Clock;
}): Router {
  const router = Router();
  router.get('/.well-known/change-password', (_req, res) => res.redirect(303, '/account'));
  if (securityContact === undefined) return router;
  router.get('/.well-known/security.txt', (_req, res) => {
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${new Date(clock.now().getTime() + BELIEVED_MS).toISOString()}`,
      `Canonical: ${baseUrl}/.well-known/security.txt`,
    ];
    res.set('Content-Type', 'text/plain; charset=utf-8').send(`${lines.join('\n')}\n`);
  });
  return router;
}
