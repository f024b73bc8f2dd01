import { describe, expect, it } from 'vitest';
import { codeOf } from '../../testing/authenticator.js';
import { newTotpSecret, stepOfCode, totpUri } from './totp.js';

/** base32 of the ASCII text 12345678901234567890, as in RFC 6238, appendix B. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('codes of an authenticator app', () => {
  // The RFC prints eight digits; six are their last ones (RFC 4226 §5.3: modulo 10^digits).
  it.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('are those of RFC 6238 at %d s', (seconds, printed) => {
    const now = new Date(seconds * 1000);
    expect(stepOfCode(RFC_SECRET, printed.slice(2), now)).toBe(Math.floor(seconds / 30));
  });

  it.each([0, 7, 15, 29])('are taken from a clock 29 s off, and from none 61 s off (second %d)', (second) => {
    const at = (offset: number) => new Date((1_234_567_890 + second + offset) * 1000);
    const step = Math.floor((1_234_567_890 + second) / 30);
    const code = codeOf(RFC_SECRET, at(0));
    for (const offset of [-29, 29]) expect(stepOfCode(RFC_SECRET, code, at(offset))).toBe(step);
    for (const offset of [-61, 61]) expect(stepOfCode(RFC_SECRET, code, at(offset))).toBeUndefined();
  });

  it('may be typed as apps show them', () => {
    const now = new Date(59_000);
    for (const typed of ['287 082', ' 287082 ', '２８７０８２'])
      expect(stepOfCode(RFC_SECRET, typed, now)).toBe(1);
    for (const typed of ['', '28708', '2870822', '94287082', '28708a', '-87082', '287082\0'])
      expect(stepOfCode(RFC_SECRET, typed, now)).toBeUndefined();
  });

  it('come from a secret of 160 bits that is a new one each time', () => {
    const secrets = Array.from({ length: 100 }, newTotpSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  });

  it('are set up by an address that names the app and the account', () => {
    const uri = new URL(totpUri(RFC_SECRET, 'mira+1@example.com'));
    expect(uri.href.startsWith('otpauth://totp/Outlay:')).toBe(true);
    expect(decodeURIComponent(uri.pathname)).toContain('mira+1@example.com');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({
      secret: RFC_SECRET,
      issuer: 'Outlay',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});
