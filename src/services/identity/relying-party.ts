import { isIP } from 'node:net';

/** Where passkeys of this installation work. */
export interface RelyingParty {
  /** The host name that passkeys are bound to (RP ID). */
  readonly id: string;
  readonly origin: string;
  /** BASE_URL: where people find this installation, which may be a path of the origin. */
  readonly address: string;
}

/**
 * Browsers give passkeys to https and to localhost only, and bind them to a name, never to an address of numbers
 * (WebAuthn level 3, §5.1.2 and RP ID). Undefined where they cannot work.
 * @param baseUrl the address that people use
 */
export function relyingPartyOf(baseUrl: string): RelyingParty | undefined {
  const { protocol, hostname, origin, href } = new URL(baseUrl);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  const isNumeric = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (isNumeric || !(protocol === 'https:' || isLocal)) return undefined;
  return { id: hostname, origin, address: href.replace(/\/$/, '') };
}
