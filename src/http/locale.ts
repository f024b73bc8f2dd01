import type { Request, Response } from 'express';
import { type Locale, localeFor } from '../locale/locale.js';
import { type Preference, readAcceptLanguage, usualRegionOf } from '../locale/region.js';
import { isLanguage, type Language, languageOf } from '../messages/language.js';
import type { Cookies } from './cookies.js';
import { visitorOf } from './visitor.js';

/** In which words and figures a request is answered. */
export class Locales {
  constructor(
    private readonly cookies: Cookies,
    private readonly words: (preference: Preference) => Locale = localeFor,
  ) {}

  /**
   * Whoever is signed in is answered as their account says; others as was chosen at the foot of a page, else as the
   * account of this browser says, else as the browser asks.
   */
  of(req: Request): Locale {
    return this.words(this.preferenceOf(req));
  }

  preferenceOf(req: Request): Preference {
    const { principal, acquaintance } = visitorOf(req);
    if (principal) return principal;
    const asked = acquaintance?.preferences ?? readAcceptLanguage(req.get('accept-language'));
    const chosen = this.cookies.read(req, 'language') ?? '';
    return isLanguage(chosen) ? inLanguage(asked, chosen) : asked;
  }

  /** Keeps a choice for those who have not signed in. */
  choose(res: Response, language: Language): void {
    this.cookies.set(res, 'language', language);
  }

  /** From a sign-in on the account decides. */
  forgetChoice(req: Request, res: Response): void {
    if (this.cookies.read(req, 'language') !== undefined) this.cookies.clear(res, 'language');
  }
}

/** The chosen language, with the region of the browser where it speaks that language. */
function inLanguage(asked: Preference, language: Language): Preference {
  const fits = languageOf(asked.region) === language;
  return { language, region: fits ? asked.region : usualRegionOf(language) };
}
