import { describe, expect, test } from 'vitest';
import { checkPassword, parseEmail, parseUsername } from './user.js';

test('a username has 1 to 40 characters on one line', () => {
  expect(parseUsername(' Mira ')).toEqual({ ok: true, value: 'Mira' });
  expect(parseUsername('Ⓜ️ìra 🌱').ok).toBe(true);
  expect(parseUsername('x'.repeat(40)).ok).toBe(true);
  expect(parseUsername('x'.repeat(41)).ok).toBe(false);
  expect(parseUsername(' ')).toEqual({ ok: false, fault: 'Enter a username.' });
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
      fault: 'Enter an email address such as name@example.com.',
    });
  });

  test('that is empty, too long or hides something says so', () => {
    expect(parseEmail('  ')).toEqual({ ok: false, fault: 'Enter an email address.' });
    const long = `${'x'.repeat(60)}@${'y'.repeat(60)}.${'z'.repeat(60)}.${'w'.repeat(60)}.example.com`;
    expect(parseEmail(long)).toEqual({
      ok: false,
      fault: 'The email address is too long: 254 characters at most.',
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
    '            .',
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
    ['', 'Enter a password.'],
    ['short-one-1', 'Use at least 12 characters.'],
    ['🔑'.repeat(11), 'Use at least 12 characters.'],
    ['x'.repeat(1025), 'Use at most 1024 characters.'],
    ['correct horse\u0000battery', 'Use characters that can be typed again anywhere.'],
    ['correct horse\ud800', 'Use characters that can be typed again anywhere.'],
    ['qwerty123456', 'This is one of the passwords that are guessed first. Choose another one.'],
    ['QWERTY123456', 'This is one of the passwords that are guessed first. Choose another one.'],
    ['ｑｗｅｒｔｙ123456', 'This is one of the passwords that are guessed first. Choose another one.'],
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
      fault: expect.stringContaining('too close') as string,
    });
  });

  test('a short name does not forbid its letters', () => {
    expect(check('aaaa-aaaa-aaaa', { username: 'a', email: 'a@x.io' }).ok).toBe(true);
  });

  test('the least length is the one configured', () => {
    expect(check('eight-ch', { min: 8 }).ok).toBe(true);
    expect(check('correct horse', { min: 15 })).toEqual({ ok: false, fault: 'Use at least 15 characters.' });
  });
});
