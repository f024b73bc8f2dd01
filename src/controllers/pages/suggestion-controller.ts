import type { Request, Response } from 'express';
import { formatFigure } from '../../domain/money.js';
import type { Locales } from '../../http/locale.js';
import type { Locale } from '../../locale/locale.js';
import type { Principal } from '../../services/identity/principal.js';
import type { Suggestion, SuggestionService } from '../../services/ledger/suggestion-service.js';

/** Descriptions that were used before, for the script of the forms. */
export class SuggestionController {
  constructor(
    private readonly suggestions: SuggestionService,
    private readonly locales: Locales,
  ) {}

  list = async (req: Request, res: Response, principal: Principal): Promise<void> => {
    const locale = this.locales.of(req);
    const suggestions = await this.suggestions.list(principal);
    res.json({ descriptions: suggestions.map((suggestion) => inForm(suggestion, principal, locale)) });
  };
}

/** As its form would hold it, and what is said beside it. */
function inForm(
  { description, category, amountMinor }: Suggestion,
  { currency, region }: Principal,
  locale: Locale,
) {
  const isRefund = amountMinor < 0n;
  return {
    text: description,
    category: category === null ? '' : String(category.id),
    amount: formatFigure(isRefund ? -amountMinor : amountMinor, currency, region),
    refund: isRefund,
    said: [
      ...(category === null ? [] : [category.name]),
      ...(isRefund ? [locale.text('refund.word')] : []),
      locale.money(amountMinor, currency),
    ],
  };
}
