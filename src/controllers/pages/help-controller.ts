import type { Request, Response } from 'express';
import { type Currency, findCurrency } from '../../domain/currency.js';
import type { Pages } from '../../http/page-context.js';
import { visitorOf } from '../../http/visitor.js';
import { currencyOf } from '../../locale/currency-of-region.js';
import type { Locale } from '../../locale/locale.js';
import { message } from '../../messages/message.js';

/** What Outlay understands, with examples as the reader would write them. */
export class HelpController {
  constructor(private readonly pages: Pages) {}

  show = (req: Request, res: Response): void => {
    const locale = this.pages.locales.of(req);
    const { principal } = visitorOf(req);
    const currency = principal?.currency ?? currencyOf(locale.region) ?? findCurrency('USD')!;
    const figure = (hundredths: bigint) => locale.figure(inMinor(hundredths, currency), currency);
    this.pages.send(req, res, {
      page: 'help/index',
      title: message('help.title'),
      model: {
        isSignedIn: principal !== undefined,
        lines: exampleLines(locale, currency),
        sums: { sum: `${figure(1250n)}+3`, product: `3*${figure(499n)}`, part: '100/3' },
        amount: locale.money(inMinor(123450n, currency), currency),
        search: figure(1250n),
      },
    });
  };
}

/** Lines of every kind, in the words of the reader: links to what they are read as. */
export function exampleLines(locale: Locale, currency: Currency): string[] {
  const amount = (hundredths: bigint) => ({ figure: inMinor(hundredths, currency), currency });
  return [
    locale.text('quick.example', { amount: amount(1250n) }),
    locale.text('help.example_trip', { amount: amount(4990n) }),
    locale.text('help.example_refund', { amount: amount(3000n) }),
    locale.text('help.example_day', { amount: amount(1100n) }),
  ];
}

/** An amount of everyday in any currency: 12.50, or 1250 where there are no decimals. */
function inMinor(hundredths: bigint, { digits }: Currency): bigint {
  return digits === 3 ? hundredths * 10n : hundredths;
}
