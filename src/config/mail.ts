import { type ConfigReader, quote } from './reader.js';

/** Where mail is handed over, and who it comes from. */
export interface MailConfig {
  /** `smtp://user:password@host:587` or `smtps://…` */
  readonly url: string;
  /** `Outlay <outlay@example.com>` or the address alone. */
  readonly from: string;
}

const ADDRESS = /^[^@\s<>]+@[^@\s<>]+$/;

/** Reads SMTP_URL and MAIL_FROM; undefined: no mail is set up. */
export function readMail(reader: ConfigReader, baseUrl: string): MailConfig | undefined {
  const url = reader.text('SMTP_URL');
  const from = reader.text('MAIL_FROM');
  if (from !== undefined && !ADDRESS.test(/<([^<>]*)>$/.exec(from)?.[1] ?? from))
    reader.refuse('MAIL_FROM', `is ${quote(from)}; expected an address such as Outlay <outlay@example.com>.`);
  if (url === undefined) return undefined;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // Never quoted: there is a password in it.
  if (!parsed || !/^smtps?:$/.test(parsed.protocol) || parsed.hostname === '')
    reader.refuse('SMTP_URL', 'is no address such as smtp://user:password@mail.example.com:587.');
  return { url, from: from ?? `Outlay <outlay@${new URL(baseUrl).hostname}>` };
}
