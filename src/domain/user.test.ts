import { describe, expect, test } from 'vitest';
import { checkPassword, parseEmail, parseUsername } from './user.js';
import { message } from '../messages/message.js';

test('a username has 1 to 40 characters on one line', () => {
  expect(parseUsername(' Mira ')).toEqual({ ok: true, value: 'Mira' });
  expect(parseUsername('Ⓜ️ìra 🌱').ok).toBe(true);
  expect(parseUsername('x'.repeat(40)).ok).toBe(true);
  expect(parseUsername('x'.repeat(41)).ok).toBe(false);
  expect(parseUsername(' ')).toEqual({ ok: false, fault: message('fault.username.empty') });
  expect(parseUsername('mira\u202e').ok).toBe(false);
});

describe('an email address', () => {
  test.each([
    ['mira@example.com', 'mira@example.com'],
    ['  Mira@Example.COM ', 'mira@example.com'],
    ['mira.k+outlay@mail.example.co.uk', 'mira.k+outlay@mail.example.co.uk'],
    ["o'neil_7@example.org", "o'neil_7@example.org"],
    ['a@x.io', 'a@x.io'],
    ['demo@localhost', 'demo@localhost'],
    ['用户@例子.公司', '用户@例子.公司'],
    ['jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['mira@xn--bcher-kva.example', 'mira@xn--bcher-kva.example'],
    [`${'x'.repeat(64)}@example.com`, `${'x'.repeat(64)}@example.com`],
  ])('%j is known as %j', (typed, key) => {
    expect(parseEmail(typed)).toEqual({ ok: true, value: { display: typed.trim().normalize('NFC'), key } });
  });

  test.each([
    'mira',
    'mira@',
    '@example.com',
    'mira@@example.com',
    'mira@home@example.com',
    'mira@example',
    'mira@example..com',
    'mira@.example.com',
    'mira@example.com.',
    'mira@-example.com',
    'mira@example-.com',
    'mira@10.0.0.1',
    'mira@[10.0.0.1]',
    'mira k@example.com',
    'mira@exa mple.com',
    '.mira@example.com',
    'mira.@example.com',
    'mi..ra@example.com',
    '"mira k"@example.com',
    'Mira <mira@example.com>',
    'mira@example.com,ana@example.com',
    'mailto:mira@example.com',
    `${'x'.repeat(65)}@example.com`,
    `mira@${'x'.repeat(64)}.com`,
  ])('%j is refused', (typed) => {
    expect(parseEmail(typed)).toEqual({
      ok: false,
      fault: message('fault.email.malformed'),
    });
  });

  test('that is empty, too long or hides something says so', () => {
    expect(parseEmail('  ')).toEqual({ ok: false, fault: message('fault.email.empty') });
    const long = `${'x'.repeat(60)}@${'y'.repeat(60)}.${'z'.repeat(60)}.${'w'.repeat(60)}.example.com`;
    expect(parseEmail(long)).toEqual({
      ok: false,
      fault: message('fault.email.too_long', { max: 254 }),
    });
    expect(parseEmail('mira\u200b@example.com').ok).toBe(false);
    expect(parseEmail('mira@example.com\r\nBcc: ana@example.com').ok).toBe(false);
  });
});

describe('a new password', () => {
  const check = (password: string, who: { username?: string; email?: string; min?: number } = {}) =>
    checkPassword(password, {
      min: who.min ?? 12,
      username: who.username ?? 'Mira Kaya',
      email: who.email ?? 'mira.k@example.com',
      isCommon: (tried) => tried === 'qwerty123456',
    });

  test.each([
    'correct horse battery',
    '🔑'.repeat(64),
    'x'.repeat(1024),
    'a'.repeat(72),
    'kjh7-ncvu-29sd',
    '739184620571',
    'Ünïcödé-wörds',
    '<script>alert(1)</script>',
    'my outlay is larger than my income',
    '9k2!mira#7Q_5xw',
  ])('%j is taken unchanged', (password) => {
    expect(check(password)).toEqual({ ok: true, value: password });
  });

  test.each([
    ['', message('fault.password.empty')],
    ['short-one-1', message('fault.password.too_short', { min: 12 })],
    ['🔑'.repeat(11), message('fault.password.too_short', { min: 12 })],
    ['x'.repeat(1025), message('fault.password.too_long', { max: 1024 })],
    ['correct horse\u0000battery', message('fault.password.unseen')],
    ['correct horse\ud800', message('fault.password.unseen')],
    ['qwerty123456', message('fault.password.common')],
    [' '.repeat(12), message('fault.password.blank', { min: 4 })],
    ['\u3000'.repeat(12), message('fault.password.blank', { min: 4 })],
    ['            .', message('fault.password.blank', { min: 4 })],
    ['QWERTY123456', message('fault.password.common')],
    ['ｑｗｅｒｔｙ123456', message('fault.password.common')],
  ])('%j is refused', (password, sentence) => {
    expect(check(password)).toEqual({ ok: false, fault: sentence });
  });

  test.each([
    'outlay123456',
    'Outlay-2026!!',
    'outlayoutlay',
    'mira.k@example.com',
    'MIRA.K@EXAMPLE.COM',
    'mira.k-20262026',
    'Mira Kaya 2026',
    'miramiramira',
    'kaya-kaya-kaya-1',
    'example123456789',
    'mira-outlay-x1',
  ])('%j is too close to what everybody knows', (password) => {
    expect(check(password)).toMatchObject({
      ok: false,
      fault: message('fault.password.personal'),
    });
  });

  test.each([
    ['annabel-123456', { username: 'Ann Annabel' }],
    ['planck.2026.max', { email: 'max_planck@example.com' }],
    ['bob-bob-bob-bob', { username: 'Bob' }],
    ['mira 2026 2026 xy', {}],
  ])('%j is no better for whom it names', (password, who) => {
    expect(check(password, who)).toMatchObject({ fault: message('fault.password.personal') });
  });

  test.each(['mira 2026 2026 xyz', 'al-al-al-al-al', 'a b c d         '])(
    '%j names nobody alone',
    (password) => {
      expect(check(password, { username: 'Al' }).ok).toBe(true);
    },
  );

  test('a short name does not forbid its letters', () => {
    expect(check('aaaa-aaaa-aaaa', { username: 'a', email: 'a@x.io' }).ok).toBe(true);
  });

  test('the least length is the one configured', () => {
    expect(check('eight-ch', { min: 8 }).ok).toBe(true);
    expect(check('correct horse', { min: 15 })).toEqual({
      ok: false,
      fault: message('fault.password.too_short', { min: 15 }),
    });
  });
});
