import type { Locale } from './locale.js';

/** What was made of objects in the words of a locale: kept as long as the object is, in the last locale that was asked for. */
export class KeptWords<Of extends object, Words> {
  readonly #kept = new WeakMap<Of, { readonly locale: Locale; readonly words: Words }>();

  of(object: Of, locale: Locale, make: () => Words): Words {
    const known = this.#kept.get(object);
    if (known?.locale === locale) return known.words;
    const words = make();
    this.#kept.set(object, { locale, words });
    return words;
  }
}
