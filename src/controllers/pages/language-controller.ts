import type { Request, Response } from 'express';
import { ownPath } from '../../http/local-path.js';
import type { Pages } from '../../http/page-context.js';
import { isLanguage } from '../../messages/language.js';
import { textOf } from '../forms/fields.js';

/** The choice of a language before anybody has signed in. */
export class LanguageController {
  constructor(private readonly pages: Pages) {}

  /** What is no language changes nothing: the page comes back as it was. */
  choose = (req: Request, res: Response): void => {
    const language = textOf(req.body, 'language');
    if (isLanguage(language)) this.pages.locales.choose(res, language);
    this.pages.redirect(res, ownPath(textOf(req.body, 'return_to')) ?? '/');
  };
}
