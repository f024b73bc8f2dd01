import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;
/** RFC 4226 §4 R6 asks for 128 bits and recommends 160. */
const SECRET_BYTES = 20;

/** A new secret, in base32 as authenticator apps take it. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/**
 * The step of 30 seconds whose code this is: the present one, or one either way for clocks that differ (RFC 6238 §5.2).
 * Undefined when it is none of the three. Compared in constant time by the package.
 * @param secret base32
 * @param code six digits; spaces as apps show them are fine
 */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const token = code.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totp(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}

/** What the QR code says: `otpauth://totp/Outlay:mira@example.com?secret=…` (Key URI Format of authenticator apps). */
export function totpUri(secret: string, account: string): string {
  return totp(secret, account).toString();
}

function totp(secret: string, label = ''): TOTP {
  return new TOTP({
    issuer: 'Outlay',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}
