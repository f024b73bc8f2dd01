import type { Transporter } from 'nodemailer';
import type { Mail } from './mail.js';

/** What became of a letter that could not be handed over. */
export type Failure =
  /** The server has certainly not taken it, and may later. */
  | 'later'
  /** It was refused for good, or nobody can tell whether it was taken: sending again might send it twice. */
  | 'never';

export class MailFailed extends Error {
  override readonly name = 'MailFailed';
  constructor(
    readonly failure: Failure,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : 'The letter was not taken', { cause });
  }
}

/** Hands letters over. */
export interface MailSender {
  /** @throws MailFailed */
  send(mail: Mail): Promise<void>;
  close(): void;
}

const PATIENCE_MS = 15_000;

/** @param url `smtp://…` or `smtps://…` @param from who they come from */
export function smtpSender({ url, from }: { url: string; from: string }): MailSender {
  let transport: Transporter | undefined;
  return {
    async send({ to, subject, text, html }) {
      transport ??= await open(url, from).catch((error: unknown) => {
        throw new MailFailed('later', error);
      });
      try {
        await transport.sendMail({ to: { name: '', address: to }, subject, text, html });
      } catch (error) {
        throw new MailFailed(failureOf(error), error);
      }
    },
    close: () => transport?.close(),
  };
}

/** Loads the package with the first letter (0020). */
async function open(url: string, from: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport(
    { url, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
    // Auto-Submitted (RFC 3834 §5): no absence notes in answer.
    {
      from,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  );
}

/** The clocks that run out before a connection stands; that of a connection which rests says nothing of the letter. */
const SETUP_TIMEOUTS = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT']);

/**
 * A server that says no with 4xx may say yes later, and a connection that never stood carried nothing. Whatever breaks
 * in between may have carried the letter: then it is not sent again.
 */
function failureOf(error: unknown): Failure {
  const { responseCode, code, syscall, timeoutType } = error as {
    responseCode?: number;
    code?: string;
    syscall?: string;
    timeoutType?: string;
  };
  if (responseCode !== undefined) return responseCode < 500 || code === 'EAUTH' ? 'later' : 'never';
  const neverStood =
    code === 'EDNS' ||
    code === 'EAUTH' ||
    code === 'ETLS' ||
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    (timeoutType !== undefined && SETUP_TIMEOUTS.has(timeoutType)) ||
    // A connection that broke names the call that noticed, TLS that was never agreed on does not.
    (code === 'ESOCKET' && syscall === undefined);
  return neverStood ? 'later' : 'never';
}
