import { isIP } from 'node:net';
import { type ConfigReader, quote } from './reader.js';

/** Reads HOST, the address to listen on. */
export function readHost(reader: ConfigReader): string {
  const host = reader.text('HOST') ?? '127.0.0.1';
  if (!/^[\w.:%-]+$/.test(host))
    reader.refuse('HOST', `is ${quote(host)}; expected a host name or an address.`);
  return host;
}

/** Reads BASE_URL: an origin and perhaps a path, without the slash at its end. */
export function readBaseUrl(reader: ConfigReader, port: number): string {
  const text = reader.text('BASE_URL');
  // Without the slash at its end "/" is empty, hence unset: Vite gives it to every process started by a test.
  if (text === undefined || text === '/') return `http://localhost:${port}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const path = url?.pathname.replace(/\/$/, '') ?? '';
  const isPlain = /^(\/[A-Za-z0-9._~-]+)*$/.test(path) && !/[?#@]/.test(text);
  if (url && isPlain && /^https?:\/\//i.test(text)) return url.origin + path;
  reader.refuse(
    'BASE_URL',
    'must be http:// or https:// with a host, perhaps a path of plain letters, and no user, query or fragment.',
  );
  return `http://localhost:${port}`;
}

const MOST_HOPS = 10;

/** Reads TRUST_PROXY: a number of hops, or addresses and networks between commas. */
export function readTrustProxy(reader: ConfigReader): number | readonly string[] {
  const text = reader.text('TRUST_PROXY') ?? '0';
  if (/^\d+$/.test(text) && Number(text) <= MOST_HOPS) return Number(text);
  const networks = text.split(',').map((network) => network.trim());
  if (networks.every(isNetwork)) return networks;
  const expected = `the number of proxies in front (0 to ${MOST_HOPS}) or their addresses, such as 10.0.0.0/8,::1`;
  reader.refuse('TRUST_PROXY', `is ${quote(text)}; expected ${expected}.`);
  return 0;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || address.includes('%') || more.length > 0) return false;
  // /0 would trust everybody, and with that whatever address a client claims to have.
  return (
    prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128))
  );
}

/** Reads SECURITY_CONTACT: an address, or a page that says how to report a hole. */
export function readSecurityContact(reader: ConfigReader): string | undefined {
  const text = reader.text('SECURITY_CONTACT');
  if (text === undefined) return undefined;
  const contact = /^[^\s@:/]+@[^\s@:/]+$/.test(text) ? `mailto:${text}` : text;
  if (/^(mailto:[^\s@]+@|https:\/\/)[^\s@]+$/.test(contact)) return contact;
  reader.refuse('SECURITY_CONTACT', `is ${quote(text)}; expected an email address or an https:// page.`);
  return undefined;
}
