import { isIP } from 'node:net';

/**
 * Ends of names that only a home network gives an address to: nobody on the internet can have one, and so nobody can point
 * one here (RFC 6761, 6762, 8375; `internal` is set aside by ICANN, `lan` was never given away).
 */
const HOME_ENDS = new Set(['localhost', 'local', 'internal', 'lan', 'arpa']);

/**
 * Whether a request that came to this host came where its sender meant it to go. A page somewhere on the internet can let
 * its own name point at an address of a home network (DNS rebinding); its forms then are of one origin with us, but carry
 * that name. An address in figures, a name without a dot and one that only the home network knows cannot be used so.
 * @param host of the request, perhaps with a port
 */
export function isOwnHost(host: string, baseUrl: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  if (hostname === new URL(baseUrl).hostname) return true;
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return true;
  const labels = hostname.split('.');
  const end = labels.at(-1) ?? '';
  return labels.length === 1 || (HOME_ENDS.has(end) && (end !== 'arpa' || hostname.endsWith('.home.arpa')));
}
