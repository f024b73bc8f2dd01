import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.js';
import { engines } from '../../testing/engines.js';
import { type Mailbox, openMailbox } from '../../testing/mailbox.js';
import { DEVICE, PASSWORD, type Person, signUp } from '../../testing/person.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const NO_LINK = { code: 'not_found', said: { key: 'error.no_such.email_link' } };
const TAKEN = { fields: { email: { key: 'fault.email.taken' } } };
const newEmail = () => `New-${crypto.randomUUID()}@example.com`;

describe.each(engines)('a new email that has to be confirmed on $name', (engine) => {
  let mailbox: Mailbox;
  let app: TestApp;
  let mira: Person;
  beforeAll(async () => {
    mailbox = await openMailbox();
    app = await startTestApp(engine, { clock: new TestClock(), env: { SMTP_URL: mailbox.url } });
  });
  afterAll(async () => {
    await app.close();
    await mailbox.close();
  });
  beforeEach(async () => {
    await app.services.mail.sendDue();
    mira = await signUp(app);
    mailbox.letters.length = 0;
  });

  const service = () => app.services.emailChanges;
  const ask = async (email: string, { currentPassword = PASSWORD, by = mira } = {}) =>
    service().ask(await by.principal(), { email, currentPassword }, DEVICE);
  /** The secret of the link in the letter to the new address. */
  const linkFor = async (email: string, by = mira) => {
    expect(await ask(email, { by })).toBe('asked');
    await app.services.mail.sendDue();
    const letter = mailbox.letters.find(({ to }) => to.includes(email))!;
    return new URL(letter.links[0]!).pathname.split('/').at(-1)!;
  };
  const kinds = async () =>
    (await app.services.sessions.listEvents(await mira.principal())).map(({ kind }) => kind);

  it('is told on the page and to both addresses, shown behind the link, and counts from then on', async () => {
    const email = newEmail();
    const token = await linkFor(email);
    expect(mailbox.letters.map(({ to, subject }) => [...to, subject]).sort()).toEqual(
      [
        [email, 'Confirm your email for Outlay'],
        [mira.email, 'Your Outlay account'],
      ].sort(),
    );
    expect(await kinds()).toEqual(['email_change_asked', 'registered']);
    expect(await service().peek(token)).toBe(email);
    expect((await mira.principal()).email).toBe(mira.email);
    await service().confirm(token, DEVICE);
    expect((await mira.principal()).email).toBe(email);
    expect((await kinds())[0]).toBe('email_changed');
    expect(await service().peek(token)).toBeUndefined();
    for (const used of [token, 'x', ''])
      await expect(service().confirm(used, DEVICE)).rejects.toMatchObject(NO_LINK);
  });

  it('is confirmed by one of several who come at once', async () => {
    const token = await linkFor(newEmail());
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => service().confirm(token, DEVICE)));
    const refused = all.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toMatchObject(NO_LINK);
    expect((await kinds()).filter((kind) => kind === 'email_changed')).toHaveLength(1);
  });

  it('is refused beside its field: no address, no right password, an address of somebody else', async () => {
    const owen = await signUp(app, 'owen');
    await expect(ask('nobody')).rejects.toMatchObject({
      fields: { email: { key: 'fault.email.malformed' } },
    });
    await expect(ask(newEmail(), { currentPassword: 'wrong' })).rejects.toMatchObject({
      fields: { current_password: { key: 'fault.password.wrong' } },
    });
    await expect(ask(owen.email.toUpperCase())).rejects.toMatchObject(TAKEN);
    await app.services.mail.sendDue();
    expect(mailbox.letters).toEqual([]);
    expect(await ask(mira.email.toUpperCase())).toBe('asked');
  });

  it('is refused when somebody else has taken it meanwhile, and changes nothing', async () => {
    const email = newEmail();
    const owen = await signUp(app, 'owen');
    const token = await linkFor(email);
    mailbox.letters.length = 0;
    await service().confirm(await linkFor(email, owen), DEVICE);
    await expect(service().confirm(token, DEVICE)).rejects.toMatchObject(TAKEN);
    expect((await mira.principal()).email).toBe(mira.email);
    expect(await kinds()).toEqual(['email_change_asked', 'registered']);
  });

  it('voids the links for a new password that went to the old one', async () => {
    const { resets, hostAccess } = app.services;
    const reset = new URL(await hostAccess.resetLink(mira.email)).pathname.split('/').at(-1)!;
    const token = await linkFor(newEmail());
    expect(await resets.isGood(reset)).toBe(true);
    await service().confirm(token, DEVICE);
    expect(await resets.isGood(reset)).toBe(false);
  });

  it('counts at once where no mail is set up', async () => {
    const without = await startTestApp(engine);
    const ana = await signUp(without, 'ana');
    const change = { email: newEmail(), currentPassword: PASSWORD };
    expect(await without.services.emailChanges.ask(await ana.principal(), change, DEVICE)).toBe('changed');
    expect((await ana.principal()).email).toBe(change.email);
    await without.close();
  });
});
