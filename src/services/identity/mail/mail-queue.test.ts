import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, TestClock } from '../../../testing/clock.js';
import { engines } from '../../../testing/engines.js';
import { type Mailbox, openBreakingMailbox, openMailbox } from '../../../testing/mailbox.js';
import { signUp } from '../../../testing/person.js';
import { dumpTables } from '../../../testing/table-dump.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import { repositories } from '../../../storage/repositories.js';
import { deriveKeys } from '../keys.js';
import { Sealer } from '../sealer.js';
import { MailQueue } from './mail-queue.js';

const LETTER = {
  to: 'mira@example.com',
  subject: 'Grüße',
  text: 'A secret link\n',
  html: '<p>A secret link</p>',
};

describe.each(engines)('the queue of letters on $name', (engine) => {
  const clock = new TestClock();
  let mailbox: Mailbox;
  let app: TestApp;
  beforeAll(async () => {
    mailbox = await openMailbox();
    app = await startTestApp(engine, { clock, env: { SMTP_URL: mailbox.url } });
  });
  afterAll(async () => {
    await app.close();
    await mailbox.close();
  });
  beforeEach(() => {
    mailbox.letters.length = 0;
  });
  afterEach(() => mailbox.refuse(undefined));

  const mail = () => app.services.mail;
  const post = (letter = LETTER) => app.db.transaction((tx) => mail().post(repositories(tx), null, letter));

  it('sends a letter once, as text and as HTML, and forgets what it said', async () => {
    await post();
    expect(await dumpTables(app.db, ['mail_queue'])).not.toContain('secret link');
    expect(await mail().sendDue()).toBe(1);
    expect(await mail().sendDue()).toBe(0);
    expect(mailbox.letters).toHaveLength(1);
    expect(mailbox.letters[0]).toMatchObject({ to: ['mira@example.com'], html: '<p>A secret link</p>' });
    expect(mailbox.letters[0]!.text).toContain('A secret link');
    expect(mailbox.letters[0]!.source).toMatch(/Auto-Submitted: auto-generated/i);
    const rows = await app.db.all<{ sealed: string }>(
      `SELECT sealed FROM mail_queue WHERE sent_at IS NOT NULL`,
    );
    expect(rows.every(({ sealed }) => sealed === '')).toBe(true);
  });

  it('sends nothing of a transaction that was rolled back', async () => {
    const work = app.db.transaction(async (tx) => {
      await mail().post(repositories(tx), null, LETTER);
      throw new Error('rolled back');
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await mail().sendDue()).toBe(0);
  });

  it('tries again later, and later still, what the server did not want yet, and gives up after a day', async () => {
    mailbox.refuse(451);
    await post();
    let tries = 0;
    for (let minute = 0; minute < 30 * 60; minute += 1) {
      const before = await attempts();
      await mail().sendDue();
      if ((await attempts()) > before) tries += 1;
      clock.advance(MINUTE);
    }
    expect(tries).toBe(7);
    mailbox.refuse(undefined);
    clock.advance(100 * HOUR);
    expect(await mail().sendDue()).toBe(0);
    expect(mailbox.letters).toEqual([]);
  });

  it('delivers what was refused for a while', async () => {
    mailbox.refuse(451);
    await post();
    await mail().sendDue();
    mailbox.refuse(undefined);
    expect(await mail().sendDue()).toBe(0);
    clock.advance(MINUTE);
    expect(await mail().sendDue()).toBe(1);
    expect(mailbox.letters).toHaveLength(1);
  });

  it('does not try again what was refused for good', async () => {
    mailbox.refuse(550);
    await post();
    await mail().sendDue();
    mailbox.refuse(undefined);
    clock.advance(48 * HOUR);
    expect(await mail().sendDue()).toBe(0);
  });

  it('gives each letter to one of several who send at once', async () => {
    for (let index = 0; index < 20; index += 1)
      await post({ ...LETTER, to: `m${String(index)}@example.com` });
    const sent = await Promise.all(Array.from({ length: 5 }, () => mail().sendDue()));
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(new Set(mailbox.letters.map(({ to }) => to[0])).size).toBe(20);
    expect(mailbox.letters).toHaveLength(20);
  });

  it('goes out by itself soon after the answer, once it is started', async () => {
    mail().start();
    await post();
    await expect.poll(() => mailbox.letters.length, { timeout: 15_000 }).toBe(1);
  });

  const attempts = async () =>
    (await app.db.get<{ sum: number }>(
      'SELECT CAST(COALESCE(SUM(attempts), 0) AS BIGINT) AS sum FROM mail_queue',
    ))!.sum;
});

describe.each(engines)('letters whose fate is unknown on $name', (engine) => {
  it('are not sent again', async () => {
    const clock = new TestClock();
    const breaking = await openBreakingMailbox();
    const app = await startTestApp(engine, { clock, env: { SMTP_URL: breaking.url } });
    await app.db.transaction((tx) => app.services.mail.post(repositories(tx), null, LETTER));
    await app.services.mail.sendDue();
    clock.advance(48 * HOUR);
    await app.services.mail.sendDue();
    expect(breaking.taken()).toBe(1);
    await app.close();
    await breaking.close();
  });

  it('wait while nobody listens', async () => {
    const clock = new TestClock();
    const mailbox = await openMailbox();
    await mailbox.close();
    const app = await startTestApp(engine, { clock, env: { SMTP_URL: mailbox.url } });
    await app.db.transaction((tx) => app.services.mail.post(repositories(tx), null, LETTER));
    await app.services.mail.sendDue();
    const row = await app.db.get<{ claimed_at: string | null; failed_at: string | null }>(
      'SELECT claimed_at, failed_at FROM mail_queue',
    );
    expect(row).toEqual({ claimed_at: null, failed_at: null });
    await app.close();
  });

  it('whose secret is gone are given up, and that is told', async () => {
    const app = await startTestApp(engine, { env: { SMTP_URL: 'smtp://127.0.0.1:1' } });
    const of = (secret: string, onError: (error: unknown) => void) =>
      new MailQueue({
        database: app.db,
        clock: new TestClock(),
        sealer: new Sealer(deriveKeys([Buffer.from(secret)]).sealing),
        sender: { send: () => Promise.reject(new Error('not to be sent')), close: () => undefined },
        onError,
      });
    const told: unknown[] = [];
    const before = of('the secret of before', (error) => told.push(error));
    await app.db.transaction((tx) => before.post(repositories(tx), null, LETTER));
    expect(await of('another secret', (error) => told.push(error)).sendDue()).toBe(0);
    expect(told).toEqual([
      expect.objectContaining({ message: expect.stringContaining('given up') as string }),
    ]);
    expect(await app.db.all('SELECT id FROM mail_queue WHERE failed_at IS NULL')).toEqual([]);
    await app.close();
  });

  it('are not even queued where no mail is set up', async () => {
    const app = await startTestApp(engine);
    await signUp(app);
    await app.db.transaction((tx) => app.services.mail.post(repositories(tx), null, LETTER));
    expect(await app.db.all('SELECT id FROM mail_queue')).toEqual([]);
    await app.close();
  });
});
