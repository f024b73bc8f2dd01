import { Stamp } from './stamp.js';
import type { Locale } from './locale.js';

/**
 * What was made of objects in the words of a locale: kept as long as the object is, in the last locale that was asked
 * for, and while `isStill` says so of it.
 */
export class KeptWords<Of extends object, Words> {
  readonly #kept = new Stamp<Of, { readonly locale: Locale; readonly words: Words }>();

  of(object: Of, locale: Locale, make: () => Words, isStill?: (words: Words) => boolean): Words {
    const known = this.#kept.of(object);
    if (known?.locale === locale && isStill?.(known.words) !== false) return known.words;
    const words = make();
    this.#kept.set(object, { locale, words });
    return words;
  }
}
