import { expect, test } from 'vitest';
import { localeFor } from '../../../locale/locale.js';
import { message } from '../../../messages/message.js';
import { writeMail } from './mail.js';

test('a letter says the same as text and as HTML, in which nothing that it quotes is markup', () => {
  const letter = {
    to: 'mira@example.com',
    subject: message('mail.reset_subject'),
    paragraphs: [
      message('mail.greeting', { name: '<b>Mira</b>' }),
      { href: 'https://outlay.test/reset/x?a=1&b=2' },
    ],
  };
  expect(writeMail(letter, localeFor({ language: 'en', region: 'en-US' }))).toEqual({
    to: 'mira@example.com',
    subject: 'A new password for Outlay',
    text: 'Hello <b>Mira</b>,\n\nhttps://outlay.test/reset/x?a=1&b=2\n',
    html: `<!doctype html>
<html lang="en" dir="ltr">
<head><meta charset="utf-8"><title>A new password for Outlay</title></head>
<body>
<p>Hello &lt;b&gt;Mira&lt;/b&gt;,</p>
<p><a href="https://outlay.test/reset/x?a=1&amp;b=2">https://outlay.test/reset/x?a=1&amp;b=2</a></p>
</body>
</html>
`,
  });
  expect(writeMail(letter, localeFor({ language: 'ar', region: 'ar-EG' })).html).toContain(
    '<html lang="ar" dir="rtl">',
  );
});
