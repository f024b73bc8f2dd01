import { isIPv4 } from 'node:net';
import type { Request } from 'express';
import type { Device } from '../services/identity/principal.js';

const USER_AGENT_MAX = 300;
const MARKS_MAX = 400;
const MARK_COOKIES = ['__Host-outlay_device', '__Secure-outlay_device', 'outlay_device'];

/** Where a request comes from, as told by the connection, or by as many proxies as are trusted. */
export function deviceOf(req: Request): Device {
  const ip = withoutPort(req.ip ?? '').replace(/^::ffff:(?=\d+\.)/, '');
  const userAgent = (req.get('user-agent') ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, USER_AGENT_MAX);
  return { userAgent, ip: isIPv4(ip) ? ip : ipv6Groups(ip, 4), ipPrefix: prefixOf(ip), mark: markOf(req) };
}

/** Under whichever name: it is signed, so that planting one gains nothing. The API reads no cookies at all. */
function markOf(req: Request): string | null | undefined {
  const cookies = req.cookies as Readonly<Record<string, unknown>> | undefined;
  if (cookies === undefined) return undefined;
  const mark = MARK_COOKIES.map((name) => cookies[name]).find((value) => value !== undefined);
  return typeof mark === 'string' && mark.length < MARKS_MAX ? mark : null;
}

/** Some proxies name the port too, which would make every connection another client. */
function withoutPort(address: string): string {
  return (
    /^(\d+(?:\.\d+){3}):\d+$/.exec(address)?.[1] ?? /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1] ?? address
  );
}

/** One household has one IPv4 address, but a /64 of IPv6. */
function prefixOf(ip: string): string {
  return isIPv4(ip) ? ip.replace(/\.\d+$/, '.0/24') : `${ipv6Groups(ip, 3)}::/48`;
}

function ipv6Groups(ip: string, count: number): string {
  const [head = '', tail] = ip.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, count).join(':');
}
