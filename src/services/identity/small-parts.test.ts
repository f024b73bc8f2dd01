import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MINUTE, TestClock } from '../../testing/clock.js';
import { deriveKeys, type NamedKey } from './keys.js';
import { networksOf, prefixOfPlace, ticketOf } from './network.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { relyingPartyOf } from './relying-party.js';
import { Sealer } from './sealer.js';
import { Watch } from './watch.js';

describe('the network of an address', () => {
  test.each([
    ['2001:db8:0:12ff', { wide: '2001:db8:0:12/56', widest: '2001:db8:0/48' }, '2001:db8:0::/48'],
    ['2001:db8:1:ff', { wide: '2001:db8:1:0/56', widest: '2001:db8:1/48' }, '2001:db8:1::/48'],
    ['203.0.113.77', undefined, '203.0.113.0/24'],
    ['203.0.113.7', undefined, '203.0.113.0/24'],
  ])('%s', (ip, networks, prefix) => {
    expect(networksOf(ip)).toEqual(networks);
    expect(prefixOfPlace(ip)).toBe(prefix);
  });

  test('of IPv6 each address waits for itself, of IPv4 its network', () => {
    const device = (ip: string, ipPrefix: string) => ({ userAgent: 'x', ip, ipPrefix });
    expect(ticketOf(device('2001:db8:1:2', '2001:db8:1::/48'), true)).toEqual({
      ...{ place: '2001:db8:1:2', network: '2001:db8:1::/48', isKnown: true },
    });
    expect(ticketOf(device('203.0.113.7', '203.0.113.0/24'), false)).toEqual({
      ...{ place: '203.0.113.0/24', network: '203.0.113.0/24', isKnown: false },
    });
  });
});

