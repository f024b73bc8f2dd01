import { escapeHtml } from '../../../locale/escape-html.js';
import type { Locale } from '../../../locale/locale.js';
import type { Message } from '../../../messages/message.js';

/** A letter, ready to be sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a letter says, paragraph by paragraph; an address stands on a line of its own, as a link. */
export interface Letter {
  readonly to: string;
  readonly subject: Message;
  readonly paragraphs: readonly (Message | { readonly href: string })[];
}

/** Puts a letter into the words of its reader, as text and as plain HTML that says the same. */
export function writeMail({ to, subject, paragraphs }: Letter, locale: Locale): Mail {
  const title = locale.say(subject);
  const texts = paragraphs.map((part) => ('href' in part ? part.href : locale.say(part)));
  const html = paragraphs.map((part, index) => {
    const text = escapeHtml(texts[index]!);
    return 'href' in part ? `<p><a href="${text}">${text}</a></p>` : `<p>${text}</p>`;
  });
  return {
    to,
    subject: title,
    text: `${texts.join('\n\n')}\n`,
    html: [
      '<!doctype html>',
      `<html lang="${locale.language}" dir="${locale.direction}">`,
      `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
      `<body>\n${html.join('\n')}\n</body>`,
      '</html>\n',
    ].join('\n'),
  };
}
