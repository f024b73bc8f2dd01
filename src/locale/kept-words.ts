import { Stamp } from './stamp.js';
import type { Locale } from './locale.js';

/**
 * What was made of objects in the words of a locale: kept as long as the object is, in the last locale that was asked
 * for, and while `isStill` says so of it.
 */
export class KeptWords<Of extends object, Words> {
  readonly #kept = new Stamp<Of, { readonly locale: Locale; readonly words: Words }>();

  of(object: Of, locale: Locale, make: () => Words, isStill?: (words: Words) => boolean): Words {
    const known = this.find(object, locale);
    return known !== undefined && isStill?.(known) !== false ? known : this.keep(object, locale, make());
  }

  find(object: Of, locale: Locale): Words | undefined {
    const known = this.#kept.of(object);
    return known?.locale === locale ? known.words : undefined;
  }

  keep(object: Of, locale: Locale, words: Words): Words {
    this.#kept.set(object, { locale, words });
    return words;
  }
}
