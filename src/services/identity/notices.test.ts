import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Device } from './principal.js';
import { repositories } from '../../storage/repositories.js';
import type { SecurityEventKind } from '../../storage/identity/security-event-repository.js';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { type Mailbox, openMailbox } from '../../testing/mailbox.js';
import { DEVICE, PASSWORD, type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe.each(engines)('what happened around an account on $name', (engine) => {
  const clock = new TestClock('2026-03-01T12:00:00.000Z');
  let mailbox: Mailbox;
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    mailbox = await openMailbox();
    app = await startTestApp(engine, { clock, env: { SMTP_URL: mailbox.url } });
  });
  afterAll(async () => {
    await app.close();
    await mailbox.close();
  });
  beforeEach(async () => {
    mira = await signUp(app);
    mailbox.letters.length = 0;
  });

  const tell = async (kind: SecurityEventKind, device: Device = DEVICE) => {
    const { userId } = await mira.principal();
    await app.db.transaction((tx) => app.services.notices.tell(repositories(tx), userId, kind, device));
    await app.services.mail.sendDue();
    return mailbox.letters.map(({ text }) => text.replaceAll('\r\n', '\n'));
  };
  const newest = async () => (await app.services.sessions.listEvents(await mira.principal()))[0]!;

  it('is told by a letter in the words and at the time of its reader', async () => {
    await app.services.profiles.change(await mira.principal(), { timeZone: 'Asia/Kolkata' });
    clock.advance(8 * 3_600_000);
    const device = { ...DEVICE, userAgent: 'Mozilla/5.0 (iPhone) Safari/605.1' };
    await mira.signIn();
    const [text] = await tell('password_changed', device);
    expect(text?.split('\n\n')).toEqual([
      'Hello mira,',
      'Password changed with Safari on iOS',
      expect.stringMatching(/^March 2, 2026, 1:30\sAM$/),
      expect.stringContaining('change your password'),
      `${app.config.baseUrl}\n`,
    ]);
    expect(mailbox.letters[0]).toMatchObject({ to: [mira.email], subject: 'Your Outlay account' });
  });

  it.each([
    ['refresh_token_reused', 1],
    ['password_changed', 1],
    ['password_reset', 1],
    ['email_changed', 1],
    ['access_token_made', 1],
    ['authenticator_on', 1],
    ['authenticator_off', 1],
    ['recovery_codes_renewed', 1],
    ['recovery_code_used', 1],
    ['passkey_added', 1],
    ['passkey_removed', 1],
    ['passkey_counter_fell', 1],
    ['second_factor_removed_by_host', 1],
    ['registered', 0],
    ['session_signed_out', 0],
    ['wrong_code', 0],
    ['access_token_revoked', 0],
  ] as const)('is kept for its page, and sent when it matters: %s', async (kind, letters) => {
    expect(await tell(kind)).toHaveLength(letters);
    expect(await newest()).toMatchObject({
      ...{ kind, device: DEVICE.userAgent, ipPrefix: DEVICE.ipPrefix },
    });
  });

  it('is told of a sign-in from elsewhere by a browser that does not keep our mark for the account', async () => {
    const { limits } = app.services;
    const from = async (mark: string | null, ipPrefix = '198.51.100.0/24') =>
      (await tell('signed_in', { ...DEVICE, mark, ipPrefix })).length;
    expect(await from(null, DEVICE.ipPrefix)).toBe(0);
    expect(await from(limits.markFor(mira.email))).toBe(0);
    expect(await from(limits.markFor('ana@example.com', limits.markFor(mira.email)))).toBe(0);
    expect(await from(limits.markFor('ana@example.com'))).toBe(1);
    expect(await from(null)).toBe(2);
  });

  it('is told of a sign-in by a script of a kind that was not seen before, whatever its version', async () => {
    const from = (userAgent: string) => tell('signed_in', { ...DEVICE, userAgent });
    expect(await from('Firefox/131 (X11; Linux)')).toEqual([]);
    expect(await from('Mozilla/5.0 (iPhone) Safari/605.1')).toHaveLength(1);
    const { email } = mira;
    const phone = { ...DEVICE, userAgent: 'Mozilla/5.0 (iPhone) Safari/604.1' };
    await app.services.accounts.signIn({ email, password: PASSWORD }, phone);
    await app.services.mail.sendDue();
    mailbox.letters.length = 0;
    expect(await from('Mozilla/5.0 (iPhone) Safari/605.1')).toEqual([]);
    expect(await newest()).toMatchObject({ kind: 'signed_in' });
  });
});
