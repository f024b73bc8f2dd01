import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { openBreakingMailbox, openMailbox } from '../../../testing/mailbox.js';
import { MailFailed, smtpSender } from './smtp-sender.js';

const MAIL = { to: 'mira@example.com', subject: 'Grüße', text: 'Hello\n', html: '<p>Hello</p>' };
const FROM = 'Outlay <outlay@example.com>';

/** What became of a letter that is handed over there. */
async function handOver(url: string): Promise<unknown> {
  const sender = smtpSender({ url, from: FROM });
  try {
    await sender.send(MAIL);
    return 'taken';
  } catch (error) {
    if (!(error instanceof MailFailed)) throw error;
    expect(error.message).toBe((error.cause as Error).message);
    return error.failure;
  } finally {
    sender.close();
  }
}

describe('a letter', () => {
  it('is handed over to whom it is for, from the installation, and asks for no answer by a machine', async () => {
    const mailbox = await openMailbox();
    expect(await handOver(mailbox.url)).toBe('taken');
    expect(mailbox.letters).toMatchObject([
      { to: ['mira@example.com'], from: FROM, text: 'Hello\r\n', html: '<p>Hello</p>' },
    ]);
    expect(mailbox.letters[0]!.source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mailbox.letters[0]!.source).toMatch(/^To: mira@example\.com\r$/m);
    await mailbox.close();
  });

  it.each([
    [450, 'later'],
    [499, 'later'],
    [500, 'never'],
    [550, 'never'],
  ])('that is answered with %d is tried again: %s', async (code, failure) => {
    const mailbox = await openMailbox();
    mailbox.refuse(code);
    expect(await handOver(mailbox.url)).toBe(failure);
    await mailbox.close();
  });

  it('is tried again where nobody listens, and where the password of the server is another', async () => {
    const gone = await openMailbox();
    await gone.close();
    expect(await handOver(gone.url)).toBe('later');
    const server = new SMTPServer({
      ...{ disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false },
      onAuth: (_auth, _session, done) => done(new Error('Another password')),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    expect(await handOver(`smtp://outlay:wrong@127.0.0.1:${String(port)}`)).toBe('later');
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('is tried again where the server speaks no TLS on that port', async () => {
    const mailbox = await openMailbox();
    expect(await handOver(mailbox.url.replace('smtp:', 'smtps:'))).toBe('later');
    await mailbox.close();
  });

  it.each(['breaks', 'is silent'] as const)(
    'is not tried again once it may have been taken: the server %s',
    async (afterwards) => {
      const breaking = await openBreakingMailbox(afterwards);
      expect(await handOver(`${breaking.url}/?socketTimeout=300`)).toBe('never');
      expect(breaking.taken()).toBe(1);
      await breaking.close();
    },
  );
});
