import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND, TestClock } from '../../testing/clock.js';
import { type Minting, mintLike, signingKey, strangeKey } from '../../testing/tokens.js';
import { deriveKeys } from './keys.js';
import { Sealer } from './sealer.js';
import { hashToken, TokenSigner } from './token-signer.js';

const clock = new TestClock('2026-03-01T12:00:00.000Z');
const options = { issuer: 'https://outlay.test', accessTokenTtlMs: 15 * MINUTE, clock };
const signer = new TokenSigner({ ...options, keys: [signingKey()] });
const claims = { userId: 7, sessionId: 9, generation: 2 };
const refreshClaims = {
  ...claims,
  issuedAt: '2026-03-01T12:00:00.000Z',
  expiresAt: '2026-03-31T12:00:00.000Z',
};
const access = signer.signAccess(claims);

describe('access tokens', () => {
  it('say who is signed in and nothing about them', () => {
    const { header, payload } = jwt.decode(access, { complete: true })!;
    expect(header).toEqual({ alg: 'HS256', typ: 'at+jwt', kid: signingKey().id });
    expect(payload).toEqual({
      iss: 'https://outlay.test',
      aud: 'outlay',
      sub: '7',
      sid: 9,
      gen: 2,
      iat: Date.parse('2026-03-01T12:00:00Z') / 1000,
      exp: Date.parse('2026-03-01T12:15:00Z') / 1000,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    expect(signer.readAccess(access)).toEqual({ ...claims, state: 'valid' });
  });

  it('are told from expired ones to the second', () => {
    const later = new TestClock(clock.now().toISOString());
    const reader = new TokenSigner({ ...options, clock: later, keys: [signingKey()] });
    later.advance(15 * MINUTE - SECOND);
    expect(reader.readAccess(access)?.state).toBe('valid');
    later.advance(SECOND);
    expect(reader.readAccess(access)?.state).toBe('expired');
  });

  const forgeries: Readonly<Record<string, Minting>> = {
    'without a signature (alg none)': { algorithm: 'none' },
    'signed with HS384': { algorithm: 'HS384' },
    'signed with HS512': { algorithm: 'HS512' },
    'that claims RS256': { header: { alg: 'RS256' } },
    'signed with another key': { key: strangeKey() },
    'with an unknown kid': { header: { kid: '00000000' } },
    'with a kid of the prototype': { header: { kid: '__proto__' } },
    'without a kid': { header: { kid: undefined } },
    'with something critical in its header that we do not understand': {
      header: { crit: ['b64'], b64: true },
    },
    'of type JWT': { header: { typ: 'JWT' } },
    'of type rt+jwt': { header: { typ: 'rt+jwt' } },
    'without a type': { header: { typ: undefined } },
    'of another issuer': { claims: { iss: 'https://evil.test' } },
    'without an issuer': { without: ['iss'] },
    'for another audience': { claims: { aud: 'inlay' } },
    'without an audience': { without: ['aud'] },
    'without an expiry': { without: ['exp'] },
    'without an issue time': { without: ['iat'] },
    'without a jti': { without: ['jti'] },
    'without a session': { without: ['sid'] },
    'without a subject': { without: ['sub'] },
    'whose subject is a number': { claims: { sub: 7 } },
    'whose subject is not an id': { claims: { sub: '7e1' } },
    'whose session is text': { claims: { sid: '9' } },
    'whose session is not whole': { claims: { sid: 9.5 } },
    'whose session is none': { claims: { sid: 0 } },
    'whose session is greater than any': { claims: { sid: 2 ** 53 } },
    'whose generation is none': { claims: { gen: 0 } },
    'without a generation': { without: ['gen'] },
    'whose subject is none': { claims: { sub: '0' } },
    'whose subject has more before it': { claims: { sub: 'x7' } },
    'whose subject is greater than any': { claims: { sub: '12345678901234567' } },
    'whose jti is a number': { claims: { jti: 7 } },
    'longer than any of ours': { claims: { more: 'x'.repeat(4096) } },
    'whose expiry is text': { claims: { exp: '9999999999' } },
    'issued in the future': { claims: { iat: Date.parse('2026-03-01T12:01:01Z') / 1000 } },
    'that count from later on (nbf)': { claims: { nbf: Date.parse('2026-03-01T12:01:01Z') / 1000 } },
  };
  it.each(Object.entries(forgeries))('are refused %s', (_name, minting) => {
    expect(signer.readAccess(forge(minting))).toBeUndefined();
  });

  it('made by our own key are taken, so that the forgeries above fail for their own reason', () => {
    expect(signer.readAccess(forge({}))).toEqual({ ...claims, state: 'valid' });
  });

  it('are taken when the clock of another process is a minute ahead', () => {
    const ahead = forge({ claims: { iat: Date.parse('2026-03-01T12:01:00Z') / 1000 } });
    expect(signer.readAccess(ahead)).toEqual({ ...claims, state: 'valid' });
  });

  it('live for whole seconds', () => {
    const short = new TokenSigner({ ...options, accessTokenTtlMs: 1500, keys: [signingKey()] });
    expect(short.accessTokenTtlSeconds).toBe(2);
    const { exp, iat } = jwt.decode(short.signAccess(claims)) as { exp: number; iat: number };
    expect(exp - iat).toBe(2);
  });

  it('are refused when a single character of them is another', () => {
    const parts = access.split('.');
    for (let part = 0; part < 3; part += 1) {
      const changed = parts.map((text, at) => (at === part ? flipFirst(text) : text)).join('.');
      expect(signer.readAccess(changed)).toBeUndefined();
    }
  });

  it.each([
    undefined,
    null,
    5,
    {},
    [],
    '',
    '.',
    '..',
    'a.b.c',
    'x'.repeat(5000),
    `${access}.x`,
    ` ${access}`,
  ])('are refused when they are no token at all: %j', (token) => {
    expect(signer.readAccess(token)).toBeUndefined();
  });
});

describe('refresh tokens', () => {
  it('come out equal for equal claims, so that the same one can be issued again', () => {
    expect(signer.signRefresh(refreshClaims)).toBe(signer.signRefresh({ ...refreshClaims }));
    expect(signer.signRefresh({ ...refreshClaims, generation: 3 })).not.toBe(
      signer.signRefresh(refreshClaims),
    );
  });

  it('say from when until when they count, in seconds', () => {
    const { iat, exp } = jwt.decode(signer.signRefresh(refreshClaims)!) as { iat: number; exp: number };
    expect([iat, exp]).toEqual(
      [refreshClaims.issuedAt, refreshClaims.expiresAt].map((instant) => Date.parse(instant) / 1000),
    );
  });

  it('are not taken for access tokens, nor the other way round', () => {
    const refresh = signer.signRefresh(refreshClaims)!;
    expect(signer.readAccess(refresh)).toBeUndefined();
    expect(signer.looksLikeRefresh(refresh)).toBe(true);
    expect(signer.looksLikeRefresh(access)).toBe(false);
  });

  it('are told from other texts by their shape alone', () => {
    const shaped = (header: string, rest = '.x.x') => Buffer.from(header).toString('base64url') + rest;
    const right = '{"typ":"rt+jwt"}';
    const atMost = `.x.${'x'.repeat(4096 - shaped(right, '.x.').length)}`;
    expect([shaped(right), shaped(right, atMost)].map((text) => signer.looksLikeRefresh(text))).toEqual([
      true,
      true,
    ]);
    for (const text of [
      ...['null', '5', '"rt+jwt"', '{}', '{', '{"typ":"rt+jwt","crit":["b64"]}'].map((each) => shaped(each)),
      ...[shaped(right, ''), shaped(right, '.x'), shaped(right, '..x'), shaped(right, '.x.x.x')],
      ...[shaped(right, '.x.+x'), shaped(right, '.x.x+'), shaped(right, `${atMost}x`)],
      ...[undefined, null, 5, { length: 5 }],
    ])
      expect(signer.looksLikeRefresh(text)).toBe(false);
  });

  it('cannot be signed again once their key is gone', () => {
    const old = new TokenSigner({ ...options, keys: [signingKey('an older secret, of more than 32 bytes')] });
    expect(signer.signRefresh(refreshClaims, old.currentKeyId)).toBeUndefined();
  });

  it('are known by their SHA-256', () => {
    // The digest of "abc" in FIPS 180-4, appendix B.1.
    expect(Buffer.from(hashToken('abc'), 'base64url').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('a changed secret', () => {
  const fresh = Buffer.from('the new secret, more than thirty-two bytes');
  const stale = Buffer.from('the old secret, more than thirty-two bytes');

  it('signs with the first and still takes tokens of the second', () => {
    const before = new TokenSigner({ ...options, keys: deriveKeys([stale]).tokens });
    const during = new TokenSigner({ ...options, keys: deriveKeys([fresh, stale]).tokens });
    const after = new TokenSigner({ ...options, keys: deriveKeys([fresh]).tokens });
    const token = before.signAccess(claims);
    expect(during.readAccess(token)?.state).toBe('valid');
    expect(after.readAccess(token)).toBeUndefined();
    expect(after.readAccess(during.signAccess(claims))?.state).toBe('valid');
  });

  it('gives a key of its own to each purpose', () => {
    const { tokens, csrf, sealing, lookups } = deriveKeys([fresh]);
    expect(new Set([tokens[0].id, csrf[0].id, sealing[0].id, lookups.id]).size).toBe(4);
  });

  it('opens what was sealed before', () => {
    const sealed = new Sealer(deriveKeys([stale]).sealing).seal('Lunch', 'parked form');
    expect(new Sealer(deriveKeys([fresh, stale]).sealing).open(sealed, 'parked form')).toBe('Lunch');
    expect(new Sealer(deriveKeys([fresh]).sealing).open(sealed, 'parked form')).toBeUndefined();
  });
});

describe('sealed texts', () => {
  const sealer = new Sealer(deriveKeys([Buffer.alloc(32, 'k')]).sealing);
  const sealed = sealer.seal('Lunch with Ana', 'flash');

  it('open to what they were, and look different each time', () => {
    expect(sealer.open(sealed, 'flash')).toBe('Lunch with Ana');
    expect(sealer.seal('Lunch with Ana', 'flash')).not.toBe(sealed);
    expect(sealer.open(sealer.seal('', 'flash'), 'flash')).toBe('');
  });

  it('do not open for another purpose, changed, cut or made up', () => {
    expect(sealer.open(sealed, 'parked form')).toBeUndefined();
    for (const text of [
      '',
      '.',
      'x',
      `${sealed.slice(0, 20)}${flipFirst(sealed.slice(20))}`,
      sealed.slice(0, -4),
      sealed.slice(0, 20),
      'a.b',
    ])
      expect(sealer.open(text, 'flash')).toBeUndefined();
  });
});

/** Signs by hand, where the library refuses to sign what it would also refuse to read. */
function forge({ header = {}, claims: changed = {}, without = [], ...how }: Minting): string {
  if (how.algorithm !== undefined || how.key !== undefined)
    return mintLike(access, { header, claims: changed, without, ...how });
  const genuine = jwt.decode(access, { complete: true })!;
  const payload = Object.entries({ ...(genuine.payload as object), ...changed });
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = [
    encode({ ...genuine.header, ...header }),
    encode(Object.fromEntries(payload.filter(([name]) => !without.includes(name)))),
  ].join('.');
  return `${text}.${createHmac('sha256', signingKey().key).update(text).digest('base64url')}`;
}

function flipFirst(text: string): string {
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
}
