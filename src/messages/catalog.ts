import { en, type English } from './en/index.js';
import type { Language } from './language.js';

/** Every text of a language by the keys of the English one: a missing or unknown key does not compile. */
export type Catalog = Readonly<Record<keyof English, string>>;

/** The same keys as a part of the English texts. */
export type Translation<Part> = Readonly<Record<keyof Part, string>>;

export function isMessageKey(text: string): text is keyof English {
  return Object.hasOwn(en, text);
}

/** The texts of each language, as ICU messages. */
export const CATALOGS: Readonly<Record<Language, Catalog>> = {
  en,
  de: en,
  fr: en,
  es: en,
  'pt-BR': en,
  ja: en,
  ar: en,
};