describe('a recovery code', () => {
  const code = 'k7qd-2mz1-9f00-trbc';

  test('is one of ten that differ, and is taken as it is printed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const each of codes) {
      expect(each).toMatch(/^(?:[0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
      expect(hashRecoveryCode(each)).toMatch(/^[\w-]{43}$/);
    }
  });

  test.each(['K7QD-2MZ1-9F00-TRBC', 'k7qd2mz19f00trbc', ' k7qd 2mzl 9fOo trbc ', 'ｋ7qd-2mzI-9f00-trbc'])(
    'is the same however it is typed: %s',
    (typed) => {
      expect(hashRecoveryCode(typed)).toBe(hashRecoveryCode(code));
    },
  );

  test.each(['', 'k7qd-2mz1-9f00-trb', 'k7qd-2mz1-9f00-trbcc', 'k7qd-2mz1-9f00-trbu', 'k7qd-2mz1-9f00-trb!'])(
    'is nothing like %j',
    (typed) => {
      expect(hashRecoveryCode(typed)).toBeUndefined();
    },
  );

  test('is another with another letter', () => {
    expect(hashRecoveryCode('k7qd-2mz1-9f00-trbd')).not.toBe(hashRecoveryCode(code));
  });
});

test.each([
  [
    'https://outlay.example',
    { id: 'outlay.example', origin: 'https://outlay.example', address: 'https://outlay.example' },
  ],
  [
    'https://a.example/money/',
    { id: 'a.example', origin: 'https://a.example', address: 'https://a.example/money' },
  ],
  [
    'https://a.example:8443',
    { id: 'a.example', origin: 'https://a.example:8443', address: 'https://a.example:8443' },
  ],
  [
    'http://localhost:3000',
    { id: 'localhost', origin: 'http://localhost:3000', address: 'http://localhost:3000' },
  ],
  ['http://x.localhost', { id: 'x.localhost', origin: 'http://x.localhost', address: 'http://x.localhost' }],
  ['http://outlay.example', undefined],
  ['http://evil-localhost.example', undefined],
  ['http://notlocalhost', undefined],
  ['https://203.0.113.7', undefined],
  ['https://[2001:db8::1]', undefined],
  ['http://127.0.0.1:3000', undefined],
])('passkeys of %s', (baseUrl, party) => {
  expect(relyingPartyOf(baseUrl)).toEqual(party);
});

describe('what is sealed', () => {
  const key = (id: string): NamedKey => ({ id, key: createSecretKey(randomBytes(32)) });
  const [older, newer] = [key('older'), key('newer')];
  const before = new Sealer([older]);
  const now = new Sealer([newer, older]);

  test('is opened for its purpose only, also by a program whose secret is newer', () => {
    const sealed = before.seal('a secret ü', 'totp');
    expect(sealed).not.toContain('secret');
    expect([before, now].map((sealer) => sealer.open(sealed, 'totp'))).toEqual(['a secret ü', 'a secret ü']);
    expect(before.open(sealed, 'token')).toBeUndefined();
    expect(new Sealer([newer]).open(sealed, 'totp')).toBeUndefined();
    expect([before.isCurrent(sealed), now.isCurrent(sealed), now.currentKeyId]).toEqual([
      true,
      false,
      'newer',
    ]);
    expect(before.seal('', 'totp')).not.toBe(before.seal('', 'totp'));
    expect(before.open(before.seal('', 'totp'), 'totp')).toBe('');
  });

  test('is nothing once it was touched', () => {
    const [id, body = ''] = before.seal('a secret', 'totp').split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (const at of [0, 12, bytes.length - 1]) {
      const touched = Buffer.from(bytes);
      touched[at]! ^= 1;
      expect(before.open(`${id}.${touched.toString('base64url')}`, 'totp')).toBeUndefined();
    }
    for (const text of ['', 'older', 'older.', `older.${'A'.repeat(36)}`, `newer.${body}`, body])
      expect(before.open(text, 'totp')).toBeUndefined();
  });
});

test('the log of attacks names networks, and accounts by a word that only our key makes', () => {
  const lines: unknown[] = [];
  const keyOf = (): NamedKey => ({ id: 'x', key: createSecretKey(randomBytes(32)) });
  const watching = (key: NamedKey) => new Watch(key, (line, words) => void lines.push([words, line]));
  const watch = watching(keyOf());
  const seen = { event: 'sign_in_failed', reason: 'password', ip: '203.0.113.7' } as const;
  watch.see({ ...seen, emailKey: 'mira@example.com' });
  watch.see({ ...seen, event: 'form_refused', reason: 'token', ip: '2001:db8:1:2' });
  const account = expect.stringMatching(/^[\w-]{16}$/) as string;
  expect(lines).toEqual([
    ['sign in failed', { event: 'sign_in_failed', reason: 'password', from: '203.0.113.0/24', account }],
    ['form refused', { event: 'form_refused', reason: 'token', from: '2001:db8:1::/48' }],
  ]);
  const wordOf = (by: Watch, emailKey: string) => {
    by.see({ ...seen, emailKey });
    return (lines.at(-1) as [string, { account: string }])[1].account;
  };
  const mira = wordOf(watch, 'mira@example.com');
  expect(wordOf(watch, 'mira@example.com')).toBe(mira);
  expect(wordOf(watch, 'owen@example.com')).not.toBe(mira);
  expect(wordOf(watching(keyOf()), 'mira@example.com')).not.toBe(mira);
});

describe('a challenge for a passkey', () => {
  const key = (id: string): NamedKey => ({ id, key: createSecretKey(randomBytes(32)) });
  const [older, newer] = [key('older'), key('newer')];
  const clock = new TestClock();
  const before = new PasskeyChallenges([older], clock);
  const now = new PasskeyChallenges([newer, older], clock);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

  test('is good for its purpose, a quarter of an hour, also in a program whose secret is newer', () => {
    const made = text(before.make('add|17'));
    expect([before.isGood(made, 'add|17'), now.isGood(made, 'add|17')]).toEqual([true, true]);
    expect([before.isGood(made, 'add|1'), before.isGood(made, 'proof|17')]).toEqual([false, false]);
    expect(before.isGood(text(now.make('add|17')), 'add|17')).toBe(false);
    expect(text(before.make('add|17'))).not.toBe(made);
    clock.advance(15 * MINUTE - 1);
    expect(before.isGood(made, 'add|17')).toBe(true);
    clock.advance(1);
    expect(before.isGood(made, 'add|17')).toBe(false);
  });

  test('is nothing when it is shorter, longer or touched', () => {
    const made = before.make('add|17');
    const flipped = made.map((byte, at) => (at === 3 ? byte ^ 1 : byte));
    for (const bytes of [new Uint8Array(), made.slice(1), Buffer.concat([made, made.slice(0, 1)]), flipped])
      expect(before.isGood(text(bytes), 'add|17')).toBe(false);
  });
});

test('keys are the same for the same secret in every version: else nothing that was sealed would open again', () => {
  const { tokens, csrf, sealing, passkeys, lookups } = deriveKeys([Buffer.alloc(32, 7), Buffer.alloc(32, 8)]);
  expect([tokens, csrf, sealing, passkeys].map(([newest]) => newest.id).concat(lookups.id)).toEqual([
    'f612de77',
    '891091f9',
    'ee0bb1fb',
    'cff63f59',
    '7fafe200',
  ]);
  expect(tokens[1]!.id).not.toBe(tokens[0].id);
});
