import type { Device } from './principal.js';

/**
 * The networks around an address, the narrow one first: one customer of IPv6 holds 256 or 65 536 of the /64 that count as
 * one address. None around IPv4.
 * @param ip as in Device: an IPv4 address, or the first four groups of IPv6
 */
export function networksOf(ip: string): { readonly wide: string; readonly widest: string } | undefined {
  const [a, b, c, d] = ip.split(':');
  if (d === undefined) return undefined;
  const site = `${String(a)}:${String(b)}:${String(c)}`;
  return { wide: `${site}:${(parseInt(d, 16) >> 8).toString(16)}/56`, widest: `${site}/48` };
}

/** Where somebody waits for their password to be looked at. */
export function ticketOf({ ip, ipPrefix }: Device, isKnown: boolean) {
  return { place: ip.includes(':') ? ip : ipPrefix, network: ipPrefix, isKnown };
}

/** The address without its last part: /24 of IPv4, /48 of IPv6. */
export function prefixOfPlace(ip: string): string {
  return networksOf(ip) ? `${ip.split(':').slice(0, 3).join(':')}::/48` : ip.replace(/\.\d+$/, '.0/24');
}
